"""Reported difficulties as strings for pages and for their annex."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from directives.clauses.models import Clause
from directives.feedback.domain import days_late
from directives.feedback.models import Feedback
from directives.text.emphasis import plain

_WORDS: Final = 45
_STATES: Final = {
    "new": ("warn", "inbox", pgettext_lazy("feedback", "new")),
    "assigned": ("warn", "hourglass", pgettext_lazy("feedback", "being worked on")),
    "answered": ("ok", "message-square-reply", pgettext_lazy("feedback", "answered")),
    "closed": ("na", "archive", pgettext_lazy("feedback", "closed")),
}


@dataclass(frozen=True, slots=True)
class StateView:
    tone: str
    icon: str
    word: str


@dataclass(frozen=True, slots=True)
class FeedbackRow:
    """One difficulty for a list or its page; `late` is empty for one in time."""

    row: Feedback
    clause: str
    state: StateView
    late: str


def feedback_row(row: Feedback) -> FeedbackRow:
    """A row whose clause, indicator, unit and people are read already."""
    state = StateView(*map(str, _STATES[row.state]))
    return FeedbackRow(row, clause_word(row.clause), state, late_text(row))


def late_text(row: Feedback) -> str:
    """ "gửi muộn 2 ngày"; empty for one in time."""
    days = days_late(row.due_on, timezone.localdate(row.sent_at))
    if not days:
        return ""
    return ngettext("sent %(days)s day late", "sent %(days)s days late", days) % {"days": days}


def clause_word(clause: Clause | None) -> str:
    """ "Khoản 3"; the letter as a whole where no clause was named."""
    if clause is None:
        return _("The letter as a whole")
    return _("Clause %(number)s") % {"number": clause.number}


def due_line(due_on: date | None, today: date) -> tuple[str, bool]:
    """What a unit is told of the last day, and whether it is over; "" where none is set."""
    if due_on is None:
        return "", False
    day = f"{due_on.day}/{due_on.month:02d}" if due_on.month < 3 else f"{due_on.day}/{due_on.month}"
    values = {"day": f"{day}/{due_on.year}"}
    if days_late(due_on, today):
        return _(
            "The last day was %(day)s. You can still send; it is marked as late."
        ) % values, True
    return _("Send it by %(day)s, that day included.") % values, False


def clause_title(clause: Clause | None) -> str:
    """The clause with its first words, for a head of the annex."""
    if clause is None:
        return clause_word(None)
    return f"{clause_word(clause)}. {Truncator(plain(clause.text).strip()).words(_WORDS)}"
