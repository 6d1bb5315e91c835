"""Points, sums and formulas of the score pages as text."""

from directives.scores.tags import register

__all__ = ["register"]
