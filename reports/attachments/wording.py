"""Why a file is not taken, in one sentence that says what to do."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy

_REFUSED: Final = {
    "empty": gettext_lazy("The file is empty. Choose another one."),
    "too-large": gettext_lazy("The file is larger than %(limit)s MB. Make it smaller or split it."),
    "wrong-kind": gettext_lazy("Choose a PDF, JPG, PNG, .xlsx or .docx file."),
    "not-what-it-says": gettext_lazy(
        "The content is not what the file's name says. Save it again as PDF, JPG, PNG, .xlsx or "
        ".docx, without macros and without a password."
    ),
    "too-many": gettext_lazy("There are %(most)s files already. Take one away first."),
    "there-already": gettext_lazy("This file is attached already."),
}


def attachment_refused_text(code: str) -> str:
    """The sentence of an AttachmentError's code."""
    limit = settings.EVIDENCE_MAX_BYTES // (1024 * 1024)
    return str(_REFUSED[code]) % {"limit": limit, "most": settings.EVIDENCE_MAX_FILES}
