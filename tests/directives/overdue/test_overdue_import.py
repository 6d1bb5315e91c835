"""A sheet of overdue files through the pages: shown first, written once, nothing half, hostile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from directives.overdue.domain import KEPT_AT_LEAST
from directives.overdue.models import OverdueFile
from directives.overdue.sheets import services as overdue_sheets
from tests.cast import Cast
from tests.directives.overdue.overdue_cast import APPLICANT, make_file
from tests.directives.pages.test_pages import text_of
from tests.reports.spreadsheets import hostile

SHEET, APPLY = "/overdue/sheet/", "/overdue/sheet/apply/"
HEAD = ("Mã hồ sơ", "Tên thủ tục", "Người nộp", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả KQ")
ONE = ("HS-01", "Đất đai", APPLICANT, date(2023, 5, 2), date(2023, 5, 22), None)
TWO = ("HS-02", "Hộ tịch", APPLICANT, date(2023, 5, 2), date(2023, 6, 6), date(2023, 6, 12))
BAD = ("HS-03", "Hộ tịch", "", "3/5/2023", "hôm qua", None)


@pytest.fixture
def officer(district: Cast) -> Client:
    return district.client(district.officer)


@pytest.fixture
def staff(district: Cast) -> Client:
    return district.client(district.staff)


def workbook(*rows: Iterable[Any], head: Iterable[str] = HEAD) -> bytes:
    book = Workbook()
    for row in (head, *rows):
        book.active.append(list(row))
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def send(client: Client, content: bytes, name: str = "so.xlsx", **more: str) -> HttpResponse:
    return client.post(SHEET, {"file": SimpleUploadedFile(name, content), **more})


def token(page: HttpResponse) -> str:
    return page.context["token"]


def apply(client: Client, page: HttpResponse) -> HttpResponse:
    return client.post(APPLY, {"rows": token(page)}, follow=True)


def test_shown_first_then_written_and_the_same_again_changes_nothing(officer: Client) -> None:
    content = workbook(ONE, TWO, BAD)
    page = send(officer, content)
    text = text_of(page)
    assert "Sẽ ghi 2 hồ sơ" in text and "1 không nhận" in text
    assert "“hôm qua” ở cột “Ngày hẹn trả” không phải là ngày" in text
    assert not OverdueFile.objects.exists()
    assert "Đã ghi 2 hồ sơ mới, sửa 0; 0 giữ nguyên; bỏ qua 1 dòng" in text_of(apply(officer, page))
    assert [one.code for one in OverdueFile.objects.order_by("code")] == ["HS-01", "HS-02"]
    first = OverdueFile.objects.get(code="HS-01")
    assert (first.unit.code, first.applicant) == ("vinhgiang", APPLICANT)
    assert first.keep_until is None

    stamps = list(OverdueFile.objects.values_list("pk", "updated_at"))
    assert "Đã ghi 0 hồ sơ mới, sửa 0; 2 giữ nguyên" in text_of(apply(officer, page))
    assert "Không có gì để ghi" in text_of(send(officer, content))
    assert list(OverdueFile.objects.values_list("pk", "updated_at")) == stamps


def test_a_sheet_completes_files_and_blanks_take_nothing_away(officer: Client) -> None:
    file = make_file(handler="Trần Thụ Lý", keep_until=date(2023, 5, 22) + timedelta(730))
    chosen = make_file(code="HS-02", keep_until=date(2024, 1, 1))
    row = ("HS-01", file.procedure, "", None, date(2023, 5, 22), date(2023, 6, 1))
    page = send(officer, workbook(row, ("HS-02", *row[1:])))
    assert "Ngày có kết quả: (trống) → 01/6/2023" in text_of(page)
    apply(officer, page)
    file.refresh_from_db()
    assert (file.resolved_on, file.handler, file.applicant) == (
        date(2023, 6, 1),
        "Trần Thụ Lý",
        APPLICANT,
    )
    assert file.keep_until == timezone.localdate() + timedelta(KEPT_AT_LEAST)
    chosen.refresh_from_db()
    assert (chosen.resolved_on, chosen.keep_until) == (date(2023, 6, 1), date(2024, 1, 1))


def test_an_export_comes_in_again_and_changes_nothing(officer: Client, staff: Client) -> None:
    make_file(reason="system", reason_text="mất kết nối")
    make_file(code="HS-02", resolved_on=date(2023, 6, 1), reason="other", reason_text="lũ lụt")
    make_file(code="HS-03", applicant="=1+2", handler="+ Thụ Lý", reason_text="chờ đo – đợt 2")
    for client, fmt in ((officer, "xlsx"), (officer, "csv"), (staff, "xlsx"), (staff, "csv")):
        content = client.get(f"/overdue/export.{fmt}").content
        assert "Không có gì để ghi" in text_of(send(client, content, f"so.{fmt}")), fmt


def test_staff_bring_in_many_units_by_their_names(staff: Client) -> None:
    head = ("Đơn vị", *HEAD)
    rows = [
        ("UBND xã Vĩnh Giang", *ONE),
        ("Thị trấn Hồ Xá", *ONE),
        ("UBND xã Không Có", *TWO),
        ("", *TWO),
    ]
    page = send(staff, workbook(*rows, head=head))
    assert "“UBND xã Không Có” không phải đơn vị của sổ này" in text_of(page)
    apply(staff, page)
    found = {(one.unit.code, one.code) for one in OverdueFile.objects.select_related("unit")}
    assert found == {("vinhgiang", "HS-01"), ("hoxa", "HS-01")}


def test_an_officer_cannot_write_into_another_unit(officer: Client) -> None:
    head = ("Đơn vị", *HEAD)
    page = send(officer, workbook(("Thị trấn Hồ Xá", *ONE), head=head), unit="hoxa")
    assert "Không có gì để ghi" in text_of(page)
    apply(officer, page)
    assert not OverdueFile.objects.exists()


def test_rows_that_were_not_shown_to_this_person_are_not_written(
    district: Cast, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = send(officer, workbook(ONE))
    other = district.client(district.other_officer)
    assert "quá cũ" in text_of(apply(other, page))
    assert "quá cũ" in text_of(officer.post(APPLY, {"rows": token(page) + "x"}, follow=True))
    assert "quá cũ" in text_of(officer.post(APPLY, {}, follow=True))
    monkeypatch.setattr(overdue_sheets, "_HOURS", -1)
    assert "quá cũ" in text_of(apply(officer, page))
    assert not OverdueFile.objects.exists()


def test_a_fault_in_the_middle_leaves_nothing(
    officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = send(officer, workbook(ONE, TWO))
    real = OverdueFile.save

    def failing(self: OverdueFile, *args: Any, **kwargs: Any) -> None:
        if self.code == "HS-02":
            raise RuntimeError("the power fails")
        real(self, *args, **kwargs)

    monkeypatch.setattr(OverdueFile, "save", failing)
    with pytest.raises(RuntimeError):
        apply(officer, page)
    assert not OverdueFile.objects.exists()


def test_what_changed_in_between_decides_at_writing(officer: Client) -> None:
    page = send(officer, workbook(ONE))
    make_file(procedure="Đất đai")
    assert "0 hồ sơ mới, sửa 0; 1 giữ nguyên" in text_of(apply(officer, page))
    assert OverdueFile.objects.count() == 1


def test_the_template_comes_back_filled_in(officer: Client) -> None:
    book = load_workbook(BytesIO(officer.get("/overdue/template.xlsx").content))
    sheet = book.worksheets[0]
    for column, value in enumerate(("", "HS-77", "Đất đai"), start=1):
        sheet.cell(2, column).value = value or None
    stream = BytesIO()
    book.save(stream)
    page = send(officer, stream.getvalue())
    assert "Sẽ ghi 1 hồ sơ" in text_of(page) and "cột không thuộc" not in text_of(page)
    apply(officer, page)
    assert OverdueFile.objects.get().reason == OverdueFile.Reason.COORDINATION


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "so.xlsx", "Tệp"),
        (b"%PDF-1.4 hello", "so.xlsx", "tệp"),
        (workbook(("a", "b"), head=("Đơn vị", "Tỷ lệ")), "so.xlsx", "Không tìm thấy dòng tiêu đề"),
        (workbook(), "so.xlsx", "chưa có hồ sơ nào"),
        (b"x" * (overdue_sheets.MOST_BYTES + 1), "so.csv", "2 MB"),
    ],
)
def test_what_is_no_register_comes_back_with_a_sentence(
    officer: Client, content: bytes, name: str, said: str
) -> None:
    answer = send(officer, content, name)
    assert answer.status_code == 422
    assert said in text_of(answer)


def test_too_many_rows_are_refused(officer: Client) -> None:
    lines = [";".join(HEAD), *(f"HS-{n};Đất đai;;;22/5/2023;" for n in range(2_500))]
    answer = send(officer, "\n".join(lines).encode(), "so.csv")
    assert answer.status_code == 422 and "dòng" in text_of(answer)


def test_formulas_stay_text_on_the_way_out(officer: Client) -> None:
    evil = '=HYPERLINK("http://x","y")'
    row = ("@HS-01", evil, "+84900", date(2023, 5, 2), date(2023, 5, 22), None)
    book = Workbook()
    for one in (HEAD, row):
        book.active.append(list(one))
    for cell in book.active[2]:
        if isinstance(cell.value, str):
            cell.data_type = "s"
    stream = BytesIO()
    book.save(stream)
    apply(officer, send(officer, stream.getvalue()))
    assert OverdueFile.objects.get().procedure == evil
    out = officer.get("/overdue/export.csv").content.decode()
    assert f'"\'{evil.replace(chr(34), chr(34) * 2)}"' in out and "'@HS-01" in out
    sheet = load_workbook(BytesIO(officer.get("/overdue/export.xlsx").content)).active
    assert "f" not in {cell.data_type for row in sheet for cell in row}
    page = officer.get("/overdue/").content.decode()
    assert "<script" not in page.partition("register-files")[2].partition("</table>")[0]


@pytest.mark.parametrize("name", hostile.names())
def test_hostile_files_end_in_a_sentence_and_write_nothing(
    officer: Client, name: str, tmp_path: Path
) -> None:
    path = hostile.make(name, tmp_path / "so.xlsx")
    answer = send(officer, path.read_bytes())
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not OverdueFile.objects.exists()


def test_what_somebody_changed_after_it_was_shown_is_not_overwritten(officer: Client) -> None:
    taken = make_file()
    row = ("HS-01", taken.procedure, "", None, date(2023, 5, 22), date(2023, 5, 30))
    new = ("HS-03", *TWO[1:])
    page = send(officer, workbook(row, TWO, new))
    OverdueFile.objects.filter(pk=taken.pk).update(resolved_on=date(2023, 6, 9))
    make_file(code="HS-03", procedure="Của người khác")
    text = text_of(apply(officer, page))
    assert "Đã ghi 1 hồ sơ mới, sửa 0; 0 giữ nguyên" in text
    assert "2 hồ sơ" in text and "(HS-01, HS-03)" in text
    taken.refresh_from_db()
    assert taken.resolved_on == date(2023, 6, 9)
    assert OverdueFile.objects.get(code="HS-03").procedure == "Của người khác"
    assert OverdueFile.objects.filter(code="HS-02").exists()


def test_a_field_that_the_sheet_leaves_alone_may_change_meanwhile(officer: Client) -> None:
    file = make_file()
    row = ("HS-01", file.procedure, "", None, date(2023, 5, 22), date(2023, 5, 30))
    page = send(officer, workbook(row))
    OverdueFile.objects.filter(pk=file.pk).update(handler="Trần Thụ Lý")
    apply(officer, page)
    file.refresh_from_db()
    assert (file.resolved_on, file.handler) == (date(2023, 5, 30), "Trần Thụ Lý")


def test_a_refused_row_that_has_become_right_was_not_shown_either(officer: Client) -> None:
    file = make_file(received_on=date(2023, 6, 5), due_on=date(2023, 6, 20))
    row = ("HS-01", file.procedure, "", None, None, date(2023, 6, 1))
    page = send(officer, workbook(row))
    OverdueFile.objects.filter(pk=file.pk).update(received_on=date(2023, 5, 2))
    apply(officer, page)
    file.refresh_from_db()
    assert file.resolved_on is None


def test_one_file_under_two_names_of_its_unit_is_told_and_written_once(staff: Client) -> None:
    head = ("Đơn vị", *HEAD)
    rows = [("UBND xã Vĩnh Giang", *ONE), ("xã Vĩnh Giang", *ONE[:4], date(2023, 5, 23), None)]
    page = send(staff, workbook(*rows, head=head))
    assert "Hồ sơ HS-01 có hai dòng" in text_of(page)
    assert apply(staff, page).status_code == 200
    assert OverdueFile.objects.get().due_on == date(2023, 5, 22)


def test_free_words_of_a_reason_are_not_shown_before_they_are_written_over(staff: Client) -> None:
    make_file(reason="other", reason_text="vợ ông A ốm nặng")
    head = ("Đơn vị", *HEAD, "Lý do cụ thể")
    page = send(staff, workbook(("UBND xã Vĩnh Giang", *ONE, "chờ đo đạc"), head=head))
    text = text_of(page)
    assert "ốm nặng" not in page.content.decode() and "Lý do cụ thể" in text
