"""A rubric as strings: whether its points add up, and what a change would do."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from directives.compliance import words
from directives.scores.domain import Sum
from directives.scores.presentation import ShownUnit, points_shown
from directives.scores.rubrics.domain import CriterionRef, Weight, weights
from directives.scores.selectors import ScoreSheet
from directives.scores.sentences import term_text
from directives.scores.terms import number

_BLANK = "–"


def rubric_weights(criteria: Iterable[CriterionRef]) -> tuple[tuple[str, bool], ...]:
    """Whether points add up, in one sentence each: the whole first; of the headings only those that
    do not agree."""
    return tuple(
        (_weight_text(weight), weight.agrees)
        for weight in weights(criteria)
        if not weight.code or not weight.agrees
    )


def _weight_text(weight: Weight) -> str:
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
        places = ShownUnit(now, unit).place, ShownUnit(then, unit).place
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
