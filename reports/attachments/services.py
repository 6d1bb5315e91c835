"""Files that people lay beside something: what may be kept, told by name and by content."""

from __future__ import annotations

import hashlib
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final, Literal

from django.conf import settings
from django.core.files.base import File

from reports.attachments.evidence import kind_by_name
from reports.imports.reading import import_limits
from reports.spreadsheets import attachment_kind

_CHUNK: Final = 64 * 1024

AttachmentCode = Literal[
    "empty", "too-large", "wrong-kind", "not-what-it-says", "too-many", "there-already"
]


class AttachmentError(Exception):
    """A file that is not taken.

    `code` is `empty`, `too-large`, `wrong-kind` (by its name) or `not-what-it-says` (by its
    content); what the file is laid beside may refuse it too (`too-many`, `there-already`).
    """

    def __init__(self, code: AttachmentCode) -> None:
        super().__init__(code)
        self.code = code


def attachment_checked(file: File[bytes], name: str) -> str:
    """The SHA-256 of a file that may be kept; raises AttachmentError for any other.

    `name` is the plain name (`uploads.plain_name`): it must claim a kind that is taken, and the
    content must be of it.
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
