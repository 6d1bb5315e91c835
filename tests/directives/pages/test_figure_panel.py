"""A figure beside its table: the same parts as its page, and how the office's own was made."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from reports.figures.figures import State
from reports.figures.import_models import ImportRun
from reports.figures.record_models import Record
from reports.figures.report_models import PublishedFact, Report
from tests.cast import Cast
from units.models import Unit

PANEL = {"HX-Request": "true"}


@pytest.fixture
def staff(district: Cast) -> Client:
    return district.client(district.staff)


def address(unit: str, indicator: str) -> str:
    return reverse("figure", args=[unit, indicator])


def panel(client: Client, unit: str, indicator: str) -> str:
    answer = client.get(address(unit, indicator), headers=PANEL)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_panel_is_the_body_of_the_page(staff: Client) -> None:
    page = staff.get(address("vinhgiang", "digitization"))
    part = staff.get(address("vinhgiang", "digitization"), headers=PANEL)
    body = page.content.decode().split('class="stack figure-page"')[1].split("</main>")[0]
    assert body.strip() in part.content.decode()
    assert "<html" in page.content.decode() and "<html" not in part.content.decode()
    assert "HX-Request" in page["Vary"] and "HX-Request" in part["Vary"]


def test_going_back_gets_the_whole_page(staff: Client) -> None:
    headers = {**PANEL, "HX-History-Restore-Request": "true"}
    page = staff.get(address("vinhgiang", "online"), headers=headers).content.decode()
    assert "<html" in page


def test_the_panel_walks_and_leads_to_its_page(staff: Client) -> None:
    part = " ".join(panel(staff, "vinhgiang", "online").split())
    assert 'rel="prev" href="/figures/vinhchap/online/"' in part
    assert 'rel="next" href="/figures/hienthanh/online/"' in part
    assert "/figures/vinhgiang/online/?period=2023-H1&amp;directive=" in part


def test_the_panel_shows_no_more_than_the_page(district: Cast) -> None:
    officer = district.client(district.officer)
    for other in ("Vĩnh Chấp", "Hiền Thành", "/imports/"):
        assert other not in panel(officer, "vinhgiang", "digitization")
    for unit in ("hoxa", district.office.code):
        assert officer.get(address(unit, "online"), headers=PANEL).status_code == 404


@pytest.mark.parametrize("name", ["dashboard", "compliance", "ranking"])
def test_each_table_has_a_place_for_the_panel(staff: Client, name: str) -> None:
    page = " ".join(staff.get(reverse(name)).content.decode().split())
    assert '<dialog class="why-panel" id="why"' in page
    assert page.count("data-why href=") >= 95


def test_the_offices_own_figures_lead_to_how_they_were_made(staff: Client, district: Cast) -> None:
    for name in ("dashboard", "compliance"):
        page = staff.get(reverse(name)).content.decode()
        for code in ("online", "digitization", "overdue", "payment", "receipt"):
            assert f'href="{address(district.office.code, code)}"' in page, (name, code)


def made(client: Client, cast: Cast, indicator: str) -> str:
    part = panel(client, cast.office.code, indicator)
    return part.split('class="panel-body made"')[1].split("</div>")[0]


def test_a_published_rate_names_its_cell_and_is_no_mean(staff: Client, district: Cast) -> None:
    text = made(staff, district, "online")
    record = Record.objects.get(unit=district.office, indicator__code="online")
    assert f"{record.sheet}!{record.cell}" in text
    assert text.count("<p>") == 2 and "66,5" not in text


def test_a_count_is_held_against_the_sum_of_the_units(staff: Client, district: Cast) -> None:
    assert "28" in made(staff, district, "overdue")


def counted(cast: Cast, indicator: str) -> None:
    """Every unit's rate gets counts: 30 of 40."""
    own = Record.objects.filter(indicator__code=indicator).exclude(unit=cast.office)
    own.update(state=State.VALUE.value, value=Decimal(75), numerator=30, denominator=40)


def test_counts_of_all_units_are_put_together(staff: Client, district: Cast) -> None:
    counted(district, "online")
    text = made(staff, district, "online")
    assert "570 / 760 = 75,00%" in text


def test_without_a_total_the_counts_of_the_units_make_it(staff: Client, district: Cast) -> None:
    counted(district, "online")
    Record.objects.filter(unit=district.office, indicator__code="online").delete()
    PublishedFact.objects.filter(indicator__code="online").delete()
    part = panel(staff, district.office.code, "online")
    assert "75,0" in part.split('class="figure-big"')[1].split("</p>")[0]
    assert part.split('class="panel-body made"')[1].split("</div>")[0].count("<p>") == 1


def test_a_total_of_the_reports_text_is_shown_though_no_cell_has_it(
    staff: Client, district: Cast
) -> None:
    Record.objects.filter(unit=district.office, indicator__code="online").delete()
    report = Report.objects.get(office=district.office)
    PublishedFact.objects.update_or_create(
        report=report,
        indicator=Record.objects.filter(indicator__code="online").first().indicator,
        defaults={"value": Decimal("76.9"), "places": 1},
    )
    part = panel(staff, district.office.code, "online")
    assert "76,9" in part.split('class="figure-big"')[1].split("</p>")[0]


def test_without_a_person_the_way_of_the_file_is_told(staff: Client, district: Cast) -> None:
    ImportRun.objects.update(origin=ImportRun.Origin.COMMAND, uploaded_by=None, applied_by=None)
    Record.objects.update(updated_by=None)
    card = panel(staff, "vinhgiang", "online").split('class="source-card')[1].split("</dl>")[0]
    assert "dòng lệnh" in card


def test_the_uploader_is_named_where_another_applied(staff: Client, district: Cast) -> None:
    before = panel(staff, "vinhgiang", "online")
    assert str(district.admin) not in before
    ImportRun.objects.update(uploaded_by=district.admin)
    assert str(district.admin) in panel(staff, "vinhgiang", "online")


def test_a_unit_without_figures_has_a_panel(staff: Client, district: Cast) -> None:
    Unit.objects.create(
        code="moi", name="UBND xã Mới", short_name="Mới", kind="commune", parent=district.office
    )
    assert 'class="blank-means"' in panel(staff, "moi", "online")
