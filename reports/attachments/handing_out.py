"""Hands out files: one place for their type, their name, and whether they are shown or saved."""

from typing import Final

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

from reports.attachments.evidence import CONTENT_TYPES, kind_by_name

# By the ending of its name: what the product writes.
_MADE: Final = {
    **CONTENT_TYPES,
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
}


def made_file(data: bytes, name: str, *, shown: bool = False) -> HttpResponse:
    """A file that the product made, its type told by its name: to save, or to be `shown` in the
    browser (a PDF). An ending that the product does not write raises KeyError."""
    response = HttpResponse(data, content_type=_MADE[name.rpartition(".")[2]])
    response.headers["Content-Disposition"] = content_disposition_header(not shown, name) or ""
    return response


def kept_file(file: FieldFile, filename: str) -> FileResponse:
    """A kept file under the name that its user gave it: to save, never to show.

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
