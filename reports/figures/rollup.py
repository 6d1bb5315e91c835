"""Figures of a larger unit from those of its parts, without ever averaging rates.

The mean of the parts' rates is not the rate of the whole, for the parts differ in size. Only
counts add up; where they are unknown there is no figure, and the published total has to serve.
"""

from collections.abc import Iterable
from decimal import Decimal

from reports.figures.figures import Blank, Figure, Problem, State


def roll_up(figures: Iterable[Figure]) -> Figure | None:
    """The rate of the whole in percent points: Σ numerator / Σ denominator × 100, unrounded.

    None when no figure has a value, or one that has a value lacks a count or a positive
    denominator. A part that has not started adds its counts too if both are known, since its cases
    belong to the whole; other parts without a value are left out.
    """
    parts = tuple(figures)
    valued = [part for part in parts if part.state is State.VALUE]
    if not valued or any(_counts(part) is None for part in valued):
        return None
    idle = [part for part in parts if part.state is State.NOT_STARTED]
    pairs = [pair for pair in map(_counts, valued + idle) if pair is not None]
    numerator = sum(pair[0] for pair in pairs)
    denominator = sum(pair[1] for pair in pairs)
    return Figure.of(
        Decimal(numerator) * 100 / Decimal(denominator),
        places=max(part.places for part in valued),
        numerator=numerator,
        denominator=denominator,
    )


def sum_counts(contents: Iterable[Figure | Blank | Problem]) -> Decimal:
    """The sum of the counts that have a value; what has none adds nothing."""
    return sum((content.value for content in contents if content.value is not None), Decimal(0))


def column_adds_up(counts: Iterable[Figure | Blank | Problem], published: Figure) -> bool:
    """Whether the counts sum exactly to the published total; False when none was published.

    True is the only ground on which a blank count may be read as 0.
    """
    return published.value is not None and sum_counts(counts) == published.value


def _counts(figure: Figure) -> tuple[int, int] | None:
    if figure.numerator is None or figure.denominator is None or figure.denominator <= 0:
        return None
    return figure.numerator, figure.denominator
