"""Reads what the entry grid shows beside a unit's own figures, in a fixed number of queries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from django.conf import settings

from reports.figures.figures import Figure, State
from reports.figures.headings import heading_key
from reports.figures.indicator_models import Indicator, IndicatorHeading
from reports.figures.period_models import Period
from reports.figures.periods import PeriodKind, PeriodSpan, previous_comparable
from reports.figures.record_models import Record, Source
from reports.figures.sources import prevails
from reports.rounds.models import Round
from reports.rounds.submission_models import DraftFigure, Submission
from units.models import Unit

# Two years back: a year is held against the one before, a half year against the same half.
_BACK: Final = timedelta(days=800)
_COLUMNS: Final = (
    "period__kind",
    "period__start",
    "period__end",
    "period__code",
    "source",
    "indicator__code",
    "report__number",
    "state",
    "value",
    "places",
    "numerator",
    "denominator",
)


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the unit's own figures, by indicator code: the province's figure with
    the number of its report, and the official figure of the period before."""

    province: Mapping[str, Figure] = field(default_factory=dict)
    reports: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, Figure] = field(default_factory=dict)


def submission_of(round_: Round, unit: Unit) -> Submission | None:
    """The unit's submission in a round; None before anything was typed: one query."""
    rows = Submission.objects.select_related("submitted_by", "decided_by")
    submission: Submission | None = rows.filter(round=round_, unit=unit).first()
    return submission


def drafts_of(submission: Submission | None) -> dict[int, DraftFigure]:
    """The figures of a draft by indicator id, with who typed them: one query."""
    if submission is None:
        return {}
    rows = submission.figures.select_related("updated_by")
    return {row.indicator_id: row for row in rows}


def beside(unit: Unit, period: Period) -> Beside:
    """The province's figures of a period, the official ones of the one before: one query."""
    rows = Record.objects.filter(
        unit=unit,
        period__kind=period.kind,
        period__end__lte=period.end,
        period__end__gte=period.start - _BACK,
    ).order_by("period__end", "pk")
    by_span: dict[PeriodSpan, dict[str, Figure]] = {}
    numbers: dict[str, str] = {}
    first: str = settings.OFFICIAL_SOURCE
    for kind, start, end, code, source, indicator, number, state, *rest in rows.values_list(
        *_COLUMNS
    ):
        span = PeriodSpan(PeriodKind(kind), start, end, code)
        from_province = source == Source.PROVINCE
        if span == period.span and not from_province:
            continue
        figures = by_span.setdefault(span, {})
        there = figures[indicator].state if indicator in figures else None
        if prevails(State(state), source, over=there, first=first):
            figures[indicator] = Figure(State(state), *rest)
        if span == period.span:
            numbers[indicator] = number or ""
    before = previous_comparable(period.span, by_span)
    return Beside(by_span.get(period.span, {}), numbers, by_span.get(before, {}) if before else {})


def heading_names() -> dict[str, str]:
    """Indicator codes by the keys of all their names and headings: two queries."""
    codes: dict[str, str] = {}
    for indicator in Indicator.objects.all():
        for name in (
            indicator.name_vi,
            indicator.name_en,
            indicator.short_vi,
            indicator.short_en,
            indicator.brief_vi,
        ):
            codes.setdefault(heading_key(name), indicator.code)
    codes.update(IndicatorHeading.objects.values_list("key", "indicator__code"))
    return codes


def units_to_enter(round_: Round, unit_ids: frozenset[int]) -> list[tuple[Unit, Submission | None]]:
    """The units of a round that a user enters for, each with its submission, in the official
    order: two queries."""
    submissions = {row.unit_id: row for row in round_.submissions.all()}
    return [(unit, submissions.get(unit.pk)) for unit in round_.units.filter(pk__in=unit_ids)]
