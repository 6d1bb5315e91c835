"""The editor through its pages: begun, written, copied; who signs."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cchc.demo.letter import DIRECTIVE
from directives.clauses.models import Clause, Directive, Obligation, Signatory, Target
from directives.feedback.models import Feedback
from directives.findings.models import Finding
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.report_models import Report
from tests.cast import Cast
from units.models import Unit

HEAD = {
    "subject": "V/v đôn đốc cải cách TTHC", "symbol": "UBND-VP", "place": "Vĩnh Linh",
    "issued_month": "12/2023", "effective_from": "2023-12-20", "effective_to": "",
    "recipients": "UBND các xã, thị trấn", "copies_to": "Như trên\nLưu: VT", "basis": "",
    "opening": "", "transition": "", "closing": "Đề nghị thực hiện./.", "authority": "TM.",
    "signer_title": "CHỦ TỊCH", "signer_name": "Thái Văn Thành",
}  # fmt: skip


def text_of(response: Any) -> str:
    """The words of a page, as a reader sees them."""
    body = response.content.decode().split("<main", 1)[-1]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", body)))


@pytest.fixture
def staff(district: Cast) -> Client:
    return district.client(district.staff)


@pytest.fixture
def letter(unissued: Cast) -> Directive:
    directive: Directive = Directive.objects.get(code=DIRECTIVE)
    return directive


def clause(letter: Directive, number: int) -> Clause:
    row: Clause = letter.clauses.get(number=number)
    return row


def version_of(letter: Directive) -> int:
    letter.refresh_from_db()
    return letter.version


def test_the_list_says_what_became_of_each(district: Cast, letter: Directive) -> None:
    Directive.objects.filter(pk=letter.pk).update(number="125", issued_on=date(2023, 6, 22))
    later = Directive.objects.create(
        code="cv-2024", issuer=district.office, number="9", issued_on=date(2024, 1, 4),
        symbol="UBND", issued_month=date(2024, 1, 1), place="x", subject="V/v mới", recipients="x",
        signer_title="x", signer_name="x", effective_from=date(2024, 1, 4),
    )  # fmt: skip
    client = district.client(district.leader)
    text = text_of(client.get(reverse("directive_list")))
    assert "125/UBND-VP 22/6/2023" in text
    assert "bởi Công văn 09/UBND từ 04/01/2024" in text
    assert "5 khoản" in text
    assert "đã được thay thế" in text.partition("V/v mới")[2]
    over = text_of(client.get(reverse("directive_list"), {"state": "superseded"}))
    assert "125/UBND-VP" in over and "V/v mới" not in over
    issued = text_of(client.get(reverse("directive_list"), {"state": "issued"}))
    assert "V/v mới" in issued and "125/UBND-VP 22/6/2023" not in issued
    assert "Sao cho năm sau" not in text
    drafts = text_of(client.get(reverse("directive_list"), {"state": "draft"}))
    assert "Không có văn bản phù hợp." in drafts
    newer = text_of(client.get(reverse("directive_list"), {"year": "2024"}))
    assert "V/v mới" in newer and "125/UBND-VP" not in newer
    unknown = text_of(client.get(reverse("directive_list"), {"state": "x'", "q": "don doc"}))
    assert "125/UBND-VP" in unknown and later.subject not in unknown


def test_the_list_needs_no_more_queries_for_more_letters(district: Cast, staff: Client) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert staff.get(reverse("directive_list")).status_code == 200
        return len(caught)

    staff.get(reverse("directive_list"))
    before = count()
    for _ in range(6):
        staff.post(reverse("directive_clone", args=[DIRECTIVE]), {"another": "1"})
    staff.get(reverse("directive_list"))
    assert count() == before
    assert Directive.objects.count() == 7


def test_the_editor_needs_no_more_queries_for_more_clauses(
    letter: Directive, staff: Client
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert staff.get(reverse("directive_edit", args=[DIRECTIVE])).status_code == 200
        return len(caught)

    count()
    before = count()
    online = Indicator.objects.get(code="online")
    for number in range(6, 20):
        made = Clause.objects.create(directive=letter, number=number, text="x 55%")
        row = Target.objects.create(clause=made, indicator=online, rule="floor", floor=55)
        row.units.set(Unit.objects.filter(code__in=["hoxa", "vinhgiang"]))
        Obligation.objects.create(clause=made, due_on=date(2023, 7, number))
    assert count() == before


def test_a_directive_is_begun_with_the_frame_of_the_last(district: Cast, staff: Client) -> None:
    Signatory.objects.create(
        office=district.office, name="Người Cũ", title="CHỦ TỊCH", valid_to=date(2020, 1, 1)
    )
    now = Signatory.objects.create(
        office=district.office, name="Người Mới", title="PHÓ CHỦ TỊCH", authority="KT."
    )
    page = staff.get(reverse("directive_new")).content.decode()
    assert f'<option value="{now.pk}" selected>' in page
    assert 'value="UBND-VP"' in page
    typed = {**HEAD, "signatory": str(now.pk), "signer_name": "", "signer_title": ""}
    answer = staff.post(reverse("directive_new"), typed)
    made = Directive.objects.get(code="cv-2023-12")
    assert answer["Location"] == reverse("directive_edit", args=[made.code])
    assert (made.signer_name, made.signer_title, made.authority) == (
        *("Người Mới", "PHÓ CHỦ TỊCH"),
        "KT.",
    )
    assert made.issued_month == date(2023, 12, 1)
    assert not made.is_issued


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"issued_month": "13/2023"}, "Hãy ghi tháng và năm, ví dụ 6/2023."),
        ({"effective_to": "2023-12-19"}, "Ngày này sớm hơn ngày bắt đầu."),
        ({"signer_name": ""}, "Hãy chọn người ký hoặc ghi vào đây."),
    ],
)
def test_a_head_that_cannot_be_comes_back(
    staff: Client, letter: Directive, values: dict[str, str], text: str
) -> None:
    address = reverse("directive_edit", args=[DIRECTIVE])
    typed = {**HEAD, **values, "version": letter.version, "opening": "Lời đã gõ"}
    page = staff.post(address, typed)
    assert page.status_code == 422
    assert text in text_of(page)
    assert "Lời đã gõ" in page.content.decode()
    letter.refresh_from_db()
    assert letter.signer_name == "Thái Văn Thành"


def test_a_report_of_another_office_is_no_basis(
    district: Cast, staff: Client, letter: Directive
) -> None:
    elsewhere = Report.objects.create(
        office=Unit.objects.get(code="giolinh"), period=Period.objects.first(), number="1"
    )
    typed = {**HEAD, "version": letter.version, "basis": str(elsewhere.pk)}
    assert staff.post(reverse("directive_edit", args=[DIRECTIVE]), typed).status_code == 422


def test_clauses_are_added_moved_and_deleted(letter: Directive, staff: Client) -> None:
    staff.post(reverse("clause_add", args=[DIRECTIVE]), {"text": "Khoản thứ sáu."})
    assert clause(letter, 6).text == "Khoản thứ sáu."
    third, moved = clause(letter, 3), clause(letter, 2)
    staff.post(
        reverse("clause_move", args=[DIRECTIVE, third.pk]),
        {"to": "up", "version": version_of(letter)},
    )
    assert clause(letter, 2) == third
    assert clause(letter, 3) == moved
    assert third.targets.count() == 6
    page_text = text_of(staff.get(reverse("clause_delete", args=[DIRECTIVE, third.pk])))
    assert "Xóa khoản 2?" in page_text
    assert "6 chỉ tiêu và 0 việc có hạn" in page_text
    staff.post(
        reverse("clause_delete", args=[DIRECTIVE, third.pk]), {"version": version_of(letter)}
    )
    assert [row.number for row in letter.clauses.all()] == [1, 2, 3, 4, 5]
    assert clause(letter, 2) == moved
    assert not Target.objects.filter(clause=third.pk).exists()


def test_a_clause_that_units_reported_on_stays(letter: Directive, staff: Client) -> None:
    third = clause(letter, 3)
    unit = Unit.objects.get(code="vinhgiang")
    report = Feedback.objects.create(
        directive=letter, clause=third, unit=unit, text="Thiếu máy quét", sent_at=timezone.now()
    )
    page = staff.post(
        reverse("clause_delete", args=[DIRECTIVE, third.pk]),
        {"version": version_of(letter)},
        follow=True,
    )
    assert "Đã có đơn vị phản ánh về khoản này nên không xóa được." in text_of(page)
    report.refresh_from_db()
    assert report.clause == third and clause(letter, 3) == third


def test_the_first_clause_cannot_go_up(letter: Directive, staff: Client) -> None:
    first = clause(letter, 1)
    page = staff.post(
        reverse("clause_move", args=[DIRECTIVE, first.pk]),
        {"to": "up", "version": version_of(letter)},
        follow=True,
    )
    assert "Không chuyển khoản được nữa." in text_of(page)


TARGET = {
    "rule": "band", "floor": "70,5", "ambition": "90", "audience": "kinds",
    "kinds": ["commune", "town"], "valid_from": "", "valid_to": "",
}  # fmt: skip


def typed_target(**typed: Any) -> dict[str, Any]:
    online = Indicator.objects.get(code="online").pk
    return {"indicator": str(online), **TARGET, **typed}


def test_a_target_is_written_with_a_comma(letter: Directive, staff: Client) -> None:
    row = clause(letter, 5)
    address = reverse("target_add", args=[DIRECTIVE, row.pk])
    assert staff.post(address, typed_target()).status_code == 302
    made = row.targets.get()
    assert (made.floor, made.ambition) == (Decimal("70.5"), Decimal(90))
    assert made.kinds == ["commune", "town"]
    form = staff.get(reverse("target_edit", args=[DIRECTIVE, made.pk])).content.decode()
    assert 'value="70,5"' in form
    land = Unit.objects.get(code="datdai")
    change = typed_target(
        rule="lowest", audience="named", units=[str(land.pk)], version=made.version
    )
    assert staff.post(reverse("target_edit", args=[DIRECTIVE, made.pk]), change).status_code == 302
    made.refresh_from_db()
    assert (made.floor, made.ambition, made.kinds) == (None, None, [])
    assert [row.code for row in made.units.all()] == ["datdai"]
    staff.post(reverse("target_delete", args=[DIRECTIVE, made.pk]), {"version": version_of(letter)})
    assert not row.targets.exists()


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ({"floor": ""}, "Hãy ghi mức mà quy tắc này cần."),
        ({"floor": "101", "rule": "floor"}, "Tỷ lệ cao nhất là 100."),
        ({"floor": "-1"}, "Hãy ghi 0 hoặc số lớn hơn."),
        ({"ambition": "60"}, "Mức phấn đấu không thấp hơn mức sàn."),
        ({"ambition": ""}, "Hãy ghi mức mà quy tắc này cần."),
        ({"kinds": []}, "Hãy chọn ít nhất một loại đơn vị."),
        ({"audience": "named"}, "Hãy chọn ít nhất một đơn vị."),
        ({"valid_from": "2024-01-01", "valid_to": "2023-01-01"}, "Ngày này sớm hơn ngày bắt đầu."),
        ({"floor": "bảy mươi"}, "Hãy ghi một số"),
    ],
)
def test_a_target_that_cannot_be_comes_back(
    letter: Directive, staff: Client, typed: dict[str, Any], text: str
) -> None:
    row = clause(letter, 5)
    page = staff.post(reverse("target_add", args=[DIRECTIVE, row.pk]), typed_target(**typed))
    assert page.status_code == 422
    assert text in text_of(page)
    assert not row.targets.exists()


def test_a_unit_of_another_office_is_not_named(letter: Directive, staff: Client) -> None:
    row = clause(letter, 5)
    foreign = Unit.objects.get(code="giolinh").pk
    typed = typed_target(audience="named", units=[str(foreign)])
    page = staff.post(reverse("target_add", args=[DIRECTIVE, row.pk]), typed)
    assert page.status_code == 422
    assert not row.targets.exists()


@pytest.mark.parametrize(
    ("how", "due"), [("before", date(2023, 7, 14)), ("until", date(2023, 7, 15))]
)
def test_before_a_day_is_the_day_before(
    letter: Directive, staff: Client, how: str, due: date
) -> None:
    row = clause(letter, 4)
    typed = {"kind": "report", "text": "", "day": "2023-07-15", "how": how}
    assert staff.post(reverse("obligation_add", args=[DIRECTIVE, row.pk]), typed).status_code == 302
    duty = row.obligations.get()
    assert duty.due_on == due
    text = text_of(staff.get(reverse("clause_edit", args=[DIRECTIVE, row.pk])))
    assert f"hạn {due.day}/7/2023 (trước ngày {due.day + 1}/7/2023)" in text


def test_a_copy_is_next_years_draft(letter: Directive, staff: Client) -> None:
    Directive.objects.filter(pk=letter.pk).update(
        number="125", issued_on=date(2023, 6, 22), effective_to=date(2023, 12, 31)
    )
    Finding.objects.create(directive=letter, kind="low", text="x")
    Target.objects.filter(clause__directive=letter, rule="band").update(valid_to=date(2024, 2, 29))
    staff.post(reverse("directive_clone", args=[DIRECTIVE]))
    copy = Directive.objects.get(code="cv-2024-06")
    assert (copy.number, copy.issued_on, copy.basis) == ("", None, None)
    assert not copy.findings.exists()
    assert copy.issued_month == date(2024, 6, 1)
    assert (copy.effective_from, copy.effective_to) == (date(2024, 6, 21), date(2024, 12, 31))
    assert [row.text for row in copy.clauses.all()] == [row.text for row in letter.clauses.all()]
    rows = Target.objects.order_by("clause__number", "pk")
    shape = [
        [
            (row.indicator.code, row.rule, row.floor, row.ambition, row.kinds,
             [unit.code for unit in row.units.all()])
            for row in rows.filter(clause__directive=which)
        ]
        for which in (letter, copy)
    ]  # fmt: skip
    assert shape[0] == shape[1]
    band = Target.objects.get(clause__directive=copy, rule="band")
    assert band.valid_to == date(2025, 2, 28)
    assert Obligation.objects.get(clause__directive=copy).due_on == date(2024, 6, 29)
    staff.post(reverse("directive_clone", args=[DIRECTIVE]), {"another": "1"})
    assert Directive.objects.filter(code__startswith="cv-2024-06").count() == 2


def test_signatories_come_and_go(district: Cast, staff: Client) -> None:
    typed = {"name": "Lê Văn A", "title": "PHÓ CHỦ TỊCH", "authority": "KT.",
             "valid_from": "2023-01-10", "valid_to": ""}  # fmt: skip
    staff.post(reverse("signatory_add"), typed)
    row = Signatory.objects.get(name="Lê Văn A")
    assert row.office == district.office
    early = staff.post(reverse("signatory_end", args=[row.pk]), {"valid_to": "2023-01-09"})
    assert early.status_code == 422
    staff.post(reverse("signatory_end", args=[row.pk]), {"valid_to": "2023-12-31"})
    row.refresh_from_db()
    assert row.valid_to == date(2023, 12, 31)
    text = text_of(district.client(district.leader).get(reverse("signatory_list")))
    assert "10/01/2023 – 31/12/2023" in text.replace("\xa0", " ")
    assert "Thêm người ký" not in text


def test_a_second_copy_for_the_same_year_is_asked_about_first(staff: Client) -> None:
    address = reverse("directive_clone", args=[DIRECTIVE])
    first = staff.post(address)
    page = staff.post(address)
    assert page.status_code == 422 and "Đã có bản sao cho năm đó" in text_of(page)
    copy = Directive.objects.get(issued_month=date(2024, 6, 1))
    assert first["Location"] == reverse("directive_edit", args=[copy.code])
    assert reverse("directive", args=[copy.code]) in page.content.decode()
    assert staff.post(address, {"another": "1"}).status_code == 302
    assert Directive.objects.filter(issued_month=date(2024, 6, 1)).count() == 2
