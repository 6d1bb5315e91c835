"""Number and day: given together, once in a year, taken back with a reason; what is deleted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cchc.demo.letter import DIRECTIVE
from directives.clauses.models import Directive, Target
from directives.publications.models import Publication
from reports.figures.period_models import Period
from tests.cast import Cast
from tests.directives.editor.test_directive_editor import (
    HEAD,
    clause,
    text_of,
    typed_target,
    version_of,
)
from tests.directives.feedback.test_feedback import send


@pytest.fixture
def staff(district: Cast) -> Client:
    return district.client(district.staff)


@pytest.fixture
def letter(unissued: Cast) -> Directive:
    directive: Directive = Directive.objects.get(code=DIRECTIVE)
    return directive


def issue(client: Client, letter: Directive, **values: Any) -> Any:
    typed = {"number": "125", "issued_on": "2023-06-23", "version": version_of(letter), **values}
    return client.post(reverse("directive_issue", args=[letter.code]), typed)


def test_number_and_day_come_together_and_close_the_words(letter: Directive, staff: Client) -> None:
    Directive.objects.filter(pk=letter.pk).update(issued_month=date(2023, 5, 1))
    assert issue(staff, letter).status_code == 302
    letter.refresh_from_db()
    assert (letter.number, letter.issued_on) == ("125", date(2023, 6, 23))
    assert letter.effective_from == date(2023, 6, 23)  # was 21/6, before the letter's own day
    assert letter.issued_month == date(2023, 6, 1)
    row, target = clause(letter, 1), clause(letter, 1).targets.first()
    assert target is not None
    version = letter.version
    tries = [
        ("directive_edit", [DIRECTIVE], {**HEAD, "version": version}),
        ("clause_add", [DIRECTIVE], {"text": "thêm"}),
        ("clause_edit", [DIRECTIVE, row.pk], {"text": "khác", "version": version}),
        ("clause_move", [DIRECTIVE, row.pk], {"to": "down", "version": version}),
        ("clause_delete", [DIRECTIVE, row.pk], {"version": version}),
        ("target_add", [DIRECTIVE, row.pk], typed_target()),
        ("target_edit", [DIRECTIVE, target.pk], typed_target(version=version)),
        ("target_delete", [DIRECTIVE, target.pk], {"version": version}),
        ("directive_delete", [DIRECTIVE], {"version": version}),
        ("obligation_add", [DIRECTIVE, row.pk],
         {"kind": "report", "text": "", "day": "2023-07-15", "how": "until"}),
    ]  # fmt: skip
    for name, args, typed in tries:
        page = staff.post(reverse(name, args=args), typed, follow=True)
        assert "Văn bản đã ban hành nên giữ nguyên lời văn." in text_of(page), name
    letter.refresh_from_db()
    assert letter.version == version
    assert clause(letter, 1).text == row.text
    assert letter.clauses.count() == 5
    assert Target.objects.filter(clause__directive=letter).count() == 16


def test_a_number_below_ten_is_shown_as_it_is_printed(letter: Directive, staff: Client) -> None:
    issue(staff, letter, number="5")
    for path in (reverse("directive_list"), reverse("directive", args=[DIRECTIVE]), "/feedback/"):
        text = text_of(staff.get(path))
        assert "05/UBND-VP" in text and " 5/UBND-VP" not in text, path


def test_what_is_refused_on_an_issued_letter_is_headed_as_issued(
    letter: Directive, staff: Client
) -> None:
    issue(staff, letter)
    row = clause(letter, 1)
    page = staff.post(reverse("clause_edit", args=[DIRECTIVE, row.pk]), {"text": "khác"})
    text = text_of(page)
    assert page.status_code == 409
    assert "Đã ban hành · Số 125/UBND-VP · 23/6/2023" in text
    assert "Dự thảo" not in text
    assert reverse("directive_issue", args=[DIRECTIVE]) not in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ({"number": ""}, "Số"),
        ({"number": "125/UBND"}, "Hãy ghi riêng số, ví dụ 125."),
        ({"issued_on": ""}, "Ngày văn bản"),
        ({"issued_on": "2099-01-01"}, "Ngày này chưa đến."),
        ({"issued_on": "9999-12-31"}, "Năm này không hợp lý."),
        ({"issued_on": "2023-06-20"}, "Văn bản không thể có ngày trước báo cáo làm căn cứ."),
        ({"issued_on": "2024-01-02"}, "Văn bản hết hiệu lực trước ngày này."),
    ],
)
def test_a_letter_is_not_issued_so(
    letter: Directive, staff: Client, typed: dict[str, str], text: str
) -> None:
    Directive.objects.filter(pk=letter.pk).update(effective_to=date(2023, 12, 31))
    page = issue(staff, letter, **typed)
    assert page.status_code == 422
    assert text in text_of(page)
    letter.refresh_from_db()
    assert not letter.is_issued


def test_a_number_is_given_once_in_a_year(letter: Directive, staff: Client) -> None:
    issue(staff, letter)
    staff.post(reverse("directive_clone", args=[DIRECTIVE]))
    copy = Directive.objects.get(code="cv-2024-06")
    assert "Trong năm đã có văn bản khác mang số này." in text_of(
        issue(staff, copy, issued_on="2023-07-01")
    )
    assert issue(staff, copy, issued_on="2024-07-01").status_code == 302


def test_the_last_year_there_is_has_no_next_one(letter: Directive, staff: Client) -> None:
    Directive.objects.update(effective_to=date(9999, 12, 31))
    staff.post(reverse("directive_clone", args=[DIRECTIVE]))
    copy = Directive.objects.exclude(pk=letter.pk).get()
    assert copy.effective_to == date(9999, 12, 31)
    assert copy.effective_from.year == letter.effective_from.year + 1


def test_who_issues_has_seen_the_last_words(letter: Directive, staff: Client) -> None:
    seen = version_of(letter)
    staff.post(reverse("clause_add", args=[DIRECTIVE]), {"text": "Khoản của người khác."})
    page = issue(staff, letter, version=seen)
    assert page.status_code == 409
    assert "Người khác vừa thay đổi nội dung này." in text_of(page)
    letter.refresh_from_db()
    assert not letter.is_issued


def test_a_number_is_withdrawn_with_a_reason(letter: Directive, staff: Client) -> None:
    issue(staff, letter)
    address = reverse("directive_withdraw", args=[DIRECTIVE])
    version = version_of(letter)
    assert staff.post(address, {"reason": "", "version": version}).status_code == 422
    page = staff.post(address, {"reason": "Sai mức khoản 3", "version": version}, follow=True)
    text = text_of(page)
    assert "Số 125/UBND-VP đã được Văn phòng UBND thu hồi: Sai mức khoản 3" in text
    letter.refresh_from_db()
    assert (letter.number, letter.issued_on) == ("", None)
    entry = LogEntry.objects.get_for_object(letter).exclude(additional_data=None).get()
    assert entry.additional_data["withdrawn_number"]["day"] == "2023-06-23"
    page = staff.post(address, {"reason": "x", "version": version_of(letter)})
    assert "Văn bản này chưa ban hành nên không có gì để thu hồi." in text_of(page)


def test_a_draft_is_deleted_after_a_second_question(letter: Directive, staff: Client) -> None:
    address = reverse("directive_delete", args=[DIRECTIVE])
    question = text_of(staff.get(address))
    assert "cùng 5 khoản" in question
    staff.post(address, {"version": letter.version + 1})
    assert Directive.objects.filter(pk=letter.pk).exists()
    staff.post(address, {"version": letter.version})
    assert not Directive.objects.filter(pk=letter.pk).exists()


def test_what_was_published_stays(district: Cast, letter: Directive, staff: Client) -> None:
    Publication.objects.create(
        office=district.office, period=Period.objects.get(code="2023-H1"), directive=letter,
        version=1, number="VL", content="{}", checksum="0" * 64, token="t",
        published_at=timezone.now(),
    )  # fmt: skip
    page = staff.post(
        reverse("directive_delete", args=[DIRECTIVE]), {"version": letter.version}, follow=True
    )
    assert "Đã có bản công bố dựa trên văn bản này" in text_of(page)
    issue(staff, letter)
    page = staff.post(
        reverse("directive_withdraw", args=[DIRECTIVE]),
        {"reason": "x", "version": version_of(letter)},
    )
    assert "Đã có bản công bố dựa trên văn bản này" in text_of(page)
    letter.refresh_from_db()
    assert letter.is_issued


def test_a_draft_with_reports_says_that_they_keep_it(
    district: Cast, letter: Directive, staff: Client
) -> None:
    send(district)
    address = reverse("directive_delete", args=[DIRECTIVE])
    page = text_of(staff.post(address, {"version": letter.version}, follow=True))
    assert "Đã có đơn vị phản ánh khó khăn về văn bản này" in page
    assert "bản công bố dựa trên" not in page
    assert Directive.objects.filter(pk=letter.pk).exists()
