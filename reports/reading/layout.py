"""Where the table stands in a sheet: its headings, its columns and the kinds of its rows.

Provinces send the same table in many frames: title rows, headings merged over two to five rows, a
row of column numbers, sections that start numbering again, the total first or last, the heading
repeated after a page break, footnotes and signatures below.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from reports.figures.headings import heading_key
from reports.grid import Grid
from reports.reading.columns import ColumnChoices, FileColumn, find_columns
from reports.reading.headings import HeadingIndex
from reports.reading.lines import RowKind, TableLine, read_lines
from reports.spreadsheets.frames import Frame, find_frames, heads_names

_NUMBER_HEADINGS = frozenset(heading_key(text) for text in ("TT", "STT", "Số TT", "Số thứ tự"))


@dataclass(frozen=True, slots=True)
class Layout:
    """A table found in a sheet. Rows and columns count from 0; `last_row` is inclusive."""

    grid: Grid
    first_heading_row: int
    first_row: int
    last_row: int
    name_column: int
    columns: tuple[FileColumn, ...]
    lines: tuple[TableLine, ...]
    continues_differently: int | None = None
    # The column where the list goes on beside itself; from there on nothing is read.
    beside: int | None = None

    @property
    def recognised(self) -> tuple[FileColumn, ...]:
        """The columns that carry an indicator."""
        return tuple(column for column in self.columns if column.indicator is not None)

    def title_texts(self) -> tuple[str, ...]:
        """What stands above the table."""
        return (*self.grid.titles, *self.grid.texts(0, self.first_heading_row - 1))


def find_layout(
    grid: Grid,
    headings: HeadingIndex,
    names_unit: Callable[[str], bool],
    choices: ColumnChoices | None = None,
) -> Layout | None:
    """Find the table of a sheet, or None when there is none.

    `names_unit` tells whether a text names a unit; it is asked only where no heading says which
    column holds the names. `choices` are a person's decisions on columns and come before all
    recognition.
    """
    best: Layout | None = None
    for frame in find_frames(grid, names_unit):
        beside = _second_table(grid, frame)
        left = grid if beside is None else _left_of(grid, beside)
        layout = _layout(left, frame, find_columns(left, frame, headings, choices or {}), beside)
        if layout is not None and layout.recognised:
            return layout
        best = best or layout
    return best


def _layout(
    grid: Grid, frame: Frame, columns: tuple[FileColumn, ...], beside: int | None
) -> Layout | None:
    lines, breaks_at = read_lines(grid, frame, columns)
    table = [line.row for line in lines if line.kind in (RowKind.UNIT, RowKind.TOTAL)]
    if not table:
        return None
    return Layout(
        grid,
        frame.top,
        min(table),
        max(table),
        frame.name_column,
        columns,
        lines,
        breaks_at,
        beside,
    )


def _second_table(grid: Grid, frame: Frame) -> int | None:
    """The column where the list goes on beside itself, with its headings again; None without.

    It is that of the second names, or of the numbers in front of them.
    """
    headings = frame.headings(grid)
    keys = [headings.key(column) for column in range(headings.width)]
    for column in range(frame.name_column + 2, headings.width):
        own = frozenset(filter(None, keys[frame.name_column + 1 : column]))
        if any(map(heads_names, headings.parts(column))) and own & frozenset(keys[column + 1 :]):
            return column - 1 if keys[column - 1] in _NUMBER_HEADINGS else column
    return None


def _left_of(grid: Grid, column: int) -> Grid:
    """The sheet without what stands from a column on."""
    return replace(grid, cells=[line[:column] for line in grid.cells])
