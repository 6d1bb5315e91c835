"""Points of one unit: the terms of its criteria, what people gave, and their sum.

The most points that can be reached say what was left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from directives.compliance.domain import NOTHING
from directives.scores.rubrics.domain import WHOLE, CriterionRef
from directives.scores.terms import SHOWN_PLACES, ZERO, CriterionFigure, Term, Why, term_of
from reports.figures.figures import Figure
from reports.figures.ranking import Direction, Ranking, rank

# Thirds and sevenths are cut off at 28 digits: what differs behind this many decimals is equal.
_ALIKE: Final = Decimal(1).scaleb(-20)


@dataclass(frozen=True, slots=True)
class GivenPoints:
    """What people gave on a criterion, each None where nobody did."""

    own: Decimal | None = None
    review: Decimal | None = None


class Counts(StrEnum):
    REVIEW = "review"
    FORMULA = "formula"
    OWN = "own"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One criterion of one unit: the formula's term, what people gave, and which of them counts.

    A review comes first, then the formula. A unit's own points count where the formula gives
    none; beside a formula they are a claim, for nobody changes a published figure by a claim.
    """

    criterion: CriterionRef
    term: Term
    by_hand: GivenPoints = GivenPoints()

    @property
    def counts(self) -> Counts:
        if self.by_hand.review is not None:
            return Counts.REVIEW
        if self.term.points is not None:
            return Counts.FORMULA
        return Counts.NONE if self.by_hand.own is None else Counts.OWN

    @property
    def points(self) -> Decimal | None:
        """The points that count; None where there are none."""
        of = {
            Counts.REVIEW: self.by_hand.review,
            Counts.FORMULA: self.term.points,
            Counts.OWN: self.by_hand.own,
        }
        return of.get(self.counts)

    @property
    def left_out(self) -> bool:
        """Whether nothing arose, and the criterion leaves sum and most points alike."""
        return self.points is None and self.term.why is Why.LEFT_OUT

    @property
    def attainable(self) -> Decimal:
        """What it adds to the most points that can be reached."""
        aside = self.left_out or self.criterion.is_bonus
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


def sum_of(lines: Iterable[ScoreLine]) -> Sum:
    """All terms added up, unrounded; None as long as no line has points."""
    rows = list(lines)
    points = [row.points for row in rows if row.points is not None]
    return Sum(
        points=sum(points, ZERO) if points else None,
        attainable=sum((row.attainable for row in rows), ZERO),
        open=sum(row.is_open for row in rows),
        left_out=sum(row.left_out for row in rows),
        open_attainable=sum((row.attainable for row in rows if row.is_open), ZERO),
    )


@dataclass(frozen=True, slots=True)
class UnitScore:
    """All lines of one unit in the rubric's order, and their sum."""

    lines: tuple[ScoreLine, ...]

    @property
    def total(self) -> Sum:
        return sum_of(self.lines)

    def part(self, top: CriterionRef, criteria: Iterable[CriterionRef]) -> tuple[ScoreLine, ...]:
        """The lines anywhere below a heading, or the one line that stands alone."""
        inside = {top.id}
        for criterion in criteria:  # each comes after its own heading
            if criterion.parent in inside:
                inside.add(criterion.id)
        return tuple(line for line in self.lines if line.criterion.id in inside)


def score_unit(
    criteria: Iterable[CriterionRef],
    figures: Mapping[str, CriterionFigure],
    by_hand: Mapping[int, GivenPoints],
) -> UnitScore:
    """Score one unit: `figures` by indicator code, `by_hand` by the id of the criterion."""
    return UnitScore(
        tuple(
            ScoreLine(
                criterion=criterion,
                term=term_of(criterion, figures.get(criterion.indicator or "")),
                by_hand=by_hand.get(criterion.id, GivenPoints()),
            )
            for criterion in criteria
            if not criterion.is_heading
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
            unit: NOTHING
            if share is None
            else Figure.of(share.quantize(_ALIKE), places=SHOWN_PLACES)
            for unit, share in shares.items()
        },
        Direction.HIGHER,
    )
