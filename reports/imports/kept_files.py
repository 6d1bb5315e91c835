"""Gives out files that people brought in: to save, never to show."""

from __future__ import annotations

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404

from reports.attachments.evidence import CONTENT_TYPES, kind_by_name


def kept_file(file: FieldFile, filename: str) -> FileResponse:
    """A kept file under the name that its user gave it.

    No browser runs what a stranger made, guesses at its kind, or keeps it for the next person at
    the desk. 404 where the file is gone from the disk.
    """
    try:
        opened = file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing
    kind = kind_by_name(filename)
    return FileResponse(
        opened,
        as_attachment=True,
        filename=filename,
        content_type=CONTENT_TYPES[kind] if kind else "application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )
