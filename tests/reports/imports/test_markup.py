"""The file that goes back to its sender: exactly the bad and doubtful cells are marked."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from reports.figures.import_models import ImportRun
from reports.grid import Grid
from reports.imports.marked import marked_file
from reports.imports.reading import import_run_read
from reports.workbooks.markup import CellMark, marked_workbook, plain_workbook
from tests.cast import Cast, make_cast
from tests.reports.imports.test_import_services import read, upload
from tests.reports.report_files import letter, write, write_letter


def opened(content: bytes | None) -> Any:
    assert content is not None
    return load_workbook(io.BytesIO(content))


def marked(sheet: Any) -> dict[str, str]:
    """The cells with a comment, with it; a cell is coloured if and only if it has one."""
    found = {}
    for row in sheet.iter_rows():
        for cell in row:
            assert (cell.fill.fill_type == "solid") == (cell.comment is not None), cell.coordinate
            if cell.comment is not None:
                found[cell.coordinate] = cell.comment.text
    return found


@pytest.fixture
def run(db: None, tmp_path: Path) -> ImportRun:
    cells = {"C9": "abc", "D12": 101, "B10": "Vĩnh Giang", "F5": "Tỷ lệ thanh toán"}
    return read(make_cast(), tmp_path, **cells)


def test_exactly_the_bad_and_doubtful_cells_are_marked(run: ImportRun) -> None:
    sheet = opened(marked_file(run))["Vĩnh Linh"]
    found = marked(sheet)
    assert set(found) == {"C9", "D12", "B10", "F5"}
    assert "abc" in found["C9"]
    assert sheet["C9"].fill.start_color.rgb != sheet["B10"].fill.start_color.rgb
    assert sheet["C9"].value == "abc"
    assert sheet["A1"].value.startswith("KẾT QUẢ")


def test_a_clean_file_comes_back_without_a_mark(db: None, tmp_path: Path) -> None:
    assert marked(opened(marked_file(read(make_cast(), tmp_path)))["Vĩnh Linh"]) == {}


def test_formulas_that_were_there_stay_and_texts_stay_texts(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet["A1"], sheet["A2"] = "=1+1", "=SUM(1,2)"
    sheet["A1"].data_type = "s"
    book.save(tmp_path / "a.xlsx")
    after = opened(
        marked_workbook(tmp_path / "a.xlsx", [CellMark("Sheet", "A1", "=2+2", True)])
    ).active
    assert (after["A1"].data_type, after["A2"].data_type) == ("s", "f")
    assert after["A1"].comment.text == "=2+2"


def test_merged_cells_carry_their_mark_where_it_shows(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", letter())
    marks = [CellMark("Vĩnh Linh", "C6", "một", True), CellMark("Vĩnh Linh", "C5", "hai", False)]
    assert marked(opened(marked_workbook(path, marks)).active) == {"C5": "một\nhai"}


@pytest.mark.parametrize(
    ("place", "cells"),
    [
        ("C9:D10", {"C9", "D9", "C10", "D10"}),
        ("C", set()),
        ("", set()),
        ("A1:XFD1048576", set()),
        ("../x", set()),
    ],
)
def test_areas_and_what_is_no_cell(tmp_path: Path, place: str, cells: set[str]) -> None:
    path = write(tmp_path / "a.xlsx", letter())
    content = marked_workbook(path, [CellMark("Vĩnh Linh", place, "xem lại", False)])
    assert set(marked(opened(content).active)) == cells


def test_macros_and_links_to_other_files_are_dropped(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsm", letter())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    content = marked_workbook(path, [])
    assert content is not None
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert not [name for name in names if "vba" in name.lower() or "externalLink" in name]


def test_a_remark_of_the_sender_gives_way_to_the_reason(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", letter())
    book = load_workbook(path)
    book.active["D9"].comment = Comment("của tỉnh", "tỉnh")
    book.save(path)
    after = opened(marked_workbook(path, [CellMark("Vĩnh Linh", "C9", "sai", True)])).active
    assert (after["C9"].comment.text, after["D9"].comment.text) == ("sai", "của tỉnh")


def test_another_kind_of_file_becomes_a_plain_workbook() -> None:
    grid = Grid("bảng [1]", [["Đơn vị", "=1+1", None], ["Hồ Xá", 90.4, "\x01"]])
    sheet = opened(plain_workbook([grid], [CellMark("bảng [1]", "B2", "sai", True)])).worksheets[0]
    assert (sheet["A1"].value, sheet["B1"].value, sheet["B1"].data_type) == ("Đơn vị", "=1+1", "s")
    assert (sheet["B2"].value, set(marked(sheet))) == (90.4, {"B2"})


def test_a_csv_comes_back_as_a_workbook(db: None, tmp_path: Path) -> None:
    cast: Cast = make_cast()
    path = tmp_path / "bang.csv"
    rows = letter(C9="abc")
    lines = [";".join(str(cell) for cell in [*row, *[""] * (7 - len(row))]) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    run = upload(cast, path)
    run = import_run_read(run=run)
    assert run.status == ImportRun.Status.REVIEW
    sheet = opened(marked_file(run)).worksheets[0]
    assert "C9" in marked(sheet)


@pytest.mark.django_db
def test_the_senders_workbook_is_kept_as_it_is_but_for_the_marks(tmp_path: Path) -> None:
    """Through a run, whose file is stored under a name without an ending."""
    cast = make_cast()
    path = write_letter(tmp_path / "letter.xlsx", C9="abc")
    book = load_workbook(path)
    page = book.active
    page["B12"].fill = PatternFill("solid", start_color="FF00FF00")
    page.column_dimensions["B"].width = 47
    notes = book.create_sheet("Ghi chú")
    notes["A1"], notes.sheet_state = "=SUM(1,2)", "hidden"
    book.save(path)
    run = import_run_read(run=upload(cast, path))
    content = marked_file(run)
    assert content is not None
    again = load_workbook(io.BytesIO(content))
    page = again["Vĩnh Linh"]
    assert page["C9"].comment is not None
    assert page["B12"].fill.start_color.rgb == "FF00FF00"
    assert page.column_dimensions["B"].width == 47
    assert "A1:G1" in {str(area) for area in page.merged_cells.ranges}
    notes = again["Ghi chú"]
    assert (notes.sheet_state, notes["A1"].value) == ("hidden", "=SUM(1,2)")
