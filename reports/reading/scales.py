"""Whether a column of rates holds percent points (76.9) or shares shown as percent (0.769).

The number format alone tells, and reading formats costs more than all the rest: they are read only
where a number of a column lies within 0 and 1. Where all do and no format tells, a person must.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from reports.figures.figures import Measure
from reports.figures.parsing import parse_figure
from reports.grid import Grid, Position
from reports.reading.columns import ColumnRole, FileColumn


@dataclass(frozen=True, slots=True)
class Scales:
    """The cells with a percent format, the columns chosen to be shares, the letters in doubt."""

    formats: Mapping[Position, str]
    shares: frozenset[int]
    in_doubt: tuple[str, ...]


NO_SCALES: Final = Scales({}, frozenset(), ())


def find_scales(
    grid: Grid, columns: Iterable[FileColumn], rows: Sequence[int], chosen: Mapping[str, bool]
) -> Scales:
    """How the numbers of each rate column are read; `chosen` (letter → is a share) comes first."""
    formats: dict[Position, str] = {}
    shares: set[int] = set()
    doubts: list[str] = []
    for column in columns:
        if column.role is not ColumnRole.RATE:
            continue
        if chosen.get(column.letter):
            shares.add(column.index)
            continue
        decided = column.letter in chosen
        small, large = _by_size(grid, column.index, rows)
        # Points by decision: only among larger ones a cell may still be shown as percent.
        if small and (large or not decided):
            percent = _percent_formats(grid, small, large)
            formats |= percent
            doubts += [column.letter] if not large and len(percent) < len(small) else []
    return Scales(formats, frozenset(shares), tuple(doubts))


def _by_size(grid: Grid, column: int, rows: Sequence[int]) -> tuple[list[Position], list[Position]]:
    """The cells with numbers up to 1 and those with larger ones; nothing where none may be a share.

    Texts with their own percent sign and columns of nothing but 0 leave no doubt.
    """
    numbers = [((row, column), _number(grid.value(row, column))) for row in rows]
    known = [(at, number) for at, number in numbers if number is not None]
    if not any(0 < number <= 1 for _, number in known):
        return [], []
    return [at for at, number in known if number <= 1], [at for at, number in known if number > 1]


def _percent_formats(
    grid: Grid, small: Sequence[Position], large: Sequence[Position]
) -> dict[Position, str]:
    """The small cells that their format shows as percent.

    Where it would show the large ones so too, 76,9 as 7690 %, it was set by mistake. Beside large
    numbers a text is as written.
    """
    known = grid.number_formats()
    if any("%" in known.get(at, "") for at in large):
        return {}
    doubtful = [at for at in small if not (large and isinstance(grid.value(*at), str))]
    return {at: known[at] for at in doubtful if "%" in known.get(at, "")}


def _number(value: object) -> Decimal | float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.rstrip().endswith("%"):
        return None
    return parse_figure(value, measure=Measure.RATE).value
