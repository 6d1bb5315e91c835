"""Tables as they stand in pages and documents, built cell by cell into grids.

A table there has no sheet: its first cell is A1, and what is written above it become its titles.
"""

from dataclasses import dataclass, field
from typing import Final

from reports.grid import Grid, MergedRange
from reports.spreadsheets.encodings import unicode_grid
from reports.spreadsheets.limits import Limits, check_cells, check_place, refuse
from reports.spreadsheets.sniffing import Kind

_MOST_DEPTH: Final = 20
_MOST_TITLES: Final = 60
_LONGEST_TITLE: Final = 2_000
# Headings are often set in a small table of their own, above the table of figures.
_TITLE_TABLE_ROWS: Final = 5


@dataclass(frozen=True, slots=True)
class Shape:
    """How many columns a table has, the texts `above` it up to the table before, and its place."""

    width: int
    above: tuple[str, ...]
    is_inner: bool


@dataclass(slots=True)
class _Cell:
    row: int
    column: int
    columns: int
    rows: int
    lines: list[str] = field(default_factory=lambda: [""])
    # Whether its merged area stands in the table's list already.
    is_noted: bool = False


@dataclass(slots=True)
class _Table:
    cells: list[list[object]] = field(default_factory=list)
    merged: list[MergedRange] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    # Column → the last row that a cell above reaches down to.
    covered: dict[int, int] = field(default_factory=dict)
    # Column → the number in `merged` of the cell that may go on below (documents).
    growing: dict[int, int] = field(default_factory=dict)
    # What is written between the table before and this one.
    above: tuple[str, ...] = ()
    column: int = 0
    width: int = 0
    open_cell: _Cell | None = None


class TableBuilder:
    """Takes the events of a page or document in order; `grids` are its tables.

    `shapes` tell of each how wide it is and what stands between it and the table before.
    """

    def __init__(self, kind: Kind, limits: Limits) -> None:
        self.grids: list[Grid] = []
        self.shapes: list[Shape] = []
        self._kind = kind
        self._limits = limits
        self._open: list[_Table] = []
        self._titles: list[str] = []
        self._since: tuple[str, ...] = ()
        self._line: list[str] = []
        self._count = 0

    def start_table(self) -> None:
        """A table begins, perhaps within a cell of another."""
        self.end_line()
        if len(self._open) >= _MOST_DEPTH:
            refuse("unreadable")
        self._open.append(_Table(above=self._since))

    def start_row(self, *, hidden: bool = False) -> None:
        if not self._open:
            return
        table = self._open[-1]
        self.end_cell()
        if hidden:
            table.hidden_rows.add(len(table.cells))
        check_place(len(table.cells), 0, self._limits)
        table.cells.append([])
        table.column = 0

    def skip(self, columns: int) -> None:
        """Leave columns out at the start of a row."""
        if self._open:
            self._open[-1].column += columns

    def start_cell(self, columns: int = 1, rows: int = 1) -> None:
        """A cell begins, merged over so many columns and rows."""
        if not self._open:
            return
        table = self._open[-1]
        self.end_cell()
        if not table.cells:
            table.cells.append([])
        row = len(table.cells) - 1
        while table.covered.get(table.column, -1) >= row:
            table.column += 1
        columns, rows = max(1, columns), max(1, min(rows, self._limits.max_rows))
        check_place(row, table.column + columns - 1, self._limits)
        table.open_cell = _Cell(row, table.column, columns, rows)
        for column in range(table.column, table.column + columns):
            table.covered[column] = row + rows - 1
        table.column += columns
        table.width = max(table.width, table.column)

    def widen(self, columns: int) -> None:
        """The open cell turns out to be merged over so many columns."""
        cell = self._open_cell()
        if cell is not None and columns > 1:
            check_place(cell.row, cell.column + columns - 1, self._limits)
            cell.columns = columns
            self._open[-1].column = cell.column + columns
            self._open[-1].width = max(self._open[-1].width, cell.column + columns)

    def may_go_on(self) -> None:
        """The open cell may have lower parts."""
        cell = self._open_cell()
        if cell is not None:
            table = self._open[-1]
            table.growing[cell.column] = len(table.merged)
            table.merged.append(_area(cell))
            cell.is_noted = True

    def goes_on_above(self) -> None:
        """The open cell is the lower part of one above it."""
        cell = self._open_cell()
        at = self._open[-1].growing.get(cell.column) if cell is not None else None
        if cell is not None and at is not None:
            start, (_, right) = self._open[-1].merged[at]
            self._open[-1].merged[at] = (start, (cell.row, right))
            cell.is_noted = True

    def text(self, text: str) -> None:
        """Characters, into the open cell or above the next table."""
        cell = self._open_cell()
        if cell is not None:
            cell.lines[-1] += text
        elif not self._open:
            self._line.append(text)

    def end_line(self) -> None:
        cell = self._open_cell()
        if cell is not None and cell.lines[-1].strip():
            cell.lines.append("")
        if self._open:
            return
        title = " ".join("".join(self._line).split())
        self._line = []
        if title:
            self._titles = [*self._titles[1 - _MOST_TITLES :], title[:_LONGEST_TITLE]]
            self._since = (*self._since[1 - _MOST_TITLES :], title[:_LONGEST_TITLE])

    def end_cell(self) -> None:
        """The open cell, if any, is complete."""
        cell = self._open_cell()
        if cell is None:
            return
        table = self._open[-1]
        table.open_cell = None
        lines = (" ".join(line.split()) for line in cell.lines)
        text = "\n".join(line for line in lines if line)
        if text:
            line = table.cells[cell.row]
            self._count += cell.column + 1 - len(line)
            check_cells(self._count, self._limits)
            line.extend("" for _ in range(cell.column + 1 - len(line)))
            line[cell.column] = text
        if not cell.is_noted and (cell.columns > 1 or cell.rows > 1):
            table.merged.append(_area(cell))

    def end_table(self) -> None:
        """The table is complete: it becomes a grid, unless it has no content."""
        if not self._open:
            return
        self.end_cell()
        table = self._open.pop()
        if not any(table.cells):
            return
        self.grids.append(self._grid(table))
        self.shapes.append(Shape(table.width, table.above, is_inner=bool(self._open)))
        self._since = ()
        texts = [str(text) for line in table.cells for text in line if text]
        if len(table.cells) <= _TITLE_TABLE_ROWS:
            self._titles = [*self._titles, *texts][-_MOST_TITLES:]
        else:
            self._titles = []

    def _open_cell(self) -> _Cell | None:
        return self._open[-1].open_cell if self._open else None

    def _grid(self, table: _Table) -> Grid:
        last = len(table.cells) - 1
        merged = tuple(
            (start, (min(bottom, last), right)) for start, (bottom, right) in table.merged
        )
        grid = Grid(
            name=f"Bảng {len(self.grids) + 1}",
            cells=table.cells,
            merged=tuple(area for area in merged if area[0] != area[1]),
            hidden_rows=frozenset(row for row in table.hidden_rows if any(table.cells[row])),
            titles=tuple(self._titles),
            kind=self._kind.value,
        )
        return unicode_grid(grid)


def _area(cell: _Cell) -> MergedRange:
    end = (cell.row + cell.rows - 1, cell.column + cell.columns - 1)
    return (cell.row, cell.column), end
