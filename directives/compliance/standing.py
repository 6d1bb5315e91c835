"""Reads all that one page or print needs, with the same number of queries at every size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from directives.clauses.models import Directive, Target
from directives.clauses.querysets import DirectiveQuerySet
from directives.clauses.targets import Rule, TargetRef, targets_for
from directives.compliance.domain import Figures, UnitRef
from directives.compliance.summarising import summarise
from directives.compliance.summary import (
    DirectiveRef,
    IndicatorRef,
    MoreTime,
    Published,
    ReportRef,
    Source,
    Summary,
)
from reports.figures.figures import Figure, Measure, State
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.periods import previous_comparable
from reports.figures.ranking import Direction, change
from reports.figures.record_models import Record
from reports.figures.record_models import Source as ReportSource
from reports.figures.report_models import Report
from reports.figures.selectors import Fact, ReportFacts, figures_of_periods, report_facts
from reports.rounds.models import Extension
from units.dates import covers
from units.models import Unit

Coded = TypeVar("Coded", Period, Directive)


@dataclass(frozen=True, slots=True)
class Choice:
    """The period and directive that a page shows, and those that can be chosen instead."""

    office: Unit
    periods: tuple[Period, ...]
    directives: tuple[Directive, ...]
    period: Period | None
    directive: Directive | None

    def summary(self) -> Summary | None:
        """Where the office stands in the chosen period; None where there is no period at all."""
        if self.period is None:
            return None
        return summary_of(
            office=self.office,
            period=self.period,
            directive=self.directive,
            periods=[one for one in self.periods if getattr(one, "is_reported", False)],
        )


class UnknownCodeError(LookupError):
    """A period or directive was asked for by a code that does not exist."""


def choose(
    office: Unit,
    *,
    period_code: str | None = None,
    directive_code: str | None = None,
    drafts: bool = True,
) -> Choice:
    """What to show: by code, else the latest period with figures of a report and its directive.

    An import into a wrong period, taken back, leaves a report without figures; it hides no other
    period. Figures that units gave themselves count as those of a report where the units come
    first. Without `drafts` only directives that units may read are known. Raises UnknownCodeError
    for a code that is not there: two queries.
    """
    report = Q(Exists(Report.objects.filter(office=office, period=OuterRef("pk"))))
    figures = Record.objects.filter(Q(unit=office) | Q(unit__parent=office), period=OuterRef("pk"))
    own = Q(Exists(figures.filter(source=ReportSource.UNIT)))
    filled = report & Q(Exists(figures.filter(source=ReportSource.PROVINCE)))
    if settings.OFFICIAL_SOURCE == ReportSource.UNIT:
        filled |= own
    rows = Period.objects.annotate(is_reported=report | own, is_filled=filled)
    rows = rows.order_by("-end", "start")
    periods = tuple(rows)
    directives = tuple(_known(office, drafts=drafts))
    period = _by_code(periods, period_code) if period_code else _latest(periods)
    directive = None
    if directive_code:
        directive = _by_code(directives, directive_code)
    elif period is not None:
        directive = directive_for(directives, period)
    return Choice(office, periods, directives, period, directive)


def _known(office: Unit, *, drafts: bool) -> DirectiveQuerySet:
    rows: DirectiveQuerySet = Directive.objects.of_office(office).select_related("basis")
    return rows if drafts else rows.open_to_units(timezone.localdate())


def _by_code(rows: tuple[Coded, ...], code: str) -> Coded:
    for row in rows:
        if row.code == code:
            return row
    raise UnknownCodeError(code)


def _latest(periods: tuple[Period, ...]) -> Period | None:
    """The latest period with figures of a report, else that with a report, else any."""
    filled = [one for one in periods if getattr(one, "is_filled", False)]
    reported = [one for one in periods if getattr(one, "is_reported", False)]
    return next(iter(filled or reported or periods), None)


def indicator_refs() -> tuple[Indicator, ...]:
    """All indicators in the official order: one query."""
    return tuple(Indicator.objects.all())


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
    """A unit as the domain knows it."""
    return UnitRef(row.pk, row.code, row.name, row.short_name, row.kind, row.pool)


def targets_of(directive: Directive, on: date) -> tuple[TargetRef, ...]:
    """The targets of a directive that hold on a day: one query, named units included."""
    rows = Target.objects.filter(clause__directive=directive).order_by("clause__number", "pk")
    named: dict[int, set[int]] = {}
    found: dict[int, TargetRef] = {}
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
        found[pk] = TargetRef(
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
    return tuple(target for target in found.values() if target.in_force(on))


def directive_for(directives: Iterable[Directive], period: Period) -> Directive | None:
    """The directive a period is held against unless another is chosen.

    The newest issued one in force on its last day: a new one takes over from its own day on, not
    before. Where there is none, that written on the period's own report; else a draft in force on
    its last day; else the first one after it. An issued one goes before a draft, the newer before
    the older, and an expired one judges nobody.
    """
    by_date = sorted(directives, key=lambda one: (one.is_issued, one.effective_from, one.pk))
    in_force = [one for one in by_date if covers(one.effective_from, one.effective_to, period.end)]
    issued = [one for one in in_force if one.is_issued]
    on_basis = [one for one in by_date if one.basis and one.basis.period_id == period.pk]
    after = [one for one in by_date if one.effective_from > period.end]
    first = sorted(after, key=lambda one: (not one.is_issued, one.effective_from, one.pk))
    return next(reversed(issued or on_basis or in_force or first[:1]), None)


def targets_of_unit(unit: Unit, office: Unit, period: Period) -> dict[str, TargetRef]:
    """The target that decides for a unit on each indicator in a period, as units may know it: two
    queries."""
    directive = directive_for(_known(office, drafts=False), period)
    if directive is None:
        return {}
    targets = targets_of(directive, max(period.end, directive.effective_from))
    found = targets_for(targets, unit_id=unit.pk, kind=unit.kind)
    return {code: some[0] for code, some in found.items()}


def summary_of(
    *, office: Unit, period: Period, directive: Directive | None, periods: Iterable[Period]
) -> Summary:
    """Where an office's units stand: seven queries, whatever their number."""
    rows = indicator_refs()
    units = Unit.objects.in_being_during(period.start, period.end).reporting_to(office)
    before = previous_of(period, periods)
    wanted = [period, before] if before else [period]
    figures = figures_of_periods(wanted, rows, office=office)
    official, earlier = figures[period.pk], figures[before.pk] if before else None
    now, then = official.figures, earlier.figures if earlier else {}
    report = report_facts(office.pk, period)
    refs = _answering(units, period, frozenset(unit for unit, _code in now))
    own = {unit.id for unit in refs}
    indicators = tuple(indicator_ref(row) for row in rows)
    return summarise(
        Source(
            office=unit_ref(office),
            period=period.span,
            indicators=indicators,
            units=refs,
            figures={key: figure for key, figure in now.items() if key[0] in own},
            previous=before.span if before else None,
            previous_figures=then,
            targets=_targets_held(directive, period),
            published=_published(office.pk, indicators, now, then, report),
            directive=_directive_ref(directive),
            report=ReportRef(report.number, report.issued_on, report.issuer) if report else None,
            own=frozenset(key for key in official.own if key[0] in own),
            previous_own=frozenset(earlier.own) if earlier else frozenset(),
            first=settings.OFFICIAL_SOURCE,
            extensions=_extensions(office, period, refs),
        )
    )


def _targets_held(directive: Directive | None, period: Period) -> tuple[TargetRef, ...]:
    if directive is None:
        return ()
    return targets_of(directive, max(period.end, directive.effective_from))


def _answering(
    units: Iterable[Unit], period: Period, with_figures: frozenset[int]
) -> tuple[UnitRef, ...]:
    """Who stands in the table; a unit that ended within the period answers for what it reported."""
    return tuple(
        unit_ref(unit)
        for unit in units
        if unit.pk in with_figures or covers(unit.valid_from, unit.valid_to, period.end)
    )


def _extensions(office: Unit, period: Period, units: Iterable[UnitRef]) -> tuple[MoreTime, ...]:
    """Which of the units had more time for the period, in their order: one query."""
    rows = Extension.objects.filter(round__office=office, round__period=period)
    given = {one: (until, why) for one, until, why in rows.values_list("unit", "until", "reason")}
    return tuple(MoreTime(unit, *given[unit.id]) for unit in units if unit.id in given)


def previous_of(period: Period, periods: Iterable[Period]) -> Period | None:
    """The earlier period that a period may be compared with, from those already read."""
    spans = {one.span: one for one in periods}
    span = previous_comparable(period.span, spans)
    return spans[span] if span else None


def _published(
    office: int,
    indicators: tuple[IndicatorRef, ...],
    now: Figures,
    then: Figures,
    report: ReportFacts | None,
) -> dict[str, Published]:
    """The office's own figures: its record from the total row, with the report's facts."""
    found = {}
    for one in indicators:
        fact = report.facts.get(one.code) if report else None
        figure = now.get((office, one.code)) or _fact_figure(fact)
        if figure is None:
            continue
        found[one.code] = Published(
            figure=figure,
            share=fact.share if fact else None,
            share_places=fact.share_places if fact else 2,
            rank=fact.rank if fact else None,
            out_of=fact.out_of if fact else None,
            not_assessed=fact.not_assessed if fact else "",
            change=change(figure, then.get((office, one.code)), one.direction),
        )
    return found


def _fact_figure(fact: Fact | None) -> Figure | None:
    if fact is None or fact.value is None:
        return None
    return Figure(State.VALUE, fact.value, fact.places)


def _directive_ref(directive: Directive | None) -> DirectiveRef | None:
    if directive is None:
        return None
    return DirectiveRef(
        directive.code, str(directive.title), directive.place, directive.issued_month
    )
