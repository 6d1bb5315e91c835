"""A unit's later deadline stands wherever its office is printed, with its reason."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from directives.compliance.choice import choose
from directives.compliance.documents import pdf_bytes
from directives.compliance.pages import source_line
from directives.compliance.paper import paper
from directives.compliance.serialise import compliance_json, ranking_json
from directives.compliance.source import MoreTime
from directives.compliance.summarising import summarise
from directives.compliance.summary import Summary
from directives.compliance.summary_docx import docx_bytes
from directives.compliance.summary_xlsx import xlsx_bytes
from reports.rounds.services import extension_give, round_plan
from tests.cast import Cast
from tests.directives.letters.letter_case import PERIOD, letter_source

SAID = "Gia hạn: xã Vĩnh Ô đến hết 30/6/2023 (Mất điện)."


def with_more_time() -> Summary:
    source = letter_source()
    unit = next(one for one in source.units if one.code == "vinho")
    given = MoreTime(unit, date(2023, 6, 30), "Mất điện")
    return summarise(replace(source, extensions=(given,)))


def plain(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture(autouse=True)
def _in_vietnamese() -> Any:
    with translation.override("vi"):
        yield


def test_the_printed_summary_says_who_had_more_time() -> None:
    reader = PdfReader(io.BytesIO(pdf_bytes(paper(with_more_time()))))
    assert len(reader.pages) == 1
    assert SAID in plain(reader.pages[0].extract_text())
    document = Document(io.BytesIO(docx_bytes(paper(with_more_time()))))
    assert any(SAID in plain(one.text) for one in document.paragraphs)
    sheet = load_workbook(io.BytesIO(xlsx_bytes(with_more_time()))).worksheets[0]
    assert SAID in [plain(str(cell.value)) for row in sheet.iter_rows() for cell in row]


def test_nothing_is_said_where_nobody_had_more_time() -> None:
    summary = summarise(letter_source())
    assert not any("Gia hạn" in note for note in paper(summary).notes)
    assert "Gia hạn" not in source_line(summary)
    assert compliance_json(summary)["extensions"] == []


def test_pages_say_it_after_the_source_and_others_hear_nothing_of_it() -> None:
    summary = with_more_time()
    ids = {one.code: one.id for one in summary.source.units}
    assert plain(source_line(summary)).endswith(SAID)
    assert plain(source_line(summary, {ids["vinho"]})).endswith(SAID)
    assert "Gia hạn" not in source_line(summary, {ids["vinhgiang"]})


def test_machines_read_it_too() -> None:
    for data in (compliance_json(with_more_time()), ranking_json(with_more_time())):
        (one,) = data["extensions"]
        assert (one["unit"]["code"], one["until"], one["reason"]) == (
            "vinho", "2023-06-30", "Mất điện",
        )  # fmt: skip


def test_extensions_are_read_in_one_query_in_the_order_of_units(district: Cast) -> None:
    one = round_plan(office=district.office, span=PERIOD)
    before = _queries(district)
    for code in ("vinhthai", "vinho"):
        unit = district.office.children.get(code=code)
        extension_give(
            round_=one, unit=unit, until=date(2023, 7, 30), reason="Mất điện", user=district.staff
        )
    assert _queries(district) == before
    summary = choose(district.office, period_code=PERIOD.code).summary()
    assert summary is not None
    assert [one.unit.code for one in summary.source.extensions] == ["vinho", "vinhthai"]


def test_the_ranking_of_an_officer_says_only_their_own(district: Cast) -> None:
    one = round_plan(office=district.office, span=PERIOD)
    unit = district.office.children.get(code="vinho")
    extension_give(
        round_=one, unit=unit, until=date(2023, 7, 30), reason="Mất điện", user=district.staff
    )
    address = reverse("ranking")
    assert "Mất điện" in district.client(district.staff).get(address).content.decode()
    assert "Mất điện" not in district.client(district.officer).get(address).content.decode()
    book = district.client(district.staff).get(reverse("ranking_export", args=["xlsx"])).content
    cells = [cell.value for row in load_workbook(io.BytesIO(book)).worksheets[0] for cell in row]
    assert any("Gia hạn" in str(value) for value in cells)


def _queries(district: Cast) -> int:
    with CaptureQueriesContext(connection) as asked:
        choose(district.office, period_code=PERIOD.code).summary()
    return len(asked)
