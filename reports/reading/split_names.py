"""Names in two columns, "UBND xã" beside "Vĩnh Chấp", and tables that stand side by side."""

from collections.abc import Iterator
from dataclasses import replace

from reports.figures.headings import heading_key
from reports.grid import Grid
from reports.reading.lines import TableLine
from reports.spreadsheets.frames import Frame, heads_names
from units.names.matching import Match, UnitIndex

_NUMBER_HEADINGS = frozenset(heading_key(text) for text in ("TT", "STT", "Số TT", "Số thứ tự"))


def match_line(grid: Grid, line: TableLine, units: UnitIndex) -> tuple[TableLine, Match]:
    """The unit of a row, and the row under the name that it goes by.

    A name that is not surely that of a unit is tried with the cells beside it. Only where both
    together are a known name are they joined: what a file writes beside a name may be anything.
    """
    match = units.match(line.name)
    if match.unit_id is not None:
        return line, match
    for name in _with_neighbours(grid, line):
        joined = units.match(name)
        if joined.unit_id is not None:
            return replace(line, name=name), joined
    return line, match


def _with_neighbours(grid: Grid, line: TableLine) -> Iterator[str]:
    for column in (line.name_column - 1, line.name_column + 1):
        text = _text_over(grid, line.row, column) if column >= 0 else ""
        if any(map(str.isalpha, text)):
            yield f"{text} {line.name}"


def _text_over(grid: Grid, row: int, column: int) -> str:
    """The cell's text; that of a cell merged down is in its first row."""
    text = grid.text(row, column)
    if text:
        return text
    for (top, left), (bottom, right) in grid.merged:
        if top < row <= bottom and left <= column <= right:
            return grid.text(top, left)
    return ""


def second_table(grid: Grid, frame: Frame) -> int | None:
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


def left_of(grid: Grid, column: int) -> Grid:
    """The sheet without what stands from a column on."""
    return replace(grid, cells=[line[:column] for line in grid.cells])
