"""The two sources of a period side by side, with what people said of each difference.

A unit's own figure is a record only once the office has accepted it, so nothing here comes from a
draft.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet

from reports.figures.figures import Figure, State
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.record_models import FIGURE_FIELDS, Record, Source
from reports.figures.registers import register_figures
from reports.history.difference_models import Difference
from reports.history.differences import Agreement, Comparison, compare
from reports.rounds.models import Round
from reports.rounds.submission_models import DraftFigure, Submission
from units.models import Unit, UnitQuerySet

_COLUMNS: Final = ("unit_id", "indicator_id", "source", "updated_at", *FIGURE_FIELDS)
_Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """One figure of a unit beside the province's; `reason` is what the unit wrote when it sent."""

    unit: Unit
    indicator: Indicator
    province: Figure | None
    own: Figure
    comparison: Comparison
    reason: str
    difference: Difference | None
    changed_at: datetime

    @property
    def state(self) -> str:
        return state_now(self.comparison, self.difference, self.changed_at)


def state_now(comparison: Comparison, word: Difference | None, changed_at: datetime) -> str:
    """What became of a difference: open until somebody speaks of it, "" where there is none.

    A word from before one of the figures changed was about another difference: this one is open.
    """
    if word is not None and word.at >= changed_at:
        return word.state
    return Difference.State.OPEN.value if comparison.is_beyond else ""


def compared_rounds(office: Unit) -> list[Round]:
    """The office's rounds that are open or were, the newest first, each with `has_accepted`:
    whether a unit's figures were accepted in it: one query."""
    accepted = Submission.objects.filter(round=OuterRef("pk"), state=Submission.State.ACCEPTED)
    rows = Round.objects.filter(office=office).exclude(state=Round.State.PLANNED)
    return list(rows.select_related("period", "office").annotate(has_accepted=Exists(accepted)))


def difference_lines(round_: Round, units: UnitQuerySet) -> list[DifferenceLine]:
    """Every figure of these units that they gave themselves, beside the province's.

    In the official order of units and indicators. Five queries, whatever the number of units.
    """
    indicators = {row.pk: row for row in Indicator.objects.all()}
    by_id = {unit.pk: unit for unit in units}
    within = units.order_by().values("pk")
    cells, changed = _cells(round_.period, indicators, within)
    reasons = _reasons(round_, within)
    rows = Difference.objects.filter(period=round_.period, unit__in=within).select_related("by")
    spoken = {(row.unit_id, row.indicator_id): row for row in rows}
    return [
        DifferenceLine(
            unit=unit,
            indicator=indicator,
            province=both.get(Source.PROVINCE),
            own=both[Source.UNIT],
            comparison=compare(both.get(Source.PROVINCE), both[Source.UNIT], indicator.tolerance),
            reason=reasons.get((unit.pk, indicator.pk), ""),
            difference=spoken.get((unit.pk, indicator.pk)),
            changed_at=changed[unit.pk, indicator.pk],
        )
        for unit in by_id.values()
        for indicator in indicators.values()
        if Source.UNIT in (both := cells.get((unit.pk, indicator.pk), {}))
    ]


def _cells(
    period: Period, indicators: Mapping[int, Indicator], within: QuerySet[Any]
) -> tuple[dict[_Cell, dict[str, Figure]], dict[_Cell, datetime]]:
    """The figures of each cell by source, and when one of them last changed."""
    rows = Record.objects.filter(period=period, indicator__in=list(indicators), unit__in=within)
    states = {state.value: state for state in State}
    cells: dict[_Cell, dict[str, Figure]] = {}
    changed: dict[_Cell, datetime] = {}
    # A thousand different figures make up a hundred thousand cells; each is made once.
    made: dict[tuple[Any, ...], Figure] = {}
    for unit, indicator, source, at, *parts in rows.values_list(*_COLUMNS):
        key = tuple(parts)
        if key not in made:
            made[key] = Figure(states[key[0]], *key[1:])
        cells.setdefault((unit, indicator), {})[source] = made[key]
        changed[unit, indicator] = max(at, changed.get((unit, indicator), at))
    for _period, unit, register, figure in register_figures(
        [period], tuple(indicators.values()), Unit.objects.filter(pk__in=within)
    ):
        # A register knows no day of its last change; alone it differs from nothing.
        if (unit, register.pk) in cells:
            cells[unit, register.pk][Source.UNIT] = figure
    return cells, changed


def _reasons(round_: Round, within: QuerySet[Any]) -> dict[_Cell, str]:
    rows = DraftFigure.objects.filter(
        submission__round=round_,
        submission__state=Submission.State.ACCEPTED,
        submission__nothing_arose=False,
        submission__unit__in=within,
    ).exclude(note="")
    listed = rows.values_list("submission__unit_id", "indicator_id", "note")
    return {(unit, indicator): note for unit, indicator, note in listed}


@dataclass(frozen=True, slots=True)
class DifferenceTally:
    """How many figures two sources gave, how many agree, and the differences by state."""

    compared: int
    match: int
    beyond: int
    alone: int
    states: Mapping[str, int]


def tally_of(lines: Sequence[DifferenceLine]) -> DifferenceTally:
    """The lines counted; the states are those of differences alone."""
    counts = Counter(line.comparison.outcome for line in lines)
    states = Counter(line.state for line in lines if line.comparison.is_beyond)
    alone = counts[Agreement.ONE_ONLY]
    return DifferenceTally(
        len(lines) - alone, counts[Agreement.MATCH], states.total(), alone, states
    )
