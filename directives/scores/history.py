"""What people changed on a unit's points, as sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from auditlog.models import LogEntry
from django.utils.translation import gettext_lazy, pgettext

from directives.scores.models import Score
from directives.scores.terms import number

_MOST: Final = 50
_FIELDS: Final = {
    "self_points": gettext_lazy("own points"),
    "self_note": gettext_lazy("explanation"),
    "review_points": gettext_lazy("reviewed points"),
    "review_note": gettext_lazy("remark"),
}


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """One change of one criterion's points or words: "own points: none → 12,5"."""

    at: datetime
    by: str
    criterion: str
    texts: tuple[str, ...]


def score_history(scores: Mapping[int, Score]) -> tuple[ScoreChange, ...]:
    """What people changed, the newest first, 50 at most: two queries."""
    named = {str(row.pk): str(row.criterion) for row in scores.values()}
    rows = LogEntry.objects.get_for_model(Score).filter(object_pk__in=named)
    changes = (
        ScoreChange(row.timestamp, str(row.actor or ""), named[row.object_pk], _texts(row))
        for row in rows.select_related("actor").order_by("-timestamp", "-pk")[: _MOST * 2]
    )
    return tuple(change for change in changes if change.texts)[:_MOST]


def _texts(entry: LogEntry) -> tuple[str, ...]:
    changes = entry.changes_dict
    pairs = {name: tuple(map(_plain, changes[name])) for name in _FIELDS if name in changes}
    return tuple(
        f"{_FIELDS[name]}: {_value(name, before)} → {_value(name, after)}"
        for name, (before, after) in pairs.items()
        if before != after
    )


def _plain(value: object) -> str:
    return "" if value in (None, "None") else str(value)


def _value(field: str, text: str) -> str:
    if not text:
        return pgettext("points", "none")
    return number(Decimal(text)) if field.endswith("points") else f"“{text}”"
