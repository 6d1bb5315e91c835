"""Whether a column of rates holds percent points (76.9) or shares shown as percent (0.769).

The number format alone tells, and reading formats costs more than all the rest: they are read only
where every number of a column lies within 0 and 1. Where no format tells, a person must.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from reports.domain.columns import Column, Role
from reports.domain.figures import Figure, Measure, parse_figure
from reports.domain.grid import Grid, Position


@dataclass(frozen=True, slots=True)
class Scales:
    """The cells with a percent format, the columns chosen to be shares, the letters in doubt."""

    formats: Mapping[Position, str]
    shares: frozenset[int]
    in_doubt: tuple[str, ...]


def find_scales(
    grid: Grid,
    columns: Iterable[Column],
    rows: Sequence[int],
    chosen: Mapping[str, bool],
) -> Scales:
    """How the numbers of each rate column are read; `chosen` (letter → is a share) comes first."""
    formats: dict[Position, str] = {}
    shares: set[int] = set()
    doubts: list[str] = []
    for column in columns:
        if column.role is not Role.RATE:
            continue
        if column.letter in chosen:
            shares |= {column.index} if chosen[column.letter] else set()
            continue
        small = _small_numbers(grid, column.index, rows)
        if small:
            known = grid.number_formats()
            percent = {at: known[at] for at in small if "%" in known.get(at, "")}
            formats |= percent
            doubts += [column.letter] if len(percent) < len(small) else []
    return Scales(formats, frozenset(shares), tuple(doubts))


def _small_numbers(grid: Grid, column: int, rows: Sequence[int]) -> list[Position]:
    """The cells of a column whose numbers all lie within 0 and 1; none if one lies above.

    Texts with their own percent sign and columns of nothing but 0 leave no doubt.
    """
    found: list[Position] = []
    more_than_zero = False
    for row in rows:
        value = _number(grid.value(row, column))
        if value is None:
            continue
        if value > 1:
            return []
        found.append((row, column))
        more_than_zero |= value > 0
    return found if more_than_zero else []


def _number(value: object) -> Decimal | float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.rstrip().endswith("%"):
        return None
    figure = parse_figure(value, measure=Measure.RATE)
    return figure.value if isinstance(figure, Figure) else None
