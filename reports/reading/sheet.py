"""What a file says, cell by cell, before anybody decides anything about it.

A parsed sheet holds facts of the file alone: it is made once by the reader, kept with the import
run as JSON, and judged again and again (`checks`, `review`) as people decide and figures change.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reports.figures.periods import PeriodSpan, ReportReference
from reports.grid import Grid
from reports.reading.cells import FileCell
from reports.reading.columns import ColumnChoices, FileColumn
from reports.reading.named_lines import Remark
from units.names.matching import Match


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One row of figures. `number` counts from 1 as in the file.

    `cells` follow the columns, `counts` the columns of counts. `name` is Unicode, whatever
    encoding the file has.
    """

    number: int
    name: str
    name_cell: str
    match: Match
    is_total: bool
    cells: tuple[FileCell, ...]
    counts: tuple[FileCell, ...] = ()


@dataclass(frozen=True, slots=True)
class BookMarks:
    """What a review must know of the workbook that was read: whose it is, the versions of the
    figures as downloaded and the cells that were left so, both by address."""

    office: str
    period: str
    round_id: int
    versions: dict[str, int]
    untouched: frozenset[str]


@dataclass(frozen=True, slots=True)
class ParsedSheet:
    """One table with all it says. `columns` carry an indicator, `other_columns` do not.

    `count_columns` hold numerators and denominators of the rates in `columns`. `area` is the
    table's range in the file ("A5:G26"), `shares_in_doubt` the letters of rate columns whose
    numbers are all within 0–1 without a percent format. `hidden_rows` (counted from 1) and
    `hidden_columns` (letters) have figures but are hidden in the file. `converted` are the
    addresses of cells that were written in a legacy encoding.
    """

    sheet: str
    area: str
    columns: tuple[FileColumn, ...]
    other_columns: tuple[FileColumn, ...]
    rows: tuple[ParsedRow, ...]
    period: PeriodSpan | None = None
    report: ReportReference | None = None
    remarks: tuple[Remark, ...] = ()
    shares_in_doubt: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()
    count_columns: tuple[FileColumn, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    converted: tuple[str, ...] = ()
    # Of a workbook that was made for entry; None for any other file.
    book: BookMarks | None = None

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of all columns of figures, left to right."""
        every = {column.index: column.heading for column in (*self.columns, *self.other_columns)}
        every |= {column.index: column.heading for column in self.count_columns}
        return tuple(every[index] for index in sorted(every))


@dataclass(frozen=True, slots=True)
class Choices:
    """Decisions that change how the cells are read: indicators and scales by column letter.

    `sheet` is the name of the sheet to read, "" for the best one. Hidden rows and columns are read
    unless they are skipped.
    """

    columns: ColumnChoices
    # Letter → whether the numbers are shares (0.769) rather than percent points (76.9).
    are_shares: Mapping[str, bool]
    sheet: str = ""
    skips_hidden_rows: bool = False
    skips_hidden_columns: bool = False

    def columns_of(self, grid: Grid) -> ColumnChoices:
        """The choices on the columns of a sheet: hidden ones are left out where that is wanted."""
        if not self.skips_hidden_columns or not grid.hidden_columns:
            return self.columns
        return {**dict.fromkeys(grid.hidden_columns), **self.columns}


NO_CHOICES: Final = Choices({}, {})
