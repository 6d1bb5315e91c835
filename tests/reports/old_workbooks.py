"""Writes old Office files (OLE2, BIFF8) by hand: no writer of them is needed for anything else.

Only what a reader must meet: texts, numbers, errors, styles, hidden rows and columns.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
ERROR_CODES = {"#DIV/0!": 0x07, "#REF!": 0x17, "#N/A": 0x2A}
# Styles of the cells: General, a percent format, and the font .VnTime.
GENERAL, PERCENT, LEGACY_FONT = range(3)


def write_ole(path: Path, streams: Mapping[str, bytes]) -> Path:
    """An OLE2 file with these streams, each padded beyond what would go into small sectors."""
    sectors: list[bytes] = []
    table: list[int] = []
    starts: list[tuple[str, int, int]] = []
    for name, content in streams.items():
        data = content.ljust(4_096, b"\0")
        starts.append((name, len(sectors), len(data)))
        _append(sectors, table, data)
    directory_at = len(sectors)
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, (name, start, size) in enumerate(starts, start=1):
        following = number + 1 if number < len(starts) else _FREE
        entries.append(_entry(name, 2, start, size, right=following))
    _append(sectors, table, b"".join(entries))
    count = 1
    while count * _SECTOR // 4 < len(table) + count:
        count += 1
    at = len(sectors)
    table += [_TABLE] * count
    table += [_FREE] * (count * _SECTOR // 4 - len(table))
    packed = struct.pack(f"<{len(table)}I", *table)
    sectors += [packed[start : start + _SECTOR] for start in range(0, len(packed), _SECTOR)]
    numbers = [*range(at, at + count), *[_FREE] * (109 - count)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIIII", 0, count, directory_at, 0, 4_096, _END, 0, _END, 0, 0)[:36]
    header += struct.pack("<109I", *numbers)
    path.write_bytes(header.ljust(_SECTOR, b"\0") + b"".join(sectors))
    return path


def _append(sectors: list[bytes], table: list[int], data: bytes) -> None:
    pieces = [data[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(data), _SECTOR)]
    first = len(sectors)
    sectors += pieces
    table += [*range(first + 1, first + len(pieces)), _END]


def _entry(
    name: str, kind: int, start: int, size: int, *, right: int = _FREE, child: int = _FREE
) -> bytes:
    letters = (name + "\0").encode("utf-16-le")
    head = letters.ljust(64, b"\0") + struct.pack("<HBB", len(letters), kind, 1)
    return head + struct.pack("<III", _FREE, right, child) + bytes(36) + struct.pack(
        "<III", start, size, 0
    )  # fmt: skip


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _text(text: str, *, short: bool) -> bytes:
    letters = text.encode("utf-16-le")
    return struct.pack("<BB" if short else "<HB", len(letters) // 2, 1) + letters


def _cell(row: int, column: int, value: object, style: int) -> bytes:
    place = struct.pack("<HHH", row, column, style)
    if isinstance(value, str) and value in ERROR_CODES:
        return _record(0x0205, place + bytes([ERROR_CODES[value], 1]))
    if isinstance(value, str):
        return _record(0x0204, place + _text(value, short=False))
    return _record(0x0203, place + struct.pack("<d", value))


def _sheet(
    cells: Mapping[tuple[int, int], object],
    hidden_rows: Sequence[int],
    hidden_columns: Sequence[int],
    styles: Mapping[tuple[int, int], int],
    records: bytes,
) -> bytes:
    out = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 6))
    for column in hidden_columns:
        out += _record(0x007D, struct.pack("<HHHHHH", column, column, 2_340, 0, 1, 0))
    for row in hidden_rows:
        out += _record(0x0208, struct.pack("<HHHHHHHH", row, 0, 9, 255, 0, 0, 0x120, 0))
    for (row, column), value in sorted(cells.items()):
        out += _cell(row, column, value, styles.get((row, column), GENERAL))
    return out + records + _record(0x000A)


def far_numbers(rows: int) -> bytes:
    """A number in the last column of each row: few bytes, and room for 256 cells in a row."""
    cells = (_record(0x0203, struct.pack("<HHHd", row, 255, 0, 1.0)) for row in range(rows))
    return b"".join(cells)


def packed_numbers(rows: int) -> bytes:
    """Full rows, six bytes to a number."""
    row = bytes(6 * 256) + struct.pack("<H", 255)
    return b"".join(_record(0x00BD, struct.pack("<HH", at, 0) + row) for at in range(rows))


def merged_area(rows: int, columns: int) -> bytes:
    """Cells merged from A1 on."""
    return _record(0x00E5, struct.pack("<HHHHH", 1, 0, rows - 1, 0, columns - 1))


def write_xls(
    path: Path,
    sheets: Mapping[str, Mapping[tuple[int, int], object]],
    *,
    locked: bool = False,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
    styles: Mapping[tuple[int, int], int] | None = None,
    records: bytes = b"",
) -> Path:
    """A workbook of Excel 97: cells by (row, column) counted from 0; the rest is for each sheet."""
    fonts = [_record(0x0031, bytes(14) + _text(name, short=True)) for name in ("Arial", ".VnTime")]
    formats = [(0, 0), (0, 10), (1, 0)]
    xfs = [_record(0x00E0, struct.pack("<HH16x", font, code)) for font, code in formats]
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 6))
    head += _record(0x002F, bytes(54)) if locked else b""
    head += b"".join(fonts) + b"".join(xfs)
    bodies = [
        _sheet(cells, hidden_rows, hidden_columns, styles or {}, records)
        for cells in sheets.values()
    ]
    bounds = [_record(0x0085, bytes(6) + _text(name, short=True)) for name in sheets]
    at = len(head) + sum(map(len, bounds)) + 4
    for number, (name, body) in enumerate(zip(sheets, bodies, strict=True)):
        bounds[number] = _record(0x0085, struct.pack("<IBB", at, 0, 0) + _text(name, short=True))
        at += len(body)
    return write_ole(
        path, {"Workbook": head + b"".join(bounds) + _record(0x000A) + b"".join(bodies)}
    )
