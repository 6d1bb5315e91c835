"""Reads what goes into an entry workbook, in a fixed number of queries, however many units."""

from collections.abc import Iterable, Mapping, Sequence

from reports.entry.book import Base
from reports.entry.form import BookIndicator, BookUnit, EntryBook
from reports.entry.presentation import state_words
from reports.figures.figures import Figure, Measure, State
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.periods import previous_comparable
from reports.figures.record_models import Record, Source
from reports.figures.selectors import existing_figures, figures_of_periods
from reports.rounds.domain import due_on
from reports.rounds.models import Round
from reports.rounds.selectors import extensions_of
from reports.rounds.submission_models import DraftFigure, Submission
from units.access import Scope
from units.models import Unit

_ByUnit = dict[int, dict[str, Figure]]


def entry_book(round_: Round, units: Sequence[Unit], scope: Scope) -> EntryBook:
    """A workbook for some units of a round, as their drafts are now: eight queries."""
    indicators = list(Indicator.objects.entered())
    drafts = _drafts(round_, units)
    before, province = _before(round_, indicators), _province(round_, indicators)
    closed = _sent(round_)
    may_exempt = round_.office_id in scope.judged_ids
    longer = extensions_of(round_).get(units[0].pk) if len(units) == 1 else None
    return EntryBook(
        office=round_.office.code,
        office_name=units[0].name if len(units) == 1 else round_.office.name,
        round_id=round_.pk,
        span=round_.period.span,
        label=round_.period.label,
        due=due_on(round_.deadline, longer),
        states=state_words(exempt=may_exempt or _any_exempt(drafts)),
        indicators=[_indicator(indicator) for indicator in indicators],
        units=[
            BookUnit(
                code=unit.code,
                name=unit.name,
                drafts=drafts.get(unit.pk, {}),
                before=before.get(unit.pk, {}),
                province=province.get(unit.pk, {}),
                editable=round_.is_open and unit.pk not in closed,
            )
            for unit in units
        ],
        may_exempt=may_exempt,
    )


def _indicator(indicator: Indicator) -> BookIndicator:
    return BookIndicator(
        code=indicator.code,
        name=indicator.short_name,
        measure=Measure(indicator.kind),
        by_counts=indicator.by_counts,
        numerator=indicator.numerator,
        denominator=indicator.denominator,
        count_unit=indicator.count_unit,
    )


def _drafts(round_: Round, units: Iterable[Unit]) -> dict[int, dict[str, Base]]:
    by_unit: dict[int, dict[str, Base]] = {}
    rows = DraftFigure.objects.filter(submission__round=round_, submission__unit__in=list(units))
    for row in rows.select_related("submission", "indicator"):
        base = Base(row.version, row.figure)
        by_unit.setdefault(row.submission.unit_id, {})[row.indicator.code] = base
    return by_unit


def _any_exempt(drafts: Mapping[int, Mapping[str, Base]]) -> bool:
    bases = (base for of_unit in drafts.values() for base in of_unit.values())
    return any(base.figure is not None and base.figure.state is State.EXEMPT for base in bases)


def _sent(round_: Round) -> frozenset[int]:
    editable = (Submission.State.DRAFT, Submission.State.RETURNED)
    sent = Submission.objects.filter(round=round_).exclude(state__in=editable)
    return frozenset(sent.values_list("unit_id", flat=True))


def _province(round_: Round, indicators: Iterable[Indicator]) -> _ByUnit:
    codes = {indicator.pk: indicator.code for indicator in indicators}
    by_unit: _ByUnit = {}
    figures = existing_figures(
        period_id=round_.period_id, source=Source.PROVINCE, indicator_ids=codes
    )
    for (unit, indicator), figure in figures.items():
        by_unit.setdefault(unit, {})[codes[indicator]] = figure
    return by_unit


def _before(round_: Round, indicators: Iterable[Indicator]) -> _ByUnit:
    """The official figures of the last comparable period that the office has any of."""
    records = Record.objects.filter(unit__parent=round_.office, period__end__lt=round_.period.start)
    periods = {
        period.span: period for period in Period.objects.filter(pk__in=records.values("period"))
    }
    span = previous_comparable(round_.period.span, periods)
    if span is None:
        return {}
    period = periods[span]
    official = figures_of_periods([period], indicators, office=round_.office)[period.pk]
    by_unit: _ByUnit = {}
    for (unit, code), figure in official.figures.items():
        by_unit.setdefault(unit, {})[code] = figure
    return by_unit
