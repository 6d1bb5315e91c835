"""Why a step on a reported difficulty is not taken, in one sentence that says what to do."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FEEDBACK_SAID: Final[dict[str, str | Promise]] = {
    "changed-meanwhile": _("Somebody has changed this report just now. Read it again, then go on."),
    "not-now": _("This step is not possible any more. Read the report again."),
    "not-of-the-office": _("Choose a person of the office."),
    "needs-text": _("Write a text first."),
}
