"""Reads the overdue register: counts by unit beside the report, what waits today; and for whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count, Q, Value
from django.utils import timezone

from directives.overdue.domain import LATE, FileStanding, LateTally, Span, percent_shown
from directives.overdue.models import OverdueFile
from directives.overdue.querysets import OverdueFileQuerySet
from reports.figures.figures import Figure, State
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.selectors import figures_of_periods
from units.access import Role, Scope, descendants
from units.models import Unit, UnitQuerySet

OVERDUE: Final = "overdue"
"""The code of the indicator that counts what the register lists."""

LETTERS: Final = "apology"
"""That of the share of late files with their letter: for a unit with a register what that says."""


@dataclass(frozen=True, slots=True)
class UnitRegister:
    """One unit's late files of a period, counted, beside the figure of the overdue indicator
    (`reported` None: no figure)."""

    unit: Unit
    tally: LateTally
    reported: int | None

    @property
    def difference(self) -> int:
        """How many files the register has more than the report; 0 without a figure."""
        return 0 if self.reported is None else self.tally.late - self.reported


@dataclass(frozen=True, slots=True)
class WaitingFiles:
    """What is to be done today: files due soon, and late ones without a letter."""

    due_soon: int
    without_letter: int


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


def letter_figures(periods: Sequence[Period], units: UnitQuerySet) -> dict[tuple[int, int], Figure]:
    """The share of late files with their letter by period and unit id, as the registers say it
    today; a unit without a register has none: one query."""
    today, files = timezone.localdate(), OverdueFile.objects.filter(unit__in=units.values("pk"))
    begun = [period for period in periods if period.start <= today]
    if not begun:
        return {}
    first, *others = (
        files.letters_in(
            Span(period.start, period.end), Span.until(period.start, period.end, today)
        )
        .annotate(period=Value(period.pk))
        .values_list("period", "unit_id", "late", "letters")
        for period in begun
    )
    rows = first.union(*others, all=True)
    return {(period, unit): _share(late, letters) for period, unit, late, letters in rows}


def _share(late: int, letters: int) -> Figure:
    percent = LateTally(resolved=late, letters=letters).percent
    if percent is None:
        return Figure.blank(State.NO_CASES)
    shown = percent_shown(percent)
    return Figure(State.VALUE, shown, 0 if shown == 100 else 1, letters, late)


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
        UnitRegister(unit, tallies.get(unit.pk, LateTally()), reported.get(unit.pk))
        for unit in rows
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


def register_units(scope: Scope) -> UnitQuerySet:
    """The units below the user's office whose register they may read, in the official order."""
    units = Unit.objects.reporting_to(scope.office)
    return units if scope.sees_office else units.filter(pk__in=scope.unit_ids)


def writable_units(scope: Scope) -> UnitQuerySet:
    """The units into whose register the user may write."""
    return register_units(scope).filter(pk__in=scope.enterable_ids)


def applicants_seen(scope: Scope) -> frozenset[int]:
    """The units whose applicants the user may see: the officer's own and those below it. Staff and
    leaders of the office read the register with names masked."""
    return descendants(unit for unit, roles in scope.roles.items() if Role.OFFICER in roles)


def writes_letters(scope: Scope, unit_id: int) -> bool:
    """Whether the user writes the apology letters of a unit: who sees whose its files are."""
    return scope.enters(unit_id) and unit_id in applicants_seen(scope)
