"""What a file laid beside figures is, told by its content; nothing of it is read further."""

from pathlib import Path
from typing import Final

from reports.attachments.evidence import EvidenceKind, kind_by_start
from reports.spreadsheets.archives import Archive
from reports.spreadsheets.limits import Limits, UnreadableError
from reports.spreadsheets.sniffing import Kind, zip_kind

_START: Final = 16
_KINDS: Final = {Kind.XLSX: EvidenceKind.XLSX, Kind.DOCX: EvidenceKind.DOCX}
_MACROS: Final = ("xl/vbaProject.bin", "word/vbaProject.bin")


def attachment_kind(path: Path, limits: Limits) -> EvidenceKind | None:
    """The kind of a file; None for one with macros or a password, and for all that is not taken.

    A packed file is held to the limits of the import.
    """
    with path.open("rb") as file:
        start = file.read(_START)
    if not start.startswith(b"PK"):
        return kind_by_start(start)
    try:
        with Archive(path, limits) as archive:
            if any(name in archive for name in _MACROS):
                return None
            return _KINDS.get(zip_kind(archive))
    except UnreadableError:
        return None
