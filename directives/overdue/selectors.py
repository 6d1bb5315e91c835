"""Reads the overdue register: counts by unit, what the report says of them, what waits today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Q

from directives.overdue.domain import LATE, FileStanding, LateTally, RegisterCheck, Span
from directives.overdue.models import OverdueFile
from directives.overdue.querysets import OverdueFileQuerySet
from reports.figures.figures import Figure, State
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.selectors import figures_of_periods
from units.models import Unit

OVERDUE: Final = "overdue"
"""The code of the indicator that counts what the register lists."""
MOST_SQUARES: Final = 100
MOST_WAITING: Final = 5


@dataclass(frozen=True, slots=True)
class UnitRegister:
    """One unit's late files of a period, counted, beside the figure of the report."""

    unit: Unit
    tally: LateTally
    check: RegisterCheck


@dataclass(frozen=True, slots=True)
class WaitingFiles:
    """What is to be done today: files due soon, and late ones without a letter."""

    due_soon: int
    without_letter: int

    def __bool__(self) -> bool:
        return bool(self.due_soon or self.without_letter)


def tallies_of(unit_ids: Iterable[int], span: Span) -> dict[int, LateTally]:
    """The late files of a period by unit id; units without any are left out: one query."""
    counts = {
        "resolved": Count("pk", filter=Q(standing=FileStanding.RESOLVED_LATE)),
        "pending": Count("pk", filter=Q(standing=FileStanding.PENDING_LATE)),
        "letters": Count("pk", filter=Q(has_letter=True)),
        "carried_over": Count("pk", filter=Q(due_on__lt=span.start)),
        "late_again": Count("pk", filter=Q(is_late_again=True)),
    }
    files = OverdueFile.objects.filter(unit__in=tuple(unit_ids)).counting_in(span)
    rows = files.order_by().values("unit_id").annotate(**counts)
    return {row["unit_id"]: LateTally(**{name: row[name] for name in counts}) for row in rows}


def reported_counts(office: Unit, period: Period) -> Mapping[int, int]:
    """How many overdue files the official figures give each unit; units without a figure are left
    out: two queries."""
    indicators = Indicator.objects.filter(code=OVERDUE)
    figures = figures_of_periods([period], indicators, office=office)[period.pk].figures
    counts = {unit: _count(figure) for (unit, _code), figure in figures.items()}
    return {unit: count for unit, count in counts.items() if count is not None}


def _count(figure: Figure) -> int | None:
    if figure.state is State.VALUE and figure.value is not None:
        return int(figure.value)
    return 0 if figure.state is State.NO_CASES else None


def register_of(
    *, units: Iterable[Unit], office: Unit, period: Period, today: date
) -> tuple[UnitRegister, ...]:
    """The units in their order with their late files and the report's figure: three queries."""
    rows = tuple(units)
    tallies = tallies_of((unit.pk for unit in rows), Span.until(period.start, period.end, today))
    reported = reported_counts(office, period)
    return tuple(
        UnitRegister(unit, tally, RegisterCheck(tally.late, reported.get(unit.pk)))
        for unit in rows
        for tally in [tallies.get(unit.pk, LateTally())]
    )


def waiting_of(files: OverdueFileQuerySet, today: date) -> WaitingFiles:
    """What is to be done today in these files: one query."""
    counts = files.as_of(today).filter(has_letter=False).order_by()
    due_soon = Q(standing=FileStanding.DUE_SOON, resolved_on__isnull=True)
    return WaitingFiles(
        **counts.aggregate(
            due_soon=Count("pk", filter=due_soon),
            without_letter=Count("pk", filter=Q(standing__in=LATE)),
        )
    )


@dataclass(frozen=True, slots=True)
class LateFiles:
    """The late files of one unit: each as id, code and whether a letter is attached, those with a
    letter first; and the first that still wait for one."""

    squares: list[tuple[int, str, bool]]
    without_letter: list[OverdueFile]


def late_files_of(unit: Unit, span: Span) -> LateFiles:
    """The late files of one unit in a period, of many the first: two queries."""
    files = OverdueFile.objects.filter(unit=unit).counting_in(span)
    ordered = files.order_by("-has_letter", "due_on", "code")
    squares = ordered.values_list("pk", "code", "has_letter")[:MOST_SQUARES]
    waiting = files.filter(has_letter=False).select_related("unit", "apology")
    return LateFiles(list(squares), list(waiting.order_by("due_on", "code")[:MOST_WAITING]))
