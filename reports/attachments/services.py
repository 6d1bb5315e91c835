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

from reports.attachments.content import attachment_kind
from reports.attachments.evidence import kind_by_name
from reports.attachments.models import Attachment
from reports.spreadsheets.limits import import_limits
from units.refusing import Refused

_CHUNK: Final = 64 * 1024
_MEGABYTE: Final = 1024 * 1024

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
        if attachment_kind(Path(copy.name), import_limits()) is not claimed:
            raise AttachmentError("not-what-it-says")
    return digest.hexdigest()


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
