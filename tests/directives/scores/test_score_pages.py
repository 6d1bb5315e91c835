"""Scores through the pages: what is shown, who gives points when, and what is refused."""

from __future__ import annotations

import io
import re
from decimal import Decimal
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from directives.scores.models import Criterion, Rubric, Score, ScoreEvidence
from directives.scores.rubrics.services import rubric_copy
from directives.scores.selectors import LETTER_RUBRIC, criteria_of, score_sheet
from reports.figures.figures import Figure
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.record_models import Record, Source
from reports.figures.record_services import NewFigure, Provenance, figures_write
from reports.rounds.models import Round
from reports.rounds.services import round_step
from tests.cast import Cast
from tests.reports.rounds.round_cast import open_round
from units.models import Membership, Unit

D = Decimal
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
SET_766 = "bo-chi-so-766"


def text_of(response: HttpResponse) -> str:
    """The words of a page, spaces in one form."""
    plain = unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return " ".join(plain.split())


def line_of(code: str, rubric: str = LETTER_RUBRIC) -> Criterion:
    found: Criterion = Criterion.objects.get(rubric__code=rubric, code=code)
    return found


def address(unit: str = "vinhgiang", rubric: str = LETTER_RUBRIC) -> str:
    return reverse("score_unit", args=[rubric, "2023-H1", unit])


def give(client: Client, line: Criterion, kind: str = "self", **given: Any) -> Any:
    """Give points through the form: kind "self" or "review"."""
    prefix = f"{'own' if kind == 'self' else 'review'}-{line.pk}"
    where = [line.rubric.code, "2023-H1", "vinhgiang", line.pk]
    data = {f"{prefix}-{name}": value for name, value in given.items()}
    return client.post(reverse(f"score_{kind}", args=where), data)


@pytest.fixture
def one(district: Cast) -> Round:
    return open_round(district)


@pytest.fixture
def staff(district: Cast) -> Client:
    return district.client(district.staff)


@pytest.fixture
def officer(district: Cast) -> Client:
    return district.client(district.officer)


# What is installed --------------------------------------------------------------------------


@pytest.mark.parametrize("code", [LETTER_RUBRIC, SET_766])
def test_a_ready_made_rubric_adds_up_to_100(db: None, code: str) -> None:
    lines = criteria_of(Rubric.objects.get(code=code))
    assert sum(one.maximum for one in lines if one.parent is None) == 100
    assert sum(one.maximum for one in lines if not one.is_heading) == 100
    for head in (one for one in lines if one.is_heading):
        assert sum(one.maximum for one in lines if one.parent == head.id) == head.maximum


def test_what_has_no_source_of_figures_says_so(db: None) -> None:
    by_hand = Criterion.objects.filter(rubric__code=SET_766, formula="manual")
    assert by_hand.count() == 14
    assert all("Chưa có nguồn số liệu" in one.note for one in by_hand)


# The table ----------------------------------------------------------------------------------


def test_the_letters_own_figures_make_the_table(staff: Client) -> None:
    page = staff.get(reverse("score_table"))
    said = text_of(page)
    assert "thị trấn Hồ Xá 20,00 20,00 20,00 20,00 10,10 90,10 / 100 90,10% 1/18" in said
    assert "xã Vĩnh Giang 20,00 17,20 9,00 0,00 16,76 62,96 / 100 62,96% 10/18" in said
    assert "VP UBND huyện Vĩnh Linh 8,03 10,47 15,00 0,00 0,00 33,50 / 100 33,50% 1/1" in said
    assert "Chi nhánh VPĐKĐĐ – chưa có điểm" in said


def test_the_766_set_tells_what_is_missing(staff: Client) -> None:
    said = text_of(staff.get(reverse("score_table"), {"rubric": SET_766}))
    assert "Số hóa hồ sơ tối đa 22" in said
    assert "Còn tiêu chí chưa có điểm nên tổng điểm chưa phải điểm cuối." in said


def test_queries_do_not_grow_with_rows(district: Cast, staff: Client) -> None:
    def queries(path: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert staff.get(path).status_code == 200
        return len(seen)

    table = f"{reverse('score_table')}?rubric={SET_766}"
    paths = [table, reverse("rubric_list"), address(), address(rubric=SET_766)]
    for path in paths:  # what is read once in a process is read before it counts
        staff.get(path)
    few = [queries(path) for path in paths]
    for number in range(20):
        unit = Unit.objects.create(
            code=f"x{number}", name=f"UBND xã X{number}", short_name=f"X{number}",
            kind="commune", parent=district.office, display_order=900 + number,
        )  # fmt: skip
        Score.objects.create(
            criterion=line_of("1"), unit=unit, period=Period.objects.get(code="2023-H1"),
            review_points=D(5), review_by=district.staff,
        )  # fmt: skip
    Rubric.objects.create(code="them", office=district.office, name="Thêm")
    assert [queries(path) for path in paths] == few


def test_an_officer_is_sent_to_the_own_unit(officer: Client) -> None:
    page = officer.get(reverse("score_table"))
    assert page.status_code == 302
    assert page["Location"] == address()


def test_another_period_or_rubric_is_chosen_on_a_units_page(staff: Client, officer: Client) -> None:
    for client in (staff, officer):
        page = client.get(address()).content.decode()
        assert '<input type="hidden" name="unit" value="vinhgiang">' in page
        asked = {"unit": "vinhgiang", "period": "2023-H1", "rubric": SET_766}
        answer = client.get(reverse("score_table"), asked)
        assert answer["Location"] == address(rubric=SET_766)
    assert officer.get(reverse("score_table"), {"unit": "hoxa"}).status_code == 404


def test_the_workbook_has_live_sums_and_places(staff: Client) -> None:
    book = load_workbook(io.BytesIO(staff.get(reverse("score_export")).content))
    table, terms, workings = book.worksheets
    assert [one.title for one in book] == ["Chấm điểm", "Điểm thành phần", "Cách tính từng điểm"]
    row = next(r for r in range(7, 40) if table.cell(r, 2).value == "xã Vĩnh Giang")
    assert table.cell(row, 3).value.startswith("=IF(COUNT('Điểm thành phần'!C")
    assert table.cell(row, 8).value == f'=IF(COUNT(C{row}:G{row})=0,"",SUM(C{row}:G{row}))'
    assert "COUNTIFS" in table.cell(row, 12).value
    assert [D(str(terms.cell(row, c).value)) for c in range(3, 8)] == [
        D(20), D("17.2"), D(9), D(0), D("16.76"),
    ]  # fmt: skip
    assert "51,6 ÷ 60 × 20 = 17,2" in [one.value for one in workings["D"]]


def test_a_name_never_runs_as_a_formula(district: Cast, staff: Client) -> None:
    Criterion.objects.filter(rubric__code=LETTER_RUBRIC, code="1").update(code="=1+1", name="x")
    book = load_workbook(io.BytesIO(staff.get(reverse("score_export")).content))
    head = book.worksheets[1].cell(5, 3)
    assert (head.value, head.data_type) == ("=1+1 x", "s")


# One unit -----------------------------------------------------------------------------------


def test_every_term_of_the_sum_is_shown(officer: Client) -> None:
    said = text_of(officer.get(address()))
    assert "Xã Vĩnh Giang được 62,96 trên 100 điểm, xếp thứ 10/18" in said
    assert "20 + 17,2 + 9 + 0 + 16,76 = 62,96" in said
    for working in ("88,7 ≥ 70 → 20", "51,6 ÷ 60 × 20 = 17,2", "20 − 11 × 1 = 9"):
        assert working in said
    assert "chưa thực hiện: 0 điểm" in said


def test_the_headline_says_what_could_be_scored(officer: Client) -> None:
    page = text_of(officer.get(address(rubric=SET_766)))
    assert "Xã Vĩnh Giang mới được 2,58 trên 10 điểm chấm được (cả bộ 100 điểm)" in page
    assert "tạm xếp thứ 12/18" in page


def test_a_claim_beside_a_formula_changes_no_sum(one: Round, officer: Client) -> None:
    give(officer, line_of("4"), points="12,5", note="Đã thu trực tuyến")
    score = Score.objects.get()
    assert (score.self_points, score.self_by.username) == (D("12.5"), "vinhgiang")
    said = text_of(officer.get(address()))
    assert "62,96 trên 100" in said
    assert "điểm tự chấm chỉ là đề nghị cho đến khi văn phòng thẩm định" in said


def test_own_points_count_where_there_is_no_formula_until_reviewed(
    one: Round, officer: Client, staff: Client
) -> None:
    line = line_of("1.1", SET_766)
    before = score_of("vinhgiang", SET_766)
    give(officer, line, points="6", note="Công bố đủ")
    assert score_of("vinhgiang", SET_766) == before + 6
    give(staff, line, "review", points="4,5", note="Chậm hai thủ tục")
    assert score_of("vinhgiang", SET_766) == before + D("4.5")
    said = text_of(officer.get(address(rubric=SET_766)))
    assert "Chậm hai thủ tục" in said
    assert "điểm thẩm định: không có → 4,5" in said
    assert "điểm tự chấm: không có → 6" in said


def score_of(unit: str, rubric: str) -> Decimal:
    sheet = score_sheet(
        office=Unit.objects.get(code="vinhlinh"),
        period=Period.objects.get(code="2023-H1"),
        rubric=Rubric.objects.get(code=rubric),
    )
    points = sheet.scores[Unit.objects.get(code=unit).pk].total.points
    assert points is not None
    return points


def test_points_are_taken_back_by_leaving_them_empty(one: Round, officer: Client) -> None:
    give(officer, line_of("1.1", SET_766), points="6", note="x")
    give(officer, line_of("1.1", SET_766), points="", note="")
    score = Score.objects.get()
    assert (score.self_points, score.self_by, score.self_at) == (None, None, None)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("20,5", "Điểm cao quá: nhiều nhất 20."),
        ("-1", "Điểm thấp quá: ít nhất 0."),
        ("mười", "Hãy ghi một số, ví dụ 0,5."),
        ("1e1", "Hãy ghi một số, ví dụ 0,5."),
        ("1,0005", "Ghi nhiều nhất ba chữ số thập phân."),
        ("nan", "Hãy ghi một số, ví dụ 0,5."),
    ],
)
def test_points_out_of_range_come_back_as_typed(
    one: Round, officer: Client, typed: str, said: str
) -> None:
    page = give(officer, line_of("1"), points=typed, note="Vì sao")
    assert page.status_code == 422
    assert said in text_of(page)
    assert f'value="{typed}"' in page.content.decode()
    assert "Vì sao" in page.content.decode()
    assert not Score.objects.exists()


def test_a_locked_round_takes_no_own_points_but_is_reviewed(
    district: Cast, one: Round, officer: Client, staff: Client
) -> None:
    round_step(round_=one, to=Round.State.LOCKED, user=district.staff, reason="Hết hạn")
    assert "own-" not in officer.get(address()).content.decode()
    page = give(officer, line_of("4"), points="5")
    assert page.status_code == 422
    assert "Đợt báo cáo không mở." in text_of(page)
    assert give(staff, line_of("4"), "review", points="5", note="Đã kiểm tra").status_code == 302
    assert Score.objects.get().review_points == 5


def test_a_published_period_is_not_reviewed(one: Round, staff: Client) -> None:
    Round.objects.update(state=Round.State.PUBLISHED)
    page = give(staff, line_of("4"), "review", points="5", note="x")
    assert page.status_code == 422
    assert "Kỳ này đã công bố." in text_of(page)


def test_nobody_reviews_what_they_gave_themselves(district: Cast, one: Round) -> None:
    staff = district.client(district.staff)
    give(staff, line_of("4"), points="5", note="Thay đơn vị")
    page = give(staff, line_of("4"), "review", points="5")
    assert page.status_code == 422
    assert "Không ai thẩm định điểm do chính mình chấm." in text_of(page)
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.update(review_by=district.staff)


def test_a_reviewed_criterion_takes_no_own_points(
    one: Round, officer: Client, staff: Client
) -> None:
    give(staff, line_of("4"), "review", points="5", note="x")
    page = give(officer, line_of("4"), points="20")
    assert page.status_code == 422
    assert "Văn phòng đã thẩm định tiêu chí này." in text_of(page)
    give(staff, line_of("4"), "review", points="", note="")
    assert give(officer, line_of("4"), points="20").status_code == 302


def test_a_review_that_differs_says_why(one: Round, officer: Client, staff: Client) -> None:
    give(officer, line_of("4"), points="5")
    page = give(staff, line_of("4"), "review", points="4")
    assert page.status_code == 422
    assert "Hãy ghi lý do khi điểm khác điểm đơn vị tự chấm." in text_of(page)
    assert give(staff, line_of("4"), "review", points="5").status_code == 302


# Files --------------------------------------------------------------------------------------


def pdf(name: str = "minh-chung.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_evidence_lies_beside_the_points(
    district: Cast, one: Round, officer: Client, staff: Client
) -> None:
    give(officer, line_of("4"), points="5", note="x", file=pdf())
    file = ScoreEvidence.objects.get()
    path = reverse("score_file", args=[file.pk])
    answer = staff.get(path)
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    other = district.client(district.other_officer)
    assert other.get(path).status_code == 404
    assert other.post(reverse("score_file_remove", args=[file.pk])).status_code == 404
    officer.post(reverse("score_file_remove", args=[file.pk]))
    assert not ScoreEvidence.objects.exists()
    assert not file.file.storage.exists(file.file.name)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("minh-chung.exe", b"MZ", "Hãy chọn tệp PDF, JPG, PNG, .xlsx hoặc .docx."),
        ("minh-chung.pdf", b"MZ", "Nội dung tệp không đúng"),
    ],
)
def test_a_file_that_is_not_taken_keeps_nothing(
    one: Round, officer: Client, name: str, content: bytes, said: str
) -> None:
    page = give(officer, line_of("4"), points="5", note="x", file=pdf(name, content))
    assert page.status_code == 422
    assert said in text_of(page)
    assert not Score.objects.exists()


# Who ----------------------------------------------------------------------------------------


def test_leaders_read_and_give_nothing(district: Cast, one: Round) -> None:
    leader = district.client(district.leader)
    page = leader.get(address())
    assert page.status_code == 200
    assert '<form class="form-narrow"' not in page.content.decode()
    assert give(leader, line_of("4"), points="5").status_code == 404
    assert give(leader, line_of("4"), "review", points="5").status_code == 404


def test_other_units_and_other_rubrics_are_404(district: Cast, one: Round, officer: Client) -> None:
    assert officer.get(address("hoxa")).status_code == 404
    assert give(officer, line_of("4"), "review", points="5").status_code == 404
    outsider = district.client(district.outsider)
    assert outsider.get(address()).status_code == 404
    where = [LETTER_RUBRIC, "2023-H1", "vinhgiang", line_of("1.1", SET_766).pk]
    assert officer.post(reverse("score_self", args=where)).status_code == 404


def test_an_officer_of_two_units_reads_both(district: Cast, officer: Client) -> None:
    hoxa = Unit.objects.get(code="hoxa")
    Membership.objects.create(user=district.officer, unit=hoxa, role=Membership.Role.OFFICER)
    fresh = district.client(district.officer)
    assert fresh.get(address("hoxa")).status_code == 200


def test_without_figures_nobody_has_a_place(cast: Cast) -> None:
    open_round(cast)
    assert not Record.objects.exists()
    page = cast.client(cast.staff).get(reverse("score_table"))
    assert page.status_code == 200
    assert "1/" not in text_of(page).split("Hạng")[-1].split("Xếp hạng")[0]


# A penalty ----------------------------------------------------------------------------------


def test_missing_apology_letters_cost_what_the_office_sets(district: Cast, one: Round) -> None:
    rubric = rubric_copy(
        rubric=Rubric.objects.get(code=LETTER_RUBRIC), office=district.office, name="Có xin lỗi"
    )
    line = Criterion.objects.create(
        rubric=rubric, code="6", name="Thiếu thư xin lỗi", maximum=0, formula="incidents",
        parameters={"floor": "-5"}, indicator=Indicator.objects.get(code="apology"), position=9,
    )  # fmt: skip
    letters = Figure.of(D("72.72"), numerator=8, denominator=11)
    unit = Unit.objects.get(code="vinhgiang")
    figures_write(
        period=one.period,
        source=Source.PROVINCE,
        figures=[NewFigure(unit.pk, line.indicator_id, letters)],
        provenance=Provenance(district.staff, timezone.now()),
    )
    client = district.client(district.officer)
    said = text_of(client.get(address(rubric=rubric.code)))
    assert "chưa đặt mức trừ mỗi trường hợp: chưa có điểm" in said
    assert "được 62,96 trên 100 điểm" in said
    Criterion.objects.filter(pk=line.pk).update(parameters={"each": "0.5", "floor": "-5"})
    said = text_of(client.get(address(rubric=rubric.code)))
    assert "0 − 3 × 0,5 = −1,5" in said
    assert "20 + 17,2 + 9 + 0 + 16,76 + (−1,5) = 61,46" in said
