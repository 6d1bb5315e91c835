"""Writes a directive: from a draft or a copy of last year's to its number and day, proofread."""
