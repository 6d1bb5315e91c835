"""The mail of reminders: to officers of the unit, once; what fails is tried again and told."""

import logging
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from smtplib import SMTPException, SMTPServerDisconnected
from typing import Any, Final, NamedTuple

from django.core.mail import EmailMessage, get_connection
from django.db.models import F
from django.utils import timezone

from reports.rounds.desk_selectors import desk_lines
from reports.rounds.domain import is_by_hand
from reports.rounds.models import Reminder, Round
from reports.rounds.reminder_presentation import days_set, subject_of
from units.models import Membership
from units.people.mail import sends_mail

_log = logging.getLogger(__name__)
MOST_TRIES: Final = 5
# A server that does not answer makes each mail wait for its time-out; the next turn tries again.
_FAILURES_IN_A_ROW: Final = 3
# A reminder of days ago says what is no longer so.
_FRESH: Final = timedelta(days=2)
Mail = Reminder.Mail


class MailResult(NamedTuple):
    """How many mails went out, and how many failed."""

    sent: int
    failed: int


def reminders_mail(*, now: datetime | None = None) -> MailResult:
    """Mail the reminders that wait or failed before, each at most once at a time.

    Whoever takes a row first sends it, so that two workers send once. Who no longer owes gets no
    mail; where no server is set, or nobody has an address, the reminder stays in the app alone.
    """
    at = now or timezone.now()
    rows = list(_to_be_mailed(at))
    if not sends_mail():
        _leave_in_app(rows)
        return MailResult(0, 0)
    today = timezone.localdate(at)
    owing = _owing(rows, today)
    wanted = [row for row in rows if _still_says(row, owing[row.round_id], today)]
    _leave_in_app(row for row in rows if row not in wanted)
    return _send(wanted, today)


def _to_be_mailed(at: datetime) -> Iterable[Reminder]:
    rows = Reminder.objects.filter(
        mail__in=(Mail.WAITING, Mail.FAILED),
        tries__lt=MOST_TRIES,
        sent_at__gt=at - _FRESH,
        round__state=Round.State.OPEN,
    )
    return rows.select_related("round__period", "round__office", "unit").order_by("pk")


def _owing(rows: Iterable[Reminder], today: date) -> dict[int, dict[int, date]]:
    """The last day (inclusive) of those who still owe, by round and unit id."""
    rounds = {row.round_id: row.round for row in rows}
    return {
        pk: {line.unit.pk: line.due for line in desk_lines(round_, today) if line.owes}
        for pk, round_ in rounds.items()
    }


def _still_says(row: Reminder, owing: Mapping[int, date], today: date) -> bool:
    """Whether the text is still true: the unit owes, and has not been given more time since.

    The office gets its summary in any case, and what a person sent goes to whoever owes.
    """
    if row.unit_id == row.round.office_id:
        return True
    due = owing.get(row.unit_id)
    if due is None or is_by_hand(row.occasion):
        return due is not None
    return days_set().occasion_on(today, due) == row.occasion


def _leave_in_app(rows: Iterable[Reminder]) -> None:
    ids = [row.pk for row in rows]
    waiting = Reminder.objects.filter(pk__in=ids, mail__in=(Mail.WAITING, Mail.FAILED))
    waiting.update(mail=Mail.NONE)


def addresses_of(unit_ids: Iterable[int], role: str, today: date) -> dict[int, list[str]]:
    """The addresses of those who hold a role in some units on a day, by unit id: one query."""
    held = Membership.objects.active_on(today).filter(unit__in=list(unit_ids), role=role)
    people = held.filter(user__is_active=True).exclude(user__email="").order_by("unit", "user")
    addresses: dict[int, list[str]] = {}
    for unit, address in people.values_list("unit", "user__email"):
        addresses.setdefault(unit, []).append(address)
    return addresses


def _send(rows: list[Reminder], today: date) -> MailResult:
    units = {row.unit_id for row in rows}
    officers = addresses_of(units, Membership.Role.OFFICER, today)
    staff = addresses_of({row.round.office_id for row in rows}, Membership.Role.STAFF, today)
    connection: Any = get_connection()
    sent = failed = in_a_row = 0
    for row in rows:
        known = staff if row.unit_id == row.round.office_id else officers
        addresses = known.get(row.unit_id, [])
        if not addresses:
            _leave_in_app([row])
        elif _take(row):
            ok = _mail(row, addresses, connection)
            sent, failed, in_a_row = sent + ok, failed + (not ok), 0 if ok else in_a_row + 1
        if in_a_row == _FAILURES_IN_A_ROW:
            break
    connection.close()
    return MailResult(sent, failed)


def _take(row: Reminder) -> bool:
    """Whether the row is ours: of two workers one changes it."""
    waiting = Reminder.objects.filter(pk=row.pk, tries=row.tries, mail=row.mail)
    return waiting.update(mail=Mail.SENDING, tries=F("tries") + 1) == 1


def _mail(row: Reminder, addresses: list[str], connection: Any) -> bool:
    letter = EmailMessage(subject_of(row), row.text, None, addresses, connection=connection)
    try:
        connection.open()
    except (SMTPException, OSError) as error:
        return _noted(row, Mail.FAILED, error, connection)
    try:
        gone = letter.send() == 1
    except (TimeoutError, SMTPServerDisconnected) as error:
        # The letter may have gone out all the same: staff are told, and it is not sent again.
        return _noted(row, Mail.SENDING, error, connection)
    except (SMTPException, OSError) as error:
        return _noted(row, Mail.FAILED, error, connection)
    state = Mail.SENT if gone else Mail.FAILED
    to = addresses if gone else []
    Reminder.objects.filter(pk=row.pk).update(mail=state, addresses=to)
    return gone


def _noted(row: Reminder, state: str, error: Exception, connection: Any) -> bool:
    # The kind of error alone: its text can hold the address.
    _log.warning("A reminder could not be sent: %s", type(error).__name__)
    connection.close()
    Reminder.objects.filter(pk=row.pk).update(mail=state, addresses=[])
    return False
