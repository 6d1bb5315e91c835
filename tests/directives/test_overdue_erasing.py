"""Personal data of the register end on their day; what is counted stays."""

from __future__ import annotations

import logging
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directives.domain.overdue import Span
from directives.models import ApologyLetter, OverdueFile
from directives.selectors.overdue import tallies_of
from directives.services import overdue as register
from directives.tasks import erase_personal_data
from tests.cast import Cast
from tests.directives.overdue_cast import PERSONAL, attach, make_file

DAY = date(2025, 5, 21)
H1 = Span(date(2022, 12, 15), date(2023, 6, 14))


def erase(today: date, django_capture_on_commit_callbacks: object) -> int:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        return register.personal_data_erase(today=today)


def test_on_the_last_day_they_are_there_and_on_the_next_they_are_gone(
    cast: Cast, django_capture_on_commit_callbacks: object
) -> None:
    file = make_file(keep_until=DAY, reason_text="chờ ông Thử", handler="Trần Thụ Lý")
    other = make_file(code="HS-02", keep_until=date(2030, 1, 1))
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
    make_file(keep_until=DAY)
    with caplog.at_level(logging.INFO, logger="directives"):
        erase_personal_data()
    assert "Personal data erased in 1 files" in caplog.text
    assert not [one for one in PERSONAL if one in caplog.text]


def test_many_files_go_in_steps(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "_STEP", 3)
    for number in range(8):
        make_file(code=f"HS-{number}", keep_until=DAY)
    with CaptureQueriesContext(connection) as caught:
        assert register.personal_data_erase(today=date(2026, 1, 1)) == 8
    assert len([one for one in caught if one["sql"].startswith("UPDATE")]) <= 6
    assert not OverdueFile.objects.exclude(applicant="").exists()


def test_data_written_anew_end_anew(cast: Cast) -> None:
    file = make_file(keep_until=DAY)
    register.personal_data_erase(today=date(2026, 1, 1))
    file.refresh_from_db()
    file.applicant, file.keep_until = PERSONAL[0], date(2026, 6, 1)
    register.overdue_file_save(file=file, user=cast.officer)
    assert register.personal_data_erase(today=date(2026, 6, 2)) == 1


def test_an_erased_file_says_so(district: Cast) -> None:
    file = make_file(keep_until=DAY)
    register.personal_data_erase(today=date(2026, 1, 1))
    page = district.client(district.officer).get(f"/overdue/{file.pk}/").content.decode()
    assert "Dữ liệu cá nhân đã xóa khi hết thời hạn lưu" in page
