"""Reads figures of a period as plain domain objects, without a model object per cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from django.db.models import F

from reports.domain.figures import Figure, State
from reports.models import Indicator, Period, Record, Report, Source

Figures = dict[tuple[int, str], Figure]

_COLUMNS = (
    "period_id",
    "unit_id",
    "indicator_id",
    "source",
    "state",
    "value",
    "places",
    "numerator",
    "denominator",
)


def figures_of_periods(
    periods: Iterable[Period], indicators: Iterable[Indicator]
) -> dict[int, Figures]:
    """The official figures of some periods, by period id: one query.

    The figures are keyed by (unit id, indicator code). Where both sources have a figure the
    province's is official.
    """
    found: dict[int, Figures] = {period.pk: {} for period in periods}
    codes = {indicator.pk: indicator.code for indicator in indicators}
    states = {state.value: state for state in State}
    rows = Record.objects.filter(period__in=found).values_list(*_COLUMNS)
    for period, unit, indicator, source, state, *figure in rows.iterator(chunk_size=5000):
        key = (unit, codes[indicator])
        if source == Source.PROVINCE or key not in found[period]:
            found[period][key] = Figure(states[state], *figure)
    return found


@dataclass(frozen=True, slots=True)
class Fact:
    """What a report says of the office itself on one indicator; rates and shares in percent."""

    value: Decimal | None
    places: int
    share: Decimal | None
    share_places: int
    rank: int | None
    out_of: int | None
    not_assessed: str

    def over(self, earlier: Fact | None) -> Fact:
        """This fact, with what it leaves open taken from an earlier report's.

        A correction of some figures says nothing about the places published before.
        """
        if earlier is None:
            return self
        value = self if self.value is not None else earlier
        share = self if self.share is not None else earlier
        place = self if self.rank is not None else earlier
        return Fact(
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
    facts: Mapping[str, Fact]


_FACT_COLUMNS = tuple(f"facts__{field.name}" for field in fields(Fact))


def report_facts(office_id: int, period: Period) -> ReportFacts | None:
    """What the reports of a period say of the office itself, a later one over an earlier.

    A report without a date counts as the earliest. One query, whether or not there are facts.
    """
    rows = Report.objects.filter(office=office_id, period=period)
    head: tuple[str, date | None, str] | None = None
    facts: dict[str, Fact] = {}
    for number, issued_on, issuer, code, *fact in rows.order_by(
        F("issued_on").asc(nulls_first=True), "pk"
    ).values_list("number", "issued_on", "issuer", "facts__indicator__code", *_FACT_COLUMNS):
        if number or head is None:
            head = (number, issued_on, issuer)
        if code is not None:
            facts[code] = Fact(*fact).over(facts.get(code))
    return ReportFacts(*head, facts) if head else None
