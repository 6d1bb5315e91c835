"""Mail of reminders: what is tried again, what may have gone out, and what is no longer true."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPConnectError, SMTPServerDisconnected
from typing import Any, ClassVar

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from reports.rounds.desk_selectors import failed_mails
from reports.rounds.mail import reminders_mail
from reports.rounds.models import Reminder, Round
from reports.rounds.reminder_services import remind_by_hand, reminders_due
from reports.rounds.services import extension_give
from tests.cast import Cast
from tests.reports.rounds.round_cast import open_round
from tests.reports.rounds.test_reminders import BEFORE, to_units, unit
from units.models import User

Mail = Reminder.Mail
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
LATER = BEFORE + timedelta(minutes=10)


class UnreachableBackend(EmailBackend):
    """A mail server that cannot be reached."""

    error: ClassVar[Exception] = ConnectionRefusedError()

    def open(self) -> bool | None:
        raise self.error


class SilentBackend(EmailBackend):
    """A mail server that takes a letter and says no more."""

    error: ClassVar[Exception] = TimeoutError()

    def send_messages(self, messages: Any) -> int:
        raise self.error


@pytest.fixture
def one(cast: Cast) -> Round:
    for name in ("vinhgiang", "hoxa", "vanphong"):
        User.objects.filter(username=name).update(email=f"{name}@vinhlinh.example")
    return open_round(cast)


def states(one: Round, *units: str) -> set[str]:
    """How mail to some units stands; to all that have an address where none is given."""
    rows = Reminder.objects.filter(round=one).exclude(mail=Mail.NONE)
    return set(
        (rows.filter(unit__code__in=units) if units else rows).values_list("mail", flat=True)
    )


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        SMTPServerDisconnected(),
        SMTPConnectError(421, "busy"),
    ],
)
def test_who_is_not_reached_is_tried_again(
    one: Round, settings: Any, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(UnreachableBackend, "error", error)
    settings.EMAIL_BACKEND = f"{__name__}.UnreachableBackend"
    reminders_due(now=BEFORE)
    assert reminders_mail(now=BEFORE).failed == 3
    assert states(one) == {Mail.FAILED}
    settings.EMAIL_BACKEND = LOCMEM
    assert reminders_mail(now=LATER).sent == 3
    assert states(one) == {Mail.SENT} and len(mail.outbox) == 3


@pytest.mark.parametrize("error", [TimeoutError(), SMTPServerDisconnected()])
def test_what_may_have_gone_out_is_told_and_not_sent_twice(
    one: Round, settings: Any, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(SilentBackend, "error", error)
    settings.EMAIL_BACKEND = f"{__name__}.SilentBackend"
    reminders_due(now=BEFORE)
    reminders_mail(now=BEFORE)
    assert states(one) == {Mail.SENDING} and failed_mails(one) == 3
    settings.EMAIL_BACKEND = LOCMEM
    reminders_mail(now=LATER)
    assert not mail.outbox and states(one) == {Mail.SENDING}


def more_time(cast: Cast, one: Round, until: date) -> None:
    extension_give(
        round_=one, unit=unit("vinhgiang"), until=until, reason="Mất điện", user=cast.staff
    )


def test_who_was_given_more_time_gets_no_letter_of_the_old_day(cast: Cast, one: Round) -> None:
    reminders_due(now=BEFORE)
    more_time(cast, one, date(2023, 7, 10))
    reminders_mail(now=LATER)
    assert {letter.to[0].split("@")[0] for letter in mail.outbox} == {"hoxa", "vanphong"}
    assert to_units(one).get(unit__code="vinhgiang").mail == Mail.NONE
    assert states(one, "hoxa") == {Mail.SENT}


def test_what_a_person_sent_goes_out_all_the_same(cast: Cast, one: Round) -> None:
    remind_by_hand(round_=one, units=[unit("vinhgiang")], user=cast.staff, now=BEFORE)
    more_time(cast, one, date(2023, 7, 10))
    reminders_mail(now=LATER)
    assert [letter.to for letter in mail.outbox] == [["vinhgiang@vinhlinh.example"]]


def test_on_its_new_day_a_unit_with_more_time_hears(cast: Cast, one: Round) -> None:
    more_time(cast, one, date(2023, 7, 10))
    there = datetime(2023, 7, 5, 1, tzinfo=UTC)
    reminders_due(now=there)
    reminders_mail(now=there)
    assert "vinhgiang@vinhlinh.example" in [letter.to[0] for letter in mail.outbox]
