"""The counts behind the rates of one row, and the cells of the file that they stand in."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.figures.figures import Problem
from reports.reading.cells import FileCell
from reports.reading.columns import ColumnRole
from reports.reading.sheet import ParsedRow, ParsedSheet


def settled_counts(parsed: ParsedSheet) -> dict[tuple[str, ColumnRole], int]:
    """Where the counts of a row stand that are known for certain: by indicator and role.

    Of two columns for the same count neither is taken.
    """
    places: dict[tuple[str, ColumnRole], list[int]] = {}
    for at, column in enumerate(parsed.count_columns):
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


def _whole(cell: FileCell | None) -> int | None:
    value = cell.content.value if cell is not None else None
    return int(value) if value is not None else None
