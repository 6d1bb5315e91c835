"""The pages that show where an office, a unit and one figure stand."""
