"""Reported difficulties as strings for pages and for their annex."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from directives.clauses.models import Clause
from directives.feedback.domain import OfficeStep, allowed, days_late
from directives.feedback.models import Feedback
from directives.feedback.selectors import Happened
from directives.text.emphasis import plain

_WORDS: Final = 45
_STATES: Final = {
    "new": ("warn", "inbox", pgettext_lazy("feedback", "new")),
    "assigned": ("warn", "hourglass", pgettext_lazy("feedback", "being worked on")),
    "answered": ("ok", "message-square-reply", pgettext_lazy("feedback", "answered")),
    "closed": ("na", "archive", pgettext_lazy("feedback", "closed")),
}
_DONE: Final = {
    "sent": gettext_lazy("sent"),
    "assigned_to": gettext_lazy("given to somebody"),
    "answered_at": gettext_lazy("answered"),
    "closed": gettext_lazy("closed"),
    "reopen_reason": gettext_lazy("opened again"),
}


@dataclass(frozen=True, slots=True)
class StateView:
    """A state as word, icon and tone."""

    tone: str
    icon: str
    word: str


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """One difficulty for a list or its page; `late` is empty for one in time."""

    pk: int
    unit: str
    clause: str
    indicator: str
    text: str
    state: StateView
    late: str
    sent_at: datetime
    sent_by: str
    assigned_to: str
    answer: str
    answered_at: datetime | None
    answered_by: str
    reopen_reason: str
    unread: bool


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One step of its history."""

    at: datetime
    by: str
    said: str


def feedback_view(row: Feedback) -> FeedbackView:
    """A row whose clause, indicator, unit and people are read already."""
    open_again = row.state in (Feedback.State.NEW, Feedback.State.ASSIGNED)
    return FeedbackView(
        pk=row.pk,
        unit=row.unit.name,
        clause=clause_word(row.clause),
        indicator=row.indicator.short_name if row.indicator else "",
        text=row.text,
        state=StateView(*(str(one) for one in _STATES[row.state])),
        late=late_text(row),
        sent_at=row.sent_at,
        sent_by=str(row.sent_by or ""),
        assigned_to=str(row.assigned_to or ""),
        answer=row.answer,
        answered_at=row.answered_at,
        answered_by=str(row.answered_by or ""),
        reopen_reason=row.reopen_reason if open_again else "",
        unread=bool(row.answered_at and not row.read_at and not open_again),
    )


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
    told = {"day": f"{day}/{due_on.year}"}
    if days_late(due_on, today):
        return _("The last day was %(day)s. You can still send; it is marked as late.") % told, True
    return _("Send it by %(day)s, that day included.") % told, False


def steps_of(state: str) -> dict[str, bool]:
    """Which steps are possible now."""
    return {step.value: allowed(step, state) for step in OfficeStep}


def history_views(rows: Iterable[Happened]) -> tuple[HistoryLine, ...]:
    """What was done, one line each: "trả lời – mở lại: thiếu biểu mẫu"."""
    return tuple(HistoryLine(row.at, row.by, said) for row in rows for said in [_said(row)] if said)


def _said(row: Happened) -> str:
    words = [str(_DONE[one]) for one in row.fields if one in _DONE]
    if row.state == Feedback.State.CLOSED:
        words.append(str(_DONE["closed"]))
    if row.reason:
        words.append(row.reason)
    return ": ".join(words)


def clause_title(clause: Clause | None) -> str:
    """The clause with its first words, for a head of the annex."""
    if clause is None:
        return _("The letter as a whole")
    return f"{clause_word(clause)}. {Truncator(plain(clause.text).strip()).words(_WORDS)}"
