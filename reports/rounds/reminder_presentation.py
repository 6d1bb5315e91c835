"""Reminders as strings: the record for the office, and what a unit reads on its own pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _

from reports.rounds.desk_wording import Look, short_moment
from reports.rounds.reminder_models import Reminder
from reports.rounds.reminder_selectors import owed_by
from reports.rounds.reminder_wording import due_sentence, how_far, occasion_text
from units.access import Scope
from units.models import Unit


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """One reminder in the record: to whom, why, by whom, and what became of its mail.

    `at` is a local time.
    """

    id: int
    at: datetime
    unit: str
    to_office: bool
    occasion: str
    by: str
    mail: Look
    addresses: str
    text: str


_MAILS: Final[Mapping[str, tuple[str, str]]] = {
    "none": ("bell", "na"),
    "waiting": ("clock", "na"),
    "sending": ("clock-alert", "warn"),
    "sent": ("mail-check", "ok"),
    "failed": ("mail-x", "bad"),
}


def reminder_row(reminder: Reminder) -> ReminderRow:
    """A reminder as the record shows it; the clock has no name."""
    icon, tone = _MAILS[reminder.mail]
    return ReminderRow(
        id=reminder.pk,
        at=timezone.localtime(reminder.sent_at),
        unit=reminder.unit.name,
        to_office=reminder.unit_id == reminder.round.office_id,
        occasion=occasion_text(reminder.occasion),
        by=str(reminder.sent_by) if reminder.sent_by else _("by the clock"),
        mail=Look(reminder.get_mail_display(), icon, tone),
        addresses=", ".join(reminder.addresses),
        text=reminder.text,
    )


@dataclass(frozen=True, slots=True)
class OwedNote:
    """What a unit reads on its own pages while it owes and was reminded."""

    unit_code: str
    period_code: str
    sentences: tuple[str, ...]
    at: str


def owed_notes(scope: Scope, unit: Unit, today: date) -> tuple[OwedNote, ...]:
    """What the unit was reminded of and still owes, counted from today, for those who enter its
    figures; staff have the desk."""
    if not scope.enters(unit.pk) or scope.sees_office:
        return ()
    return tuple(
        OwedNote(
            unit_code=owed.line.unit.code,
            period_code=owed.round.period.code,
            sentences=(due_sentence(owed.round, owed.line.due, today), *how_far(owed.line)),
            at=short_moment(owed.reminded_at, today),
        )
        for owed in owed_by({unit.pk}, today)
    )
