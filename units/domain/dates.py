"""Spans of days that may be open at either end."""

from __future__ import annotations

from datetime import date


def covers(first: date | None, last: date | None, day: date) -> bool:
    """Whether a day lies in the span; both ends inclusive, None leaves an end open."""
    return (first is None or first <= day) and (last is None or day <= last)
