"""What became of figures: their chain, where each comes from, and where two sources differ."""
