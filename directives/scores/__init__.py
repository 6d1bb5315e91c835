"""Points of each unit by a rubric: the formula's, the unit's own, and those the office gives."""
