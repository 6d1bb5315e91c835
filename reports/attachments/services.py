"""Files that people lay beside something: what may be kept, told by name and by content."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final, Literal

from django.conf import settings
from django.core.files.base import File
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from reports.attachments.evidence import EvidenceKind, kind_by_name, kind_by_start
from reports.attachments.models import Attachment
from reports.spreadsheets.archives import Archive
from reports.spreadsheets.limits import UnreadableError, import_limits
from reports.spreadsheets.sniffing import Kind, zip_kind
from units.refusing import Refused

_CHUNK: Final = 64 * 1024
_MEGABYTE: Final = 1024 * 1024
_START: Final = 16
_PACKED: Final = {Kind.XLSX: EvidenceKind.XLSX, Kind.DOCX: EvidenceKind.DOCX}
_MACROS: Final = ("xl/vbaProject.bin", "word/vbaProject.bin")

AttachmentCode = Literal[
    "empty", "too-large", "wrong-kind", "not-what-it-says", "too-many", "there-already"
]
_SENTENCES: Final = {
    "empty": _("The file is empty. Choose another one."),
    "too-large": _("The file is larger than %(limit)s MB. Make it smaller or split it."),
    "wrong-kind": _("Choose a PDF, JPG, PNG, .xlsx or .docx file."),
    "not-what-it-says": _(
        "The content is not what the file's name says. Save it again as PDF, JPG, PNG, .xlsx or "
        ".docx, without macros and without a password."
    ),
    "too-many": _("There are %(most)s files already. Take one away first."),
    "there-already": _("This file is attached already."),
}


class AttachmentError(Refused):
    """A file that is not taken: `wrong-kind` by its name, `not-what-it-says` by its content; what
    it is laid beside may refuse it too (`too-many`, `there-already`)."""

    def __init__(self, code: AttachmentCode) -> None:
        limit = settings.EVIDENCE_MAX_BYTES // _MEGABYTE
        values = {"limit": limit, "most": settings.EVIDENCE_MAX_FILES}
        super().__init__(str(_SENTENCES[code]) % values, field="file")
        self.code = code


def plain_name(filename: str) -> str:
    """The name of a file without folders of any system and without characters that do not print.

    It is shown and offered for saving, and never becomes a path here.
    """
    name = filename.replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(letter for letter in name if letter.isprintable())
    return printable.strip()[:255] or "file"


def attachment_checked(file: File[bytes], name: str) -> str:
    """The SHA-256 of a file that may be kept; raises AttachmentError for any other.

    `name` is the plain name: it must claim a kind that is taken, and the content must be of it.
    """
    if not file.size:
        raise AttachmentError("empty")
    if file.size > settings.EVIDENCE_MAX_BYTES:
        raise AttachmentError("too-large")
    claimed = kind_by_name(name)
    if claimed is None:
        raise AttachmentError("wrong-kind")
    digest = hashlib.sha256()
    with NamedTemporaryFile(prefix="attachment-") as copy:
        for chunk in file.chunks(_CHUNK):
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        if _kind_by_content(Path(copy.name)) is not claimed:
            raise AttachmentError("not-what-it-says")
    return digest.hexdigest()


def _kind_by_content(path: Path) -> EvidenceKind | None:
    """The kind of a file; None for one with macros or a password, and for all that is not taken.

    A packed file is held to the limits of the import.
    """
    with path.open("rb") as file:
        start = file.read(_START)
    if not start.startswith(b"PK"):
        return kind_by_start(start)
    try:
        with Archive(path, import_limits()) as archive:
            has_macros = any(name in archive for name in _MACROS)
            return None if has_macros else _PACKED.get(zip_kind(archive))
    except UnreadableError:
        return None


def attachment_laid(row: Attachment, file: File[bytes], beside: QuerySet[Any]) -> None:
    """Keep a checked file as a row beside others; raises AttachmentError for one that is there
    already and for one too many."""
    if beside.filter(sha256=row.sha256).exists():
        raise AttachmentError("there-already")
    if beside.count() >= settings.EVIDENCE_MAX_FILES:
        raise AttachmentError("too-many")
    file.seek(0)
    row.file.save(row.sha256, file, save=False)
    row.save()
