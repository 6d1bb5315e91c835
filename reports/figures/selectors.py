"""Reads figures of a period as plain domain objects, without a model object per cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q

from reports.figures.figures import Figure, State, stored_figure
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.record_models import FIGURE_FIELDS, Record, Source
from reports.figures.registers import register_figures
from reports.figures.report_models import Report
from reports.figures.sources import official_source, prevails
from units.models import Unit

Figures = dict[tuple[int, str], Figure]

_COLUMNS = ("period_id", "unit_id", "indicator_id", "source", *FIGURE_FIELDS)


def existing_figures(
    *, period_id: int, source: str, indicator_ids: Iterable[int]
) -> dict[tuple[int, int], Figure]:
    """The stored figures of a period and source by (unit id, indicator id): one query."""
    states = {state.value: state for state in State}
    rows = Record.objects.filter(
        period_id=period_id, source=source, indicator_id__in=list(indicator_ids)
    ).values_list("unit_id", "indicator_id", *FIGURE_FIELDS)
    return {
        (unit, indicator): Figure(states[state], *numbers)
        for unit, indicator, state, *numbers in rows.iterator(5000)
    }


def own_that_count(unit: Unit, period: Period) -> dict[str, bool]:
    """The indicators that a unit gave a figure for itself, and whether that is the official one:
    one query."""
    by_code: dict[str, dict[str, Figure]] = {}
    for row in Record.objects.filter(unit=unit, period=period).select_related("indicator"):
        by_code.setdefault(row.indicator.code, {})[row.source] = row.figure
    return {
        code: official_source(figures, first=settings.OFFICIAL_SOURCE) == Source.UNIT
        for code, figures in by_code.items()
        if Source.UNIT in figures
    }


@dataclass(frozen=True, slots=True)
class OfficialFigures:
    """The official figures of a period, keyed by (unit id, indicator code); `own` are the keys of
    those that the units gave themselves."""

    figures: Figures
    own: set[tuple[int, str]]

    def add(self, key: tuple[int, str], figure: Figure, *, source: str, first: str) -> None:
        """Take in what a source says, if it is official where something stands already; of two
        figures of the unit itself the later read."""
        there = self.figures.get(key)
        again = source == Source.UNIT and key in self.own
        if (
            there is not None
            and not again
            and not prevails(figure.state, source, over=there.state, first=first)
        ):
            return
        self.figures[key] = figure
        if source == Source.UNIT:
            self.own.add(key)
        else:
            self.own.discard(key)


def figures_of_periods(
    periods: Iterable[Period], indicators: Iterable[Indicator], *, office: Unit
) -> dict[int, OfficialFigures]:
    """The official figures of an office and its units in some periods, by period id: one query,
    and one for each register that a figure follows from (`registers.py`).

    Where both sources have a figure the setting OFFICIAL_SOURCE decides (`sources.py`).
    """
    periods, indicators = tuple(periods), tuple(indicators)
    figures = {period.pk: OfficialFigures({}, set()) for period in periods}
    first: str = settings.OFFICIAL_SOURCE
    codes = {indicator.pk: indicator.code for indicator in indicators}
    states = {state.value: state for state in State}
    # With all of period, indicator and unit an index leads to each figure, whoever else has some.
    units = Unit.objects.filter(Q(parent=office) | Q(pk=office.pk)).order_by()
    rows = Record.objects.filter(
        period__in=figures, indicator__in=codes, unit__in=units.values("pk")
    ).values_list(*_COLUMNS)
    # A thousand different figures make up a hundred thousand cells; each is made once.
    made: dict[tuple[Any, ...], Figure] = {}
    for period, unit, indicator, source, *columns in rows.iterator(chunk_size=5000):
        key, official, values = (unit, codes[indicator]), figures[period], tuple(columns)
        figure = made.get(values)
        if figure is None:
            figure = made[values] = stored_figure(states[values[0]], *values[1:])
        official.add(key, figure, source=source, first=first)
    for period, unit, indicator, figure in register_figures(periods, indicators, units):
        figures[period].add((unit, indicator.code), figure, source=Source.UNIT, first=first)
    return figures


@dataclass(frozen=True, slots=True)
class ReportFact:
    """What a report says of the office itself on one indicator; rates and shares in percent."""

    value: Decimal | None
    places: int
    share: Decimal | None
    share_places: int
    rank: int | None
    out_of: int | None
    not_assessed: str

    def over(self, earlier: ReportFact | None) -> ReportFact:
        """This fact, with what it leaves open taken from an earlier report's.

        A correction of some figures says nothing about the places published before.
        """
        if earlier is None:
            return self
        value = self if self.value is not None else earlier
        share = self if self.share is not None else earlier
        place = self if self.rank is not None else earlier
        return ReportFact(
            value.value,
            value.places,
            share.share,
            share.share_places,
            place.rank,
            place.out_of,
            self.not_assessed or earlier.not_assessed,
        )


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The latest report about an office in a period, with its facts by indicator code."""

    number: str
    issued_on: date | None
    issuer: str
    facts: Mapping[str, ReportFact]


_FACT_COLUMNS = tuple(f"facts__{field.name}" for field in fields(ReportFact))


def _taken_back() -> Q:
    """Whether a report came with imports that were all undone, and has no figure left."""
    runs = ImportRun.objects.filter(report=OuterRef("pk"))
    undone = runs.filter(status=ImportRun.Status.UNDONE)
    figures = Record.objects.filter(period=OuterRef("period"), report=OuterRef("pk"))
    in_force = runs.exclude(status=ImportRun.Status.UNDONE)
    return Q(Exists(undone), ~Exists(in_force), ~Exists(figures))


def report_facts(office_id: int, period: Period) -> ReportFacts | None:
    """What the reports of a period say of the office itself, a later one over an earlier.

    A report without a date counts as the earliest. One whose import was taken back is named no
    more; the places that were copied from it stay. One query, whether or not there are facts.
    """
    rows = Report.objects.filter(office=office_id, period=period).annotate(gone=_taken_back())
    columns = ("gone", "number", "issued_on", "issuer", "facts__indicator__code")
    head: tuple[str, date | None, str] | None = None
    facts: dict[str, ReportFact] = {}
    for gone, number, issued_on, issuer, code, *fact in rows.order_by(
        F("issued_on").asc(nulls_first=True), "pk"
    ).values_list(*columns, *_FACT_COLUMNS):
        if not gone and (number or head is None):
            head = (number, issued_on, issuer)
        if code is not None:
            facts[code] = ReportFact(*fact).over(facts.get(code))
    return ReportFacts(*head, facts) if head else None
