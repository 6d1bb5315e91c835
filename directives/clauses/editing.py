"""What two people who edit one letter must know of each other: whether a text is still the same."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from hashlib import sha256
from typing import Any

_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """What an editor had before their eyes: the directive's version, and the mark of the text."""

    version: int
    mark: str = ""


def mark_of(values: Mapping[str, Any]) -> str:
    """A short mark of a row's values: equal for equal values, whatever else has changed."""
    text = json.dumps({key: _plain(one) for key, one in values.items()}, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:_LENGTH]


def _plain(value: Any) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return "|".join(sorted(str(one) for one in value))
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def year_later(day: date | None) -> date | None:
    """The same day of the next year; 29 February becomes the 28th, and the last year stays."""
    if day is None or day.year == MAXYEAR:
        return day
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def last_day(day: date, *, before: bool) -> date:
    """The last day that a letter gives: "before 30/6" is 29/6, "until 30/6" is 30/6."""
    return day - timedelta(days=1) if before else day
