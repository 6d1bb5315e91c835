"""Tries another level of a target on the figures, before anything is written."""
