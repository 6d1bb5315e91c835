"""The records of an old workbook (BIFF8, Excel 97–2003) that calamine keeps to itself.

As with the newer files: hidden rows and columns, error cells, percent formats, legacy fonts, and
how far the sheets reach, all before calamine makes room for them.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Final

from openpyxl.styles.numbers import BUILTIN_FORMATS

from reports.spreadsheets.facts import SheetFacts, Styles, Tally, is_legacy_font
from reports.spreadsheets.limits import Limits, check_cells, check_place, refuse

_BOF, _BOUNDSHEET, _FILEPASS, _DIMENSIONS = 0x0809, 0x0085, 0x002F, 0x0200
_ROW, _COLINFO, _FONT, _FORMAT, _XF = 0x0208, 0x007D, 0x0031, 0x041E, 0x00E0
_FORMULA, _BOOLERR, _MULRK = 0x0006, 0x0205, 0x00BD
# NUMBER, RK, LABEL, LABELSST, RSTRING and those above: each begins with row, column, style.
_CELLS: Final = frozenset({0x0203, 0x027E, 0x0204, 0x00FD, 0x00D6, _FORMULA, _BOOLERR, _MULRK})
_BIFF8: Final = 0x0600
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256
_ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}


class BiffScan:
    """One pass over a Workbook stream; `sheets` are the facts by the sheets' names."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: dict[str, SheetFacts] = {}
        self._limits = limits
        self._tally = Tally()
        self._facts = SheetFacts()
        self._names: dict[int, str] = {}
        self._height = self._width = 0
        self._fonts: list[str] = []
        self._codes: dict[int, str] = dict(BUILTIN_FORMATS)
        self._cell_styles: list[tuple[int, int]] = []

    def read(self, data: bytes) -> None:
        """Read all records; struct.error when one is too short for what it should hold."""
        for at, kind, body in _records(data):
            if kind in _CELLS:
                self._cell(kind, body)
            elif kind == _ROW:
                self._row(body)
            elif kind == _COLINFO:
                self._columns(body)
            elif kind == _BOF:
                self._begin(at, body)
            elif kind == _DIMENSIONS:
                _check_dimensions(body)
            else:
                self._of_workbook(kind, body)
        self._end_sheet()

    def styles(self) -> Styles:
        """Number formats and legacy fonts by style."""
        formats = {at: self._codes.get(code, "") for at, (_, code) in enumerate(self._cell_styles)}
        # Font number 4 does not exist: the format counts past it.
        fonts = {at: font - (font > 4) for at, (font, _) in enumerate(self._cell_styles)}
        names = {at: self._fonts[font] for at, font in fonts.items() if font < len(self._fonts)}
        return Styles(
            {at: code for at, code in formats.items() if code not in ("", "General")},
            {at: name for at, name in names.items() if is_legacy_font(name)},
        )

    def _of_workbook(self, kind: int, body: bytes) -> None:
        if kind == _FILEPASS:
            refuse("encrypted")
        elif kind == _BOUNDSHEET:
            (position,) = struct.unpack_from("<I", body)
            self._names[position] = _short_text(body, 6)
        elif kind == _FONT and len(body) > 15:
            self._fonts.append(_short_text(body, 14))
        elif kind == _FORMAT and len(body) > 5:
            (code,) = struct.unpack_from("<H", body)
            self._codes[code] = _letters(body[5:], body[4])
        elif kind == _XF:
            font, code = struct.unpack_from("<HH", body)
            self._cell_styles.append((font, code))

    def _begin(self, at: int, body: bytes) -> None:
        self._end_sheet()
        (version,) = struct.unpack_from("<H", body)
        self._facts = SheetFacts()
        if version == _BIFF8 and at in self._names:
            self.sheets[self._names[at]] = self._facts

    def _end_sheet(self) -> None:
        self._tally.area += self._height * self._width
        check_cells(self._tally.area, self._limits)
        self._height = self._width = 0

    def _row(self, body: bytes) -> None:
        row, flags = struct.unpack_from("<H10xH", body)
        if flags & 0x20:
            self._facts.hidden_rows.add(row)

    def _columns(self, body: bytes) -> None:
        first, last, flags = struct.unpack_from("<HH4xH", body)
        if flags & 0x1:
            self._facts.hidden_columns.update(range(first, min(last + 1, _MOST_COLUMNS)))

    def _cell(self, kind: int, body: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", body)
        if kind == _MULRK:
            self._many(row, column, body)
            return
        self._place(row, column, style)
        error = _error(kind, body)
        if error is not None:
            self._facts.texts[row, column] = _ERRORS.get(error, "#ERROR!")

    def _many(self, row: int, column: int, body: bytes) -> None:
        for place in range((len(body) - 6) // 6):
            (style,) = struct.unpack_from("<H", body, 4 + place * 6)
            self._place(row, column + place, style)

    def _place(self, row: int, column: int, style: int) -> None:
        if row >= self._height or column >= self._width:
            check_place(row, column, self._limits)
            self._height = max(self._height, row + 1)
            self._width = max(self._width, column + 1)
        if style < len(self._cell_styles) and self._cell_styles[style] != (0, 0):
            self._facts.note_style(row, column, style)


def _records(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        yield at, kind, data[at + 4 : at + 4 + length]
        at += 4 + length


def _check_dimensions(body: bytes) -> None:
    """What a sheet says of its size is believed by calamine, which then makes room for it."""
    if len(body) < 14:
        return
    rows, columns = struct.unpack_from("<4xI2xH", body)
    if rows > _MOST_ROWS or columns > _MOST_COLUMNS:
        refuse("unreadable")


def _error(kind: int, body: bytes) -> int | None:
    if kind == _BOOLERR:
        value, is_error = struct.unpack_from("<BB", body, 6)
        return int(value) if is_error else None
    if kind == _FORMULA and body[12:14] == b"\xff\xff" and body[6] == 2:
        return body[8]
    return None


def _short_text(body: bytes, at: int) -> str:
    length, flags = body[at], body[at + 1]
    return _letters(body[at + 2 : at + 2 + length * (2 if flags & 1 else 1)], flags)


def _letters(data: bytes, flags: int) -> str:
    return data.decode("utf-16-le" if flags & 1 else "latin-1", "replace")


def scan_xls(data: bytes, limits: Limits) -> tuple[Mapping[str, SheetFacts], Styles]:
    """The facts of each sheet by its name, and the styles; refuses what passes a limit."""
    scan = BiffScan(limits)
    try:
        scan.read(data)
    except (struct.error, IndexError):
        refuse("unreadable")
    return scan.sheets, scan.styles()
