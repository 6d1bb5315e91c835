"""What people gave on the criteria of one unit: rows with their files, and who changed what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch

from directives.scores.models import Rubric, Score, ScoreEvidence
from reports.figures.period_models import Period
from units.models import Unit

_MOST: Final = 50
_SHOWN: Final = ("self_points", "self_note", "review_points", "review_note")


def scores_of_unit(unit: Unit, period: Period, rubric: Rubric) -> dict[int, Score]:
    """The unit's rows by criterion, with their files: two queries."""
    files = ScoreEvidence.objects.select_related("uploaded_by")
    rows = Score.objects.filter(unit=unit, period=period, criterion__rubric=rubric)
    rows = rows.select_related("self_by", "review_by", "criterion").prefetch_related(
        Prefetch("evidence", files)
    )
    return {row.criterion_id: row for row in rows}


@dataclass(frozen=True, slots=True)
class Changed:
    """One field that changed: its name in the table, from what, to what ("" for nothing)."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of one criterion's points or words."""

    at: datetime
    by: str
    criterion: str
    changes: tuple[Changed, ...]


def score_history(scores: dict[int, Score]) -> tuple[HistoryLine, ...]:
    """What people changed, the newest first, 50 at most: two queries."""
    named = {str(row.pk): f"{row.criterion.code} {row.criterion.name}" for row in scores.values()}
    rows = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Score), object_pk__in=named
    ).select_related("actor")
    lines = (
        HistoryLine(row.timestamp, str(row.actor or ""), named[row.object_pk], _changes(row))
        for row in rows.order_by("-timestamp", "-pk")[: _MOST * 2]
    )
    return tuple(line for line in lines if line.changes)[:_MOST]


def _changes(row: Any) -> tuple[Changed, ...]:
    told = row.changes_dict
    return tuple(
        Changed(field, _plain(told[field][0]), _plain(told[field][1]))
        for field in _SHOWN
        if field in told and _plain(told[field][0]) != _plain(told[field][1])
    )


def _plain(value: object) -> str:
    return "" if value in (None, "None") else str(value)
