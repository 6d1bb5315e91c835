"""How far the reading of a file is: its steps, and who is told."""

from collections.abc import Callable
from typing import Final

# The steps that a reader sees, in order; numbered from 1.
STEPS: Final = ("open", "table", "columns", "units", "cells", "totals")
OPEN, TABLE, COLUMNS, UNITS, CELLS, TOTALS = range(1, 7)
Progress = Callable[[int, int, int], None]
ROWS_BETWEEN_NEWS: Final = 250


def no_progress(step: int, done: int, total: int) -> None:
    """A progress callback that tells nobody."""
