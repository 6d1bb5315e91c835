"""From the bytes of a file to grids of cells: the only reader of files.

What a file is, its content tells and never its name. Values come from calamine, which is many times
faster than openpyxl but silent on two things: it shows an error cell (#DIV/0!) and a formula that
was never calculated as blank, and it knows no number formats. openpyxl is asked for these, and only
where the file has them.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

import openpyxl
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from reports.domain.grid import Grid, Position
from reports.domain.issues import Issue, refusal

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# A sheet unpacks to about ten times its size; far more is made to fill the memory.
_MOST_UNPACKED: Final = 25
_LEAST_UNPACKED_LIMIT: Final = 64 * 1024 * 1024
_SHEET_PART: Final = re.compile(r"xl/worksheets/[^/]+\.xml\Z")
_BROKEN_ZIP: Final = (BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error)
_BROKEN_XML: Final = (KeyError, ValueError, TypeError, BadZipFile, ParseError)
_ERROR_CELL: Final = re.compile(rb'<c\b[^>]*\bt="e"')
_UNCALCULATED: Final = re.compile(rb"<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>|</c>)")
# One cell with a content so far out would make a grid of thousands of millions of cells.
_FAR_CELL: Final = re.compile(rb'<c r="(?:[A-Z]{3}\d+|[A-Z]+\d{6,})"[^>/]*>\s*<')
_NOT_CALCULATED: Final = "#CALC!"


class _RefusedError(Exception):
    """Carries the issue out of the depths of reading; it never leaves this module."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.code)
        self.issue = issue


def read_grids(path: Path, *, max_bytes: int) -> list[Grid] | Issue:
    """The sheets of a workbook (xlsx, xlsm, xls, ods) in order, hidden ones too.

    A file that is none gives the issue that says why: "empty-file", "too-large" (more than
    `max_bytes`, or unpacked out of proportion), "not-a-spreadsheet", "encrypted", "unreadable".
    """
    try:
        return _read(path, max_bytes)
    except _RefusedError as refused:
        return refused.issue


def _read(path: Path, max_bytes: int) -> list[Grid]:
    size = path.stat().st_size
    if size == 0:
        raise _RefusedError(refusal("empty-file"))
    if size > max_bytes:
        raise _too_large(max_bytes)
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(_ZIP):
        return _read_zip(path, max_bytes)
    if start == _OLE:
        return _read_workbook(path)
    raise _RefusedError(refusal("not-a-spreadsheet"))


def _too_large(max_bytes: int) -> _RefusedError:
    return _RefusedError(refusal("too-large", limit=max_bytes // (1024 * 1024)))


def _read_zip(path: Path, max_bytes: int) -> list[Grid]:
    parts = _sheet_parts(path, max_bytes)
    if any(_FAR_CELL.search(part) for part in parts):
        raise _too_large(max_bytes)
    grids = _read_workbook(path)
    if not parts:
        return grids
    grids = [replace(grid, number_formats=_format_reader(path, grid.name)) for grid in grids]
    if any(_ERROR_CELL.search(part) for part in parts):
        grids = _overlaid(grids, path, _error_text, data_only=True)
    if any(_UNCALCULATED.search(part) for part in parts):
        grids = _overlaid(grids, path, _formula_text, data_only=False)
    return grids


def _sheet_parts(path: Path, max_bytes: int) -> list[bytes]:
    """The raw sheets of an xlsx file; none for ods. Refuses what is no workbook or a zip bomb."""
    try:
        with ZipFile(path) as archive:
            names = archive.namelist()
            unpacked = sum(entry.file_size for entry in archive.infolist())
            if unpacked > max(_LEAST_UNPACKED_LIMIT, _MOST_UNPACKED * max_bytes):
                raise _too_large(max_bytes)
            if not {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}.intersection(names):
                raise _RefusedError(refusal("not-a-spreadsheet"))
            return [archive.read(name) for name in names if _SHEET_PART.match(name)]
    except _BROKEN_ZIP as error:
        raise _RefusedError(refusal("unreadable")) from error


def _read_workbook(path: Path) -> list[Grid]:
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            return [
                _grid(workbook.get_sheet_by_name(sheet.name), sheet.visible)
                for sheet in workbook.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise _RefusedError(refusal("encrypted")) from error
    except CalamineError as error:
        encrypted = "EncryptedPackage" in path.read_bytes().decode("utf-16-le", "ignore")
        raise _RefusedError(refusal("encrypted" if encrypted else "unreadable")) from error
    except BaseException as error:
        # A panic inside calamine is no Exception; it must refuse the file, not end the worker.
        if type(error).__name__ != "PanicException":
            raise
        raise _RefusedError(refusal("unreadable")) from error


def _grid(sheet: CalamineSheet, visible: SheetVisibleEnum) -> Grid:
    return Grid(
        name=sheet.name,
        cells=sheet.to_python(skip_empty_area=False),
        hidden=visible != SheetVisibleEnum.Visible,
        merged=tuple(sheet.merged_cell_ranges or ()),
    )


def _format_reader(path: Path, sheet: str) -> Callable[[], Mapping[Position, str]]:
    @cache
    def read() -> Mapping[Position, str]:
        try:
            return {
                (cell.row - 1, cell.column - 1): cell.number_format
                for cell in _openpyxl_cells(path, sheet, data_only=True)
                if cell.number_format != "General"
            }
        except _RefusedError:
            # Without formats the reviewer is asked how the column is meant.
            return {}

    return read


def _overlaid(
    grids: list[Grid], path: Path, text_of: Callable[[Any, object], str], *, data_only: bool
) -> list[Grid]:
    """The grids with texts in the places that calamine shows as blank."""
    overlaid = []
    for grid in grids:
        cells = [list(line) for line in grid.cells]
        for cell in _openpyxl_cells(path, grid.name, data_only=data_only):
            row, column = cell.row - 1, cell.column - 1
            text = text_of(cell, grid.value(row, column))
            if text:
                _put(cells, row, column, text)
        overlaid.append(replace(grid, cells=cells))
    return overlaid


def _put(cells: list[list[object]], row: int, column: int, text: str) -> None:
    cells.extend([] for _ in range(row + 1 - len(cells)))
    cells[row].extend("" for _ in range(column + 1 - len(cells[row])))
    cells[row][column] = text


def _error_text(cell: Any, _value: object) -> str:
    return str(cell.value) if cell.data_type == "e" else ""


def _formula_text(cell: Any, value: object) -> str:
    return _NOT_CALCULATED if cell.data_type == "f" and value in ("", None) else ""


def _openpyxl_cells(path: Path, sheet: str, *, data_only: bool) -> Iterator[Any]:
    """The cells of one sheet that hold something, with their types and number formats."""
    try:
        workbook = openpyxl.load_workbook(path, read_only=True, data_only=data_only)
    except _BROKEN_XML as error:
        raise _RefusedError(refusal("unreadable")) from error
    try:
        worksheet = workbook[sheet]
        worksheet.reset_dimensions()
        for row in worksheet.iter_rows():
            yield from (cell for cell in row if cell.value is not None)
    except _BROKEN_XML as error:
        raise _RefusedError(refusal("unreadable")) from error
    finally:
        workbook.close()
