"""What people changed on a unit's points, as sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext_lazy, pgettext

from directives.scores.domain import number
from directives.scores.rows import Changed, HistoryLine

_FIELDS: Final = {
    "self_points": gettext_lazy("own points"),
    "self_note": gettext_lazy("explanation"),
    "review_points": gettext_lazy("reviewed points"),
    "review_note": gettext_lazy("remark"),
}


@dataclass(frozen=True, slots=True)
class HistoryView:
    """One change, ready to be shown."""

    at: datetime
    by: str
    criterion: str
    said: tuple[str, ...]


def history_view(lines: Iterable[HistoryLine]) -> tuple[HistoryView, ...]:
    """The changes in words: "own points: none → 12,5"."""
    return tuple(
        HistoryView(one.at, one.by, one.criterion, tuple(map(_said, one.changes))) for one in lines
    )


def _said(change: Changed) -> str:
    return (
        f"{_FIELDS[change.field]}: {_value(change, change.before)} → {_value(change, change.after)}"
    )


def _value(change: Changed, text: str) -> str:
    if not text:
        return pgettext("points", "none")
    return number(Decimal(text)) if change.field.endswith("points") else f"“{text}”"
