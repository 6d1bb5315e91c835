"""From the bytes of a file to grids of cells: the only reader of files.

What a file is, its content tells and never its name. Everything here treats the file as a
stranger's: limits come before unpacking, no entity or link is followed, no formula or macro is run.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.base import File

from reports.grid import Grid
from reports.spreadsheets.archives import Archive
from reports.spreadsheets.decoding import detect_encoding
from reports.spreadsheets.documents import read_docx
from reports.spreadsheets.html import read_html
from reports.spreadsheets.limits import (
    DEFAULT_LIMITS,
    Alive,
    Limits,
    Unreadable,
    UnreadableError,
    nobody_waits,
    refuse,
    refuse_size,
)
from reports.spreadsheets.sniffing import Container, Kind, container, text_kind, zip_kind
from reports.spreadsheets.text import read_text
from reports.spreadsheets.workbooks import read_ods, read_xlsx
from reports.spreadsheets.xls import read_xls


def read_grids(
    path: Path, *, limits: Limits = DEFAULT_LIMITS, alive: Alive = nobody_waits
) -> list[Grid] | Unreadable:
    """The sheets or tables of a file in order, hidden ones too.

    `alive` is called before each part of the file that may take long.

    Reads xlsx, xlsm, xls, ods, csv, HTML tables and docx tables. A file that cannot be read gives
    the reason: "empty-file", "too-large",
    "too-much-inside", "not-a-spreadsheet", "encrypted", "unreadable", "unsafe-xml",
    "unsafe-names", "unreadable-document", "too-many-parts", "too-many-rows", "too-many-columns",
    "too-many-cells", "unknown-encoding", "binary-workbook",
    "commas-mixed", "no-table" (a page or document without any).
    """
    try:
        return _read(path, limits, alive)
    except UnreadableError as error:
        return error.reason


def read_uploaded(file: File[bytes], *, limits: Limits) -> list[Grid] | Unreadable:
    """The same of a file that is being sent; of a too large one only so much is kept as tells."""
    with NamedTemporaryFile(prefix="sheet-") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
            if copy.tell() > limits.max_bytes:
                break
        copy.flush()
        return read_grids(Path(copy.name), limits=limits)


def _read(path: Path, limits: Limits, alive: Alive) -> list[Grid]:
    size = path.stat().st_size
    if size == 0:
        refuse("empty-file")
    if size > limits.max_bytes:
        refuse_size(limits)
    match container(path):
        case Container.ZIP:
            return _read_zip(path, limits, alive)
        case Container.OLE:
            return read_xls(path, limits, alive)
        case Container.PLAIN:
            return _read_plain(path, limits)


def _read_zip(path: Path, limits: Limits, alive: Alive) -> list[Grid]:
    with Archive(path, limits) as archive:
        kind = zip_kind(archive)
        if kind is Kind.DOCX:
            return _with_table(read_docx(archive, limits))
        if kind is Kind.ODS:
            return read_ods(path, archive, limits, alive)
        return read_xlsx(path, archive, kind, limits, alive)


def _read_plain(path: Path, limits: Limits) -> list[Grid]:
    encoding = detect_encoding(path)
    with path.open(encoding=encoding) as file:
        kind = text_kind(file.read(4_096))
    if kind is Kind.HTML:
        return _with_table(read_html(path, encoding, limits))
    return read_text(path, encoding, limits)


def _with_table(grids: list[Grid]) -> list[Grid]:
    return grids or refuse("no-table")
