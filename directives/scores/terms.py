"""What a criterion's formula gives for a figure: one term, checked with a pencil.

Nothing is 0 in silence: a term without points says why. Values are exact within; they are rounded
half up where they are shown.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from directives.compliance.domain import NOTHING
from directives.scores.rubrics.domain import (
    WHOLE,
    Bands,
    Bonus,
    Compare,
    CriterionRef,
    Heading,
    Incidents,
    Linear,
    Manual,
    NoCases,
    Rule,
    TargetFrom,
    Threshold,
)
from reports.figures.figures import (
    Figure,
    Measure,
    State,
    exact_value,
    format_figure_value,
    format_points,
)

ZERO: Final = Decimal(0)
SHOWN_PLACES: Final = 2


class Why(StrEnum):
    """What a term rests on, or why it has no points."""

    COMPUTED = "computed"
    NOT_STARTED = "not_started"
    NOT_REPORTED = "not_reported"
    LEFT_OUT = "left_out"
    FULL = "full"
    NOUGHT = "nought"
    NO_COUNTS = "no_counts"
    NO_MINUS = "no_minus"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Term:
    """What the formula gives: points, or None with `why`; `working` is the arithmetic with every
    number ("51,6 ÷ 60 × 20 = 17,2")."""

    points: Decimal | None
    why: Why
    working: str = ""


@dataclass(frozen=True, slots=True)
class CriterionFigure:
    """A unit's figure on a criterion, and what its target is by the directive, if it has one."""

    figure: Figure = NOTHING
    measure: Measure = Measure.RATE
    target: Decimal | None = None

    @property
    def value(self) -> Decimal:
        return exact_value(self.figure)

    @property
    def shown(self) -> str:
        return number(self.value)

    @property
    def incidents(self) -> Decimal | None:
        """Of a rate the cases that are missing; None where they are not known."""
        if self.measure is Measure.COUNT:
            return self.figure.value
        if self.figure.numerator is None or self.figure.denominator is None:
            return None
        return Decimal(self.figure.denominator - self.figure.numerator)


def term_of(criterion: CriterionRef, fact: CriterionFigure | None) -> Term:
    """What a criterion's formula gives for a figure. A heading has no term (ValueError)."""
    if criterion.is_heading:
        raise ValueError("A heading has the sum of its lines")
    if isinstance(criterion.rule, Manual) or criterion.indicator is None:
        return Term(None, Why.BY_HAND)
    fact = fact or CriterionFigure()
    state = fact.figure.state
    if state in (State.NO_CASES, State.EXEMPT):
        return _without_cases(criterion)
    if state is State.NOT_STARTED:
        return Term(ZERO, Why.NOT_STARTED)
    if state is State.NOT_REPORTED:
        return Term(None, Why.NOT_REPORTED)
    return _computed(criterion.rule, criterion.maximum, fact)


def _computed(rule: Rule, most: Decimal, fact: CriterionFigure) -> Term:
    match rule:
        case Threshold():
            return _threshold(rule, most, fact)
        case Linear():
            return _linear(rule, most, fact)
        case Bands():
            return _bands(rule, most, fact)
        case Incidents():
            return _incidents(rule, most, fact)
        case Bonus():
            return _bonus(rule, most, fact)
        case Heading() | Manual():
            return Term(None, Why.BY_HAND)


def _without_cases(criterion: CriterionRef) -> Term:
    if criterion.no_cases is NoCases.FULL:
        return Term(criterion.maximum, Why.FULL)
    if criterion.no_cases is NoCases.ZERO:
        return Term(ZERO, Why.NOUGHT)
    return Term(None, Why.LEFT_OUT)


def _threshold(rule: Threshold, most: Decimal, fact: CriterionFigure) -> Term:
    if rule.compare is Compare.AT_LEAST:
        reached, sign = fact.value >= rule.at, "≥" if fact.value >= rule.at else "<"
    else:
        reached, sign = fact.value <= rule.at, "≤" if fact.value <= rule.at else ">"
    points = most if reached else ZERO
    working = f"{fact.shown} {sign} {number(rule.at)} → {number(points)}"
    return Term(points, Why.COMPUTED, working)


def _linear(rule: Linear, most: Decimal, fact: CriterionFigure) -> Term:
    target = fact.target if rule.target_from is TargetFrom.DIRECTIVE else rule.target
    aim = WHOLE if target is None else target
    if fact.value >= aim:
        return Term(most, Why.COMPUTED, f"{fact.shown} ≥ {number(aim)} → {number(most)}")
    points = fact.value * most / aim if aim > 0 else ZERO
    working = f"{fact.shown} ÷ {number(aim)} × {number(most)} {equals(points)}"
    return Term(points, Why.COMPUTED, working)


def _bands(rule: Bands, most: Decimal, fact: CriterionFigure) -> Term:
    reached = [band for band in rule.bands if band[0] <= fact.value]
    if not reached:
        return Term(ZERO, Why.COMPUTED, f"{fact.shown} < {number(rule.bands[0][0])} → 0")
    start, points = reached[-1]
    points = min(points, most)
    return Term(points, Why.COMPUTED, f"{fact.shown} ≥ {number(start)} → {number(points)}")


def _incidents(rule: Incidents, most: Decimal, fact: CriterionFigure) -> Term:
    counted = fact.incidents
    if counted is None:
        return Term(None, Why.NO_COUNTS)
    if not counted:
        return Term(most, Why.COMPUTED, f"{number(most)} − 0 = {number(most)}")
    if rule.each is None:
        return Term(None, Why.NO_MINUS, number(counted))
    full = most - counted * rule.each
    points = max(full, rule.floor)
    working = f"{number(most)} − {number(counted)} × {number(rule.each)} = {number(full)}"
    if points != full:
        working += f" → {number(points)}"
    return Term(points, Why.COMPUTED, working)


def _bonus(rule: Bonus, most: Decimal, fact: CriterionFigure) -> Term:
    if rule.each is None:
        return Term(None, Why.BY_HAND)
    full = fact.value * rule.each
    points = min(full, most)
    working = f"{fact.shown} × {number(rule.each)} {equals(full)}"
    if points != full:
        working += f" → {number(points)}"
    return Term(points, Why.COMPUTED, working)


def number(value: Decimal) -> str:
    """A number of a working: two decimals at most, a comma, no trailing zeros: "17,2"."""
    return format_points(value).replace("-", "−")


def shown_points(value: Decimal) -> str:
    """Points as they stand in a table: two decimals, rounded half up: "17,20"."""
    return format_figure_value(value, SHOWN_PLACES).replace("-", "−")


def equals(value: Decimal) -> str:
    """A result with its sign: "= 17,2" where it is exact, else "≈ 13,83"."""
    exact = value == value.quantize(Decimal(1).scaleb(-SHOWN_PLACES))
    return f"{'=' if exact else '≈'} {number(value)}"
