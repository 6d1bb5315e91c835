"""The counts behind the rates of one row, and the cells of the file that they stand in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reports.figures.figures import Blank, Figure, Problem, State
from reports.reading.cells import FileCell
from reports.reading.columns import ColumnRole, FileColumn
from reports.reading.sheet import ParsedRow, ParsedSheet

# What offices leave beside 0 of 0: both ends of the scale, besides blanks and #DIV/0!.
_OF_NOTHING: Final = (0, 100)


def settled_counts(parsed: ParsedSheet) -> dict[tuple[str, ColumnRole], int]:
    """Where the counts of a row stand that are known for certain: by indicator and role.

    Of two columns for the same count neither is taken.
    """
    return _settled(parsed.count_columns)


def _settled(columns: Sequence[FileColumn]) -> dict[tuple[str, ColumnRole], int]:
    places: dict[tuple[str, ColumnRole], list[int]] = {}
    for at, column in enumerate(columns):
        if column.settled and column.indicator is not None:
            places.setdefault((column.indicator, column.role), []).append(at)
    return {key: columns[0] for key, columns in places.items() if len(columns) == 1}


@dataclass(frozen=True, slots=True)
class RowCounts:
    """The counts behind one rate in one row, with the cells they stand in; None where unknown."""

    numerator: FileCell | None
    denominator: FileCell | None

    @property
    def numbers(self) -> tuple[int | None, int | None]:
        """Numerator and denominator."""
        return _whole(self.numerator), _whole(self.denominator)

    @property
    def contradict(self) -> bool:
        """Whether the part is greater than the whole."""
        part, whole = self.numbers
        return part is not None and whole is not None and part > whole

    @property
    def unreadable(self) -> bool:
        """Whether one of the two cells holds no number that can be taken."""
        cells = (self.numerator, self.denominator)
        return any(cell is not None and isinstance(cell.content, Problem) for cell in cells)

    def skipped(self, cells: frozenset[str]) -> bool:
        """Whether a person left one of the two cells out."""
        return any(
            cell is not None and cell.address in cells
            for cell in (self.numerator, self.denominator)
        )


def row_counts(
    row: ParsedRow, indicator: str, places: Mapping[tuple[str, ColumnRole], int]
) -> RowCounts:
    """The counts behind a rate in a row; `places` as `settled_counts` gives them."""
    counts = (
        places.get((indicator, role)) for role in (ColumnRole.NUMERATOR, ColumnRole.DENOMINATOR)
    )
    return RowCounts(*(None if at is None else row.counts[at] for at in counts))


def without_cases(
    rows: Sequence[ParsedRow], rates: Sequence[FileColumn], counted: Sequence[FileColumn]
) -> tuple[ParsedRow, ...]:
    """The rows, with "no cases arose" for each rate of 0 of 0 that is blank, an error, 0 or 100.

    Any other rate stays: it says otherwise and is asked about.
    """
    places = _settled(counted)
    return tuple(
        replace(
            row,
            cells=tuple(
                replace(cell, content=Figure.blank(State.NO_CASES))
                if rate.indicator and _is_nothing(cell, row_counts(row, rate.indicator, places))
                else cell
                for cell, rate in zip(row.cells, rates, strict=True)
            ),
        )
        for row in rows
    )


def _is_nothing(rate: FileCell, counts: RowCounts) -> bool:
    if counts.numbers != (0, 0):
        return False
    match rate.content:
        case Figure() as figure:
            return figure.value in _OF_NOTHING
        case Problem() as problem:
            return problem.code == "error-cell"
        case Blank():
            return True


def _whole(cell: FileCell | None) -> int | None:
    value = cell.content.value if cell is not None else None
    return int(value) if value is not None else None
