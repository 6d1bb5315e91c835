"""Whether the province's figure and the unit's own agree.

A province prints 88,7 where the unit counted 567 of 639 files. That is the same figure, so the two
are held against each other at the decimals that the province printed.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from reports.figures.figures import Figure, State


class Agreement(StrEnum):
    """Two values or states that agree, two values or states that differ, or one side alone."""

    MATCH = "match"
    DIFFERS = "differs"
    STATES_DIFFER = "states_differ"
    ONE_ONLY = "one_only"


# These two need somebody's word; one side alone cannot disagree.
BEYOND = frozenset({Agreement.DIFFERS, Agreement.STATES_DIFFER})


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two figures stand to each other.

    `gap` is the unit's value less the province's, in percent points or things counted, unrounded;
    None unless both have a value and differ.
    """

    outcome: Agreement
    gap: Decimal | None = None

    @property
    def is_beyond(self) -> bool:
        """Whether the figures disagree by more than the tolerance, or in what they say at all."""
        return self.outcome in BEYOND


def compare(province: Figure | None, own: Figure | None, tolerance: Decimal) -> Comparison:
    """Hold a unit's own figure against the province's.

    Two values agree when the unit's gives the province's at the decimals that the province
    printed, or when they lie no further apart than the tolerance (percent points, or things
    counted). A figure that is not there or "not reported" says nothing.
    """
    if province is None or own is None or not (_says(province) and _says(own)):
        return Comparison(Agreement.ONE_ONLY)
    if province.value is None or own.value is None:
        same = province.state is own.state
        return Comparison(Agreement.MATCH if same else Agreement.STATES_DIFFER)
    gap = own.value - province.value
    if abs(gap) <= tolerance or _printed_alike(province.value, own.value, province.places):
        return Comparison(Agreement.MATCH)
    return Comparison(Agreement.DIFFERS, gap)


def _says(figure: Figure) -> bool:
    return figure.state is not State.NOT_REPORTED


def _printed_alike(first: Decimal, other: Decimal, places: int) -> bool:
    printed = Decimal(1).scaleb(-places)
    return first.quantize(printed, ROUND_HALF_UP) == other.quantize(printed, ROUND_HALF_UP)
