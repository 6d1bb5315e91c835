"""A rubric as strings: its lines with their formulas in words, and what a change would do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from directives.compliance import words
from directives.scores.domain import Line, Sum, number, shown_points
from directives.scores.presentation import place_text, weight_text
from directives.scores.rubrics.domain import Criterion, weights
from directives.scores.selectors import ScoreSheet
from directives.scores.sentences import no_cases_text, rule_text, term_text

_BLANK = "–"


@dataclass(frozen=True, slots=True)
class LineText:
    """One line of a rubric, ready to be shown."""

    id: int
    code: str
    name: str
    most: str
    rule: str
    figure: str
    no_cases: str
    note: str
    is_heading: bool
    is_below: bool


def rubric_lines(criteria: Iterable[Criterion], names: Mapping[str, str]) -> tuple[LineText, ...]:
    """The lines in their order; `names` are those of the indicators by code."""
    return tuple(
        LineText(
            id=one.id,
            code=one.code,
            name=one.name,
            most=number(one.maximum),
            rule=rule_text(one),
            figure=names.get(one.indicator or "", ""),
            no_cases=no_cases_text(one.no_cases) if one.indicator else "",
            note=one.note,
            is_heading=one.is_heading,
            is_below=one.parent is not None,
        )
        for one in criteria
    )


@dataclass(frozen=True, slots=True)
class WeightText:
    """Whether points add up, in one sentence."""

    text: str
    agrees: bool


def rubric_weights(criteria: Iterable[Criterion]) -> tuple[WeightText, ...]:
    """The whole first; of the headings only those that do not agree."""
    found = weights(criteria)
    return tuple(
        WeightText(weight_text(one), one.agrees) for one in found if not one.code or not one.agrees
    )


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """What a change would do to one unit."""

    unit: str
    working: str
    total_now: str
    total_then: str
    place_now: str
    place_then: str
    changes: bool


def preview_rows(now: ScoreSheet, then: ScoreSheet, focus: int) -> tuple[PreviewRow, ...]:
    """Every unit before and after; `focus` is the id of the line that is tried."""
    rows = []
    for unit in then.units:
        before, after = now.scores[unit.id].total, then.scores[unit.id].total
        places = [place_text(sheet.rankings.get(unit.pool or ""), unit.id) for sheet in (now, then)]
        line = next((one for one in then.scores[unit.id].lines if one.criterion.id == focus), None)
        rows.append(
            PreviewRow(
                unit=words.unit_label(unit),
                working=_working(line),
                total_now=_total(before),
                total_then=_total(after),
                place_now=places[0],
                place_then=places[1],
                changes=before != after or places[0] != places[1],
            )
        )
    return tuple(rows)


def _working(line: Line | None) -> str:
    return term_text(line.term) if line else _BLANK


def _total(total: Sum) -> str:
    if total.points is None:
        return _BLANK
    return f"{shown_points(total.points)} / {number(total.attainable)}"
