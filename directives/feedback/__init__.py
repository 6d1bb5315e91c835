"""The difficulties that units report on a directive, and what the office answers."""
