"""Workbooks of what was reported."""
