"""The overdue register as pages: who sees whose files, what is masked, what is said of counts."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.core.paginator import Page
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directives.overdue.domain import KEPT_AT_LEAST
from directives.overdue.forms import OverdueFileForm
from directives.overdue.models import ApologyLetter, OverdueFile
from reports.figures.periods import format_date
from tests.cast import Cast
from tests.directives.overdue.overdue_cast import APPLICANT, PERSONAL, attach, make_file
from tests.directives.pages.test_pages import text_of

LIST = "/overdue/"
NEW = {"code": "HS-09", "procedure": "Đăng ký đất đai", "due_on": "2023-05-22"}


@pytest.fixture
def officer(district: Cast) -> Client:
    return district.client(district.officer)


@pytest.fixture
def staff(district: Cast) -> Client:
    return district.client(district.staff)


def test_the_unit_sees_whose_file_it_is_and_the_office_does_not(
    district: Cast, officer: Client
) -> None:
    file = make_file()
    for path in (LIST, reverse("overdue_file", args=[file.pk])):
        shown = officer.get(path)
        assert APPLICANT in text_of(shown) and "no-store" in shown["Cache-Control"]
        for user in (district.staff, district.leader, district.admin):
            page = district.client(user).get(path)
            assert "N*** T** N***" in text_of(page)
            assert not [one for one in PERSONAL if one in page.content.decode()]


def rows_in(value: object, depth: int = 6) -> Iterator[OverdueFile]:
    """The files that a template reaches from a value of its context."""
    if isinstance(value, OverdueFile):
        yield value
        yield from rows_in(getattr(value, "apology", None), depth)
    elif isinstance(value, ApologyLetter):
        yield value.file
    elif depth and isinstance(value, Mapping):
        yield from (row for part in value.values() for row in rows_in(part, depth - 1))
    elif depth and isinstance(value, list | tuple | Page):
        yield from (row for part in value for row in rows_in(part, depth - 1))
    elif depth and isinstance(value, OverdueFileForm):
        yield value.instance
    elif depth and is_dataclass(value):
        parts = [getattr(value, field.name) for field in fields(value)]
        yield from rows_in(parts, depth - 1)


def test_no_template_reaches_what_its_reader_may_not_see(staff: Client, officer: Client) -> None:
    file = make_file(reason="other", reason_text="chờ ông Thử")
    attach(file, reason_text="chờ ông Thử")
    make_file(code="HS-02")
    addresses = [LIST, f"{LIST}?unit=vinhgiang", "/units/vinhgiang/"]
    addresses += [f"/overdue/{file.pk}/", f"/overdue/{file.pk}/edit/"]
    for address in addresses:
        rows = [row for part in staff.get(address).context for row in rows_in(part.flatten())]
        assert rows and all(row.is_masked for row in rows), address
        for row in rows:
            letter = row.letter.reason_text if row.letter else ""
            told = "".join([row.applicant, row.address, row.phone, row.id_number, row.reason_text])
            assert not [name for name in (*PERSONAL, "Thử") if name in told + letter]
    shown = officer.get(f"/overdue/{file.pk}/").context["file"]
    assert (shown.is_masked, shown.applicant) == (False, APPLICANT)


def test_a_masked_file_is_never_saved(district: Cast) -> None:
    file = make_file()
    file.mask()
    with pytest.raises(ValueError, match="masked"):
        file.save()
    file.refresh_from_db()
    assert file.applicant == APPLICANT


def test_an_export_is_masked_as_the_page_is(officer: Client, staff: Client) -> None:
    make_file()
    own, masked = (
        client.get(reverse("overdue_export", args=["csv"])).content.decode()
        for client in (officer, staff)
    )
    assert all(one in own for one in PERSONAL)
    assert not any(one in masked for one in PERSONAL)
    assert "N*** T** N***" in masked and "*******456" in masked


def test_another_unit_and_another_office_find_nothing(district: Cast) -> None:
    file = make_file()
    for user in (district.other_officer, district.outsider, district.nobody):
        client = district.client(user)
        for name in ("overdue_file", "overdue_edit"):
            assert client.get(reverse(name, args=[file.pk])).status_code == 404
        assert client.post(reverse("overdue_remove", args=[file.pk])).status_code == 404
        assert file.code not in client.get(LIST).content.decode()
    assert OverdueFile.objects.filter(pk=file.pk).exists()


def test_leaders_read_and_do_not_write(district: Cast) -> None:
    file = make_file()
    leader = district.client(district.leader)
    page = leader.get(LIST)
    assert file.code in text_of(page) and reverse("overdue_add") not in page.content.decode()
    for path in ("/overdue/add/", f"/overdue/{file.pk}/edit/", "/overdue/sheet/"):
        assert leader.get(path).status_code == 404
        assert leader.post(path, NEW).status_code == 404


def test_squares_and_ratio_of_one_unit(officer: Client) -> None:
    for number in range(11):
        resolved = date(2023, 6, 1) if number < 7 else date(2023, 6, 20)
        file = make_file(code=f"HS-{number:02}", resolved_on=resolved)
        if number < 8:
            attach(file)
    page = officer.get(LIST)
    text = text_of(page)
    assert "11 hồ sơ quá hạn: 8 đã có thư xin lỗi, 3 còn thiếu" in text
    assert "72,7%" in text and "mức trừ chưa quy định" in text
    html = " ".join(page.content.decode().split())
    assert html.count('class="square square-full" href') == 8
    assert html.count('class="square square-missing" href') == 3
    assert "Sổ có" not in text  # 11 in the report too


def test_no_late_file_is_no_ratio(officer: Client) -> None:
    text = text_of(officer.get(LIST))
    # The report counts eleven: an empty register says nothing of them.
    assert "Báo cáo ghi 11 hồ sơ quá hạn; sổ chưa ghi hồ sơ nào." in text
    assert "Kỳ này không có hồ sơ quá hạn" not in text and "không phát sinh" not in text
    assert "chưa ghi vào sổ" in text and "100%" not in text


def test_points_where_the_office_has_laid_them_down(officer: Client, settings: Any) -> None:
    from decimal import Decimal

    settings.APOLOGY_MINUS_POINTS = Decimal("0.25")
    make_file()
    make_file(code="HS-02")
    assert "Bị trừ 0,5 điểm CCHC vì thiếu 2 thư" in text_of(officer.get(LIST))


def test_the_office_sees_which_units_differ_from_the_report(staff: Client) -> None:
    make_file()
    text = text_of(staff.get(LIST))
    assert "Sổ có 1 hồ sơ quá hạn, báo cáo ghi 11: sổ còn thiếu 10 hồ sơ" in text
    assert "8 đơn vị lệch với báo cáo" in text


def test_the_unit_page_holds_the_register_against_the_report(officer: Client) -> None:
    make_file()
    text = text_of(officer.get("/units/vinhgiang/"))
    assert "Sổ có 1 hồ sơ quá hạn, báo cáo ghi 11: sổ còn thiếu 10 hồ sơ" in text


@pytest.mark.parametrize(
    ("show", "codes"),
    [
        ("late", {"LATE", "PENDING", "LETTER"}),
        ("pending", {"PENDING"}),
        ("missing", {"LATE", "PENDING"}),
        ("soon", {"SOON"}),
        ("all", {"LATE", "PENDING", "LETTER", "SOON", "IN-TIME"}),
        ("nonsense", {"LATE", "PENDING", "LETTER"}),
    ],
)
def test_filters(officer: Client, show: str, codes: set[str]) -> None:
    make_file(code="LATE", resolved_on=date(2023, 6, 1))
    make_file(code="PENDING", resolved_on=date(2023, 7, 1))
    attach(make_file(code="LETTER", resolved_on=date(2023, 6, 1)))
    make_file(code="SOON", due_on=timezone.localdate() + timedelta(1))
    make_file(code="IN-TIME", resolved_on=date(2023, 5, 20))
    page = officer.get(LIST, {"show": show}).content.decode()
    table = page.partition("register-files")[2]
    assert {
        code for code in ("LATE", "PENDING", "LETTER", "SOON", "IN-TIME") if f">{code}<" in table
    } == codes


def test_what_waits_today_is_told_on_the_pages_of_the_day(officer: Client, staff: Client) -> None:
    make_file(resolved_on=date(2023, 6, 1))
    make_file(code="HS-02", due_on=timezone.localdate() + timedelta(1))
    said = "1 hồ sơ hẹn trả hôm nay hoặc ngày mai mà chưa có kết quả; 1 hồ sơ quá hạn chưa có thư"
    for client, path in ((officer, "/units/vinhgiang/"), (officer, LIST), (staff, "/desk/")):
        assert said in text_of(client.get(path)), path


def test_an_officer_adds_changes_and_removes_a_file(officer: Client) -> None:
    added = officer.post("/overdue/add/", {**NEW, "applicant": APPLICANT})
    file = OverdueFile.objects.get()
    assert added["Location"] == f"/overdue/{file.pk}/"
    assert file.keep_until is None
    assert "Lưu trong khi chưa có kết quả" in text_of(officer.get(f"/overdue/{file.pk}/"))
    seen = {"version": file.version}
    changed = {**NEW, **seen, "applicant": APPLICANT, "resolved_on": "2023-06-01"}
    assert officer.post(f"/overdue/{file.pk}/edit/", changed).status_code == 302
    file.refresh_from_db()
    assert file.keep_until == timezone.localdate() + timedelta(KEPT_AT_LEAST)
    assert officer.post(f"/overdue/{file.pk}/remove/", {}).status_code == 302
    assert OverdueFile.objects.exists()
    officer.post(f"/overdue/{file.pk}/remove/", {"sure": "1"})
    assert not OverdueFile.objects.exists()


def test_a_day_that_somebody_chose_stays(officer: Client) -> None:
    chosen = timezone.localdate() + timedelta(9)
    officer.post("/overdue/add/", {**NEW, "keep_until": chosen.isoformat()})
    file = OverdueFile.objects.get()
    sent = {**NEW, "keep_until": chosen.isoformat(), "resolved_on": "2023-06-01"}
    officer.post(f"/overdue/{file.pk}/edit/", {**sent, "version": file.version})
    file.refresh_from_db()
    assert (file.resolved_on, file.keep_until) == (date(2023, 6, 1), chosen)


@pytest.mark.parametrize(
    ("field", "day", "said"),
    [
        ("due_on", "9999-12-31", "Hãy ghi ngày trong khoảng từ năm 1990 đến năm 2100"),
        ("received_on", "0202-06-01", "Hãy ghi ngày trong khoảng từ năm 1990 đến năm 2100"),
        ("keep_until", "9999-12-31", "Hãy ghi ngày trong khoảng từ năm 1990 đến năm 2100"),
        ("keep_until", "2024-01-01", "Ngày này đã qua"),
        ("resolved_on", "2099-01-01", "Ngày này chưa đến"),
    ],
)
def test_days_that_make_no_sense_are_told(officer: Client, field: str, day: str, said: str) -> None:
    added = officer.post("/overdue/add/", {**NEW, field: day})
    assert added.status_code == 422 and said in text_of(added)
    file = make_file()
    changed = officer.post(f"/overdue/{file.pk}/edit/", {**NEW, field: day})
    assert changed.status_code == 422 and said in text_of(changed)
    assert OverdueFile.objects.count() == 1


def test_a_file_that_waits_says_until_which_day_it_is_late(officer: Client) -> None:
    file = make_file(due_on=date(2023, 6, 10))
    assert "trễ 4 ngày (tính đến 14/6/2023)" in text_of(officer.get(LIST))
    today = timezone.localdate()
    days = (today - file.due_on).days
    page = text_of(officer.get(f"/overdue/{file.pk}/"))
    assert f"trễ {days} ngày (tính đến {format_date(today)})" in page


def test_a_file_with_a_letter_is_not_removed(officer: Client) -> None:
    file = make_file()
    attach(file)
    officer.post(f"/overdue/{file.pk}/remove/", {"sure": "1"})
    assert OverdueFile.objects.filter(pk=file.pk).exists()


def test_staff_change_a_file_without_touching_its_applicant(staff: Client) -> None:
    file = make_file()
    page = staff.get(f"/overdue/{file.pk}/edit/").content.decode()
    assert 'name="applicant"' not in page
    sent = {**NEW, "version": file.version, "applicant": "Ai Khác"}
    assert staff.post(f"/overdue/{file.pk}/edit/", sent).status_code == 302
    file.refresh_from_db()
    assert (file.applicant, file.code) == (APPLICANT, "HS-09")


def test_free_words_of_a_reason_stay_inside_the_unit(
    district: Cast, officer: Client, staff: Client
) -> None:
    file = make_file(reason="workload", reason_text="chờ ông Thử ra viện")
    leader = district.client(district.leader)
    address = f"/overdue/{file.pk}/"
    assert "ông Thử" in text_of(officer.get(address))
    assert "ông Thử" in officer.get("/overdue/export.csv").content.decode()
    for client in (staff, leader):
        page = text_of(client.get(address))
        assert "ông Thử" not in page and "quá tải, thiếu người" in page
        assert "ông Thử" not in client.get("/overdue/export.csv").content.decode()
    assert "ông Thử" in officer.get(f"{address}edit/").content.decode()
    assert "ông Thử" not in staff.get(f"{address}edit/").content.decode()
    sent = {**NEW, "version": file.version, "reason_text": "khác", "reason": "other"}
    assert staff.post(f"{address}edit/", sent).status_code == 302
    file.refresh_from_db()
    assert (file.reason, file.reason_text) == ("other", "chờ ông Thử ra viện")


def test_staff_say_whose_file_it_is(staff: Client) -> None:
    assert staff.post("/overdue/add/", NEW).status_code == 422
    assert staff.post("/overdue/add/", {**NEW, "unit": "giolinh"}).status_code == 422
    assert staff.post("/overdue/add/", {**NEW, "unit": "vinhgiang"}).status_code == 302
    assert OverdueFile.objects.get().unit.code == "vinhgiang"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"code": ""}, "Mã hồ sơ"),
        ({"due_on": "22/5"}, "Ngày hẹn trả"),
        ({"received_on": "2023-05-23"}, "Ngày này sớm hơn ngày tiếp nhận"),
        ({"received_on": "2023-05-02", "resolved_on": "2023-05-01"}, "sớm hơn ngày tiếp nhận"),
        ({"applicant": "N*** V** A"}, "Hãy ghi đầy đủ, hoặc để trống"),
        ({"code": "HS-01"}, "Mã này đã có trong sổ"),
    ],
)
def test_bad_input_comes_back_with_a_sentence(
    officer: Client, wrong: dict[str, str], said: str
) -> None:
    make_file()
    answer = officer.post("/overdue/add/", {**NEW, "handler": "Trần Thụ Lý", **wrong})
    assert answer.status_code == 422
    text = text_of(answer)
    assert said in text and "Lỗi:" in text
    assert "Trần Thụ Lý" in answer.content.decode()
    assert OverdueFile.objects.count() == 1


def test_two_people_at_one_file(officer: Client, staff: Client) -> None:
    file = make_file()
    seen = {"version": file.version}
    assert staff.post(f"/overdue/{file.pk}/edit/", {**NEW, **seen}).status_code == 302
    late = officer.post(f"/overdue/{file.pk}/edit/", {**NEW, **seen, "procedure": "Khác"})
    assert late.status_code == 422 and "Người khác vừa thay đổi nội dung này" in text_of(late)
    file.refresh_from_db()
    assert file.procedure == NEW["procedure"]


def test_nothing_personal_in_the_audit_the_log_or_an_address(
    officer: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        sent = dict(zip(("applicant", "address", "phone", "id_number"), PERSONAL, strict=True))
        answer = officer.post("/overdue/add/", {**NEW, **sent, "reason_text": "chờ ông Thử"})
        officer.get(answer["Location"])
    entries = LogEntry.objects.get_for_model(OverdueFile)
    assert entries.exists()
    told = (
        caplog.text
        + answer["Location"]
        + "".join(f"{one.changes}{one.object_repr}{one.additional_data}" for one in entries)
    )
    assert not [one for one in (*PERSONAL, "ông Thử") if one in told]


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(path).status_code == 200
    return len(caught)


def test_queries_do_not_grow_with_files(officer: Client, staff: Client) -> None:
    attach(make_file())
    paths = [
        (officer, LIST),
        (staff, LIST),
        (staff, "/overdue/export.csv"),
        (officer, "/units/vinhgiang/"),
    ]
    before = [queries(client, path) for client, path in paths]
    for number in range(2, 30):
        file = make_file(unit=("vinhgiang", "hoxa")[number % 2], code=f"HS-{number:02}")
        if number % 3:
            attach(file)
    assert [queries(client, path) for client, path in paths] == before


def test_without_a_period_the_register_says_so(cast: Cast) -> None:
    assert "Chưa có kỳ báo cáo" in text_of(cast.client(cast.staff).get(LIST))
