"""Names in two columns, "UBND xã" beside "Vĩnh Chấp", and tables that stand side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.figures.headings import heading_key
from reports.grid import Grid
from reports.reading.frames import Frame, heading_parts, heads_names, spread_headings
from reports.reading.lines import Line
from units.names.matching import Match, UnitIndex

_NUMBER_HEADINGS = frozenset(heading_key(text) for text in ("TT", "STT", "Số TT", "Số thứ tự"))


def match_line(grid: Grid, line: Line, units: UnitIndex) -> tuple[Line, Match]:
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


def _with_neighbours(grid: Grid, line: Line) -> Iterator[str]:
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
    spread = spread_headings(grid, frame)
    width = max((column for _, column in spread), default=0) + 1
    parts = [heading_parts(spread, frame, column) for column in range(width)]
    keys = [heading_key(" / ".join(texts)) for texts in parts]
    for column in range(frame.name_column + 2, width):
        own = frozenset(filter(None, keys[frame.name_column + 1 : column]))
        if any(map(heads_names, parts[column])) and own & frozenset(keys[column + 1 :]):
            return column - 1 if keys[column - 1] in _NUMBER_HEADINGS else column
    return None


def left_of(grid: Grid, column: int) -> Grid:
    """The sheet without what stands from a column on."""
    return replace(grid, cells=[line[:column] for line in grid.cells])
