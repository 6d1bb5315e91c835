"""Letters of apology: written by the unit itself, numbered, printed, and attached when signed."""
