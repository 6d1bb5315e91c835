"""What a period is held against: the reader chooses, and each place that tells a change says it."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from directives.compliance.choice import choose
from directives.compliance.serialise import ranking_json
from reports.figures.indicator_models import Indicator
from reports.figures.period_services import period_ensure
from reports.figures.record_models import Record
from reports.figures.report_models import Report
from reports.figures.sources import SourceName
from tests.cast import Cast
from tests.directives.pages.test_pages import text_of
from units.models import Unit

ONLINE = {"2023-Q2": 60, "2023-Q1": 50, "2022-Q2": 40}


def quarters(district: Cast, codes: tuple[str, ...] = tuple(ONLINE)) -> None:
    """A quarter with the one before and that of last year: the rate of a commune and the office."""
    unit, indicator = Unit.objects.get(code="hoxa"), Indicator.objects.get(code="online")
    for code in codes:
        period = period_ensure(code=code)
        report = Report.objects.create(office=district.office, period=period, number=code)
        for measured in (unit, district.office):
            Record.objects.create(
                unit=measured, indicator=indicator, period=period, report=report, places=1,
                source=SourceName.PROVINCE, state="value", value=Decimal(ONLINE[code]),
                updated_at=timezone.now(),
            )  # fmt: skip


@pytest.mark.parametrize(
    ("compare", "against", "difference"),
    [(None, "2023-Q1", 10), ("previous", "2023-Q1", 10), ("year", "2022-Q2", 20)],
)
def test_the_reader_chooses_what_a_quarter_is_held_against(
    district: Cast, compare: str | None, against: str, difference: int
) -> None:
    quarters(district)
    summary = choose(district.office, period_code="2023-Q2", compare=compare).summary()
    assert summary is not None
    told = ranking_json(summary)
    by = compare or "previous"
    assert (told["compared_with"]["period"], told["compared_with"]["by"]) == (against, by)
    row = next(row for row in told["rows"] if row["unit"]["code"] == "hoxa")
    assert row["figures"]["online"]["change"] == difference


def test_page_links_and_workbook_keep_and_say_the_choice(district: Cast) -> None:
    quarters(district)
    staff, asked = district.client(district.staff), {"period": "2023-Q2", "compare": "year"}
    answer = staff.get(reverse("ranking"), asked)
    assert "Thay đổi so với quý II năm 2022 (cùng kỳ năm trước)." in text_of(answer)
    page = answer.content.decode()
    for name in ("dashboard", "compliance"):
        assert f'href="{reverse(name)}?period=2023-Q2&amp;compare=year"' in page
    assert 'name="compare" value="year"' in page
    for name in ("dashboard", "unit"):
        args = ["hoxa"] if name == "unit" else []
        assert "cùng kỳ năm trước)." in text_of(staff.get(reverse(name, args=args), asked))
    data = staff.get(reverse("ranking_export", args=["xlsx"]), asked).content
    sheet = load_workbook(BytesIO(data)).active
    heads = [cell.value for cell in sheet[3]]
    at = next(n for n, head in enumerate(heads) if head and head.startswith("Thay đổi so với"))
    assert "năm 2022" in heads[at]
    row = next(row for row in sheet.iter_rows(values_only=True) if row[2] == "thị trấn Hồ Xá")
    assert row[at] == 20


def test_what_is_not_there_or_unknown_is_said(district: Cast) -> None:
    quarters(district, ("2023-Q2", "2023-Q1"))
    staff = district.client(district.staff)
    page = staff.get("/", {"period": "2023-Q2", "compare": "year"})
    assert "Chưa có kỳ trước để so sánh." in text_of(page)
    assert staff.get("/", {"compare": "never"}).status_code == 404


def test_a_unit_gone_before_the_last_day_stands_without_a_place(district: Cast) -> None:
    unit = Unit.objects.get(code="hoxa")
    unit.valid_to = "2023-05-31"
    unit.save()
    choice = choose(district.office, period_code="2023-H1")
    summary = choice.summary()
    assert summary is not None
    line = next(line for line in summary.lines if line.unit.id == unit.pk)
    assert line.has_figures and not line.places and line.overall is None
    assert unit.pk not in {line.unit.id for line in summary.lines_of("local")}  # type: ignore[arg-type]
    told = ranking_json(summary)
    assert told["pools"]["local"]["size"] == 17
    assert [row["ended_on"] for row in told["without_place"]] == ["2023-05-31"]
    staff = district.client(district.staff)
    for name in ("dashboard", "compliance", "ranking"):
        assert "Thị trấn Hồ Xá kết thúc ngày 31/5/2023" in text_of(staff.get(reverse(name)))
    assert "kết thúc ngày 31/5/2023" in text_of(staff.get(reverse("unit", args=["hoxa"])))
    data = staff.get(reverse("ranking_export", args=["xlsx"])).content
    rows = list(load_workbook(BytesIO(data)).active.iter_rows(values_only=True))
    assert any(row[0] == "Không xếp hạng" and row[2] == "thị trấn Hồ Xá" for row in rows)
