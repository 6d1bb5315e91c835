"""Old workbooks (Excel 5 to 2003), read with xlrd: no formula is run, no macro looked at."""

import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import xlrd
from xlrd.compdoc import CompDoc, CompDocError

from reports.grid import Grid
from reports.spreadsheets.facts import CellTally, SheetFacts, Styles, is_legacy_font
from reports.spreadsheets.limits import (
    Alive,
    Limits,
    check_cells,
    check_place,
    nobody_waits,
    refuse,
)
from reports.spreadsheets.sniffing import Kind
from reports.spreadsheets.workbooks import made_grid

# What xlrd raises where a record is not what it should be.
_BROKEN: Final = (
    *(xlrd.XLRDError, CompDocError, struct.error, AssertionError, AttributeError),
    *(ArithmeticError, LookupError, RecursionError, TypeError, ValueError),
)
_WORKBOOKS: Final = frozenset({"Workbook", "Book"})
_NOTHING: Final = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
_OLDEST: Final = 50
_BEGIN: Final = 0x0809
# The records of cells begin with row and column, those of several end with the last column.
_CELL: Final = frozenset({0x0006, 0x00D6, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E})
_CELLS: Final = frozenset({0x00BD, 0x00BE})
# A place costs xlrd a quarter of what a cell does, and many an office colours blank ones.
_PLACES_TO_A_CELL: Final = 4


def read_xls(path: Path, limits: Limits, alive: Alive = nobody_waits) -> list[Grid]:
    """The sheets of a workbook of Excel 5 to 2003."""
    tally = CellTally()
    with _opened(path.read_bytes()) as book:
        if book.nsheets > limits.max_entries:
            refuse("too-many-parts", limit=limits.max_entries)
        _check_places(book, limits)
        styles = _styles(book)
        grids = []
        for at in range(book.nsheets):
            alive()
            grids.append(_grid(book.sheet_by_index(at), styles, limits, tally))
            book.unload_sheet(at)
    return grids


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    """The workbook; refuses the file for whatever breaks while it is open."""
    try:
        with (
            Path(os.devnull).open("w") as silence,
            xlrd.open_workbook(
                file_contents=data,
                formatting_info=True,
                on_demand=True,
                ragged_rows=True,
                logfile=silence,
            ) as book,
        ):
            yield book
    except _BROKEN as error:
        refuse("encrypted" if "encrypted" in str(error) else _reason(data))


def _reason(data: bytes) -> str:
    """Why an old Office file is no workbook: it may hold a locked one, or something else."""
    try:
        with Path(os.devnull).open("w") as silence:
            names = {entry.name for entry in CompDoc(data, logfile=silence).dirlist}
    except _BROKEN:
        return "unreadable"
    if "EncryptedPackage" in names:
        return "encrypted"
    return "unreadable" if names & _WORKBOOKS else "not-a-spreadsheet"


def _check_places(book: Any, limits: Limits) -> None:
    """Refuse rows that end far out before xlrd makes room for all that is in front of it."""
    if book.biff_version < _OLDEST:
        refuse("unreadable")
    data, at = book.mem, book.base
    end = at + book.stream_len
    places, ends = 0, dict[int, int]()
    while at + 8 <= end:
        kind, length, row, column = struct.unpack_from("<HHHH", data, at)
        at += 4 + length
        if kind in _CELLS:
            (column,) = struct.unpack_from("<H", data, at - 2)
        elif kind == _BEGIN:
            places, ends = places + sum(ends.values()), {}
        if (kind in _CELL or kind in _CELLS) and column >= ends.get(row, 0):
            ends[row] = column + 1
    check_cells((places + sum(ends.values())) // _PLACES_TO_A_CELL, limits)


def _styles(book: Any) -> Styles:
    formats, fonts = {}, {}
    for at, style in enumerate(book.xf_list):
        code = book.format_map[style.format_key].format_str
        if code not in ("", "General"):
            formats[at] = code
        font = book.font_list[style.font_index].name
        if is_legacy_font(font):
            fonts[at] = font
    return Styles(formats, fonts)


def _grid(sheet: Any, styles: Styles, limits: Limits, tally: CellTally) -> Grid:
    lengths = [_length(sheet.row_types(row)) for row in range(sheet.nrows)]
    width = max(lengths, default=0)
    height = max((row for row, length in enumerate(lengths, 1) if length), default=0)
    check_place(height - 1, width - 1, limits)
    tally.area += height * width
    check_cells(tally.area, limits)
    facts = SheetFacts(
        hidden_rows={row for row, info in sheet.rowinfo_map.items() if info.hidden},
        hidden_columns={column for column, info in sheet.colinfo_map.items() if info.hidden},
        # A file may say the same a million times.
        merged=[
            ((top, left), (below - 1, right - 1))
            for top, below, left, right in dict.fromkeys(sheet.merged_cells)
        ],
    )
    cells: list[list[object]] = []
    noted = styles.formats.keys() | styles.fonts.keys()
    for row, length in enumerate(lengths[:height]):
        line = sheet.row(row)[:length]
        cells.append([_value(cell, sheet.book.datemode) for cell in line] + [""] * (width - length))
        for column, cell in enumerate(line):
            if cell.xf_index in noted and cell.ctype not in _NOTHING:
                facts.note_style(row, column, cell.xf_index)
    return made_grid(
        sheet.name, cells, hidden=sheet.visibility != 0, kind=Kind.XLS, facts=facts, styles=styles
    )


def _length(types: Any) -> int:
    """How many cells a row has, up to the last that holds something."""
    return max((at for at, kind in enumerate(types, 1) if kind not in _NOTHING), default=0)


def _value(cell: Any, datemode: int) -> object:
    match cell.ctype:
        case xlrd.XL_CELL_DATE:
            return _moment(cell.value, datemode)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return xlrd.error_text_from_code.get(cell.value, "#ERROR!")
    return cell.value


def _moment(number: float, datemode: int) -> object:
    """A date, a time of day, or both; the number itself where it is none of any calendar."""
    try:
        moment = xlrd.xldate_as_datetime(number, datemode)
    except (ValueError, OverflowError):
        return number
    if number < 1:
        return moment.time()
    return moment if number % 1 else moment.date()
