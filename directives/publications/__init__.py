"""Versions of a period that were published and are kept frozen, with their check codes."""
