"""A period without figures or without a directive says so, and nothing that is not of it."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from directives.clauses.models import Directive
from directives.compliance.choice import choose
from directives.compliance.pages import source_line
from directives.compliance.paper import subtitle
from reports.figures.period_models import Period
from reports.figures.periods import span_for_code
from reports.figures.report_models import Report
from tests.cast import Cast
from tests.directives.pages.test_pages import text_of

NONE_EXISTS = "Chưa có văn bản chỉ đạo nào giao chỉ tiêu cho kỳ này."
MAKE_ONE = 'href="/directives/new/"'
PAGES = ("dashboard", "ranking", "compliance")


def empty_period() -> Period:
    span = span_for_code("2022-H1")
    return Period.objects.create(code=span.code, start=span.start, end=span.end, kind=span.kind)


@pytest.mark.parametrize("name", [*PAGES, "unit"])
def test_nothing_is_counted_or_sourced_over_nothing(district: Cast, name: str) -> None:
    period = empty_period()
    Report.objects.create(office=district.office, period=period, number="12/BC-HCC")
    client = district.client(district.staff)
    args = ["vinhgiang"] if name == "unit" else []
    text = text_of(client.get(reverse(name, args=args), {"period": period.code}))
    for false in ("Đang hiện", "Nguồn:", "12/BC-HCC", "85/BC-HCC"):
        assert false not in text, false
    assert "chưa có số liệu" in text.casefold()


def test_a_report_without_figures_is_no_source(district: Cast) -> None:
    period = empty_period()
    Report.objects.create(office=district.office, period=period, number="12/BC-HCC")
    summary = choose(district.office, period_code=period.code).summary()
    assert summary is not None and summary.source.report is not None
    assert source_line(summary) == ""
    assert "12/BC-HCC" not in subtitle(summary)


def test_a_blank_figure_is_not_explained_by_a_report(district: Cast) -> None:
    period, client = empty_period(), district.client(district.staff)
    for unit in ("vinhgiang", "vinhlinh"):
        address = reverse("figure", args=[unit, "online"])
        text = text_of(client.get(address, {"period": period.code}))
        assert "Báo cáo chỉ cho tỷ lệ" not in text and "Báo cáo không nêu đủ" not in text


def test_the_ranking_counts_the_units_that_it_shows(district: Cast) -> None:
    client = district.client(district.staff)
    assert "Đang hiện 20 đơn vị" in text_of(client.get(reverse("ranking")))
    assert "Đang hiện 1 đơn vị" in text_of(client.get(reverse("ranking"), {"q": "vinh o"}))


@pytest.fixture
def unordered(district: Cast) -> Cast:
    """Figures, but no directive in force: the only one ended before."""
    Directive.objects.update(effective_from=date(2020, 1, 1), effective_to=date(2020, 12, 31))
    Directive.objects.update(basis=None)
    return district


@pytest.mark.parametrize("name", [*PAGES, "unit"])
def test_without_a_directive_staff_are_told_once_and_offered_one(
    unordered: Cast, name: str
) -> None:
    args = ["vinhgiang"] if name == "unit" else []
    response = unordered.client(unordered.staff).get(reverse(name, args=args))
    assert text_of(response).count(NONE_EXISTS) == 1
    assert MAKE_ONE in response.content.decode()


@pytest.mark.parametrize("name", ["ranking", "unit"])
def test_an_officer_is_told_and_offered_nothing(unordered: Cast, name: str) -> None:
    args = ["vinhgiang"] if name == "unit" else []
    response = unordered.client(unordered.officer).get(reverse(name, args=args))
    assert NONE_EXISTS in text_of(response)
    assert MAKE_ONE not in response.content.decode()


def test_with_a_directive_nobody_is_offered_another(district: Cast) -> None:
    response = district.client(district.staff).get(reverse("dashboard"))
    assert NONE_EXISTS not in text_of(response) and MAKE_ONE not in response.content.decode()
