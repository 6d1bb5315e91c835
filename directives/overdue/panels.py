"""What pages of other rooms show of the register: a line on the day, a unit's late files."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.compliance.choice import Choice
from directives.overdue.apologies.selectors import count_to_sign
from directives.overdue.domain import Span
from directives.overdue.models import OverdueFile
from directives.overdue.presentation import RegisterPanel, register_panel
from directives.overdue.readers import register_units, writes_letters
from directives.overdue.selectors import WaitingFiles, late_files_of, register_of, waiting_of
from units.access import Scope, scope_for
from units.models import Unit


def unit_register(choice: Choice, unit: Unit) -> RegisterPanel | None:
    """The late files of a unit for its own page; None where neither register nor report has any:
    four queries."""
    if choice.period is None:
        return None
    period, today = choice.period, timezone.localdate()
    (register,) = register_of(units=[unit], office=choice.office, period=period, today=today)
    if not (register.tally.late or register.check.reported):
        return None
    late = late_files_of(unit, Span.until(period.start, period.end, today))
    return register_panel(register, late, settings.APOLOGY_MINUS_POINTS)


def lettering(scope: Scope, unit: Unit | None) -> dict[str, Any]:
    """What the register of a unit offers to those who write its apology letters: one query."""
    letters = unit is not None and writes_letters(scope, unit.pk)
    return {"letters": letters, "to_sign": count_to_sign(unit) if unit and letters else 0}


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


def waiting_text(waiting: WaitingFiles) -> str:
    """What is to be done today, in one sentence; "" for nothing."""
    due_soon = ngettext(
        "%(files)s file is due today or tomorrow",
        "%(files)s files are due today or tomorrow",
        waiting.due_soon,
    )
    without_letter = ngettext(
        "%(files)s late file has no apology letter",
        "%(files)s late files have no apology letter",
        waiting.without_letter,
    )
    counts = ((due_soon, waiting.due_soon), (without_letter, waiting.without_letter))
    parts = [text % {"files": count} for text, count in counts if count]
    return _("In the overdue register: %(what)s.") % {"what": "; ".join(parts)} if parts else ""
