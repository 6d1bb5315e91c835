"""A closed round says which lock it is, since when, why, and who can open it, where it stops."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from cchc.demo.workbook import write_workbook
from reports.figures.periods import span_for_code
from reports.rounds.models import Round
from reports.rounds.services import round_plan, round_step
from tests.cast import Cast
from tests.reports.imports.test_import_pages import run_of
from tests.reports.rounds.round_cast import open_round


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.client(cast.staff)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "cchc.xlsx")


def told(client: Client, pk: int) -> str:
    """The first warning on the page of an import; "" where there is none."""
    page = client.get(reverse("import_run", args=[pk])).content.decode()
    return page.partition('class="notice warning"')[2].split("</div>")[0]


def test_an_import_into_a_closed_round_says_who_can_open_it(
    cast: Cast, staff: Client, workbook: Path
) -> None:
    round_step(round_=open_round(cast), to=Round.State.LOCKED, user=cast.staff, reason="Chốt số")
    notice = told(staff, run_of(staff, workbook).pk)
    assert "6 tháng đầu năm 2023" in notice and "đã khóa" in notice
    assert "Chốt số" in notice and "Người mở lại được: Văn phòng UBND" in notice


def test_a_round_that_is_only_planned_stops_no_import(
    cast: Cast, staff: Client, workbook: Path
) -> None:
    round_plan(office=cast.office, span=span_for_code("2023-H1"))
    assert told(staff, run_of(staff, workbook).pk) == ""
