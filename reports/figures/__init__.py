"""Values, periods, indicators and ranks: the figures themselves, and how they are kept."""
