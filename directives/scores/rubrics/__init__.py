"""Rubrics: criteria with their formulas, copied, changed, or brought in from a sheet."""
