"""Where the units' counts do not add up to the total row, every place names the published count."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator
from decimal import Decimal

import pytest
from django.utils import translation
from openpyxl import load_workbook

from directives.compliance.cards import cards
from directives.compliance.paper import paper
from directives.compliance.sentence import standing
from directives.compliance.sheet import sheet
from directives.compliance.summarising import summarise
from directives.compliance.summary import Summary
from directives.compliance.summary_xlsx import xlsx_bytes
from directives.notices.appendix import appendix_xlsx
from directives.notices.presentation import notices
from reports.figures.figures import Figure
from tests.directives.letters.letter_case import letter_source


@pytest.fixture(autouse=True)
def _vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


def summary_with(count: int) -> Summary:
    """The letter's summary (28 late files) with so many of them in Vĩnh Chấp instead of 3."""
    source = letter_source()
    unit = next(unit.id for unit in source.units if unit.short_name == "Vĩnh Chấp")
    figures = {**source.figures, (unit, "overdue"): Figure.of(Decimal(count))}
    return summarise(dataclasses.replace(source, figures=figures))


@pytest.fixture
def summary() -> Summary:
    made = summary_with(2)
    check = made.checks["overdue"]
    assert (check.total, check.published, check.stated) == (27, 28, 28)
    return made


def column_of(data: bytes, label: str) -> list[object]:
    """The row of a workbook that carries that label."""
    rows = load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    return next(list(row) for row in rows if label in row)


def test_sentence_and_card_name_the_published_count(summary: Summary) -> None:
    assert "11 trong 28 hồ sơ quá hạn" in standing(summary).overdue
    assert next(card.text for card in cards(summary) if card.indicator.code == "overdue") == "28"


def test_table_papers_and_notice_name_the_published_count(summary: Summary) -> None:
    total = sheet(summary).total
    assert total is not None and "28" in total.texts and "27" not in total.texts
    page = paper(summary)
    assert "28" in {cell.whole for cell in page.total}
    assert "28" in {figure.value for figure in page.figures} and "28" in page.standing.overdue
    assert 28 in column_of(xlsx_bytes(summary), "Toàn huyện")
    assert 28 in column_of(appendix_xlsx(summary), "Toàn huyện")
    giang = next(notice for notice in notices(summary) if notice.code == "vinhgiang")
    assert "11 trong 28\u00a0hồ sơ" in giang.after


def test_the_difference_is_said_once(summary: Summary) -> None:
    texts = (*paper(summary).notes, str(standing(summary)))
    differing = [text for text in texts if "27" in text]
    assert differing == ["Hồ sơ quá hạn: cộng các đơn vị được 27, báo cáo ghi 28."]
    assert differing[0] in sheet(summary).notes


def test_no_unit_has_more_than_the_whole() -> None:
    """A unit's count above the published one is a difference, not the largest part of it."""
    summary = summary_with(40)
    assert standing(summary).overdue == ""
    chap = next(notice for notice in notices(summary) if notice.code == "vinhchap")
    assert "trong 28" not in chap.after


def test_without_a_published_count_the_sum_stands() -> None:
    source = letter_source()
    rates = {code: fact for code, fact in source.published.items() if code != "overdue"}
    summary = summarise(dataclasses.replace(source, published=rates))
    assert "11 trong 28 hồ sơ quá hạn" in standing(summary).overdue
