"""A unit's own figures before they are sent: typed, pasted, or filled into a workbook."""
