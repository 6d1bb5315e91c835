"""What the import needs to know from the database, and the review of a run made from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from reports.domain.checks import review, settle_period
from reports.domain.decisions import Decisions
from reports.domain.figures import Figure, Measure, State
from reports.domain.headings import HeadingIndex, IndicatorSpec
from reports.domain.parsed_json import from_json
from reports.domain.periods import PeriodSpan
from reports.domain.review import Context, FigureKey, Review
from reports.domain.sheet import ParsedSheet
from reports.models import ImportRun, Indicator, Period, Record, Source
from units.domain.kinds import UnitKind
from units.domain.names import UnitName
from units.models import Unit, UnitAlias


def indicators_by_code() -> dict[str, Indicator]:
    """All indicators in their order, with their headings: two queries."""
    return {one.code: one for one in Indicator.objects.prefetch_related("headings")}


def heading_index(indicators: Iterable[Indicator]) -> HeadingIndex:
    """The headings by which files name the indicators."""
    prefetch_related_objects(list(indicators), "headings")
    return HeadingIndex.of(_spec(indicator) for indicator in indicators)


def _spec(indicator: Indicator) -> IndicatorSpec:
    return IndicatorSpec(
        code=indicator.code,
        measure=Measure(indicator.kind),
        blank_means=State(indicator.blank_means),
        headings=tuple(heading.key for heading in indicator.headings.all()),
    )


@dataclass(frozen=True, slots=True)
class OfficeUnits:
    """The units whose figures a report to the office may carry, and the office itself.

    `aliases` are the confirmed other names by unit id.
    """

    office: Unit
    units: tuple[Unit, ...]
    aliases: Mapping[int, list[str]]

    def active_on(self, day: date | None) -> Iterator[Unit]:
        """The units in being on a day (both ends inclusive); today when none is given."""
        on = day or timezone.localdate()
        for unit in self.units:
            began = unit.valid_from is None or unit.valid_from <= on
            if began and (unit.valid_to is None or unit.valid_to >= on):
                yield unit

    def names_on(self, day: date | None) -> Iterator[UnitName]:
        """The names of the units in being on a day, and of the office."""
        for unit in (*self.active_on(day), self.office):
            yield UnitName(unit.pk, unit.name, tuple(self.aliases.get(unit.pk, ())))


def office_units(office: Unit) -> OfficeUnits:
    """The units that report to the office, in the official order, with aliases: two queries."""
    aliases: dict[int, list[str]] = {}
    known = UnitAlias.objects.filter(Q(unit__parent=office) | Q(unit=office))
    for unit_id, text in known.values_list("unit_id", "text"):
        aliases.setdefault(unit_id, []).append(text)
    return OfficeUnits(office, tuple(Unit.objects.reporting_to(office)), aliases)


def is_expected(unit: Unit) -> bool:
    """Whether a report without a row for the unit lacks something.

    Communes and the office's own staff office always have figures; departments and vertical
    agencies handle procedures of their own and are often left out.
    """
    return unit.pool == "local" or unit.kind == UnitKind.OFFICE


def existing_figures(
    *, period_id: int, source: str, indicator_ids: Iterable[int]
) -> dict[tuple[int, int], Figure]:
    """The stored figures of a period and source by (unit id, indicator id): one query."""
    states = {state.value: state for state in State}
    rows = Record.objects.filter(
        period_id=period_id, source=source, indicator_id__in=list(indicator_ids)
    ).values_list("unit_id", "indicator_id", "state", "value", "places", "numerator", "denominator")
    return {
        (unit, indicator): Figure(states[state], value, places, numerator, denominator)
        for unit, indicator, state, value, places, numerator, denominator in rows.iterator(5000)
    }


@dataclass(frozen=True, slots=True)
class RunReview:
    """The review of a run, with the rows of the database it was made from."""

    review: Review
    indicators: Mapping[str, Indicator]
    units: Mapping[int, Unit]


def parsed_of(run: ImportRun) -> ParsedSheet:
    """What the reader found in the run's file; raises ValueError when it was not read."""
    if run.parsed is None:
        raise ValueError(f"Import {run.pk} has not been read")
    return from_json(run.parsed)


def import_review(
    run: ImportRun, *, parsed: ParsedSheet | None = None, known: OfficeUnits | None = None
) -> RunReview:
    """Judge a run against its decisions and the figures that are stored now: at most 6 queries.

    `parsed` and `known` spare reading again what the caller has. Raises ValueError when the file
    was not read.
    """
    sheet = parsed or parsed_of(run)
    decisions = Decisions.from_json(run.decisions)
    indicators = indicators_by_code()
    known = known or office_units(run.office)
    chosen = run.chosen_period.span if run.chosen_period else None
    span = settle_period(sheet.period, decisions, chosen)
    period = Period.objects.filter(code=span.code).first() if span else None
    context = _context(sheet, known, indicators, span, period)
    return RunReview(
        review=review(sheet, decisions, context),
        indicators=indicators,
        units={unit.pk: unit for unit in (*known.units, known.office)},
    )


def _context(
    sheet: ParsedSheet,
    known: OfficeUnits,
    indicators: Mapping[str, Indicator],
    span: PeriodSpan | None,
    period: Period | None,
) -> Context:
    active = list(known.active_on(span.end if span else None))
    columns = {column.indicator for column in sheet.columns}
    return Context(
        office_id=known.office.pk,
        specs={code: _spec(indicator) for code, indicator in indicators.items()},
        expected={unit.pk: unit.name for unit in active if is_expected(unit)},
        optional={unit.pk: unit.name for unit in active if not is_expected(unit)},
        period=period.span if period else span,
        period_closed=period is not None and period.state != Period.State.OPEN,
        existing=_existing(period, [one for one in indicators.values() if one.code in columns]),
    )


def _existing(period: Period | None, indicators: Iterable[Indicator]) -> Mapping[FigureKey, Figure]:
    if period is None:
        return {}
    codes = {indicator.pk: indicator.code for indicator in indicators}
    figures = existing_figures(period_id=period.pk, source=Source.PROVINCE, indicator_ids=codes)
    return {(unit, codes[indicator]): figure for (unit, indicator), figure in figures.items()}
