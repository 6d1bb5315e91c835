"""A rubric from a sheet: how its lines hang together, and what keeps it out as a whole."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from directives.scores.models import Criterion, Rubric, Score
from directives.scores.rubrics.sheet import SheetProblem, read_rubric
from directives.scores.selectors import criteria_of
from reports.grid import Grid
from tests.cast import Cast
from tests.directives.scores.test_score_pages import LETTER_RUBRIC, text_of
from tests.reports.rounds.round_cast import open_round
from units.models import Unit

D = Decimal
HEAD = ["TT", "Lĩnh vực/tiêu chí", "Điểm tối đa", "Tài liệu kiểm chứng"]
ROWS: list[list[object]] = [
    ["PHỤ LỤC: BỘ TIÊU CHÍ"],
    [],
    HEAD,
    ["(1)", "(2)", "(3)", "(4)"],
    ["I", "Công tác chỉ đạo", 20, None],
    [1, "Kế hoạch", None, None],
    [1.1, "Ban hành kịp thời", 4, "Kế hoạch"],
    [None, "Trong tháng 01: 4", None, None],
    [None, "Sau tháng 01: 0", None, None],
    ["1.2", "Mức độ hoàn thành", "6,5", None],
    ["2.", "Kiểm tra", 9.5, None],
    ["II", "Cải cách thủ tục", None, None],
    [3, "Đúng hạn", 80, None],
    [None, "Tổng cộng", 100, None],
]


def grid(*rows: list[object]) -> Grid:
    return Grid("Bộ", list(rows))


def test_lines_hang_together_by_their_codes() -> None:
    sheet = read_rubric(grid(*ROWS))
    assert sheet is not None
    assert sheet.problems == ()
    assert [(one.code, one.parent, one.maximum, one.is_heading) for one in sheet.lines] == [
        ("I", None, D(20), True),
        ("1", "I", D("10.5"), True),
        ("1.1", "1", D(4), False),
        ("1.2", "1", D("6.5"), False),
        ("2", "I", D("9.5"), False),
        ("II", None, D(80), True),
        ("3", "II", D(80), False),
    ]
    assert sheet.lines[2].note == "Kế hoạch Trong tháng 01: 4 Sau tháng 01: 0"


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ([1, "Kế hoạch", None], SheetProblem(2, "no-points", "1")),
        ([1, "Kế hoạch", "mười"], SheetProblem(2, "bad-points", "mười")),
        ([1, "Kế hoạch", "10000"], SheetProblem(2, "bad-points", "10000")),
        ([1, "Kế hoạch", "0,12345"], SheetProblem(2, "bad-points", "0,12345")),
        ([1, "Kế hoạch", -1], SheetProblem(2, "bad-points", "-1")),
        ([1, "Kế hoạch", "NaN"], SheetProblem(2, "bad-points", "NaN")),
        ([1, "K" * 301, 5], SheetProblem(2, "too-long", "1")),
        (["1" * 21, "Kế hoạch", 5], SheetProblem(2, "too-long", "1" * 20)),
    ],
)
def test_what_cannot_be_taken_is_told_by_its_row(row: list[object], problem: SheetProblem) -> None:
    sheet = read_rubric(grid(HEAD, row))
    assert sheet is not None
    assert sheet.problems == (problem,)


def test_a_code_stands_once() -> None:
    sheet = read_rubric(grid(HEAD, [1, "A", 5], [2, "B", 5], [1, "C", 5]))
    assert sheet is not None
    assert sheet.problems == (SheetProblem(4, "twice", "1"),)


def test_another_table_is_no_rubric() -> None:
    assert read_rubric(grid(["TT", "Đơn vị", "Hồ sơ quá hạn"], [1, "Vĩnh Ô", 3])) is None


# Through the page ---------------------------------------------------------------------------


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.client(cast.staff)


def send(client: Client, *rows: list[object], name: str = "Bộ của tỉnh") -> Any:
    book = Workbook()
    sheet: Any = book.active
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("bo.xlsx", stream.getvalue())
    return client.post(reverse("rubric_import"), {"name": name, "file": file}, follow=True)


def test_a_sheet_becomes_a_rubric_of_the_office(cast: Cast, staff: Client) -> None:
    said = text_of(send(staff, *ROWS))
    assert "Đã nhập bộ tiêu chí." in said
    assert "Tổng điểm tối đa đúng 100." in said
    rubric = Rubric.objects.get(name="Bộ của tỉnh")
    assert rubric.office == cast.office
    assert [one.code for one in criteria_of(rubric)] == ["I", "1", "1.1", "1.2", "2", "II", "3"]
    assert Criterion.objects.get(rubric=rubric, code="1.1").formula == "manual"
    send(staff, *ROWS)
    assert Rubric.objects.filter(name="Bộ của tỉnh").count() == 2


def test_one_bad_row_keeps_all_out(staff: Client) -> None:
    before = Rubric.objects.count()
    page = send(staff, HEAD, [1, "Kế hoạch", 5], [2, "Kiểm tra", "năm"], [2, "Khác", None])
    assert page.status_code == 422
    said = text_of(page)
    assert "Dòng 3: “năm” không phải số điểm." in said
    assert "Dòng 4: mã “2” có hai lần." in said
    assert Rubric.objects.count() == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html><script>1</script></html>", "Không trang tính nào có đủ các cột"),
        (b"%PDF-1.7\n%%EOF", "tệp"),
        (b"PK\x03\x04", "tệp"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused(staff: Client, content: bytes, said: str) -> None:
    file = SimpleUploadedFile("bo.xlsx", content)
    page = staff.post(reverse("rubric_import"), {"name": "x", "file": file})
    assert page.status_code == 422
    assert said in text_of(page)


def test_a_table_without_points_is_refused(staff: Client) -> None:
    page = send(staff, ["TT", "Đơn vị"], [1, "Vĩnh Ô"])
    assert page.status_code == 422
    assert "Không trang tính nào có đủ các cột TT, Tiêu chí và Điểm tối đa." in text_of(page)


# Taken away again ---------------------------------------------------------------------------


def test_a_rubric_is_deleted_as_long_as_nobody_scored_by_it(cast: Cast, staff: Client) -> None:
    send(staff, *ROWS)
    rubric = Rubric.objects.get(name="Bộ của tỉnh")
    period = open_round(cast).period
    score = Score.objects.create(
        criterion=rubric.criteria.get(code="3"), unit=Unit.objects.get(code="hoxa"),
        period=period, review_points=D(5), review_by=cast.staff,
    )  # fmt: skip
    page = staff.post(reverse("rubric_delete", args=[rubric.code]), follow=True)
    assert "Đã chấm điểm theo bộ này." in text_of(page)
    Score.objects.filter(pk=score.pk).update(review_points=None, review_by=None)
    page = staff.post(reverse("rubric_delete", args=[rubric.code]), follow=True)
    assert "Đã xóa “Bộ của tỉnh”." in text_of(page)
    assert not Criterion.objects.filter(rubric=rubric.pk).exists()
    assert staff.post(reverse("rubric_delete", args=[LETTER_RUBRIC])).status_code == 404
