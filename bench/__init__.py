"""Measures: the product beside what an office would otherwise use, in one run on one machine."""
