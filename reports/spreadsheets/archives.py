"""A zip file from a stranger: measured by its directory first, then read in counted chunks.

The names of its parts are only looked up, never used as paths; parts that are archives themselves
are never opened.
"""

import copy
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from reports.spreadsheets.events import root_tag
from reports.spreadsheets.limits import MEGABYTE, Limits, refuse

_BROKEN: Final = (
    BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, zlib.error,
)  # fmt: skip
_CHUNK: Final = 64 * 1024
_END_RECORD: Final = b"PK\x05\x06"
_LONGEST_COMMENT: Final = 65_535
# Real parts have some 100 bytes of directory; without a bound the directory itself is the bomb.
_DIRECTORY_PER_ENTRY: Final = 1_024
# Tables pack to a tenth or a thirtieth; a hundredth is reached by nothing that has figures.
_MOST_RATIO: Final = 100
_RATIO_MATTERS_FROM: Final = 8 * MEGABYTE
_ENCRYPTED: Final = 0x1
# Office packs in no other way; some ask for gigabytes of memory before the first byte.
_PACKINGS: Final = (ZIP_STORED, ZIP_DEFLATED)
_PATH_TRICK: Final = re.compile(r"(?:\A|[/\\])\.\.(?:[/\\]|\Z)|\A[/\\]|\A[A-Za-z]:|\0")


class Archive:
    """An open zip file within its limits.

    Opening refuses: "too-many-parts", "too-much-inside" (unpacked, or packed out of proportion),
    "unsafe-names", "encrypted", "unreadable". `roots` are the root tags of the parts that are XML,
    each checked to declare no document type ("unsafe-xml").
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        _check_directory(path, limits)
        try:
            self._zip = ZipFile(path)
        except _BROKEN:
            refuse("unreadable")
        self._parts = {entry.filename: entry for entry in self._zip.infolist()}
        try:
            self._check_parts()
            self.roots = self._read_roots()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def size(self, name: str) -> int:
        """The unpacked size of a part in bytes, 0 for one that is not there."""
        return self._parts[name].file_size if name in self._parts else 0

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part's content in pieces; refuses the file when there is more than was declared."""
        declared = self._parts[name]
        # zipfile stops at the declared size; to see a lie, it must be allowed to go on.
        entry = copy.copy(declared)
        entry.file_size = declared.file_size + _CHUNK
        read = 0
        try:
            with self._zip.open(entry) as part:
                while chunk := part.read(_CHUNK):
                    read += len(chunk)
                    if read > declared.file_size:
                        refuse("unreadable")
                    yield chunk
        except _BROKEN:
            refuse("unreadable")

    def _check_parts(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > self._limits.max_entries:
            refuse("too-many-parts", limit=self._limits.max_entries)
        if len(self._parts) < len(entries):
            # Two parts of one name: each reader would choose its own.
            refuse("unreadable")
        if sum(entry.file_size for entry in entries) > self._limits.max_unpacked:
            refuse("too-much-inside")
        for entry in entries:
            self._check_part(entry)

    def _check_part(self, entry: ZipInfo) -> None:
        if _PATH_TRICK.search(entry.orig_filename):
            refuse("unsafe-names")
        if entry.flag_bits & _ENCRYPTED:
            refuse("encrypted")
        if entry.compress_type not in _PACKINGS:
            refuse("unreadable")
        size = entry.file_size
        if size > _RATIO_MATTERS_FROM and size > _MOST_RATIO * entry.compress_size:
            refuse("too-much-inside")

    def _read_roots(self) -> dict[str, str]:
        roots = {}
        for name, entry in self._parts.items():
            if entry.file_size and not entry.is_dir():
                root = root_tag(self.chunks(name))
                if root is not None:
                    roots[name] = root
        return roots


def _check_directory(path: Path, limits: Limits) -> None:
    """Refuse by the end record alone, before zipfile loads a directory of any size."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - _LONGEST_COMMENT - 22))
        tail = file.read()
    at = tail.rfind(_END_RECORD)
    if at < 0 or len(tail) - at < 22:
        refuse("unreadable")
    entries, directory = struct.unpack_from("<HI", tail, at + 10)
    # 65,535 and more stand in a second record that no honest report needs.
    if entries > limits.max_entries or directory > limits.max_entries * _DIRECTORY_PER_ENTRY:
        refuse("too-many-parts", limit=limits.max_entries)
