"""What pages of other rooms show of the register: a line on the day, a unit's late files."""

from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directives.compliance.choice import Choice
from directives.overdue.domain import Span
from directives.overdue.models import OverdueFile
from directives.overdue.presentation import RegisterPanel, shown_file
from directives.overdue.selectors import (
    UnitRegister,
    register_of,
    register_units,
    waiting_of,
    writes_letters,
)
from units.access import Scope, scope_for
from units.models import Unit

_MOST_SQUARES: Final = 100
_MOST_WAITING: Final = 5


def unit_register(choice: Choice, unit: Unit) -> RegisterPanel | None:
    """The late files of a unit for its own page; None where neither register nor report has any:
    four queries."""
    if choice.period is None:
        return None
    period, today = choice.period, timezone.localdate()
    (register,) = register_of(units=[unit], office=choice.office, period=period, today=today)
    if not (register.tally.late or register.reported):
        return None
    return register_panel(register, Span.until(period.start, period.end, today))


def register_panel(register: UnitRegister, span: Span) -> RegisterPanel:
    """The late files of one unit in a period, those with a letter first, of many the first: two
    queries."""
    files = OverdueFile.objects.filter(unit=register.unit).counting_in(span)
    squares = files.order_by("-has_letter", "due_on", "code")
    waiting = files.filter(has_letter=False).select_related("unit", "apology")
    return RegisterPanel(
        register,
        squares=list(squares.values_list("pk", "code", "has_letter")[:_MOST_SQUARES]),
        todo=[shown_file(row) for row in waiting.order_by("due_on", "code")[:_MOST_WAITING]],
    )


def lettering(scope: Scope, unit: Unit | None) -> dict[str, Any]:
    """What the register of a unit offers to those who write its apology letters: one query."""
    letters = unit is not None and writes_letters(scope, unit.pk)
    files = OverdueFile.objects.filter(unit=unit).to_sign()
    return {"letters": letters, "to_sign": files.count() if letters else 0}


def register_note(request: HttpRequest) -> dict[str, Any]:
    """Template context: `register_note`, what waits in the user's registers today ("" if nothing).

    Read only where a page shows it: one query.
    """
    return {"register_note": SimpleLazyObject(lambda: note_of(request))}


def note_of(request: HttpRequest) -> str:
    """What is to be done today, in one sentence; "" for nothing, and for who has no register."""
    scope = scope_for(request) if hasattr(request, "user") else None
    if scope is None or not scope.may_enter:
        return ""
    units = register_units(scope).order_by().values("pk")
    waiting = waiting_of(OverdueFile.objects.filter(unit__in=units), timezone.localdate())
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
