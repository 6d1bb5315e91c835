"""A register as a sheet: read, shown row by row with what it would do, then written."""
