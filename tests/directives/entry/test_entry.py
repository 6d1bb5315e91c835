"""The entry grid: who enters for whom, what is kept at once, and nobody overwrites unseen."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from directives.entry.views import entry_cell
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.record_models import Record
from reports.rounds.models import Round
from reports.rounds.services import extension_give, round_step
from reports.rounds.submission_models import DraftFigure, Submission
from reports.rounds.submission_services import submission_return, submission_submit
from tests.cast import Cast
from tests.directives.pages.test_pages import text_of
from tests.reports.rounds.round_cast import open_round, type_all
from units.kinds import UnitKind
from units.models import Membership, Unit, User

PERIOD = "2023-H1"
PAGE = f"/entry/vinhgiang/{PERIOD}/"


@pytest.fixture
def one(district: Cast) -> Round:
    """The open round of the letter's period."""
    return open_round(district)


@pytest.fixture
def officer(district: Cast, one: Round) -> Client:
    """The officer of xã Vĩnh Giang, whose figures the letter prints."""
    return district.client(district.officer)


@pytest.fixture
def unit(district: Cast) -> Unit:
    return Unit.objects.get(code="vinhgiang")


def keep(client: Client, code: str, version: int = 0, **fields: Any) -> Any:
    """Send one row as the grid does."""
    address = reverse("entry_cell", args=["vinhgiang", PERIOD, code])
    return client.post(address, {"version": version, "state": "value", **fields})


def words_of(html: str) -> str:
    return text_of(HttpResponse(html))


# Who ----------------------------------------------------------------------------------------------
def test_an_officer_with_one_unit_is_sent_to_its_grid(officer: Client) -> None:
    assert officer.get("/entry/").headers["Location"] == PAGE
    assert "Nhập số liệu" in text_of(officer.get(PAGE))


def test_staff_choose_among_the_units_of_the_office(district: Cast, one: Round) -> None:
    staff = district.client(district.staff)
    page = text_of(staff.get("/entry/"))
    assert "Chọn đơn vị để nhập số liệu" in page and "UBND xã Vĩnh Ô" in page
    chosen = staff.get("/entry/", {"unit": "vinho", "period": PERIOD})
    assert chosen.headers["Location"] == f"/entry/vinho/{PERIOD}/"
    assert staff.get("/entry/", {"period": "2031-H1"}).status_code == 404


@pytest.mark.parametrize("who", ["other_officer", "leader", "admin", "outsider", "nobody"])
def test_nobody_else_enters_for_a_unit(district: Cast, one: Round, who: str) -> None:
    client = district.client(getattr(district, who))
    for address in (PAGE, "/entry/giolinh/2023-H1/", "/entry/vinhgiang/2031-H1/"):
        assert client.get(address).status_code == 404
    assert client.post(PAGE, {"online-version": "0", "online-value": "5"}).status_code == 404
    assert keep(client, "online", numerator="1", denominator="2").status_code == 404
    assert client.post(PAGE + "paste/", {"block": "1\t2"}).status_code == 404
    assert not DraftFigure.objects.exists()


def test_who_enters_nothing_has_no_list(district: Cast, one: Round) -> None:
    assert district.client(district.leader).get("/entry/").status_code == 404
    assert Client().get("/entry/").status_code == 302


def test_without_a_round_the_page_says_what_is_missing(district: Cast) -> None:
    page = text_of(district.client(district.officer).get("/entry/"))
    assert "Chưa mở đợt báo cáo nào" in page


def test_the_fields_follow_the_indicator(officer: Client) -> None:
    html = officer.get(PAGE).content.decode()
    assert 'id="online-numerator"' in html and 'id="overdue-numerator"' not in html
    assert "Hồ sơ số hóa đủ thành phần khi tiếp nhận" in html and "Số lượng (hồ sơ)" in html
    Indicator.objects.filter(code="online").update(numerator_vi="")
    html = officer.get(PAGE).content.decode()
    assert 'id="online-numerator"' not in html and 'id="online-value"' in html


def test_a_round_that_was_open_can_be_read(
    district: Cast, officer: Client, one: Round, unit: Unit
) -> None:
    type_all(one, unit, district.officer)
    round_step(round_=one, to="locked", user=district.staff, reason="Chốt số")
    assert officer.get("/entry/").headers["Location"] == PAGE
    html = officer.get(PAGE).content.decode()
    assert 'value="352"' in html and "(đã khóa)" in html and "entry/entry.js" not in html


def test_the_period_before_stands_beside(
    district: Cast, officer: Client, one: Round, unit: Unit
) -> None:
    earlier = Period.objects.create(
        code="2022-H1", kind="half_year", start=date(2021, 12, 15), end=date(2022, 6, 14)
    )
    Record.objects.create(
        period=earlier,
        indicator=Indicator.objects.get(code="online"),
        unit=unit,
        source="unit",
        state="value",
        value="44.25",
        places=2,
        updated_at=timezone.now(),
    )
    assert "Kỳ trước 44,25" in text_of(officer.get(PAGE))


# A row at a time ----------------------------------------------------------------------------------
def test_a_row_is_kept_and_judged_at_once(officer: Client, district: Cast) -> None:
    answer = keep(officer, "digitization", numerator="352", denominator="639")
    said = answer.json()
    assert answer.status_code == 200 and said["version"] == 1
    assert "Đã lưu nháp lúc" in said["saved"] and said["done"] == "Đã khai 1/5 chỉ số"
    result = words_of(said["result"])
    assert "55,09 %" in result and "Chưa đạt" in result
    assert "thiếu 4,91 điểm, tức 32 hồ sơ" in result
    assert "51,6" in result and "lệch 3,49 điểm" in result
    assert "Cao hơn báo cáo tỉnh 85/BC-HCC 3,49 điểm." in result and said["differs"]
    assert words_of(said["head"]) == (
        "Xã Vĩnh Giang đang đạt 0 trong 3 chỉ tiêu; số hóa khi tiếp nhận thêm 32 hồ sơ nữa là đạt "
        "thêm một chỉ tiêu."
    )
    row = DraftFigure.objects.get()
    assert (row.numerator, row.denominator, row.updated_by) == (352, 639, district.officer)
    assert Record.objects.filter(source="unit").count() == 0


@pytest.mark.parametrize(
    ("code", "fields", "expected"),
    [
        ("online", {"numerator": "567", "denominator": "639"}, "Đạt còn 1,27 điểm tới mức 90%"),
        ("online", {"numerator": "567", "denominator": "639"}, "88,7 khớp"),
        ("online", {"value": "95,5", "alone": "1"}, "Vượt vượt mức 90%"),
        ("online", {"value": "60", "alone": "1"}, "thiếu 10 điểm"),
        ("overdue", {"value": "11"}, "11 hồ sơ"),
        ("payment", {"state": "not_started"}, "Chưa thực hiện"),
        ("payment", {"state": "no_cases"}, "Không phát sinh"),
        ("receipt", {"numerator": "218", "denominator": "260"}, "83,85 %"),
    ],
)
def test_each_indicator_by_its_own_target(
    officer: Client, code: str, fields: dict[str, str], expected: str
) -> None:
    said = keep(officer, code, **fields).json()
    assert expected in words_of(said["result"])


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"numerator": "700", "denominator": "639"}, "numerator", "700 lớn hơn mẫu số"),
        ({"numerator": "abc", "denominator": "639"}, "numerator", "không phải là số"),
        ({"numerator": "-5", "denominator": "639"}, "numerator", "nhỏ hơn 0"),
        ({"numerator": "5"}, "denominator", "Hãy gõ cả mẫu số"),
    ],
)
def test_nothing_half_is_kept(
    officer: Client, fields: dict[str, str], field: str, sentence: str
) -> None:
    [problem] = keep(officer, "online", **fields).json()["problems"]
    assert problem["field"] == field and sentence in problem["text"]
    assert not DraftFigure.objects.exists()


def test_a_second_person_is_told_and_decides(district: Cast, officer: Client) -> None:
    keep(officer, "online", numerator="500", denominator="639")
    staff = district.client(district.staff)
    answer = keep(staff, "online", version=0, numerator="567", denominator="639")
    assert answer.status_code == 409
    said = answer.json()
    assert "Công chức xã Vĩnh Giang đã ghi 78,25% (500/639) lúc" in said["conflict"]
    assert said["theirs"]["numerator"] == "500" and said["version"] == 1 and said["can_force"]
    assert DraftFigure.objects.get().numerator == 500
    mine = keep(staff, "online", version=1, numerator="567", denominator="639")
    assert mine.json()["version"] == 2 and DraftFigure.objects.get().numerator == 567


def test_who_saves_hears_that_somebody_else_works_here_too(district: Cast, officer: Client) -> None:
    keep(district.client(district.staff), "online", numerator="500", denominator="639")
    others = keep(officer, "overdue", value="11").json()["others"]
    assert list(others) == ["online"] and others["online"]["version"] == 1
    assert others["online"]["text"].startswith("Văn phòng UBND sửa lúc")


def test_the_same_figure_sent_twice_is_no_conflict(officer: Client) -> None:
    fields = {"numerator": "352", "denominator": "639"}
    assert keep(officer, "digitization", **fields).json()["version"] == 1
    assert keep(officer, "digitization", **fields).json()["version"] == 1


def test_an_emptied_row_keeps_its_version_going(officer: Client) -> None:
    keep(officer, "overdue", value="11")
    assert keep(officer, "overdue", version=1, value="").json()["version"] == 2
    assert DraftFigure.objects.get().state == "not_reported"
    assert keep(officer, "overdue", version=1, value="12").status_code == 409


def test_only_the_office_exempts(district: Cast, officer: Client) -> None:
    [problem] = keep(officer, "payment", state="exempt").json()["problems"]
    assert problem["field"] == "state"
    keep(district.client(district.staff), "payment", state="exempt")
    assert DraftFigure.objects.get().state == "exempt"
    page = text_of(officer.get(PAGE))
    assert "Văn phòng không đánh giá đơn vị ở chỉ số này." in page
    refused = keep(officer, "payment", version=1, state="no_cases")
    assert refused.status_code == 409 and not refused.json()["can_force"]
    assert DraftFigure.objects.get().state == "exempt"


def test_an_unknown_indicator_or_one_that_units_do_not_enter(officer: Client) -> None:
    assert keep(officer, "wonder", value="5").status_code == 404
    assert keep(officer, "satisfaction", value="5").status_code == 404


def test_a_closed_round_says_which_lock(district: Cast, officer: Client, one: Round) -> None:
    round_step(round_=one, to="locked", user=district.staff, reason="Chốt số")
    refused = keep(officer, "overdue", value="11")
    assert refused.status_code == 423 and "Đợt báo cáo không mở" in refused.json()["locked"]
    page = officer.get(PAGE)
    assert "Chốt số" in text_of(page) and "data-send" not in page.content.decode()
    assert "Đợt báo cáo không mở" in text_of(
        officer.post(PAGE, {"overdue-version": "0", "overdue-value": "11"}, follow=True)
    )
    assert not DraftFigure.objects.exists()


def test_sent_figures_are_shown_and_not_typed(
    district: Cast, officer: Client, one: Round, unit: Unit
) -> None:
    type_all(one, unit, district.officer)
    submission_submit(round_=one, unit=unit, user=district.officer)
    page = officer.get(PAGE).content.decode()
    assert 'value="352"' in page and "readonly" in page and "entry/entry.js" not in page
    refused = keep(officer, "overdue", version=1, value="12")
    assert refused.status_code == 423 and "rút lại" in refused.json()["locked"]


def test_a_returned_figure_says_why(
    district: Cast, officer: Client, one: Round, unit: Unit
) -> None:
    type_all(one, unit, district.officer)
    sent = submission_submit(round_=one, unit=unit, user=district.officer)
    submission_return(submission=sent, user=district.staff, cells={"online": "Xem lại mẫu số"})
    assert "Bị trả lại: Xem lại mẫu số" in text_of(officer.get(PAGE))
    assert keep(officer, "online", version=1, numerator="9", denominator="10").status_code == 200


def test_more_time_for_the_unit_is_its_deadline(
    district: Cast, officer: Client, one: Round, unit: Unit
) -> None:
    until = timezone.localdate() + timedelta(days=3)
    extension_give(round_=one, unit=unit, until=until, reason="Mất điện", user=district.staff)
    page = text_of(officer.get(PAGE))
    assert f"/{until.year} , còn 3 ngày" in page


# The whole at once, without scripts ---------------------------------------------------------------
FORM = {
    "online-version": "0",
    "online-state": "value",
    "online-numerator": "567",
    "online-denominator": "639",
    "overdue-version": "0",
    "overdue-state": "value",
    "overdue-value": "11",
}


def test_without_scripts_one_form_keeps_all(officer: Client) -> None:
    page = officer.post(PAGE, FORM, follow=True)
    assert "Đã lưu nháp 2 số liệu." in text_of(page)
    assert DraftFigure.objects.count() == 2


def test_a_fault_keeps_nothing_and_leads_to_its_field(officer: Client) -> None:
    wrong = officer.post(PAGE, {**FORM, "online-numerator": "700"})
    html = wrong.content.decode()
    assert wrong.status_code == 422 and not DraftFigure.objects.exists()
    assert "<title>Lỗi: " in html and 'href="#online-numerator"' in html
    assert 'value="700"' in html and 'value="11"' in html
    assert "700 lớn hơn mẫu số" in text_of(wrong)


def test_without_scripts_a_conflict_is_told_and_overwritten_only_then(
    district: Cast, officer: Client
) -> None:
    keep(district.client(district.staff), "online", numerator="500", denominator="639")
    told = officer.post(PAGE, FORM)
    html = told.content.decode()
    assert told.status_code == 422 and "78,25% (500/639)" in text_of(told)
    assert 'name="online-version" value="1"' in html and 'value="567"' in html
    assert DraftFigure.objects.get(indicator__code="online").numerator == 500
    officer.post(PAGE, {**FORM, "online-version": "1", "overdue-version": "1"})
    assert DraftFigure.objects.get(indicator__code="online").numerator == 567


# A block from Excel -------------------------------------------------------------------------------
def test_a_block_is_shown_before_it_is_kept(officer: Client) -> None:
    keep(officer, "overdue", value="11")
    block = "Hồ sơ trực tuyến\t567\t639\nSố hóa khi tiếp nhận\t700\t639\nHồ sơ quá hạn\t12"
    page = officer.post(PAGE + "paste/", {"block": block})
    text = text_of(page)
    assert "Hồ sơ trực tuyến – 88,73% (567/639)" in text
    assert "700 lớn hơn mẫu số" in text and "11 hồ sơ 12 hồ sơ" in text
    assert "Lưu 2 số liệu" in text and DraftFigure.objects.count() == 1
    fields = hidden_fields(page)
    assert "digitization-version" not in fields
    officer.post(PAGE, fields)
    assert DraftFigure.objects.get(indicator__code="overdue").value == 12
    assert DraftFigure.objects.get(indicator__code="online").numerator == 567


def test_a_block_that_says_nothing_new(officer: Client) -> None:
    keep(officer, "overdue", value="11")
    same = officer.post(PAGE + "paste/", {"block": "Hồ sơ quá hạn\t11", "part": "1"})
    assert "giữ nguyên" in text_of(same) and "Không có gì để lưu." in text_of(same)
    nothing = officer.post(PAGE + "paste/", {"block": "", "part": "1"})
    assert "Không thấy số liệu trong các ô này." in text_of(nothing)


def hidden_fields(page: HttpResponse) -> dict[str, str]:
    """What confirming the preview sends."""
    html = page.content.decode().split("data-paste-confirm")[1]
    return dict(re.findall(r'type="hidden" name="([a-z]+-[a-z]+)"\s+value="([^"]*)"', html))


# Queries ------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["officer", "staff"])
def test_a_row_is_kept_in_twelve_queries(
    district: Cast, officer: Client, one: Round, who: str
) -> None:
    """Those of the view; the session and the savepoints of the test come on top."""
    keep(officer, "online", numerator="1", denominator="639")
    data = {"version": 1, "state": "value", "numerator": "567", "denominator": "639"}
    request = RequestFactory().post("/", data)
    request.user = User.objects.get(pk=getattr(district, who).pk)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = entry_cell(request, unit="vinhgiang", period=PERIOD, indicator="online")
    assert json.loads(answer.content)["version"] == 2
    asked = [one["sql"] for one in queries if "SAVEPOINT" not in one["sql"]]
    assert len(asked) <= 12, "\n".join(asked)


@pytest.mark.parametrize("address", [PAGE, "/entry/"])
def test_queries_do_not_grow_with_the_units(district: Cast, one: Round, address: str) -> None:
    staff = district.client(district.staff)
    staff.get(address)
    with CaptureQueriesContext(connection) as few:
        staff.get(address)
    for number in range(30):
        Unit.objects.create(
            code=f"xa{number}",
            name=f"Xã {number}",
            short_name=str(number),
            kind=UnitKind.COMMUNE.value,
            parent=district.office,
        )
        Submission.objects.create(round=one, unit=Unit.objects.get(code=f"xa{number}"))
    with CaptureQueriesContext(connection) as many:
        assert staff.get(address).status_code == 200
    assert len(many) == len(few)


def test_an_officer_of_two_units_chooses(district: Cast, officer: Client) -> None:
    other = Unit.objects.get(code="vinho")
    Membership.objects.create(user=district.officer, unit=other, role=Membership.Role.OFFICER)
    client = district.client(User.objects.get(pk=district.officer.pk))
    page = text_of(client.get("/entry/"))
    assert "UBND xã Vĩnh Ô" in page and "UBND xã Vĩnh Giang" in page and "Hồ Xá" not in page
