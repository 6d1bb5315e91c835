"""Which letters the bytes of a plain file mean: UTF-8, UTF-16 or windows-1258."""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from reports.grid import Grid
from reports.spreadsheets.encodings import unicode_grid
from reports.spreadsheets.limits import refuse

_CHUNK: Final = 256 * 1024
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Text has tabs, ends of lines and pages, and from DOS an end mark.
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f]")
# windows-1258 has no mark on a letter of its own for these; Latin-1 files in legacy fonts do.
_LATIN1: Final = "latin-1"
_VIETNAMESE: Final = "cp1258"


def detect_encoding(path: Path) -> str:
    """The Python name of a plain file's encoding.

    Refuses what is no text ("not-a-spreadsheet") and text of no known encoding
    ("unknown-encoding"). Bytes that are no Unicode are windows-1258, unless they spell Vietnamese
    in a font older than Unicode, which is read as "latin-1" and converted later.
    """
    with path.open("rb") as file:
        start = file.read(4_096)
    for encoding in _candidates(start):
        if _decodes(path, encoding):
            return _settled(path, encoding)
    return refuse("unknown-encoding")


def _candidates(start: bytes) -> tuple[str, ...]:
    for bom, encoding in _BOMS:
        if start.startswith(bom):
            return (encoding,)
    if b"\0" in start:
        even, odd = start[0::2].count(0), start[1::2].count(0)
        if max(even, odd) < len(start) // 8 or min(even, odd) > 0:
            refuse("not-a-spreadsheet")
        return ("utf-16-le",) if odd else ("utf-16-be",)
    return ("utf-8", _VIETNAMESE, _LATIN1)


def _decodes(path: Path, encoding: str) -> bool:
    try:
        for text in _texts(path, encoding):
            if _CONTROL.search(text):
                refuse("not-a-spreadsheet")
    except UnicodeError:
        return False
    return True


def _texts(path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _settled(path: Path, encoding: str) -> str:
    """Tell windows-1258 from a legacy font by the first words of the file."""
    if encoding not in (_VIETNAMESE, _LATIN1):
        return encoding
    if _is_damaged_utf8(path):
        refuse("unknown-encoding")
    lines = next(_texts(path, _LATIN1)).splitlines()
    cells = [re.split(r"[\t;,]", line) for line in lines]
    if unicode_grid(Grid("", cells)).converted:
        return _LATIN1
    if encoding == _VIETNAMESE:
        return encoding
    return refuse("unknown-encoding")


def _is_damaged_utf8(path: Path) -> bool:
    """Whether most letters are good UTF-8: read as anything else, they would be garbled."""
    with path.open("rb") as file:
        text = file.read(_CHUNK).decode(errors="replace")
    bad = text.count("\ufffd")
    good = sum(not letter.isascii() for letter in text) - bad
    return good > 2 * bad


def composed(text: str) -> str:
    """Text with each letter and its marks as one (NFC): windows-1258 writes them apart."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)
