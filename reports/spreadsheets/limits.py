"""How much of a file may be read, and the way out for a file that wants more."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Never

from django.conf import settings

MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is read of one file; all are checked before anything is built from it.

    `max_bytes` is the file as sent, `max_entries` and `max_unpacked` (bytes) are what an archive
    holds, the others what its sheets hold together (`max_rows` and `max_columns`: each sheet).
    """

    max_bytes: int = 20 * MEGABYTE
    max_entries: int = 2_000
    max_unpacked: int = 200 * MEGABYTE
    max_rows: int = 60_000
    max_columns: int = 300
    max_cells: int = 1_000_000


DEFAULT_LIMITS: Final = Limits()


def import_limits() -> Limits:
    """How much of a file is read, as the settings say."""
    return Limits(
        max_bytes=settings.IMPORT_MAX_BYTES,
        max_entries=settings.IMPORT_MAX_ENTRIES,
        max_unpacked=settings.IMPORT_MAX_UNPACKED,
        max_rows=settings.IMPORT_MAX_ROWS,
        max_columns=settings.IMPORT_MAX_COLUMNS,
        max_cells=settings.IMPORT_MAX_CELLS,
    )


# Called now and then by whatever reads, so that nobody takes a slow reader for a dead one.
Alive = Callable[[], None]


def nobody_waits() -> None:
    """Tells nobody that the reader is alive."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file is not read: a stable code, and what its sentence is filled with."""

    code: str
    params: Mapping[str, str | int]


class UnreadableError(Exception):
    """Carries the reason out of the depths of reading; it never leaves this room."""

    def __init__(self, reason: Unreadable) -> None:
        super().__init__(reason.code)
        self.reason = reason


def refuse(code: str, **params: str | int) -> Never:
    """Stop reading: the file is refused for this reason."""
    raise UnreadableError(Unreadable(code, params))


def refuse_size(limits: Limits) -> Never:
    """Stop reading a file that is too large, packed or unpacked."""
    refuse("too-large", limit=limits.max_bytes // MEGABYTE)


def check_place(row: int, column: int, limits: Limits) -> None:
    """Refuse a content that stands too far out; `row` and `column` count from 0."""
    if row >= limits.max_rows:
        refuse("too-many-rows", limit=limits.max_rows)
    if column >= limits.max_columns:
        refuse("too-many-columns", limit=limits.max_columns)


def check_cells(cells: int, limits: Limits) -> None:
    """Refuse a file with too many cells."""
    if cells > limits.max_cells:
        refuse("too-many-cells", limit=limits.max_cells)
