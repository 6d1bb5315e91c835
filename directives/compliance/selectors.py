"""Reads all that one page or print needs, with the same number of queries at every size."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from django.conf import settings

from directives.clauses.models import Directive, Target
from directives.clauses.targets import Rule, TargetRef
from directives.compliance.domain import Figures, UnitRef
from directives.compliance.source import (
    DirectiveRef,
    IndicatorRef,
    MoreTime,
    PlaceRule,
    Published,
    ReportRef,
    SummarySource,
)
from directives.compliance.summarising import summarise
from directives.compliance.summary import Summary
from reports.figures.figures import Figure, Measure, State
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.periods import ComparedWith, compared_period
from reports.figures.ranking import Direction, change
from reports.figures.selectors import ReportFact, ReportFacts, figures_of_periods, report_facts
from reports.rounds.models import Extension
from units.dates import covers
from units.models import Unit


def indicator_ref(row: Indicator) -> IndicatorRef:
    """An indicator as the domain knows it, named in the reader's language."""
    return IndicatorRef(
        code=row.code,
        name=row.name,
        short_name=row.short_name,
        brief_name=row.brief_name,
        measure=Measure(row.kind),
        direction=Direction(row.direction),
        decimals=row.decimals,
        count_unit=row.count_unit,
        icon=row.icon,
    )


def unit_ref(row: Unit) -> UnitRef:
    return UnitRef(row.pk, row.code, row.name, row.short_name, row.kind, row.pool)


def targets_of(directive: Directive, on: date) -> tuple[TargetRef, ...]:
    """The targets of a directive that hold on a day: one query, named units included."""
    rows = Target.objects.filter(clause__directive=directive).order_by("clause__number", "pk")
    named: dict[int, set[int]] = {}
    targets: dict[int, TargetRef] = {}
    for pk, code, rule, clause, floor, ambition, kinds, first, last, unit in rows.values_list(
        "pk",
        "indicator__code",
        "rule",
        "clause__number",
        "floor",
        "ambition",
        "kinds",
        "valid_from",
        "valid_to",
        "units",
    ):
        units = named.setdefault(pk, set())
        if unit is not None:
            units.add(unit)
        targets[pk] = TargetRef(
            pk,
            code,
            Rule(rule),
            str(clause),
            floor,
            ambition,
            frozenset(kinds),
            frozenset(units),
            first,
            last,
        )
    return tuple(target for target in targets.values() if target.in_force(on))


def summary_of(
    *,
    office: Unit,
    period: Period,
    directive: Directive | None,
    periods: Iterable[Period],
    compare: ComparedWith | None = None,
) -> Summary:
    """Where an office's units stand: the same few queries, whatever their number."""
    rows = tuple(Indicator.objects.all())
    before = _compared(period, periods, compare)
    wanted = [period, before] if before else [period]
    figures = figures_of_periods(wanted, rows, office=office)
    official, earlier = figures[period.pk], figures[before.pk] if before else None
    now, then = official.figures, earlier.figures if earlier else {}
    report = report_facts(office.pk, period)
    refs = units_answering(office, period, {unit for unit, _code in now})
    own = {unit.id for unit in refs}
    indicators = tuple(indicator_ref(row) for row in rows)
    return summarise(
        SummarySource(
            office=unit_ref(office),
            period=period.span,
            indicators=indicators,
            units=refs,
            figures={key: figure for key, figure in now.items() if key[0] in own},
            previous=before.span if before else None,
            previous_figures=then,
            targets=_targets_held(directive, period),
            published=_published(office.pk, indicators, now, then, report),
            directive=directive_ref(directive),
            report=ReportRef(report.number, report.issued_on, report.issuer) if report else None,
            own=frozenset(key for key in official.own if key[0] in own),
            previous_own=frozenset(earlier.own) if earlier else frozenset(),
            first=settings.OFFICIAL_SOURCE,
            place_rule=PlaceRule(settings.OVERALL_PLACE),
            extensions=_extensions(office, period, refs),
        )
    )


def _targets_held(directive: Directive | None, period: Period) -> tuple[TargetRef, ...]:
    if directive is None:
        return ()
    return targets_of(directive, max(period.end, directive.effective_from))


def units_answering(
    office: Unit, period: Period, with_figures: Collection[int]
) -> tuple[UnitRef, ...]:
    """Who stands in a table: one query. A unit that ended within the period answers for what it
    reported, outside the pool: its successor stands there."""
    refs = []
    for unit in Unit.objects.in_being_during(period.start, period.end).reporting_to(office):
        if covers(unit.valid_from, unit.valid_to, period.end):
            refs.append(unit_ref(unit))
        elif unit.pk in with_figures:
            refs.append(replace(unit_ref(unit), pool=None, ended=unit.valid_to))
    return tuple(refs)


def _extensions(office: Unit, period: Period, units: Iterable[UnitRef]) -> tuple[MoreTime, ...]:
    """Which of the units had more time for the period, in their order: one query."""
    rows = Extension.objects.filter(round__office=office, round__period=period)
    given = {unit: (until, why) for unit, until, why in rows.values_list("unit", "until", "reason")}
    return tuple(MoreTime(unit, *given[unit.id]) for unit in units if unit.id in given)


def _compared(
    period: Period, periods: Iterable[Period], chosen: ComparedWith | None
) -> Period | None:
    """The earlier period that a period is compared with, from those already read."""
    spans = {period.span: period for period in periods}
    span = compared_period(period.span, spans, chosen)
    return spans[span] if span else None


def _published(
    office: int,
    indicators: tuple[IndicatorRef, ...],
    now: Figures,
    then: Figures,
    report: ReportFacts | None,
) -> dict[str, Published]:
    """The office's own figures: its record from the total row, with the report's facts."""
    facts = {}
    for indicator in indicators:
        fact = report.facts.get(indicator.code) if report else None
        figure = now.get((office, indicator.code)) or _fact_figure(fact)
        if figure is None:
            continue
        facts[indicator.code] = Published(
            figure=figure,
            share=fact.share if fact else None,
            share_places=fact.share_places if fact else 2,
            rank=fact.rank if fact else None,
            out_of=fact.out_of if fact else None,
            not_assessed=fact.not_assessed if fact else "",
            change=change(figure, then.get((office, indicator.code)), indicator.direction),
        )
    return facts


def _fact_figure(fact: ReportFact | None) -> Figure | None:
    if fact is None or fact.value is None:
        return None
    return Figure(State.VALUE, fact.value, fact.places)


def directive_ref(row: Directive | None) -> DirectiveRef | None:
    if row is None:
        return None
    return DirectiveRef(
        row.code, str(row.title), row.place, row.issued_month, is_draft=not row.is_issued
    )
