"""Days that make sense, and spans of them that may be open at either end."""

from datetime import date
from typing import Final

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100


def covers(first: date | None, last: date | None, day: date) -> bool:
    """Whether a day lies in the span; both ends inclusive, None leaves an end open."""
    return (first is None or first <= day) and (last is None or day <= last)


def is_known(day: date) -> bool:
    """Whether a day lies in the years that an office's papers speak of; others are mistyped."""
    return FIRST_YEAR <= day.year <= LAST_YEAR
