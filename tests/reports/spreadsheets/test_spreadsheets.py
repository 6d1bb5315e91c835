"""The reader of files: content, not names; nothing that a cell says is lost; clear refusals."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from reports.grid import Grid
from reports.spreadsheets.files import read_grids
from reports.spreadsheets.limits import Limits, Unreadable
from tests.reports.report_files import write_letter
from tests.reports.spreadsheets.hostile import SHEET, one_sheet, parts, sheet

LIMIT = 5 * 1024 * 1024


def grids(path: Path) -> list[Grid]:
    found = read_grids(path, limits=Limits(max_bytes=LIMIT))
    assert isinstance(found, list)
    return found


def refused(path: Path, **options: Any) -> str:
    found = read_grids(path, **{"limits": Limits(max_bytes=LIMIT), **options})
    assert isinstance(found, Unreadable)
    return found.code


def test_cells_keep_the_addresses_of_the_file(tmp_path: Path) -> None:
    (grid,) = grids(write_letter(tmp_path / "letter.xlsx"))
    assert (grid.name, grid.hidden) == ("Vĩnh Linh", False)
    assert grid.text(8, 2) == "81,6"
    assert ((4, 0), (5, 0)) in grid.merged


def test_the_name_of_a_file_says_nothing(tmp_path: Path) -> None:
    assert grids(write_letter(tmp_path / "letter.xlsx").rename(tmp_path / "thư.pdf"))


def test_empty_rows_and_columns_in_front_are_kept(tmp_path: Path) -> None:
    book = Workbook()
    book.active["C9"] = "81,6"
    book.save(tmp_path / "book.xlsx")
    assert grids(tmp_path / "book.xlsx")[0].text(8, 2) == "81,6"


def test_errors_and_formulas_without_a_value_are_not_blank(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "#DIV/0!"
    sheet["A1"].data_type = "e"
    sheet["B1"] = "=SUM(C1:C9)"
    sheet["D1"] = 5
    book.save(tmp_path / "book.xlsx")
    (grid,) = grids(tmp_path / "book.xlsx")
    assert [grid.text(0, column) for column in range(4)] == ["#DIV/0!", "=chưa tính", "", "5"]


def test_a_formula_may_give_an_empty_text(tmp_path: Path) -> None:
    path = one_sheet(
        tmp_path / "a.xlsx", '<row><c t="str"><f>""</f><v></v></c><c><v>1</v></c></row>'
    )
    assert grids(path)[0].cells == [["", 1]]


@pytest.mark.parametrize("formula", ["<f>A2</f>", "<f/>", "<f>A2</f><v/>"])
def test_a_formula_without_a_value_is_told(tmp_path: Path, formula: str) -> None:
    path = one_sheet(tmp_path / "a.xlsx", f"<row><c>{formula}</c><c><v>1</v></c></row>")
    assert grids(path)[0].text(0, 0) == "=chưa tính"


def test_tags_may_have_a_prefix(tmp_path: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row hidden="1"><x:c t="e"><x:v>#REF!</x:v>'
        "</x:c><x:c><x:f>A2</x:f></x:c></x:row></x:sheetData></x:worksheet>"
    )
    (grid,) = grids(parts(tmp_path / "a.xlsx", {SHEET: sheet}))
    assert [grid.text(0, column) for column in range(2)] == ["#REF!", "=chưa tính"]
    assert grid.hidden_rows == {0}


def test_number_formats_are_read_when_asked(tmp_path: Path) -> None:
    book = Workbook()
    book.active["B2"] = 0.769
    book.active["B2"].number_format = "0.0%"
    book.save(tmp_path / "book.xlsx")
    assert grids(tmp_path / "book.xlsx")[0].number_formats() == {(1, 1): "0.0%"}


def test_hidden_rows_and_columns_with_a_content_are_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active["B3"], book.active["A1"] = 5, "a"
    for row in (3, 4):
        book.active.row_dimensions[row].hidden = True
    for column in ("B", "D"):
        book.active.column_dimensions[column].hidden = True
    book.save(tmp_path / "book.xlsx")
    (grid,) = grids(tmp_path / "book.xlsx")
    assert (grid.hidden_rows, grid.hidden_columns) == ({2}, {"B"})


def test_macros_are_passed_over(tmp_path: Path) -> None:
    path = one_sheet(
        tmp_path / "a.xlsx", "<row><c><v>1</v></c></row>", **{"xl/vbaProject.bin": b"1"}
    )
    (grid,) = grids(path)
    assert (grid.kind, grid.cells) == ("xlsm", [[1]])


def test_hidden_sheets_are_marked(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("Ẩn").sheet_state = "hidden"
    book.save(tmp_path / "book.xlsx")
    assert [grid.hidden for grid in grids(tmp_path / "book.xlsx")] == [False, True]


def zipped(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return path


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-file"),
        (b"not a table", "not-a-spreadsheet"),
        (b"%PDF-1.7", "not-a-spreadsheet"),
        (b"PK\x03\x04 broken", "unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "unreadable"),
        (b"x" * (LIMIT + 1), "too-large"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "file.xlsx"
    path.write_bytes(content)
    assert refused(path) == code


def test_another_zip_is_no_spreadsheet(tmp_path: Path) -> None:
    assert refused(zipped(tmp_path / "a.zip", word__document=b"<w/>")) == "not-a-spreadsheet"


def test_a_document_without_its_text_is_damaged(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.docx", **{"word/styles.xml": b"<w/>"})
    assert refused(path) == "unreadable-document"


def test_a_workbook_cut_short_is_unreadable(tmp_path: Path) -> None:
    whole = write_letter(tmp_path / "letter.xlsx").read_bytes()
    (tmp_path / "cut.xlsx").write_bytes(whole[: len(whole) // 2])
    assert refused(tmp_path / "cut.xlsx") == "unreadable"


def test_a_file_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    bomb = zipped(tmp_path / "bomb.xlsx", xl__workbook=b"", xl__big=b"0" * (70 * 1024 * 1024))
    assert refused(bomb, limits=Limits(max_bytes=1024 * 1024)) == "too-much-inside"


def test_one_cell_far_away_does_not_fill_the_memory(tmp_path: Path) -> None:
    book = Workbook()
    book.active["XFD1048576"] = 1
    book.save(tmp_path / "far.xlsx")
    assert refused(tmp_path / "far.xlsx") == "too-many-rows"


def test_merged_areas_end_with_the_cells(tmp_path: Path) -> None:
    """A file may merge a million blank rows; whoever fills them in would never be done."""
    cells = "".join(f"<row><c><v>{row}</v></c><c><v>{row}</v></c></row>" for row in (1, 2))
    areas = "".join(f"<mergeCell ref='{area}'/>" for area in ("A2:XFD1048576", "D1:E1", "A2:A3"))
    page = sheet(f"{cells}</sheetData><mergeCells>{areas}</mergeCells><sheetData>")
    path = parts(tmp_path / "merged.xlsx", {SHEET: page})
    assert grids(path)[0].merged == (((1, 0), (1, 1)),)


@pytest.mark.parametrize("minimum", ["-9", "0", "1"])
def test_hidden_columns_begin_with_the_first(tmp_path: Path, minimum: str) -> None:
    columns = f"<cols><col min='{minimum}' max='2' hidden='1'/></cols>"
    page = sheet("<row><c r='A1'><v>1</v></c><c r='C1'><v>1</v></c></row>", before=columns)
    path = parts(tmp_path / "columns.xlsx", {SHEET: page})
    assert grids(path)[0].hidden_columns == {"A"}
