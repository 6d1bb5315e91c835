"""Files for Excel: what is written can be read back, and nothing in it runs."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from reports.workbooks.writing import (
    CellRole,
    SheetCell,
    SheetSpec,
    Tone,
    csv_bytes,
    number_format,
    safe_text,
    safe_title,
    workbook_bytes,
)

DANGEROUS = ["=1+1", "+84 912", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x","Vĩnh Ô")']


def book_of(*rows: list[SheetCell | None], **more: object):
    spec = SheetSpec("Bảng", rows, [10.0] * 4, heads=(1, 1), **more)
    return load_workbook(io.BytesIO(workbook_bytes([spec])))


def test_numbers_stay_numbers_with_their_decimals() -> None:
    sheet = book_of(
        [SheetCell(Decimal("76.90000000"), places=1), SheetCell(28), SheetCell(Decimal("59.29"))]
    ).active
    assert [cell.value for cell in sheet[1]] == [76.9, 28, 59.29]
    assert [cell.number_format for cell in sheet[1]] == ["#,##0.0", "#,##0", "#,##0.00"]
    assert {cell.data_type for cell in sheet[1]} == {"n"}


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_text_never_becomes_a_formula(text: str) -> None:
    cell = book_of([SheetCell(text)]).active["A1"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value == text


def test_control_characters_do_not_spoil_the_file() -> None:
    assert book_of([SheetCell("Vĩnh\x00 Ô\x0b")]).active["A1"].value == "Vĩnh Ô"


def test_blank_and_missing_cells_hold_no_zero() -> None:
    sheet = book_of([SheetCell(None), None, SheetCell("x")]).active
    assert [cell.value for cell in sheet[1]] == [None, None, "x"]


def test_dates_are_dates() -> None:
    cell = book_of([SheetCell(date(2023, 6, 14))]).active["A1"]
    assert cell.is_date and cell.number_format == "dd/mm/yyyy"


def test_the_page_is_set_for_paper() -> None:
    rows = [
        [SheetCell("TT", CellRole.HEAD), SheetCell("Đơn vị", CellRole.HEAD)],
        [SheetCell(1), SheetCell("Vĩnh Ô")],
    ]
    sheet = book_of(*rows, frozen_columns=2, merges=["C1:D1"]).active
    assert sheet.freeze_panes == "C2"
    assert sheet.print_title_rows == "$1:$1"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.auto_filter.ref == "A1:D2"
    assert "C1:D1" in [str(one) for one in sheet.merged_cells.ranges]


def test_a_tone_fills_the_cell() -> None:
    sheet = book_of([SheetCell("chưa đạt", tone=Tone.BAD), SheetCell("đạt")]).active
    assert sheet["A1"].fill.start_color.rgb.endswith("FBE6E4")
    assert sheet["B1"].fill.fill_type is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Xếp hạng 6 tháng", "Xếp hạng 6 tháng"),
        ("85/BC-HCC: [số liệu]", "85 BC-HCC   số liệu"),
        ("x" * 40, "x" * 31),
        ("'", "Sheet1"),
    ],
)
def test_sheet_titles_are_ones_that_excel_takes(text: str, title: str) -> None:
    assert safe_title(text) == title


@pytest.mark.parametrize(("places", "code"), [(0, "#,##0"), (1, "#,##0.0"), (2, "#,##0.00")])
def test_number_format(places: int, code: str) -> None:
    assert number_format(places) == code


def test_csv_opens_in_excel_in_viet_nam() -> None:
    data = csv_bytes(
        [
            [SheetCell("Đơn vị"), SheetCell("Trực tuyến"), SheetCell("Quá hạn"), SheetCell("Ngày")],
            [
                SheetCell("Vĩnh Ô; xã"),
                SheetCell(Decimal("7.8")),
                SheetCell(15556),
                SheetCell(date(2023, 6, 5)),
            ],
            [
                SheetCell("Toàn huyện"),
                SheetCell(Decimal("15556.50"), places=2),
                None,
                SheetCell(None),
            ],
        ]
    )
    assert data.startswith("\ufeff".encode())
    assert b"\r\n" in data
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert rows == [
        ["Đơn vị", "Trực tuyến", "Quá hạn", "Ngày"],
        ["Vĩnh Ô; xã", "7,8", "15556", "05/06/2023"],
        ["Toàn huyện", "15556,50", "", ""],
    ]


@pytest.mark.parametrize("text", DANGEROUS)
def test_csv_text_never_becomes_a_formula(text: str) -> None:
    row = next(
        csv.reader(io.StringIO(csv_bytes([[SheetCell(text)]]).decode("utf-8-sig")), delimiter=";")
    )
    assert row == [f"'{text}"]


@pytest.mark.parametrize("text", ["–", "-", "Vĩnh Ô", "chưa thực hiện", "2-3"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert safe_text(text) == text
