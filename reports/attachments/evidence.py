"""Which files may lie beside figures as evidence."""

from enum import StrEnum
from typing import Final


class EvidenceKind(StrEnum):
    """The kinds of file that are taken: nothing that a browser would run."""

    PDF = "pdf"
    JPG = "jpg"
    PNG = "png"
    XLSX = "xlsx"
    DOCX = "docx"


_ENDINGS: Final = {kind.value: kind for kind in EvidenceKind} | {"jpeg": EvidenceKind.JPG}
ACCEPTED: Final = ",".join(f".{ending}" for ending in _ENDINGS)
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES: Final[dict[str, str]] = {
    EvidenceKind.PDF: "application/pdf",
    EvidenceKind.JPG: "image/jpeg",
    EvidenceKind.PNG: "image/png",
    EvidenceKind.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
    EvidenceKind.DOCX: f"{_OFFICE}.wordprocessingml.document",
}
_STARTS: Final = {
    b"%PDF-": EvidenceKind.PDF,
    b"\xff\xd8\xff": EvidenceKind.JPG,
    b"\x89PNG\r\n\x1a\n": EvidenceKind.PNG,
}


def kind_by_name(filename: str) -> EvidenceKind | None:
    """The kind that a file's name claims; None for one that is not taken."""
    _stem, dot, ending = filename.rpartition(".")
    return _ENDINGS.get(ending.lower()) if dot else None


def kind_by_start(start: bytes) -> EvidenceKind | None:
    """The kind that the first bytes show; None for packed files and all that is not known."""
    return next((kind for sign, kind in _STARTS.items() if start.startswith(sign)), None)
