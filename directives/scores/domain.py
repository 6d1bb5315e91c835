"""Points of one unit: each criterion as a term that can be checked with a pencil, and their sum.

Nothing is 0 in silence. A term without points says why, and the most points that can be reached say
what was left out. Values are exact within; they are rounded half up where they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from directives.compliance.domain import NOTHING, exact_value
from directives.scores.rubrics.domain import (
    WHOLE,
    Bands,
    Bonus,
    Compare,
    Criterion,
    Heading,
    Incidents,
    Linear,
    Manual,
    NoCases,
    Rule,
    TargetFrom,
    Threshold,
)
from reports.figures.figures import Figure, Measure, State, format_figure_value, format_points
from reports.figures.ranking import Direction, Ranking, rank

ZERO: Final = Decimal(0)
_SHOWN = 2
# Thirds and sevenths are cut off at 28 digits: what differs behind this many decimals is equal.
_ALIKE: Final = Decimal(1).scaleb(-20)


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
class Fact:
    """A unit's figure on a criterion, and what its target is by the directive, if it has one."""

    figure: Figure = NOTHING
    measure: Measure = Measure.RATE
    target: Decimal | None = None


def term_of(criterion: Criterion, fact: Fact | None) -> Term:
    """What a criterion's formula gives for a figure. A heading has no term (ValueError)."""
    if criterion.is_heading:
        raise ValueError("A heading has the sum of its lines")
    if isinstance(criterion.rule, Manual) or criterion.indicator is None:
        return Term(None, Why.BY_HAND)
    fact = fact or Fact()
    state = fact.figure.state
    if state in (State.NO_CASES, State.EXEMPT):
        return _without_cases(criterion)
    if state is State.NOT_STARTED:
        return Term(ZERO, Why.NOT_STARTED)
    if state is State.NOT_REPORTED:
        return Term(None, Why.NOT_REPORTED)
    return _computed(criterion.rule, criterion.maximum, fact)


def _computed(rule: Rule, most: Decimal, fact: Fact) -> Term:
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


def _without_cases(criterion: Criterion) -> Term:
    if criterion.no_cases is NoCases.FULL:
        return Term(criterion.maximum, Why.FULL)
    if criterion.no_cases is NoCases.ZERO:
        return Term(ZERO, Why.NOUGHT)
    return Term(None, Why.LEFT_OUT)


def _threshold(rule: Threshold, most: Decimal, fact: Fact) -> Term:
    value = exact_value(fact.figure)
    if rule.compare is Compare.AT_LEAST:
        reached, sign = value >= rule.at, "≥" if value >= rule.at else "<"
    else:
        reached, sign = value <= rule.at, "≤" if value <= rule.at else ">"
    points = most if reached else ZERO
    working = f"{_figure(fact.figure)} {sign} {number(rule.at)} → {number(points)}"
    return Term(points, Why.COMPUTED, working)


def _linear(rule: Linear, most: Decimal, fact: Fact) -> Term:
    target = fact.target if rule.target_from is TargetFrom.DIRECTIVE else rule.target
    value = exact_value(fact.figure)
    aim = WHOLE if target is None else target
    if value >= aim:
        working = f"{_figure(fact.figure)} ≥ {number(aim)} → {number(most)}"
        return Term(most, Why.COMPUTED, working)
    points = value * most / aim if aim > 0 else ZERO
    working = f"{_figure(fact.figure)} ÷ {number(aim)} × {number(most)} {equals(points)}"
    return Term(points, Why.COMPUTED, working)


def _bands(rule: Bands, most: Decimal, fact: Fact) -> Term:
    value = exact_value(fact.figure)
    reached = [band for band in rule.bands if band[0] <= value]
    shown = _figure(fact.figure)
    if not reached:
        return Term(ZERO, Why.COMPUTED, f"{shown} < {number(rule.bands[0][0])} → 0")
    start, points = reached[-1]
    points = min(points, most)
    return Term(points, Why.COMPUTED, f"{shown} ≥ {number(start)} → {number(points)}")


def _incidents(rule: Incidents, most: Decimal, fact: Fact) -> Term:
    counted = _incidents_in(fact)
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


def _incidents_in(fact: Fact) -> Decimal | None:
    figure = fact.figure
    if fact.measure is Measure.COUNT:
        return figure.value
    if figure.numerator is None or figure.denominator is None:
        return None
    return Decimal(figure.denominator - figure.numerator)


def _bonus(rule: Bonus, most: Decimal, fact: Fact) -> Term:
    if rule.each is None:
        return Term(None, Why.BY_HAND)
    full = exact_value(fact.figure) * rule.each
    points = min(full, most)
    working = f"{_figure(fact.figure)} × {number(rule.each)} {equals(full)}"
    if points != full:
        working += f" → {number(points)}"
    return Term(points, Why.COMPUTED, working)


def number(value: Decimal) -> str:
    """A number of a working: two decimals at most, a comma, no trailing zeros: "17,2"."""
    return format_points(value).replace("-", "−")


def shown_points(value: Decimal) -> str:
    """Points as they stand in a table: two decimals, rounded half up: "17,20"."""
    return format_figure_value(value, _SHOWN).replace("-", "−")


def equals(value: Decimal) -> str:
    """A result with its sign: "= 17,2" where it is exact, else "≈ 13,83"."""
    exact = value == value.quantize(Decimal(1).scaleb(-_SHOWN))
    return f"{'=' if exact else '≈'} {number(value)}"


def _figure(figure: Figure) -> str:
    return number(exact_value(figure))


@dataclass(frozen=True, slots=True)
class Given:
    """The points that people gave on a criterion, each None where nobody did."""

    own: Decimal | None = None
    review: Decimal | None = None


class Counts(StrEnum):
    """Whose points count."""

    REVIEW = "review"
    FORMULA = "formula"
    OWN = "own"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Line:
    """One criterion of one unit: the formula's term, what people gave, and which of them counts.

    A review comes first, then the formula. A unit's own points count where the formula gives
    none; beside a formula they are a claim, for nobody changes a published figure by a claim.
    """

    criterion: Criterion
    term: Term
    given: Given = Given()

    @property
    def counts(self) -> Counts:
        """Whose points count."""
        if self.given.review is not None:
            return Counts.REVIEW
        if self.term.points is not None:
            return Counts.FORMULA
        return Counts.NONE if self.given.own is None else Counts.OWN

    @property
    def points(self) -> Decimal | None:
        """The points that count; None where there are none."""
        of = {
            Counts.REVIEW: self.given.review,
            Counts.FORMULA: self.term.points,
            Counts.OWN: self.given.own,
        }
        return of.get(self.counts)

    @property
    def left_out(self) -> bool:
        """Whether nothing arose, and the criterion leaves sum and most points alike."""
        return self.points is None and self.term.why is Why.LEFT_OUT

    @property
    def attainable(self) -> Decimal:
        """What it adds to the most points that can be reached."""
        aside = self.left_out or isinstance(self.criterion.rule, Bonus)
        return ZERO if aside else self.criterion.maximum

    @property
    def is_open(self) -> bool:
        """Whether points are still missing, so that the sum is not final."""
        return self.points is None and not self.left_out


@dataclass(frozen=True, slots=True)
class Sum:
    """Points of `attainable` ones; `open` lines have none yet, `left_out` ones are not asked.

    `open_attainable` are the points that the open lines could still bring.
    """

    points: Decimal | None
    attainable: Decimal
    open: int = 0
    left_out: int = 0
    open_attainable: Decimal = ZERO

    @property
    def scored(self) -> Decimal:
        """The most points of the lines that have points."""
        return self.attainable - self.open_attainable

    @property
    def share(self) -> Decimal | None:
        """Points as percent of what can be reached; None where nothing is scored."""
        if self.points is None or not self.attainable:
            return None
        return self.points * WHOLE / self.attainable


def sum_of(lines: Iterable[Line]) -> Sum:
    """All terms added up, unrounded; None as long as no line has points."""
    some = list(lines)
    points = [one.points for one in some if one.points is not None]
    return Sum(
        points=sum(points, ZERO) if points else None,
        attainable=sum((one.attainable for one in some), ZERO),
        open=sum(one.is_open for one in some),
        left_out=sum(one.left_out for one in some),
        open_attainable=sum((one.attainable for one in some if one.is_open), ZERO),
    )


@dataclass(frozen=True, slots=True)
class UnitScore:
    """All lines of one unit in the rubric's order, and their sum."""

    lines: tuple[Line, ...]

    @property
    def total(self) -> Sum:
        """The sum of all lines."""
        return sum_of(self.lines)

    def below(self, heading: int, criteria: Iterable[Criterion]) -> Sum:
        """The sum of the lines anywhere below a heading (its id)."""
        ids = below_of(heading, criteria)
        return sum_of(one for one in self.lines if one.criterion.id in ids)


def below_of(heading: int, criteria: Iterable[Criterion]) -> frozenset[int]:
    """The ids of all lines below a heading, however deep."""
    rows = tuple(criteria)
    found: set[int] = set()
    fresh = {heading}
    while fresh:
        fresh = {one.id for one in rows if one.parent in fresh} - found
        found |= fresh
    return frozenset(found)


def score_unit(
    criteria: Iterable[Criterion],
    facts: Mapping[str, Fact],
    given: Mapping[int, Given],
) -> UnitScore:
    """Score one unit: `facts` by indicator code, `given` by the id of the criterion."""
    none = Given()
    return UnitScore(
        tuple(
            Line(one, term_of(one, facts.get(one.indicator or "")), given.get(one.id, none))
            for one in criteria
            if not isinstance(one.rule, Heading)
        )
    )


def places(scores: Mapping[int, UnitScore]) -> Ranking[int]:
    """The places of the units of one pool, by points as a share of what each could reach.

    Where nothing was left out that is the order of the points. Equals share a place, thirds too:
    three of them are as much as the whole.
    """
    shares = {unit: score.total.share for unit, score in scores.items()}
    return rank(
        {
            unit: NOTHING if share is None else Figure.of(share.quantize(_ALIKE), places=_SHOWN)
            for unit, share in shares.items()
        },
        Direction.HIGHER,
    )
