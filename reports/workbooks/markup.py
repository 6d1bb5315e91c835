"""The sender's own file with its bad and doubtful cells coloured, and a comment on each.

A workbook of Excel keeps all it has but macros and links to other files; any other kind of file
becomes a plain workbook with the same cells at the same addresses.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import (
    column_index_from_string,
    coordinate_from_string,
    get_column_letter,
    range_boundaries,
)

from reports.grid import Grid, shown
from reports.workbooks.writing import clean_text, safe_title, saved

_BAD: Final = PatternFill("solid", start_color="F6B5B0")
_DOUBTFUL: Final = PatternFill("solid", start_color="FFD98A")
_ADDRESS: Final = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}(?::[A-Z]{1,3}[1-9]\d{0,6})?")
_AUTHOR: Final = "cchc"
# A comment that Excel shows without a scroll bar; in points.
_COMMENT_WIDTH, _COMMENT_HEIGHT = 320, 110
_MOST_IN_AREA: Final = 5000


@dataclass(frozen=True, slots=True)
class CellMark:
    """A sentence about a cell or an area ("C9", "E8:E26"); `bad` is worse than doubtful."""

    sheet: str
    place: str
    sentence: str
    bad: bool


def marked_workbook(path: Path, marks: Iterable[CellMark]) -> bytes | None:
    """An xlsx file with the marks; None when the file is no workbook that can be kept as it is.

    The caller has read the file before, within its limits.
    """
    try:
        # Kept files have no ending, without which openpyxl opens no path. Neither macros nor links
        # to other files are taken along.
        with path.open("rb") as file:
            book = load_workbook(file, keep_vba=False, keep_links=False)
    except Exception:
        # Whatever a damaged or foreign file makes openpyxl stumble over, there is the plain way.
        return None
    _mark(book, marks)
    return saved(book)


def plain_workbook(grids: Iterable[Grid], marks: Iterable[CellMark]) -> bytes:
    """An xlsx file with the cells of the grids as texts and numbers, and the marks."""
    book = Workbook()
    book.remove(book.worksheets[0])
    names = {}
    for grid in grids:
        sheet: Any = book.create_sheet(safe_title(grid.name))
        names[grid.name] = sheet.title
        _fill(sheet, grid)
    moved = (
        CellMark(names.get(mark.sheet, mark.sheet), mark.place, mark.sentence, mark.bad)
        for mark in marks
    )
    _mark(book, moved)
    return saved(book)


def _fill(sheet: Any, grid: Grid) -> None:
    for number, line in enumerate(grid.cells, start=1):
        for column, value in enumerate(line, start=1):
            if value is None or value == "":
                continue
            cell = sheet.cell(number, column)
            if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                cell.value = value
            else:
                cell.value = clean_text(shown(value))
                # "=1+1" of a csv file was a text, and stays one.
                cell.data_type = "s"


def _mark(book: Workbook, marks: Iterable[CellMark]) -> None:
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    for title, of_sheet in _by_sheet(marks).items():
        sheet = sheets.get(title) or (book.worksheets[0] if len(sheets) == 1 else None)
        if sheet is None:
            continue
        shown_at: dict[str, list[CellMark]] = {}
        for address, of_cell in of_sheet.items():
            shown_at.setdefault(_visible(address, sheet.merged_cells.ranges), []).extend(of_cell)
        for address, of_cell in shown_at.items():
            _mark_cell(sheet, address, of_cell)


def _by_sheet(marks: Iterable[CellMark]) -> dict[str, dict[str, list[CellMark]]]:
    by_sheet: dict[str, dict[str, list[CellMark]]] = {}
    for mark in marks:
        for address in _cells(mark.place):
            by_sheet.setdefault(mark.sheet, {}).setdefault(address, []).append(mark)
    return by_sheet


def _cells(place: str) -> Iterator[str]:
    """The addresses of a place; none for what is no cell."""
    if not _ADDRESS.fullmatch(place):
        return
    if ":" not in place:
        yield place
        return
    left, top, right, bottom = (int(bound or 0) for bound in range_boundaries(place))
    if (right - left + 1) * (bottom - top + 1) > _MOST_IN_AREA:
        return
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield f"{get_column_letter(column)}{row}"


def _visible(address: str, merged: Iterable[Any]) -> str:
    """The cell that shows: of merged cells the one at the top left."""
    letters, row = coordinate_from_string(address)
    column = column_index_from_string(letters)
    for area in merged:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return f"{get_column_letter(area.min_col)}{area.min_row}"
    return address


def _mark_cell(sheet: Any, address: str, marks: list[CellMark]) -> None:
    cell = sheet[address]
    cell.fill = _BAD if any(mark.bad for mark in marks) else _DOUBTFUL
    text = "\n".join(dict.fromkeys(clean_text(mark.sentence) for mark in marks))
    comment = Comment(text, _AUTHOR)
    comment.width, comment.height = _COMMENT_WIDTH, _COMMENT_HEIGHT
    cell.comment = comment
