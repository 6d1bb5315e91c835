"""Dashboard, ranking, compliance, unit and directive as pages: what they say, to whom, how fast."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.record_models import Record, RecordState, Source
from tests.cast import Cast
from units.kinds import UnitKind
from units.models import Unit

PAGES = ("dashboard", "ranking", "compliance")


def text_of(response: HttpResponse) -> str:
    """The words of a page, spaces in one form."""
    plain = unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))
    return " ".join(plain.split())


@pytest.fixture
def staff(district: Cast) -> Client:
    return district.client(district.staff)


def test_the_dashboard_says_where_the_district_stands(staff: Client) -> None:
    page = text_of(staff.get("/"))
    assert "Chỉ thị trấn Hồ Xá (1/18 xã, thị trấn) đạt cả ba chỉ tiêu" in page
    assert "5 xã, thị trấn chưa đạt chỉ tiêu nào" in page
    assert "14/18 đơn vị chưa thực hiện" in page
    for published in ("76,9", "59,29", "7,5", "54,9", "0,18%"):
        assert published in page
    for rank in ("5 /10", "8 /10", "4 /10", "9 /10", "6 /10"):
        assert rank in page
    assert "huyện Cồn Cỏ" in page
    assert "85/BC-HCC" in page


def test_no_page_shows_a_mean_of_rates(staff: Client) -> None:
    for name in PAGES:
        page = text_of(staff.get(reverse(name)))
        for mean in ("66,48", "66,5", "58,12", "58,1", "63,3 %"):
            assert mean not in page.replace("63,3 hạng", "")


def test_the_letter_in_english_keeps_vietnamese_figures(staff: Client) -> None:
    staff.post(reverse("language"), {"language": "en", "next": "/"})
    page = text_of(staff.get("/"))
    assert "meets all three targets" in page
    assert "59,29" in page


def test_the_compliance_page_cites_clause_and_gap(staff: Client) -> None:
    page = text_of(staff.get(reverse("compliance")))
    assert "thiếu 0,9 điểm" in page.replace("\xa0", " ")
    assert "khoản 3" in page
    assert "Chi nhánh VPĐKĐĐ" in page
    assert "chưa có số liệu" in page


def test_every_ranking_says_its_pool_its_exempt_units_and_its_rule(staff: Client) -> None:
    page = text_of(staff.get(reverse("ranking")))
    assert "xếp trong 18 xã, thị trấn" in page
    assert "xếp trong 2 cơ quan cấp huyện" in page
    assert page.count("Mọi đơn vị đều được đánh giá") == 2
    assert page.count("ít chỉ tiêu chưa đạt nhất đứng trước") == 2


def names_in_order(response: HttpResponse) -> list[str]:
    """The short names in the first table of the ranking, from top to bottom."""
    first = response.content.decode().split("</table>")[0]
    return re.findall(r"<b>([^<]+)</b></a>", first)


def test_sorting_by_an_indicator_puts_blanks_last_both_ways(staff: Client) -> None:
    up = names_in_order(staff.get(reverse("ranking"), {"sort": "payment"}))
    down = names_in_order(staff.get(reverse("ranking"), {"sort": "-payment"}))
    assert up[:4] == ["Trung Nam", "Bến Quan", "Vĩnh Hòa", "Hồ Xá"]
    assert down[:4] == ["Hồ Xá", "Vĩnh Hòa", "Bến Quan", "Trung Nam"]
    assert len(up) == len(down) == 18


def test_names_sort_by_the_vietnamese_alphabet(staff: Client) -> None:
    names = names_in_order(staff.get(reverse("ranking"), {"sort": "unit"}))
    assert names[:4] == ["Bến Quan", "Cửa Tùng", "Hiền Thành", "Hồ Xá"]
    assert names.index("Vĩnh Ô") < names.index("Vĩnh Sơn") < names.index("Vĩnh Tú")


@pytest.mark.parametrize("sort", ["password", "-", "", "cells", "--online", "unit__parent"])
def test_a_sort_that_is_no_column_changes_nothing(staff: Client, sort: str) -> None:
    response = staff.get(reverse("ranking"), {"sort": sort})
    assert response.status_code == 200
    assert names_in_order(response)[0] == "Hồ Xá"


def test_a_unit_is_found_without_marks(staff: Client) -> None:
    assert names_in_order(staff.get(reverse("ranking"), {"q": "vinh o"})) == ["Vĩnh Ô"]


def test_units_are_filtered_by_kind_and_keep_their_places(staff: Client) -> None:
    response = staff.get(reverse("ranking"), {"kind": "town"})
    assert names_in_order(response) == ["Hồ Xá", "Cửa Tùng", "Bến Quan"]


def test_units_that_have_not_started_can_be_listed(staff: Client) -> None:
    response = staff.get(reverse("ranking"), {"idle": "receipt"})
    assert sorted(names_in_order(response)) == ["Vĩnh Chấp", "Vĩnh Hà", "Vĩnh Khê"]
    assert "VP UBND huyện Vĩnh Linh" in text_of(response)
    assert b"idle=receipt" in staff.get("/").content


def test_an_indicator_that_all_have_started_is_no_choice(staff: Client) -> None:
    assert len(names_in_order(staff.get(reverse("ranking"), {"idle": "online"}))) == 18


def test_htmx_gets_the_tables_alone(staff: Client) -> None:
    response = staff.get(reverse("ranking"), {"q": "o"}, headers={"HX-Request": "true"})
    assert b"<html" not in response.content
    assert b'id="pools"' in response.content


@pytest.mark.parametrize("name", PAGES)
def test_everybody_must_log_in(client: Client, district: Cast, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert reverse("account_login") in response["Location"]


def test_an_officer_sees_the_own_unit_alone(district: Cast) -> None:
    client = district.client(district.officer)
    assert client.get("/")["Location"] == reverse("unit", args=["vinhgiang"])
    assert client.get(reverse("compliance")).status_code == 404
    assert client.get(reverse("unit", args=["hoxa"])).status_code == 404
    page = client.get(reverse("unit", args=["vinhgiang"]))
    assert "hạng 9 trong 18 xã, thị trấn" in text_of(page)
    ranking = client.get(reverse("ranking"))
    assert names_in_order(ranking) == ["Vĩnh Giang"]
    others = [one.short_name for one in Unit.objects.exclude(code__in=["vinhgiang", "vinhlinh"])]
    for response in (page, ranking, client.get(reverse("ranking_export", args=["csv"]))):
        body = response.content.decode()
        assert not [name for name in others if f"{name}" in body and name != "Quảng Trị"]


def test_a_stranger_sees_nothing_of_the_district(district: Cast) -> None:
    client = district.client(district.outsider)
    assert "Vĩnh Giang" not in client.get("/").content.decode()
    assert client.get(reverse("unit", args=["vinhgiang"])).status_code == 404
    assert client.get(reverse("directive", args=["cv-2023-06"])).status_code == 404
    assert client.get("/", {"directive": "cv-2023-06"}).status_code == 404


def test_a_user_without_a_role_is_told_so(district: Cast) -> None:
    client = district.client(district.nobody)
    assert client.get("/").status_code == 403
    assert client.get(reverse("ranking")).status_code == 404


@pytest.mark.parametrize("key", ["period", "directive"])
@pytest.mark.parametrize("name", PAGES)
def test_an_unknown_code_is_not_found(staff: Client, name: str, key: str) -> None:
    assert staff.get(reverse(name), {key: "nope"}).status_code == 404


def test_the_directive_shows_its_clauses_and_targets(staff: Client) -> None:
    page = text_of(staff.get(reverse("directive", args=["cv-2023-06"])))
    assert "Khoản 5" in page
    assert "phải tổ chức thực hiện ngay khi có phát sinh hồ sơ" in page
    assert "70–90%" in page


def test_pages_say_so_when_there_are_no_figures_yet(cast: Cast) -> None:
    client = cast.client(cast.staff)
    for name in PAGES:
        assert client.get(reverse(name)).status_code == 200


def count_queries(client: Client, path: str, count: object) -> int:
    with count() as captured:  # type: ignore[operator]
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", PAGES)
def test_queries_are_few_and_do_not_grow_with_units(
    district: Cast, name: str, django_assert_max_num_queries: object
) -> None:
    path = reverse(name)
    client = district.client(district.staff)
    client.get(path)
    with django_assert_max_num_queries(13) as few:  # type: ignore[operator]
        client.get(path)
    add_units(district.office, 1000)
    with django_assert_max_num_queries(13) as many:  # type: ignore[operator]
        page = client.get(path).content.decode()
    assert len(many) == len(few)
    assert page.count("/units/them-") >= 75, "the page must show the units it is measured on"


def test_a_filtered_ranking_needs_no_more_than_thirteen_queries(
    staff: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(13):  # type: ignore[operator]
        staff.get(reverse("ranking"), {"q": "vinh", "kind": "commune", "sort": "-online"})


def add_units(office: Unit, count: int) -> None:
    """More communes, each with its figures, as the pages must show them."""
    units = Unit.objects.bulk_create(
        Unit(
            code=f"them-{number}",
            name=f"UBND xã Thêm {number}",
            short_name=f"Thêm {number}",
            kind=UnitKind.COMMUNE.value,
            parent=office,
            search_key=f"them {number}",
            display_order=100 + number,
        )
        for number in range(count)
    )
    period = Period.objects.get(code="2023-H1")
    indicators = Indicator.objects.filter(code__in=["online", "digitization", "payment"])
    Record.objects.bulk_create(
        Record(
            period=period,
            indicator=indicator,
            unit=unit,
            source=Source.PROVINCE,
            state=RecordState.VALUE,
            value=unit.display_order % 100,
            updated_at=timezone.now(),
        )
        for unit in units
        for indicator in indicators
    )


def test_many_units_are_shown_a_hundred_a_page(district: Cast) -> None:
    add_units(district.office, 300)
    client = district.client(district.staff)
    for name in PAGES:
        first, last = (
            "".join(client.get(reverse(name), {"page": page}).content.decode().split())
            for page in ("1", "99")
        )
        assert 75 <= first.count('scope="row"><ahref="/units/') <= 102
        assert 0 < last.count('scope="row"><ahref="/units/') <= 25
    assert client.get(reverse("ranking"), {"per_page": "-1", "page": "x"}).status_code == 200


def test_links_keep_the_chosen_period(staff: Client) -> None:
    page = staff.get(reverse("ranking"), {"period": "2023-H1", "sort": "-online"}).content.decode()
    assert "/units/hoxa/?period=2023-H1" in page


def test_going_back_gives_the_whole_page(staff: Client) -> None:
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    response = staff.get(reverse("ranking"), headers=headers)
    assert b"<html" in response.content
    assert "HX-Request" in response["Vary"]


def test_the_districts_own_page_is_the_dashboard(staff: Client) -> None:
    assert staff.get(reverse("unit", args=["vinhlinh"]))["Location"] == "/"


def test_a_unit_that_ended_within_the_period_still_answers_for_it(district: Cast) -> None:
    Unit.objects.filter(code="vinhchap").update(valid_to=date(2023, 3, 1))
    page = text_of(district.client(district.staff).get("/"))
    assert "Vĩnh Chấp" in page
    assert "11 trong 28 hồ sơ quá hạn" in page
    Unit.objects.filter(code="vinhchap").update(valid_to=date(2022, 12, 14))
    assert "Vĩnh Chấp" not in text_of(district.client(district.staff).get("/"))


def test_the_ranking_as_csv_opens_in_excel_with_right_letters(staff: Client) -> None:
    response = staff.get(reverse("ranking_export", args=["csv"]), {"sort": "-online"})
    text = response.content.decode("utf-8-sig")
    assert response.content.startswith(b"\xef\xbb\xbf")
    head, first, *_rest = (line.split(";") for line in text.splitlines())
    assert head[1:5] == ["Hạng", "Đơn vị", "Loại đơn vị", "Tỷ lệ hồ sơ trực tuyến"]
    assert first[:6] == ["Xã, thị trấn", "1", "thị trấn Hồ Xá", "thị trấn", "90,4", "1"]
    assert first[-1] == "3 trên 3"
    last = text.splitlines()[-1].split(";")
    assert last[:3] == ["Cơ quan cấp huyện", "–", "Chi nhánh VPĐKĐĐ"]
    assert len(text.splitlines()) == 21


def test_the_ranking_as_xlsx_keeps_numbers_states_and_decimals(staff: Client) -> None:
    response = staff.get(reverse("ranking_export", args=["xlsx"]), {"q": "vinh cha"})
    sheet = load_workbook(BytesIO(response.content)).active
    row = [cell.value for cell in sheet[4]]
    assert row[:6] == ["Xã, thị trấn", 12, "xã Vĩnh Chấp", "xã", 81.6, 6]
    assert "chưa thực hiện" in row
    assert sheet["E4"].number_format == "#,##0.0"
    assert staff.get(reverse("ranking_export", args=["exe"])).status_code == 404


@pytest.mark.parametrize("fmt", ["pdf", "docx", "xlsx"])
def test_the_summary_is_for_the_office_alone(district: Cast, fmt: str) -> None:
    path = reverse("compliance_export", args=[fmt])
    response = district.client(district.leader).get(path)
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="tong-hop-2023-H1.{fmt}"'
    assert district.client(district.officer).get(path).status_code == 404
    assert district.client(district.leader).get(path.replace(fmt, "exe")).status_code == 404
