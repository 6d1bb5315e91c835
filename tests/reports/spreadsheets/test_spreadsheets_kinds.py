"""The other kinds of file: text, pages, documents, ods and xls, and texts in fonts of long ago."""

from __future__ import annotations

import codecs
import csv
import unicodedata
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from reports.grid import Grid
from reports.spreadsheets.encodings import unicode_grid
from reports.spreadsheets.files import read_grids
from reports.spreadsheets.limits import Unreadable
from tests.reports.old_workbooks import LEGACY_FONT, PERCENT, merged_area, write_ole, write_xls
from tests.reports.report_files import HEADINGS, LETTER_ROWS, TITLES
from tests.reports.spreadsheets.hostile import parts
from units.names.collation import TONE_MARKS

ROWS = [
    ["KẾT QUẢ (Từ ngày 15/12/2022 đến ngày 14/6/2023)"],
    ["TT", "Đơn vị", "Tỷ lệ % HS online", "Hồ sơ quá hạn"],
    ["1", "UBND xã Vĩnh Hòa", "81,6", "3"],
    ["2", "UBND thị trấn Bến Quan", "88,7", ""],
    ["3", "UBND xã Vĩnh Thủy", "68", "11"],
]


def grids(path: Path) -> list[Grid]:
    found = read_grids(path)
    assert isinstance(found, list), found
    return found


def texts(grid: Grid) -> list[list[str]]:
    """The rows as texts without blank ends."""
    rows = [
        [grid.text(row, at) for at in range(len(grid.cells[row]))] for row in range(grid.height)
    ]
    for row in rows:
        while row and not row[-1]:
            row.pop()
    return rows


def trimmed(rows: list[list[str]]) -> list[list[str]]:
    return texts(Grid("", [list(row) for row in rows]))


def as_text(delimiter: str) -> str:
    quoted = [
        [f'"{value}"' if delimiter in value else value for value in [*row, *[""] * (4 - len(row))]]
        for row in ROWS
    ]
    return "\r\n".join(delimiter.join(row) for row in quoted) + "\r\n"


def vietnamese_1258(text: str) -> bytes:
    """Text as Windows wrote it: each tone is a letter of its own behind its vowel."""
    out = ""
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in TONE_MARKS)
        out += unicodedata.normalize("NFC", "".join(m for m in marks if m not in tone)) + tone
    return out.encode("cp1258")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1258"])
def test_text_files(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = as_text(delimiter)
    match encoding:
        case "utf-16-be":
            content = codecs.BOM_UTF16_BE + text.encode(encoding)
        case "cp1258":
            content = vietnamese_1258(text)
        case _:
            content = text.encode(encoding)
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    (grid,) = grids(path)
    assert grid.kind == "csv"
    assert texts(grid) == trimmed(ROWS)


def test_utf16_without_a_mark(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(as_text("\t").encode("utf-16-le"))
    assert texts(grids(tmp_path / "a.csv")[0]) == trimmed(ROWS)


def test_decimal_commas_do_not_make_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("1;xã A;81,6;10,2\n2;xã B;7,8;92,5\n", encoding="utf-8")
    assert texts(grids(tmp_path / "a.csv")[0])[0] == ["1", "xã A", "81,6", "10,2"]


def test_the_hint_of_excel_is_no_row(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sep=|\na|b\n1|2\n", encoding="utf-8")
    assert texts(grids(tmp_path / "a.csv")[0]) == [["a", "b"], ["1", "2"]]


def test_quoted_cells_hold_lines_and_quotes(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('a,b\n"x ""y""\nz",2\n', encoding="utf-8")
    assert grids(tmp_path / "a.csv")[0].cells == [["a", "b"], ['x "y"\nz', "2"]]


def test_a_formula_in_a_text_file_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("=cmd|' /C calc'!A0,1\nb,2\n", encoding="utf-8")
    assert grids(tmp_path / "a.csv")[0].text(0, 0) == "=cmd|' /C calc'!A0"


cells = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zs")), min_size=1)


@given(rows=st.lists(st.lists(cells, min_size=3, max_size=3), min_size=3, max_size=6))
def test_what_csv_writes_is_read(
    rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    expected = [[unicodedata.normalize("NFC", text) for text in row] for row in rows]
    found = read_grids(path)
    if isinstance(found, list) and not found[0].converted:
        assert found[0].cells == expected


PAGE = """<html><head><title>x</title><style>td{}</style></head><body>
<h3>KẾT QUẢ GIẢI QUYẾT</h3><p>(Từ ngày 15/12/2022<br>đến ngày 14/6/2023)</p>
<table border=1>
<tr><th rowspan=2>TT<th rowspan="2">Đơn vị<th colspan=2>Trực tuyến
<tr><th>Tổng<th>%
<tr><td>1<td>UBND x&atilde; Vĩnh&nbsp;H&agrave;<td>12<td>Số lượng: 12<br>Tỷ lệ: 50%
<tr style="display: none"><td>2<td>ẩn<td>1<td>2
<tr><td colspan=2>Tổng cộng<td><b>3</b><td>76,9
<tr><td>4
<tr><td>5
</table><script>alert("<table>")</script></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_page_saved_as_xls(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.xls").write_text(PAGE, encoding=encoding)
    (grid,) = grids(tmp_path / "a.xls")
    assert grid.kind == "html"
    assert texts(grid)[:5] == [
        ["TT", "Đơn vị", "Trực tuyến"],
        ["", "", "Tổng", "%"],
        ["1", "UBND xã Vĩnh Hà", "12", "Số lượng: 12 Tỷ lệ: 50%"],
        ["2", "ẩn", "1", "2"],
        ["Tổng cộng", "", "3", "76,9"],
    ]
    assert grid.value(2, 3) == "Số lượng: 12\nTỷ lệ: 50%"
    assert grid.merged == (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3)), ((4, 0), (4, 1)))
    assert grid.hidden_rows == {3}
    assert grid.titles == ("KẾT QUẢ GIẢI QUYẾT", "(Từ ngày 15/12/2022", "đến ngày 14/6/2023)")


def test_a_small_table_above_is_a_title_of_the_next(tmp_path: Path) -> None:
    rows = "".join(f"<tr><td>{at}<td>b</tr>" for at in range(8))
    (tmp_path / "a.xls").write_text(
        f"<table><tr><td>BÁO CÁO</td></tr></table><table>{rows}</table>", encoding="utf-8"
    )
    _, grid = grids(tmp_path / "a.xls")
    assert grid.titles == ("BÁO CÁO",)


def test_a_table_that_lays_out_a_page_holds_the_inner_one(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_text(
        "<table><tr><td>x<table><tr><td>1<td>2</table></td></tr></table>", encoding="utf-8"
    )
    assert [texts(grid) for grid in grids(tmp_path / "a.xls")] == [[["1", "2"]], [["x"]]]


def test_the_table_of_a_document(tmp_path: Path) -> None:
    document = Document()
    for title in TITLES:
        document.add_paragraph(title)
    table = document.add_table(rows=0, cols=len(HEADINGS))
    for row in (HEADINGS, HEADINGS, *LETTER_ROWS):
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = str(value)
    for column in range(len(HEADINGS)):
        below = table.cell(1, column)
        below.text = ""
        table.cell(0, column).merge(below)
    table.cell(2, 0).merge(table.cell(2, 1))
    document.save(tmp_path / "letter.docx")
    (grid,) = grids(tmp_path / "letter.docx")
    assert (grid.kind, grid.titles) == ("docx", TITLES)
    assert grid.text(4, 2) == "81,6"
    assert grid.merged == (*(((0, at), (1, at)) for at in range(7)), ((2, 0), (2, 1)))


ODS = """<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:calcext="c">
<office:body><office:spreadsheet><table:table table:name="S">
<table:table-column table:number-columns-repeated="2"/>
<table:table-column table:visibility="collapse"/>
<table:table-row>
<table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>Tên</text:p>
</table:table-cell><table:covered-table-cell/><table:table-cell/>
<table:table-cell office:value-type="percentage" office:value="0.769"><text:p>77%</text:p>
</table:table-cell></table:table-row>
<table:table-row table:visibility="collapse"><table:table-cell table:number-columns-repeated="2"/>
<table:table-cell office:value-type="string" calcext:value-type="error" office:string-value="">
<text:p>#DIV/0!</text:p></table:table-cell><table:table-cell table:formula="of:=1"/>
</table:table-row>
<table:table-row table:number-rows-repeated="1048574">
<table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


MANIFEST = """<manifest:manifest
xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"""


def test_ods(tmp_path: Path) -> None:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    (grid,) = grids(
        parts(
            tmp_path / "a",
            {
                "mimetype": kind,
                "content.xml": ODS.replace("\n", ""),
                "META-INF/manifest.xml": MANIFEST,
            },
            workbook=False,
        )
    )
    assert (grid.kind, grid.name) == ("ods", "S")
    assert grid.cells == [["Tên", "", "", 0.769], ["", "", "#DIV/0!", "=chưa tính"]]
    assert grid.number_formats() == {(0, 3): "0%"}
    assert (grid.hidden_rows, grid.hidden_columns) == ({1}, {"C"})
    assert grid.merged == (((0, 0), (0, 1)),)


def test_xls(tmp_path: Path) -> None:
    path = write_xls(
        tmp_path / "a.xlsx",
        {
            "Vĩnh Linh": {(0, 0): "Đơn vị", (1, 0): "xã A", (1, 1): 0.769, (2, 1): "#DIV/0!"},
            "B": {},
        },
        hidden_rows=[1, 7],
        hidden_columns=[0],
        styles={(1, 1): PERCENT},
    )
    grid, other = grids(path)
    assert (grid.kind, grid.name, other.name) == ("xls", "Vĩnh Linh", "B")
    assert grid.cells == [["Đơn vị", ""], ["xã A", 0.769], ["", "#DIV/0!"]]
    assert grid.number_formats() == {(1, 1): "0.00%"}
    assert (grid.hidden_rows, grid.hidden_columns) == ({1}, {"A"})


def test_an_old_workbook_ends_where_its_content_does(tmp_path: Path) -> None:
    records = merged_area(65_536, 256)
    (grid,) = grids(write_xls(tmp_path / "a", {"S": {(1, 1): 5}}, records=records))
    assert (grid.cells, grid.merged) == ([["", ""], ["", 5]], (((0, 0), (1, 1)),))


@pytest.mark.parametrize("at", [0, 600, 1_100, 1_500, 2_000, 4_000])
@pytest.mark.parametrize("byte", [0x00, 0x7F, 0xFF])
def test_a_damaged_old_workbook_is_read_or_refused(tmp_path: Path, at: int, byte: int) -> None:
    path = write_xls(tmp_path / "a.xls", {"S": {(0, 0): "Đơn vị", (1, 0): 5}})
    content = bytearray(path.read_bytes())
    content[at + 12 : at + 20] = bytes([byte]) * 8
    path.write_bytes(content)
    found = read_grids(path)
    assert isinstance(found, list) or found.code


def test_an_old_file_of_another_program_is_no_workbook(tmp_path: Path) -> None:
    found = read_grids(write_ole(tmp_path / "a.xls", {"PowerPoint Document": b"x" * 5_000}))
    assert isinstance(found, Unreadable)
    assert found.code == "not-a-spreadsheet"


TCVN3 = ["§¬n vÞ", "UBND x· VÜnh Giang", "thÞ trÊn Hå X¸", "BÕn Quan", "Tæng céng", "Ghi chu"]
UNICODE = ["Đơn vị", "UBND xã Vĩnh Giang", "thị trấn Hồ Xá", "Bến Quan", "Tổng cộng", "Ghi chu"]
VNI = ["Ñôn vò", "UBND xaõ Vónh Giang", "thò traán Hoà Xaù", "Beán Quan", "Toång coäng", "Ghi chu"]


@pytest.mark.parametrize("legacy", [TCVN3, VNI])
def test_a_sheet_in_an_old_encoding_is_converted(legacy: list[str]) -> None:
    grid = unicode_grid(Grid("Bieåu", [[text, 5] for text in legacy], titles=(legacy[1],)))
    assert [grid.text(row, 0) for row in range(6)] == UNICODE
    assert grid.converted == ("A1", "A2", "A3", "A4", "A5")
    assert grid.titles == (UNICODE[1],)


def test_the_font_alone_says_so(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Đơn vị", "BÕn Quan", "hå x¸"])
    book.active["B1"].font = Font(name=".VnTime")
    book.active["C1"].font = Font(name=".VnTimeH")
    book.save(tmp_path / "a.xlsx")
    (grid,) = grids(tmp_path / "a.xlsx")
    assert grid.cells == [["Đơn vị", "Bến Quan", "HỒ XÁ"]]
    assert grid.converted == ("B1", "C1")


def test_the_font_in_an_old_workbook(tmp_path: Path) -> None:
    styles = {(0, 0): LEGACY_FONT, (1, 0): LEGACY_FONT}
    path = write_xls(tmp_path / "a", {"S": {(0, 0): "hå x¸", (1, 0): "BÕn Quan"}}, styles=styles)
    assert grids(path)[0].cells == [["hồ xá"], ["Bến Quan"]]


def test_a_text_file_in_an_old_encoding(tmp_path: Path) -> None:
    content = "\n".join(f"{at};{text}" for at, text in enumerate(TCVN3))
    (tmp_path / "a.csv").write_bytes(content.encode("latin-1"))
    (grid,) = grids(tmp_path / "a.csv")
    assert [grid.text(row, 1) for row in range(6)] == UNICODE
    assert len(grid.converted) == 5


@pytest.mark.parametrize(
    "row",
    [
        ["UBND xã Vĩnh Hà", "Đơn vị", "thị trấn", "Vĩnh Tú", "Ghi chú"],
        ["xã", "và", "là", "có", "hà"],
        ["café", "où", "naïve", "résumé", "là"],
        ["UBND x· VÜnh Giang", "UBND xã Vĩnh Hà", "xã", "Đơn vị", "Tổng"],
    ],
)
def test_good_text_is_never_converted(row: list[str]) -> None:
    grid = Grid("S", [row])
    assert unicode_grid(grid) is grid


def test_in_a_mixed_sheet_only_the_sure_cells_change() -> None:
    row = ["UBND x· VÜnh Giang", "thÞ trÊn Hå X¸", "ViÖt rÊt hay", "xã", "Đơn vị", "Tû lÖ % online"]
    grid = unicode_grid(Grid("S", [row]))
    assert grid.cells == [
        ["UBND xã Vĩnh Giang", "thị trấn Hồ Xá", "Việt rất hay", "xã", "Đơn vị", "Tỷ lệ % online"]
    ]
    assert grid.converted == ("A1", "B1", "C1", "F1")
