"""A unit's own grid of figures with its verdicts as it types, and how it goes to the office."""
