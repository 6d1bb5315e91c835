"""The rows of a table: which are units, which the total, and which are something else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from reports.figures.figures import NOT_CALCULATED, Measure, Problem
from reports.figures.headings import heading_key
from reports.figures.parsing import parse_figure
from reports.grid import Grid, shown
from reports.reading.columns import FileColumn
from reports.spreadsheets.frames import Frame, block_around, heads_names, is_number_row
from units.names.spelling import is_total_row

_FIGURE_START: Final = re.compile(rf"[+\-−#]?\s*[\d#][^a-zA-Z]{{0,20}}\Z|#\w+|{NOT_CALCULATED}\Z")
_WHOLE: Final = re.compile(r"\d+[.)]?")
_SECTION_NUMBER: Final = re.compile(r"(?:[IVX]+|[A-H])[.)]?")
# A sum of some of the units, or what is worked out from them: "Cộng I", "Trung bình".
_SUBTOTAL: Final = re.compile(
    r"(?:tong )?cong (?:(?:muc|phan|nhom|khoi) )?(?:[ivx]+|[a-h]|\d)|"
    r"(?:trung binh|binh quan|cao nhat|thap nhat|lon nhat|nho nhat)(?: (?:chung|cong|toan huyen))?"
)
# Below these a name without figures is in a note or receives the letter, whatever its number.
# So many rows in a row without figures are no part of the table.
_MOST_IDLE: Final = 300
_ENDS: Final = re.compile(r"\s*(?:ghi chú|nơi nhận|lưu ý)\s*:", re.IGNORECASE)


class RowKind(StrEnum):
    """What a row of the table is.

    A `SECTION` has a Roman number and figures: a sum of some units, or a unit after all. `BARE` is
    a name without figures or number: a unit that reported nothing, a section title or a footnote.
    Both are units only if their name is surely that of one. So is a `NOTE`, which has figures but
    stands below the table, and only where no row above is that unit's.
    """

    UNIT = "unit"
    TOTAL = "total"
    SECTION = "section"
    BARE = "bare"
    NAMELESS = "nameless"
    NOTE = "note"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of the table: its place, what it is, and the cell that names it."""

    row: int
    kind: RowKind
    name: str
    name_column: int


def read_lines(
    grid: Grid, frame: Frame, columns: tuple[FileColumn, ...]
) -> tuple[tuple[TableLine, ...], int | None]:
    """The rows below the headings, and the row where another table begins, if one does."""
    indexes = [column.index for column in columns if column.indicator is not None]
    if not indexes:
        indexes = [column.index for column in columns]
    lines: list[TableLine] = []
    ended = False
    idle = 0
    row = frame.bottom + 1
    while row < grid.height:
        line = _line(grid, row, frame.name_column, indexes)
        if line is not None and line.kind is RowKind.BARE and heads_names(line.name):
            again = block_around(grid, row, frame.name_column)
            if not _same_headings(grid, again, columns):
                return tuple(lines), row
            row = _last_of_equal(grid, again.bottom)
        elif line is not None:
            ended = ended or _ENDS.match(line.name) is not None
            idle = 0 if _has_figures(grid, row, indexes) else idle + 1
            if idle <= _MOST_IDLE:
                lines.append(_below_notes(line, has_figures=idle == 0) if ended else line)
        row += 1
    return tuple(lines), None


def _last_of_equal(grid: Grid, row: int) -> int:
    """The last of the rows from this one on that all say the same."""
    last = grid.height - 1
    while row < last and grid.cells[row + 1] == grid.cells[row]:
        row += 1
    return row


def _below_notes(line: TableLine, *, has_figures: bool) -> TableLine:
    """A row below "Ghi chú:": with figures it may be a unit that no row above names."""
    if line.kind in (RowKind.TOTAL, RowKind.NAMELESS):
        return line
    return replace(line, kind=RowKind.NOTE if has_figures else RowKind.TITLE)


def _same_headings(grid: Grid, again: Frame, columns: tuple[FileColumn, ...]) -> bool:
    repeated = again.headings(grid)
    return all(
        repeated.key(column.index) == heading_key(column.heading)
        for column in columns
        if column.indicator is not None
    )


def _line(grid: Grid, row: int, name_column: int, indexes: Sequence[int]) -> TableLine | None:
    has_figures = _has_figures(grid, row, indexes)
    at = _name_cell(grid, row, name_column)
    if at is None:
        texts = grid.row_texts(row) if has_figures else {}
        nameless = has_figures and not is_number_row(texts)
        return TableLine(row, RowKind.NAMELESS, "", name_column) if nameless else None
    name = grid.text(row, at)
    order = _order(grid, row, at)
    if len(name) < 4 and is_number_row(grid.row_texts(row)):
        return None
    return TableLine(row, _row_kind(name, order, has_figures), name, at)


def _has_figures(grid: Grid, row: int, indexes: Sequence[int]) -> bool:
    return any(_holds_figure(grid.value(row, index)) for index in indexes)


def _name_cell(grid: Grid, row: int, name_column: int) -> int | None:
    """The cell that names the row: that of the names, or one merged from the left into it."""
    for column in range(name_column, -1, -1):
        value = grid.value(row, column)
        if isinstance(value, str) and any(map(str.isalpha, value)):
            return column
    return None


def _order(grid: Grid, row: int, name_column: int) -> str:
    """The number of a row, which may stand some columns left of its name."""
    texts = (grid.text(row, column) for column in range(name_column))
    return next((text for text in texts if text), "")


def _holds_figure(value: object) -> bool:
    """Whether a cell holds what can stand for a figure, and no sentence or signature."""
    if isinstance(value, str):
        text = shown(value)
        return bool(text) and (
            _FIGURE_START.match(text) is not None
            or not isinstance(parse_figure(text, measure=Measure.RATE), Problem)
        )
    return value is not None


def _row_kind(name: str, order: str, has_figures: bool) -> RowKind:
    # The test for totals is dear, and all their names begin with one of two letters.
    first = next(filter(str.isalpha, name), "")
    if first in "tTcC" and is_total_row(name):
        return RowKind.TOTAL if has_figures else RowKind.TITLE
    if _SUBTOTAL.fullmatch(heading_key(name)):
        return RowKind.SECTION if has_figures else RowKind.TITLE
    if _SECTION_NUMBER.fullmatch(order) or _SECTION_NUMBER.fullmatch(name):
        return RowKind.SECTION if has_figures else RowKind.TITLE
    if has_figures or _WHOLE.fullmatch(order):
        return RowKind.UNIT
    return RowKind.BARE
