"""The container of old Office files (OLE2): which streams it has, and the bytes of one.

Only what is needed to tell a workbook from a locked one and to measure it before calamine does.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_HEADER: Final = 512
_ENTRY: Final = 128
_LAST_SECTOR: Final = 0xFFFFFFFA
_IN_HEADER: Final = 109
_ROOT, _STREAM = 5, 2


class BrokenContainerError(Exception):
    """The container's own tables lead nowhere."""


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: int
    start: int
    size: int


class OleFile:
    """An OLE2 file in memory. Raises BrokenContainerError when its tables are broken."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        try:
            self._read_tables()
        except (struct.error, IndexError, ValueError) as error:
            raise BrokenContainerError from error

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; KeyError when there is none of that name."""
        entry = self._entries[name]
        try:
            if entry.size >= self._small_below:
                return self._chain(entry.start, self._table)[: entry.size]
            return self._small(entry)
        except (struct.error, IndexError) as error:
            raise BrokenContainerError from error

    def _read_tables(self) -> None:
        shift, self._small_shift = struct.unpack_from("<HH", self._data, 30)
        if shift not in (9, 12) or self._small_shift > shift:
            raise ValueError(shift)
        self._sector = 1 << shift
        directory, _, self._small_below, small, _, more, _ = struct.unpack_from(
            "<IIIIIII", self._data, 48
        )
        self._table = array("I")
        for sector in self._table_sectors(more):
            self._table.frombytes(self._at(sector))
        self._small_start = small
        self._entries = dict(self._directory(self._chain(directory, self._table)))

    def _table_sectors(self, more: int) -> Iterator[int]:
        sectors = list(struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76))
        seen = 0
        while more < _LAST_SECTOR:
            numbers = struct.unpack(f"<{self._sector // 4}I", self._at(more))
            sectors += numbers[:-1]
            more = numbers[-1]
            seen += 1
            if seen * self._sector > len(self._data):
                raise ValueError(more)
        return (sector for sector in sectors if sector < _LAST_SECTOR)

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self._sector
        part = self._data[start : start + self._sector]
        if not part:
            raise IndexError(sector)
        # The last sector of a file may be cut off; the table wants whole ones.
        return part.ljust(self._sector, b"\0")

    def _chain(self, sector: int, table: array[int]) -> bytes:
        parts = []
        while sector < _LAST_SECTOR:
            parts.append(self._at(sector))
            sector = table[sector]
            if len(parts) * self._sector > len(self._data) + self._sector:
                raise IndexError(sector)
        return b"".join(parts)

    def _directory(self, data: bytes) -> Iterator[tuple[str, _Entry]]:
        for at in range(0, len(data), _ENTRY):
            length, kind = struct.unpack_from("<HB", data, at + 64)
            start, size = struct.unpack_from("<II", data, at + 116)
            if kind == _ROOT:
                yield "", _Entry(kind, start, size)
            elif kind == _STREAM:
                name = data[at : at + min(64, length)].decode("utf-16-le", "ignore").rstrip("\0")
                yield name, _Entry(kind, start, size)

    def _small(self, entry: _Entry) -> bytes:
        root = self._entries.get("")
        if root is None:
            raise IndexError(entry.start)
        table = array("I", self._chain(self._small_start, self._table))
        whole, step = self._chain(root.start, self._table), 1 << self._small_shift
        parts: list[bytes] = []
        sector = entry.start
        while sector < _LAST_SECTOR and len(parts) * step < entry.size:
            parts.append(whole[sector * step : (sector + 1) * step])
            sector = table[sector]
        return b"".join(parts)[: entry.size]
