"""Whether the points of a rubric add up."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from directives.scores.rubrics.domain import WHOLE, CriterionRef


@dataclass(frozen=True, slots=True)
class Weight:
    """The points of a heading's lines beside its own, or of all headings beside 100."""

    code: str
    name: str
    stated: Decimal
    added: Decimal

    @property
    def agrees(self) -> bool:
        """Whether both are equal."""
        return self.stated == self.added


def weights(criteria: Iterable[CriterionRef]) -> tuple[Weight, ...]:
    """The sums that should agree: all lines with 100 first, then each heading with its lines.

    A bonus and a penalty (a line whose most points are 0) stand beside the 100.
    """
    lines = [line for line in criteria if not line.is_bonus]
    top = sum((line.maximum for line in lines if line.parent is None), Decimal(0))
    sums = [Weight("", "", WHOLE, top)]
    for head in lines:
        below = [line.maximum for line in lines if line.parent == head.id]
        if head.is_heading and below:
            sums.append(Weight(head.code, head.name, head.maximum, sum(below, Decimal(0))))
    return tuple(sums)
