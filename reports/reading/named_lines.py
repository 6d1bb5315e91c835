"""The rows of a table with their units, and the rows that are passed over."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from reports.grid import Grid, address
from reports.reading.layout import Layout
from reports.reading.lines import RowKind, TableLine
from reports.reading.progress import ROWS_BETWEEN_NEWS, UNITS, Progress
from units.names.legacy import looks_legacy, to_unicode
from units.names.matching import Match, UnitIndex

_NO_MATCH: Final = Match("none")
_UNNAMED: Final = (RowKind.TOTAL, RowKind.TITLE, RowKind.NAMELESS)
_SURE: Final = ("exact", "canonical", "alias")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was passed over: why, where, and what stands there."""

    code: str
    cell: str
    text: str


def name_lines(
    layout: Layout, units: UnitIndex, progress: Progress
) -> tuple[list[tuple[TableLine, Match]], list[Remark]]:
    """The lines that carry figures, with their units, and the lines that are passed over."""
    kept: list[tuple[TableLine, Match]] = []
    taken: set[int | None] = set()
    passed: list[Remark] = []
    total = len(layout.lines)
    for done, line in enumerate(layout.lines):
        if done % ROWS_BETWEEN_NEWS == 0:
            progress(UNITS, done, total)
        match = _NO_MATCH
        if line.kind not in _UNNAMED:
            line, match = _match_line(layout.grid, line, units)
        if _is_kept(line, match) and not (line.kind is RowKind.NOTE and match.unit_id in taken):
            taken.add(match.unit_id)
            kept.append((line if match.unit_id else _in_unicode(line), match))
        else:
            code = "row-without-name" if line.kind is RowKind.NAMELESS else "row-ignored"
            passed.append(Remark(code, address(line.row, line.name_column), line.name))
    progress(UNITS, total, total)
    return kept, passed


def _in_unicode(line: TableLine) -> TableLine:
    """The line with its name converted where it is surely of a legacy encoding.

    Whoever gives it a unit makes an alias of the name, which must not be kept garbled.
    """
    encoding = None if line.name.isascii() else looks_legacy(line.name)
    return replace(line, name=to_unicode(line.name, encoding)) if encoding else line


def _is_kept(line: TableLine, match: Match) -> bool:
    if line.kind in (RowKind.UNIT, RowKind.TOTAL):
        return True
    return line.kind in (RowKind.SECTION, RowKind.BARE, RowKind.NOTE) and match.kind in _SURE


def _match_line(grid: Grid, line: TableLine, units: UnitIndex) -> tuple[TableLine, Match]:
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
