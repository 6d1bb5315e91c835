"""The register and the indicator say one thing: its ratio is the unit's own figure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from directives.compliance.choice import choose
from directives.compliance.domain import Status, Verdict
from directives.overdue.selectors import LETTERS
from reports.figures.figures import State
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.record_models import Record, Source
from tests.cast import Cast
from tests.directives.overdue.overdue_cast import attach, make_file
from tests.directives.pages.test_pages import text_of
from units.models import Unit


def lettered(cast: Cast) -> tuple[Verdict, bool]:
    """The verdict on Vĩnh Giang's letters in the letter's period, and whether it is its own."""
    summary = choose(cast.office, period_code="2023-H1").summary()
    assert summary is not None
    line = next(line for line in summary.lines if line.unit.code == "vinhgiang")
    return line.cells[LETTERS], LETTERS in line.own


def eleven_files() -> None:
    for number in range(11):
        file = make_file(code=f"HS-{number:02}")
        if number < 8:
            attach(file)


def reported(state: State, value: str | None) -> None:
    Record.objects.create(
        period=Period.objects.get(code="2023-H1"),
        unit=Unit.objects.get(code="vinhgiang"),
        indicator=Indicator.objects.get(code=LETTERS),
        source=Source.PROVINCE,
        state=state.value,
        value=value,
        places=1,
        updated_at=timezone.now(),
    )


def test_without_a_register_there_is_no_figure(district: Cast) -> None:
    assert lettered(district)[0].status is Status.NOT_REPORTED


def test_the_ratio_of_the_register_is_the_units_own_figure(district: Cast) -> None:
    eleven_files()
    verdict, own = lettered(district)
    figure = verdict.figure
    assert own and (figure.numerator, figure.denominator) == (8, 11)
    assert (verdict.status, figure.value) == (Status.NOT_MET, Decimal("72.7"))
    assert verdict.gap_files == 3


def test_a_register_without_a_late_file_says_that_no_case_arose(district: Cast) -> None:
    make_file(resolved_on=date(2023, 5, 20))
    assert lettered(district)[0].figure.state is State.NO_CASES


@pytest.mark.parametrize(
    ("state", "value", "own"),
    [(State.VALUE, "90.0", False), (State.NOT_REPORTED, None, True)],
)
def test_it_fills_a_gap_of_the_province_and_beats_no_figure(
    district: Cast, state: State, value: str | None, own: bool
) -> None:
    eleven_files()
    reported(state, value)
    assert lettered(district)[1] is own


def test_staff_see_both_where_the_province_reports_another(district: Cast) -> None:
    eleven_files()
    reported(State.VALUE, "90.0")
    address = reverse("figure", args=["vinhgiang", LETTERS])
    page = text_of(district.client(district.staff).get(address))
    assert "90,0%" in page and "72,7%" in page and "8 / 11" in page


def test_page_of_the_unit_says_the_ratio_once(district: Cast) -> None:
    eleven_files()
    client = district.client(district.staff)
    page = text_of(client.get(reverse("unit", args=["vinhgiang"])))
    assert "72,7" in page and "chưa có số liệu" not in page.split("Thư xin lỗi", 1)[1][:80]
