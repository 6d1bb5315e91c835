"""A rubric as strings: its lines with their formulas in words, and what a change would do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from directives.compliance import words
from directives.scores.domain import Sum
from directives.scores.presentation import place_of, points_shown
from directives.scores.rubrics.domain import CriterionRef
from directives.scores.rubrics.weights import Weight, weights
from directives.scores.selectors import ScoreSheet
from directives.scores.sentences import no_cases_text, rule_text, term_text
from directives.scores.terms import number

_BLANK = "–"


@dataclass(frozen=True, slots=True)
class RubricLine:
    """One line of a rubric; `figure` is the name of its indicator, "" without one."""

    criterion: CriterionRef
    figure: str

    @property
    def most(self) -> str:
        return number(self.criterion.maximum)

    @property
    def rule(self) -> str:
        """Its formula as one sentence."""
        return rule_text(self.criterion)

    @property
    def no_cases(self) -> str:
        """What happens where nothing arose."""
        return no_cases_text(self.criterion.no_cases) if self.criterion.indicator else ""


def rubric_lines(
    criteria: Iterable[CriterionRef], names: Mapping[str, str]
) -> tuple[RubricLine, ...]:
    """The lines in their order; `names` are those of the indicators by code."""
    return tuple(RubricLine(row, names.get(row.indicator or "", "")) for row in criteria)


def rubric_weights(criteria: Iterable[CriterionRef]) -> tuple[tuple[str, bool], ...]:
    """Whether points add up, in one sentence each: the whole first; of the headings only those that
    do not agree."""
    return tuple(
        (weight_text(weight), weight.agrees)
        for weight in weights(criteria)
        if not weight.code or not weight.agrees
    )


def weight_text(weight: Weight) -> str:
    """Whether the lines add up, as one sentence."""
    numbers = {
        "name": f"{weight.code} {weight.name}".strip(),
        "added": number(weight.added),
        "stated": number(weight.stated),
    }
    if not weight.code:
        if weight.agrees:
            return _("The most points add up to 100.")
        return _("The most points add up to %(added)s, not to %(stated)s.") % numbers
    if weight.agrees:
        return _("“%(name)s”: its lines add up to %(added)s.") % numbers
    return _("“%(name)s”: its lines add up to %(added)s, but it has %(stated)s.") % numbers


@dataclass(frozen=True, slots=True)
class TriedUnit:
    """What a change would do to one unit: its total and place as (now, then)."""

    unit: str
    working: str
    totals: tuple[str, str]
    places: tuple[str, str]
    changes: bool


def tried_units(now: ScoreSheet, then: ScoreSheet, focus: int) -> tuple[TriedUnit, ...]:
    """Every unit before and after; `focus` is the id of the line that is tried."""
    rows = []
    for unit in then.units:
        before, after = now.scores[unit.id].total, then.scores[unit.id].total
        places = place_of(now, unit), place_of(then, unit)
        lines = then.scores[unit.id].lines
        terms = [term_text(line.term) for line in lines if line.criterion.id == focus]
        rows.append(
            TriedUnit(
                unit=words.unit_label(unit),
                working=terms[0] if terms else _BLANK,
                totals=(_total(before), _total(after)),
                places=places,
                changes=before != after or places[0] != places[1],
            )
        )
    return tuple(rows)


def _total(total: Sum) -> str:
    if total.points is None:
        return _BLANK
    return f"{points_shown(total.points)} / {number(total.attainable)}"
