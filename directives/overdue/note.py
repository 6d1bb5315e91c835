"""One line on the pages of the day: files due tomorrow, and late ones without a letter."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.access import register_units
from directives.overdue.models import OverdueFile
from directives.overdue.selectors import Waiting, waiting_of
from units.access import scope_for


def register_note(request: HttpRequest) -> dict[str, Any]:
    """Template context: `register_note`, what waits in the user's registers today ("" if nothing).

    Read only where a page shows it: one query.
    """
    return {"register_note": SimpleLazyObject(lambda: note_of(request))}


def note_of(request: HttpRequest) -> str:
    """The line for the request's user; "" for who has no register."""
    scope = scope_for(request) if hasattr(request, "user") else None
    if scope is None or not scope.may_enter:
        return ""
    units = register_units(scope).order_by().values("pk")
    files = OverdueFile.objects.filter(unit__in=units)
    return waiting_text(waiting_of(files, timezone.localdate()))


def waiting_text(waiting: Waiting) -> str:
    """What is to be done today, in one sentence; "" for nothing."""
    parts = []
    if waiting.due_soon:
        parts.append(
            ngettext(
                "%(files)s file is due today or tomorrow",
                "%(files)s files are due today or tomorrow",
                waiting.due_soon,
            )
            % {"files": waiting.due_soon}
        )
    if waiting.without_letter:
        parts.append(
            ngettext(
                "%(files)s late file has no apology letter",
                "%(files)s late files have no apology letter",
                waiting.without_letter,
            )
            % {"files": waiting.without_letter}
        )
    return _("In the overdue register: %(what)s.") % {"what": "; ".join(parts)} if parts else ""
