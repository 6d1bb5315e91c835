"""Personal data of the register end on their day; what is counted stays."""

from __future__ import annotations

import logging
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from directives.overdue import services as register
from directives.overdue.domain import KEPT_AT_LEAST, Span
from directives.overdue.models import ApologyLetter, OverdueFile
from directives.overdue.selectors import tallies_of
from directives.overdue.tasks import erase_personal_data
from tests.cast import Cast
from tests.directives.overdue.overdue_cast import PERSONAL, attach, make_file

DAY, RESULT = date(2025, 5, 21), date(2023, 5, 22)
H1 = Span(date(2022, 12, 15), date(2023, 6, 14))


def erase(today: date, django_capture_on_commit_callbacks: object) -> int:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        return register.personal_data_erase(today=today)


def save(file: OverdueFile, cast: Cast, **values: object) -> None:
    register.overdue_file_save(file=file, values=values, user=cast.officer)
    file.refresh_from_db()


def test_on_the_last_day_they_are_there_and_on_the_next_they_are_gone(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    file = make_file(
        resolved_on=RESULT, keep_until=DAY, reason_text="chờ ông Thử", handler="Trần Thụ Lý"
    )
    other = make_file(code="HS-02", resolved_on=RESULT, keep_until=date(2030, 1, 1))
    letter = attach(file, reason_text="chờ ông Thử")
    letter.scan_sha256 = "ab" * 32
    letter.scan.save("x", ContentFile(b"%PDF"))
    storage, name = letter.scan.storage, letter.scan.name
    before = tallies_of([file.unit_id], H1)

    assert erase(DAY, django_capture_on_commit_callbacks) == 0
    assert erase(date(2025, 5, 22), django_capture_on_commit_callbacks) == 1
    file.refresh_from_db()
    other.refresh_from_db()
    kept = ApologyLetter.objects.get()
    assert (file.applicant, file.address, file.phone, file.id_number) == ("", "", "", "")
    assert (file.reason_text, kept.reason_text, kept.scan.name) == ("", "", "")
    assert file.erased_at is not None and other.applicant == PERSONAL[0]
    assert not storage.exists(name)
    assert (file.handler, kept.is_attached) == ("Trần Thụ Lý", True)
    assert tallies_of([file.unit_id], H1) == before
    assert erase(date(2025, 5, 23), django_capture_on_commit_callbacks) == 0


def test_the_task_tells_a_number_and_no_name(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    make_file(resolved_on=RESULT, keep_until=DAY)
    with caplog.at_level(logging.INFO, logger="directives"):
        erase_personal_data()
    assert "Personal data erased in 1 files" in caplog.text
    assert not [one for one in PERSONAL if one in caplog.text]


def test_many_files_go_in_steps(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "_STEP", 3)
    for number in range(8):
        make_file(code=f"HS-{number}", resolved_on=RESULT, keep_until=DAY)
    with CaptureQueriesContext(connection) as caught:
        assert register.personal_data_erase(today=date(2026, 1, 1)) == 8
    assert len([one for one in caught if one["sql"].startswith("UPDATE")]) <= 6
    assert not OverdueFile.objects.exclude(applicant="").exists()


def test_data_written_anew_end_anew(cast: Cast) -> None:
    file = make_file(resolved_on=RESULT, keep_until=DAY)
    register.personal_data_erase(today=date(2026, 1, 1))
    file.refresh_from_db()
    chosen = timezone.localdate() + timedelta(9)
    save(file, cast, applicant=PERSONAL[0], keep_until=chosen)
    assert register.personal_data_erase(today=chosen) == 0
    assert register.personal_data_erase(today=chosen + timedelta(1)) == 1


def test_an_erased_file_says_so(district: Cast) -> None:
    file = make_file(resolved_on=RESULT, keep_until=DAY)
    register.personal_data_erase(today=date(2026, 1, 1))
    page = district.client(district.officer).get(f"/overdue/{file.pk}/").content.decode()
    assert "Dữ liệu cá nhân đã xóa khi hết thời hạn lưu" in page


def test_a_file_that_still_waits_keeps_its_applicant(cast: Cast) -> None:
    waiting = make_file(keep_until=DAY)
    make_file(code="HS-02", resolved_on=date(2026, 1, 2), keep_until=DAY)
    assert register.personal_data_erase(today=date(2026, 1, 1)) == 0
    waiting.refresh_from_db()
    assert (waiting.applicant, waiting.erased_at) == (PERSONAL[0], None)


def test_what_is_entered_late_is_not_gone_in_the_next_night(cast: Cast) -> None:
    file, today = make_file(), timezone.localdate()
    save(file, cast)
    assert file.keep_until is None
    save(file, cast, resolved_on=RESULT)
    assert file.keep_until == today + timedelta(KEPT_AT_LEAST)
    assert register.personal_data_erase(today=today + timedelta(KEPT_AT_LEAST)) == 0
    assert register.personal_data_erase(today=today + timedelta(KEPT_AT_LEAST + 1)) == 1


def test_a_last_day_of_the_earlier_reckoning_follows_the_result(cast: Cast) -> None:
    file, today = make_file(keep_until=date(2023, 5, 22) + timedelta(730)), timezone.localdate()
    save(file, cast, resolved_on=today)
    assert file.keep_until == today + timedelta(730)


def test_a_letter_can_still_be_made_when_the_applicant_is_written_in_again(district: Cast) -> None:
    file = make_file(resolved_on=date(2023, 6, 1), keep_until=DAY)
    register.personal_data_erase(today=date(2026, 1, 1))
    client, edit = district.client(district.officer), f"/overdue/{file.pk}/edit/"
    assert client.get(f"/overdue/{file.pk}/letter/").status_code == 404
    for path in (f"/overdue/{file.pk}/", "/overdue/", "/units/vinhgiang/"):
        page = client.get(path).content.decode()
        assert "Ghi lại người nộp" in page and edit in page, path
    file.refresh_from_db()
    given = {
        "code": file.code,
        "procedure": file.procedure,
        "applicant": PERSONAL[0],
        "due_on": "2023-05-22",
        "resolved_on": "2023-06-01",
        "keep_until": DAY.isoformat(),
    }
    assert client.post(edit, {**given, "version": file.version}).status_code == 302
    assert client.get(f"/overdue/{file.pk}/letter/").status_code == 200
    assert register.personal_data_erase(today=timezone.localdate() + timedelta(1)) == 0


def test_words_that_come_after_the_erasing_are_erased_in_their_turn(cast: Cast) -> None:
    gone = dict.fromkeys(("applicant", "address", "phone", "id_number"), "")
    file = make_file(resolved_on=RESULT, keep_until=DAY, erased_at=timezone.now(), **gone)
    save(file, cast, reason_text="chờ ông Thử")
    assert file.erased_at is None and file.keep_until is not None
    register.personal_data_erase(today=file.keep_until + timedelta(days=1))
    file.refresh_from_db()
    assert file.reason_text == ""
