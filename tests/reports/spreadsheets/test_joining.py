"""Tables of a document: what a page break cut is one again, what is another table stays one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document

from reports.grid import Grid
from reports.spreadsheets.files import read_grids

HEADINGS = ["TT", "Đơn vị", "Tỷ lệ hồ sơ trực tuyến", "Hồ sơ quá hạn"]
FIRST = [["", "Toàn huyện", "76,9", "28"], ["1", "UBND xã Vĩnh Chấp", "81,6", "3"]]
SECOND = [["2", "UBND xã Vĩnh Giang", "88,7", "11"], ["3", "UBND xã Vĩnh Ô", "", ""]]
Part = Sequence[Sequence[str]] | str


def read(path: Path, *parts: Part) -> list[Grid]:
    """The tables of a document made of tables and of paragraphs between them."""
    document = Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=0, cols=len(part[0]))
        for row in part:
            for cell, value in zip(table.add_row().cells, row, strict=True):
                cell.text = value
    document.save(str(path / "tables.docx"))
    found = read_grids(path / "tables.docx")
    assert isinstance(found, list), found
    return found


def rows(grid: Grid) -> list[list[str]]:
    return [[grid.text(row, at) for at in range(4)] for row in range(grid.height)]


@pytest.mark.parametrize(
    "between", ["", " ", "2", "- 2 -", "Trang 2/3", "(tiếp theo)", "Biểu 01 (tiếp)"]
)
@pytest.mark.parametrize("again", [[], [HEADINGS]], ids=["bare", "headed"])
def test_a_table_in_two_parts_is_one(tmp_path: Path, between: str, again: list[list[str]]) -> None:
    (grid,) = read(tmp_path, "Quý II năm 2023", [HEADINGS, *FIRST], between, [*again, *SECOND])
    assert rows(grid) == [HEADINGS, *FIRST, *again, *SECOND]
    assert (grid.name, grid.titles) == ("Bảng 1", ("Quý II năm 2023",))


def test_three_parts_are_one_and_a_signature_is_none_of_it(tmp_path: Path) -> None:
    last = [["4", "UBND xã Vĩnh Hà", "48,4", "0"]]
    signature = [["Nơi nhận:", "TM. ỦY BAN NHÂN DÂN"]]
    found = read(tmp_path, [HEADINGS, *FIRST], "", SECOND, "", last, "", signature)
    assert [grid.name for grid in found] == ["Bảng 1", "Bảng 4"]
    assert rows(found[0]) == [HEADINGS, *FIRST, *SECOND, *last]


@pytest.mark.parametrize(
    ("between", "second"),
    [
        ("Biểu 02: Quý I năm 2023", [HEADINGS, *SECOND]),
        ("Quý I năm 2023", SECOND),
        ("", [HEADINGS, *FIRST]),
        ("", FIRST),
        ("", [[*HEADINGS[:3], "Mức độ hài lòng"], *SECOND]),
        ("", [["TT", "Họ và tên", "Chức vụ", "Ghi chú"], ["1", "Lê Văn A", "Chủ tịch", ""]]),
        ("", [row[:3] for row in SECOND]),
        ("", [HEADINGS, ["2", "UBND xã Vĩnh Giang", "1", "1"], ["", "Toàn huyện", "1", "1"]]),
    ],
    ids=[
        "another-title",
        "a-title-without-headings",
        "the-same-rows-headed",
        "the-same-rows",
        "other-headings",
        "people",
        "fewer-columns",
        "a-total-of-its-own",
    ],
)
def test_other_tables_stay_apart(tmp_path: Path, between: str, second: list[list[str]]) -> None:
    found = read(tmp_path, [HEADINGS, *FIRST], between, second)
    assert [rows(grid)[0][1] for grid in found] == ["Đơn vị", second[0][1]]


def test_merged_cells_and_converted_texts_move_with_their_rows(tmp_path: Path) -> None:
    document = Document()
    for part in ([HEADINGS, *FIRST], SECOND):
        table = document.add_table(rows=0, cols=4)
        for row in part:
            for cell, value in zip(table.add_row().cells, row, strict=True):
                cell.text = value
    table.cell(1, 2).merge(table.cell(1, 3))
    document.save(str(tmp_path / "merged.docx"))
    found = read_grids(tmp_path / "merged.docx")
    assert isinstance(found, list)
    assert [grid.merged for grid in found] == [(((4, 2), (4, 3)),)]
