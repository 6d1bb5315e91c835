"""The appendix as a workbook: its values are ours, LibreOffice adds up the same, nothing runs."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from directives.compliance.domain import Status
from directives.compliance.summarising import summarise
from directives.compliance.summary import Summary
from directives.notices.appendix import appendix_xlsx
from directives.notices.appendix_phrases import SHEET, TARGET_HEADS, TARGETS
from directives.text.imprint import Imprint
from reports.figures.figures import Figure, Measure
from tests.directives.letters.letter_case import COLUMNS, letter_source, letter_summary
from tests.services.office import converted

_FIRST = 8  # row of the first unit
_VALUE, _VERDICT, _PLACE = range(3)
WORDS = {
    Status.MET: "đạt",
    Status.EXCEEDED: "vượt",
    Status.NOT_MET: "chưa đạt",
    Status.NOT_STARTED: "chưa thực hiện",
    Status.NOT_REPORTED: "chưa có số liệu",
    Status.NO_CASES: "không phát sinh",
    Status.EXEMPT: "không đánh giá",
    Status.WATCHED: "theo dõi",
}


def recalculated(data: bytes, folder: Path, change: Callable[[Any], None] | None = None) -> Any:
    """The workbook after LibreOffice has opened it, reckoned and saved it again."""
    book = load_workbook(io.BytesIO(data))
    if change:
        change(book)
    book.save(folder / "phu-luc.xlsx")
    return load_workbook(converted(folder / "phu-luc.xlsx", "xlsx"), data_only=True)


def cells_of(book: Any, line: int, column: int) -> tuple[Any, Any, Any]:
    """Value, verdict and place of an indicator in a unit's row."""
    sheet = book[SHEET]
    at = 4 + 3 * column
    row = _FIRST + line
    return tuple(sheet.cell(row, at + step).value for step in range(3))


def overall_of(book: Any, line: int) -> tuple[Any, Any, Any]:
    sheet = book[SHEET]
    at = 4 + 3 * len(COLUMNS)
    return tuple(sheet.cell(_FIRST + line, at + step).value for step in range(3))


def agrees(book: Any, summary: Summary) -> None:
    """Every verdict and every place of the workbook is ours."""
    for number, line in enumerate(summary.reported_lines):
        for column, code in enumerate(COLUMNS):
            _value, verdict, place = cells_of(book, number, column)
            cell = line.cells[code]
            assert verdict == WORDS[cell.status], (line.unit.code, code)
            assert place == (line.places[code].first or "–"), (line.unit.code, code)
        met, of, place = overall_of(book, number)
        assert (met, of) == (line.met, line.of), line.unit.code
        assert line.overall is not None
        assert place == line.overall.first


@cache
def letter_book() -> bytes:
    return appendix_xlsx(letter_summary())


@pytest.fixture(scope="module")
def reckoned(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return recalculated(letter_book(), tmp_path_factory.mktemp("phu-luc"))


def test_verdicts_and_places_are_ours(reckoned: Any) -> None:
    agrees(reckoned, letter_summary())


def test_the_totals_are_the_reports_and_the_sum_of_counts(reckoned: Any) -> None:
    sheet = reckoned[SHEET]
    row = [sheet.cell(7, 4 + 3 * number).value for number in range(len(COLUMNS))]
    notes = [sheet.cell(7, 5 + 3 * number).value for number in range(len(COLUMNS))]
    assert row == [76.9, 59.29, 28, 7.5, 54.9]
    assert notes == [
        *("theo báo cáo", "theo báo cáo", "khớp báo cáo", "theo báo cáo", "theo báo cáo")
    ]


def test_the_targets_stand_beside_the_table() -> None:
    sheet = load_workbook(io.BytesIO(letter_book()))[TARGETS]
    assert [cell.value for cell in sheet[3]] == list(TARGET_HEADS)
    assert [cell.value for cell in sheet[4]][3:] == [70, 90, "3"]


def test_a_wrong_count_is_said_against_the_report(tmp_path: Path) -> None:
    book = recalculated(letter_book(), tmp_path, lambda book: book[SHEET].__setitem__("J8", 6))
    assert (book[SHEET]["J7"].value, book[SHEET]["K7"].value) == (28, "các đơn vị cộng lại 29")


def test_a_rate_is_held_against_its_target_unrounded_and_added_up(tmp_path: Path) -> None:
    source = letter_source()
    rates = [one.code for one in source.indicators if one.measure is Measure.RATE]
    figures = {
        (unit, code): Figure.of(
            Decimal("70.0"), numerator=6996 if unit % 2 else 7000, denominator=10000
        )
        for unit, code in source.figures
        if code in rates
    } | {key: one for key, one in source.figures.items() if key[1] not in rates}
    summary = summarise(replace(source, figures=figures, published={}))
    book = recalculated(appendix_xlsx(summary), tmp_path)
    agrees(book, summary)
    online = sum(6996 if unit % 2 else 7000 for unit, code in figures if code == "online")
    assert book[SHEET]["D7"].value == pytest.approx(online * 100 / (19 * 10000))
    assert book[SHEET]["E7"].value == "tính từ số hồ sơ"


def test_a_reader_that_does_not_reckon_shows_the_same() -> None:
    book = load_workbook(io.BytesIO(letter_book()), data_only=True)
    agrees(book, letter_summary())
    sheet = book[SHEET]
    assert (sheet["J7"].value, sheet["K7"].value) == (28, "khớp báo cáo")


def test_only_counts_are_added_up_by_formulas() -> None:
    formulas = [
        cell.value
        for sheet in load_workbook(io.BytesIO(letter_book()))
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert formulas == ['=IF(J7=SUM(J8:J26),"khớp báo cáo","các đơn vị cộng lại "&SUM(J8:J26))']


def test_no_name_runs_as_a_formula() -> None:
    source = letter_source()
    evil = '=HYPERLINK("http://x","y")'
    units = tuple(replace(one, short_name=evil) for one in source.units)
    indicators = tuple(replace(one, short_name="+1+1") for one in source.indicators)
    book = load_workbook(
        io.BytesIO(appendix_xlsx(summarise(replace(source, units=units, indicators=indicators))))
    )
    typed = [
        cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and ("HYPERLINK" in cell.value or "+1+1" in cell.value)
    ]
    assert len(typed) > 19
    assert {cell.data_type for cell in typed} == {"s"}


def test_value_and_verdict_have_one_look() -> None:
    sheet = load_workbook(io.BytesIO(letter_book()))[SHEET]
    looks = {
        word: {
            (at.fill.start_color.rgb, at.font.bold)
            for row in range(_FIRST, _FIRST + 19)
            for column in range(len(COLUMNS))
            for at in (sheet.cell(row, 4 + 3 * column), sheet.cell(row, 5 + 3 * column))
            if sheet.cell(row, 5 + 3 * column).value == word
        }
        for word in ("đạt", "vượt", "chưa đạt", "chưa thực hiện")
    }
    assert looks["đạt"] == looks["vượt"] == {("00DFF2EC", False)}
    assert looks["chưa đạt"] == {("00FBE6E4", True)}
    assert looks["chưa thực hiện"] == {("00FDEFD6", False)}


def test_it_is_set_for_a4_landscape_with_the_head_on_every_page() -> None:
    sheet = load_workbook(io.BytesIO(letter_book()))[SHEET]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.print_title_rows == "$5:$6"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)


def test_it_says_where_its_figures_come_from_and_what_it_prints() -> None:
    def said(imprint: Imprint | None) -> str:
        sheet = load_workbook(io.BytesIO(appendix_xlsx(letter_summary(), imprint)))[SHEET]
        return "\n".join(str(row[0].value) for row in sheet.iter_rows(min_row=27))

    assert "Báo cáo số 85/BC-HCC" in said(None)
    published = said(Imprint("VL-2023-H1", 2, "7F3A-91C2", "https://cchc.example.vn/p/x/"))
    assert "VL-2023-H1" in published and "https://cchc.example.vn/p/x/" in published
