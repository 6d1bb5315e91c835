"""Reminders: to those who owe alone, on their days, once each; mail that fails is told and tried
again; by hand once a day."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from smtplib import SMTPException
from threading import Barrier, Thread
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc.celery import app as celery_app
from reports.rounds.desk_selectors import desk_lines, failed_mails
from reports.rounds.mail import MOST_TRIES, reminders_mail
from reports.rounds.models import Reminder, Round
from reports.rounds.reminder_presentation import reminder_text
from reports.rounds.reminder_services import remind_by_hand, reminders_due
from reports.rounds.services import deadline_set, extension_give, round_step
from reports.rounds.submission_services import submission_return, submission_submit
from tests.cast import Cast, make_cast
from tests.reports.rounds.round_cast import open_round, type_all
from units.models import Membership, Unit, User
from units.refusing import Refused

Mail = Reminder.Mail
# The last day is 26/6/2023; eight o'clock there is one o'clock in UTC.
BEFORE = datetime(2023, 6, 21, 1, 0, tzinfo=UTC)
AFTER = datetime(2023, 6, 27, 1, 0, tzinfo=UTC)
EXPECTED = 19


@pytest.fixture
def one(cast: Cast) -> Round:
    for name in ("vinhgiang", "hoxa", "vanphong"):
        User.objects.filter(username=name).update(email=f"{name}@vinhlinh.example")
    return open_round(cast)


@pytest.fixture
def breaking(settings: Any) -> Iterator[None]:
    settings.EMAIL_BACKEND = "tests.reports.rounds.test_reminders.BrokenBackend"
    yield


class BrokenBackend(EmailBackend):
    """A mail server that refuses and names whom."""

    def send_messages(self, messages: Any) -> int:
        raise SMTPException(f"550 {messages[0].to}")


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def send(one: Round, code: str, user: User, at: datetime = BEFORE) -> None:
    type_all(one, unit(code), user)
    submission_submit(round_=one, unit=unit(code), user=user, now=at)


def to_units(one: Round) -> Any:
    return Reminder.objects.filter(round=one).exclude(unit=one.office)


def test_only_who_owes_is_reminded_and_once(cast: Cast, one: Round) -> None:
    send(one, "hoxa", cast.other_officer)
    assert reminders_due(now=BEFORE) == EXPECTED  # 18 units and the office's summary
    assert not to_units(one).filter(unit__code="hoxa").exists()
    assert not to_units(one).filter(unit__code="datdai").exists()
    assert reminders_due(now=BEFORE + timedelta(days=1)) == 0
    send(one, "vinhgiang", cast.officer)
    assert reminders_due(now=AFTER) == EXPECTED - 1
    assert reminders_due(now=AFTER + timedelta(days=1)) == 0
    occasions = to_units(one).filter(unit__code="vinhchap").values_list("occasion", flat=True)
    assert sorted(occasions) == ["after", "before"]


@pytest.mark.parametrize("days", [-6, 9])
def test_on_other_days_nobody_is_reminded(one: Round, days: int) -> None:
    assert reminders_due(now=datetime(2023, 6, 26, 1, tzinfo=UTC) + timedelta(days=days)) == 0


def test_more_time_moves_the_days(cast: Cast, one: Round) -> None:
    extension_give(
        round_=one,
        unit=unit("vinhkhe"),
        until=date(2023, 7, 10),
        reason="Mất điện",
        user=cast.staff,
    )
    reminders_due(now=BEFORE)
    reminders_due(now=AFTER)
    mine = to_units(one).filter(unit__code="vinhkhe")
    assert not mine.exists()
    reminders_due(now=datetime(2023, 7, 5, 1, tzinfo=UTC))
    assert mine.get().occasion == "before" and "10/7/2023" in mine.get().text
    reminders_due(now=datetime(2023, 7, 11, 1, tzinfo=UTC))
    assert mine.count() == 2 and to_units(one).count() == 2 * EXPECTED


def test_ended_units_and_rounds_that_are_not_open_are_left_alone(cast: Cast, one: Round) -> None:
    Unit.objects.filter(code="vinhtu").update(valid_to=date(2023, 6, 16))
    reminders_due(now=BEFORE)
    assert not to_units(one).filter(unit__code="vinhtu").exists()
    round_step(round_=one, to=Round.State.LOCKED, user=cast.staff)
    assert reminders_due(now=AFTER) == 0
    with pytest.raises(Refused):
        remind_by_hand(round_=one, units=[unit("vinhchap")], user=cast.staff, now=AFTER)


def test_officers_with_an_address_get_mail_and_staff_a_summary(cast: Cast, one: Round) -> None:
    User.objects.create_user("cu", email="cu@vinhlinh.example").memberships.create(
        unit=unit("vinhgiang"), role=Membership.Role.OFFICER, valid_to=date(2023, 6, 1)
    )
    closed = User.objects.create_user("nghi", email="nghi@vinhlinh.example", is_active=False)
    closed.memberships.create(unit=unit("vinhgiang"), role=Membership.Role.OFFICER)
    reminders_due(now=BEFORE)
    assert reminders_mail(now=BEFORE).sent == 3
    assert {tuple(letter.to) for letter in mail.outbox} == {
        ("vinhgiang@vinhlinh.example",),
        ("hoxa@vinhlinh.example",),
        ("vanphong@vinhlinh.example",),
    }
    reminders_mail(now=BEFORE + timedelta(minutes=10))
    assert len(mail.outbox) == 3
    states = to_units(one).values_list("mail", flat=True)
    assert list(states).count(Mail.SENT) == 2 and list(states).count(Mail.NONE) == 17
    assert to_units(one).get(unit__code="hoxa").addresses == ["hoxa@vinhlinh.example"]


def test_the_letter_says_by_when_how_far_and_what_to_do(cast: Cast, one: Round) -> None:
    type_all(one, unit("vinhgiang"), cast.officer, leave=["payment"])
    reminders_due(now=BEFORE)
    reminders_mail(now=BEFORE)
    letter = next(one for one in mail.outbox if one.to == ["vinhgiang@vinhlinh.example"])
    assert letter.subject == "Nhắc nộp số liệu 6 tháng đầu năm 2023"
    lines = letter.body.splitlines()
    assert lines[0] == "Kính gửi UBND xã Vĩnh Giang,"
    assert lines[1].startswith(
        "Số liệu cải cách hành chính 6 tháng đầu năm 2023 phải nộp chậm nhất ngày 26/6/2023, còn 5 "
        "ngày. Đơn vị đã nhập 4/5 chỉ số nhưng chưa nộp."
    )
    assert lines[-1] == "UBND huyện Vĩnh Linh"
    for value in ("567", "639", "352"):
        assert value not in letter.body


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2023, 6, 26), "đến hạn nộp hôm nay, 26/6/2023."),
        (date(2023, 6, 29), "đã quá hạn 3 ngày (hạn nộp 26/6/2023)."),
    ],
)
def test_the_letter_counts_the_days(cast: Cast, one: Round, today: date, said: str) -> None:
    line = desk_lines(one, today)[0]
    text = reminder_text(one, line)
    assert said in text and "Đơn vị chưa nhập số liệu." in text


def test_the_letter_says_why_figures_came_back(cast: Cast, one: Round) -> None:
    send(one, "vinhgiang", cast.officer)
    submission_return(
        submission=one.submissions.get(), user=cast.staff, reason="Tử số <lớn> hơn mẫu số."
    )
    reminders_due(now=AFTER)
    text = to_units(one).get(unit__code="vinhgiang").text
    assert "Văn phòng đã trả lại: Tử số <lớn> hơn mẫu số. Đề nghị đơn vị sửa và nộp lại." in text


def test_the_summary_says_who_sent_and_who_owes(cast: Cast, one: Round) -> None:
    send(one, "hoxa", cast.other_officer)
    reminders_due(now=AFTER)
    reminders_mail(now=AFTER)
    letter = next(one for one in mail.outbox if one.to == ["vanphong@vinhlinh.example"])
    assert letter.subject == "Tình hình nộp số liệu 6 tháng đầu năm 2023"
    owing, done = letter.body.split("Đã nộp:")
    assert "1 trên 19 đơn vị đã nộp." in owing and owing.count("\n- ") == 18
    assert "- UBND xã Vĩnh Chấp: chưa nhập gì" in owing
    assert "- UBND thị trấn Hồ Xá: 21/6 08:00" in done


def test_a_summary_comes_though_nobody_owes(cast: Cast, one: Round) -> None:
    for line in desk_lines(one, date(2023, 6, 20)):
        submission_submit(round_=one, unit=line.unit, user=cast.officer, nothing_arose=True)
    reminders_due(now=AFTER)
    summary = Reminder.objects.get()
    assert (summary.unit, summary.occasion) == (cast.office, "digest-after")
    assert "19 trên 19" in summary.text and "Còn nợ" not in summary.text


def test_mail_that_fails_stays_in_the_app_is_told_and_tried_again(
    cast: Cast, one: Round, breaking: None, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        reminders_due(now=BEFORE)
        assert reminders_mail(now=BEFORE).failed == 3
    assert "vinhlinh.example" not in caplog.text and "SMTPException" in caplog.text
    assert Reminder.objects.filter(mail=Mail.FAILED, tries=1).count() == 3
    text = cast.client(cast.staff).get(reverse("desk")).content.decode()
    assert "3 thư nhắc chưa gửi được" in text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert reminders_mail(now=BEFORE + timedelta(minutes=10)).sent == 3
    assert Reminder.objects.filter(mail=Mail.SENT, tries=2).count() == 3
    assert "thư nhắc chưa gửi được" not in cast.client(cast.staff).get("/desk/").content.decode()


def test_a_failure_is_told_until_something_newer_is_known(
    cast: Cast, one: Round, breaking: None
) -> None:
    reminders_due(now=BEFORE)
    reminders_mail(now=BEFORE)
    assert failed_mails(one) == 3
    send(one, "hoxa", cast.other_officer)
    assert failed_mails(one) == 2
    # The other officer was called; what went out after that has no address to fail.
    User.objects.filter(username="vinhgiang").update(email="")
    remind_by_hand(round_=one, units=[unit("vinhgiang")], user=cast.staff, now=AFTER)
    reminders_mail(now=AFTER)
    assert failed_mails(one) == 1


def test_tries_come_to_an_end(one: Round, breaking: None) -> None:
    reminders_due(now=BEFORE)
    for minutes in range(0, 10 * (MOST_TRIES + 2), 10):
        reminders_mail(now=BEFORE + timedelta(minutes=minutes))
    assert set(Reminder.objects.filter(mail=Mail.FAILED).values_list("tries", flat=True)) == {5}


def test_who_has_sent_meanwhile_gets_no_late_mail(cast: Cast, one: Round) -> None:
    reminders_due(now=BEFORE)
    send(one, "vinhgiang", cast.officer)
    reminders_mail(now=BEFORE + timedelta(minutes=10))
    assert ["vinhgiang@vinhlinh.example"] not in [letter.to for letter in mail.outbox]
    assert to_units(one).get(unit__code="vinhgiang").mail == Mail.NONE


def test_without_a_mail_server_the_app_alone_reminds(one: Round, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    reminders_due(now=BEFORE)
    reminders_mail(now=BEFORE)
    assert set(Reminder.objects.values_list("mail", flat=True)) == {Mail.NONE}


def test_by_hand_once_a_day(cast: Cast, one: Round) -> None:
    send(one, "hoxa", cast.other_officer)
    units = [unit("vinhchap"), unit("hoxa"), unit("vinhgiang")]
    first = remind_by_hand(round_=one, units=units, user=cast.staff, now=AFTER)
    assert [line.unit.code for line in first.remind] == ["vinhchap", "vinhgiang"]
    assert [line.unit.code for line in first.not_owing] == ["hoxa"]
    again = remind_by_hand(
        round_=one, units=units, user=cast.staff, now=AFTER + timedelta(hours=15, minutes=59)
    )
    assert not again.remind and len(again.today_already) == 2
    # 17:00 in UTC is midnight there.
    later = remind_by_hand(
        round_=one, units=units, user=cast.staff, now=AFTER + timedelta(hours=16)
    )
    assert len(later.remind) == 2 and Reminder.objects.count() == 4


def test_staff_read_the_letters_then_remind(cast: Cast, one: Round) -> None:
    staff, address = cast.client(cast.staff), reverse("remind")
    asked = {"period": one.period.code, "unit": ["vinhgiang", "vinhchap"]}
    text = staff.get(address, asked).content.decode()
    assert "Sẽ nhắc 2 đơn vị" in text and "Kính gửi UBND xã Vĩnh Giang," in text
    assert not Reminder.objects.exists() and not mail.outbox
    after = staff.post(address, asked, follow=True).content.decode()
    assert "Đã nhắc 2 đơn vị." in after and Reminder.objects.count() == 2
    assert [letter.to for letter in mail.outbox] == [["vinhgiang@vinhlinh.example"]]
    assert set(Reminder.objects.values_list("sent_by", flat=True)) == {cast.staff.pk}
    again = staff.post(address, asked, follow=True).content.decode()
    assert "đều đã được nhắc hôm nay" in again and Reminder.objects.count() == 2
    left_out = staff.get(address, asked).content.decode()
    sentence = "Hôm nay đã nhắc nên không nhắc lại: Vĩnh Chấp, Vĩnh Giang."
    assert sentence in " ".join(left_out.split())
    assert "Nhắc 17 đơn vị còn nợ" in staff.get(reverse("desk")).content.decode()


def test_units_of_others_are_404(cast: Cast, one: Round) -> None:
    for code in ("giolinh", "quangtri", "khong-co"):
        asked = {"period": one.period.code, "unit": ["vinhgiang", code]}
        assert cast.client(cast.staff).post(reverse("remind"), asked).status_code == 404
    assert not Reminder.objects.exists()


def test_the_record_says_who_when_why_and_the_mail(cast: Cast, one: Round) -> None:
    reminders_due(now=BEFORE)
    reminders_mail(now=BEFORE)
    remind_by_hand(round_=one, units=[unit("vinhchap")], user=cast.staff, now=AFTER)
    text = cast.client(cast.staff).get(reverse("reminder_list")).content.decode()
    body = text.split("<tbody")[1]
    assert body.count("<tr") == 21
    assert "08:00 21/6/2023" in body and "trước hạn 5 ngày" in body and "tự động" in body
    assert "nhắc trực tiếp" in body and "Văn phòng UBND" in body
    assert "hoxa@vinhlinh.example" in body and "chỉ trong ứng dụng" in body


def test_the_record_asks_constantly(cast: Cast, one: Round) -> None:
    staff = cast.client(cast.staff)
    remind_by_hand(round_=one, units=[unit("vinhchap")], user=cast.staff, now=AFTER)
    few = queries_of(staff, reverse("reminder_list"))
    reminders_due(now=BEFORE)
    assert queries_of(staff, reverse("reminder_list")) == few


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_an_officer_reads_on_the_own_page_what_is_owed(cast: Cast, one: Round) -> None:
    officer, address = cast.client(cast.officer), reverse("unit", args=["vinhgiang"])
    assert "Văn phòng nhắc lúc" not in officer.get(address).content.decode()
    reminders_due(now=AFTER)
    text = officer.get(address).content.decode()
    assert "Văn phòng nhắc lúc 27/6/2023 08:00." in text and "đã quá hạn" in text
    assert reverse("entry", args=["vinhgiang", one.period.code]) in text
    assert "Văn phòng nhắc lúc" not in cast.client(cast.staff).get(address).content.decode()
    send(one, "vinhgiang", cast.officer, AFTER)
    assert "Văn phòng nhắc lúc" not in officer.get(address).content.decode()


def test_the_task_reminds_and_mails(one: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: BEFORE)
    celery_app.tasks["reports.remind"].delay()
    assert Reminder.objects.count() == EXPECTED + 1 and len(mail.outbox) == 3


def test_the_clock_knows_the_tasks(settings: Any) -> None:
    schedule = settings.CELERY_BEAT_SCHEDULE
    assert (schedule["remind"]["schedule"].hour, schedule["remind"]["schedule"].minute) == (
        {8},
        {0},
    )
    for name in ("remind", "mail-reminders"):
        assert schedule[name]["task"] in celery_app.tasks


def test_a_moved_deadline_moves_the_summary(cast: Cast, one: Round) -> None:
    deadline_set(round_=one, deadline=date(2023, 7, 3))
    assert reminders_due(now=AFTER) == 0
    assert reminders_due(now=datetime(2023, 6, 28, 1, tzinfo=UTC)) == EXPECTED + 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_at_once_send_once() -> None:
    cast = make_cast()
    one = open_round(cast)
    for name in ("vinhgiang", "hoxa", "vanphong"):
        User.objects.filter(username=name).update(email=f"{name}@vinhlinh.example")
    start, errors = Barrier(4), []

    def work() -> None:
        try:
            start.wait()
            reminders_due(now=BEFORE)
            reminders_mail(now=BEFORE)
        except Exception as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    assert to_units(one).count() == EXPECTED
    assert sorted(letter.to[0].split("@")[0] for letter in mail.outbox) == [
        "hoxa",
        "vanphong",
        "vinhgiang",
    ]
