"""Writes: what was ordered, published and kept in registers."""
