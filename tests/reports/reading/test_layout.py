"""Layout: the table is found in whatever frame a province puts it."""

from __future__ import annotations

from typing import Any

import pytest

from reports.figures.figures import Measure, State
from reports.figures.headings import heading_key
from reports.grid import Grid, address, column_index, column_letter
from reports.reading.headings import HeadingIndex, IndicatorSpec
from reports.reading.layout import Layout, find_layout
from reports.reading.lines import RowKind
from tests.reports.report_files import HEADINGS, TOTAL, UNIT_ROWS, letter

CODES = ("online", "digitization", "overdue", "payment", "receipt")
INDEX = HeadingIndex.of(
    IndicatorSpec(
        code,
        Measure.COUNT if code == "overdue" else Measure.RATE,
        State.NOT_REPORTED,
        (heading_key(heading),),
    )
    for code, heading in zip(CODES, HEADINGS[2:], strict=True)
)
UNITS = {row[1] for row in UNIT_ROWS}
MERGED = tuple(((4, column), (5, column)) for column in range(7))


def layout_of(rows: list[list[Any]], merged: Any = (), choices: Any = None) -> Layout:
    grid = Grid("S", rows, merged=tuple(merged))
    found = find_layout(grid, INDEX, UNITS.__contains__, choices)
    assert found is not None
    return found


def kinds(layout: Layout) -> list[tuple[int, str]]:
    return [(line.row + 1, line.kind.value) for line in layout.lines]


def units_and_totals(layout: Layout) -> tuple[int, int]:
    found = [line.kind for line in layout.lines]
    return found.count(RowKind.UNIT), found.count(RowKind.TOTAL)


@pytest.mark.parametrize(("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (702, "AAA")])
def test_columns_have_the_letters_of_the_spreadsheet(column: int, letters: str) -> None:
    assert column_letter(column) == letters
    assert column_index(letters) == column


def test_the_letter_has_its_table_at_row_5() -> None:
    layout = layout_of(letter(), MERGED)
    assert layout.first_heading_row == 4
    assert [(c.letter, c.indicator) for c in layout.columns] == list(
        zip("CDEFG", CODES, strict=True)
    )
    assert units_and_totals(layout) == (19, 1)
    assert address(layout.lines[2].row, layout.columns[0].index) == "C9"


def test_a_table_below_and_to_the_right_keeps_its_addresses() -> None:
    rows = [[""] * 3, [""] * 3] + [["", "", "", *row] for row in letter()[4:]]
    layout = layout_of(rows)
    assert [c.letter for c in layout.recognised] == list("FGHIJ")
    assert layout.name_column == 4


@pytest.mark.parametrize("number_row", [["(1)", "(2)", "(3)", "(4)", "(5)"], [1, 2, 3, 4, 5]])
def test_a_row_of_column_numbers_is_neither_heading_nor_unit(number_row: list[Any]) -> None:
    rows = [list(HEADINGS[:5]), number_row, list(TOTAL[:5]), *map(list, UNIT_ROWS[:3])]
    layout = layout_of(rows)
    assert units_and_totals(layout) == (3, 1)
    assert layout.columns[0].heading == HEADINGS[2]


def test_headings_merged_over_two_rows_join_downwards() -> None:
    rows = [
        ["TT", "Đơn vị", "Chỉ tiêu", "", "Tiếp nhận"],
        ["", "", HEADINGS[2], HEADINGS[4], "Tổng số"],
        [1, "UBND xã Vĩnh Chấp", "81,6", 3, 120],
    ]
    merged = [((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 3))]
    layout = layout_of(rows, merged)
    assert [c.heading for c in layout.columns] == [
        f"Chỉ tiêu / {HEADINGS[2]}",
        f"Chỉ tiêu / {HEADINGS[4]}",
        "Tiếp nhận / Tổng số",
    ]
    assert [c.indicator for c in layout.columns] == ["online", "overdue", None]


def test_headings_again_after_a_page_break_are_passed_over() -> None:
    rows = [list(HEADINGS), list(TOTAL), *map(list, UNIT_ROWS[:3])]
    rows += [[], list(HEADINGS), *map(list, UNIT_ROWS[3:6])]
    layout = layout_of(rows)
    assert units_and_totals(layout) == (6, 1)
    assert layout.continues_differently is None


def test_another_table_below_ends_the_first() -> None:
    rows = [list(HEADINGS), *map(list, UNIT_ROWS[:3]), []]
    rows += [["TT", "Đơn vị", HEADINGS[4], HEADINGS[2]], [1, "UBND xã Vĩnh Hà", "1", "5"]]
    layout = layout_of(rows)
    assert units_and_totals(layout) == (3, 0)
    assert layout.continues_differently == 5


def test_sections_totals_footnotes_and_signatures_are_no_units() -> None:
    rows = [
        list(HEADINGS),
        ["I", "Phòng chuyên môn"],
        [1, *UNIT_ROWS[0][1:]],
        ["II", "Cấp xã", "70", "60", "20", "", ""],
        [1, *UNIT_ROWS[1][1:]],
        [2, "UBND xã Mới", "", "", "", "", ""],
        ["Tổng cộng", "", "76,9", "59,29", "8", "", ""],
        ["Ghi chú: số liệu lấy trên hệ thống"],
        ["", "", "", "", "Quảng Trị, ngày 21 tháng 6 năm 2023"],
        ["", "NGƯỜI LẬP BIỂU", "", "", "GIÁM ĐỐC"],
    ]
    assert kinds(layout_of(rows))[:6] == [
        (2, "title"),
        (3, "unit"),
        (4, "section"),
        (5, "unit"),
        (6, "unit"),
        (7, "total"),
    ]
    assert {line.kind for line in layout_of(rows).lines[6:]} == {RowKind.TITLE}


def test_figures_without_a_name_are_noticed() -> None:
    rows = [list(HEADINGS), list(UNIT_ROWS[0]), [2, "", "1", "2", "3", "", ""]]
    assert kinds(layout_of(rows)) == [(2, "unit"), (3, "nameless")]


def test_without_a_known_heading_the_units_show_the_column_of_names() -> None:
    rows = [["TT", "Nơi", *HEADINGS[2:]], list(TOTAL), *map(list, UNIT_ROWS[:4])]
    layout = layout_of(rows)
    assert layout.name_column == 1
    assert units_and_totals(layout) == (4, 1)
    assert len(layout.recognised) == 5


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["Danh sách cán bộ"], ["Họ tên", "Chức vụ"], ["Nguyễn Văn A", "Chủ tịch"]],
        [list(HEADINGS)],
        [list(HEADINGS), ["Ghi chú: không có số liệu"]],
    ],
)
def test_a_sheet_without_a_table_has_none(rows: list[list[Any]]) -> None:
    assert find_layout(Grid("S", rows), INDEX, UNITS.__contains__) is None


def test_a_decision_on_a_column_comes_before_recognition() -> None:
    rows = [["TT", "Đơn vị", HEADINGS[2], "Cột lạ"], [1, "UBND xã Vĩnh Hà", "5", "7"]]
    layout = layout_of(rows, choices={"C": None, "D": "payment"})
    assert [(c.letter, c.indicator, c.chosen) for c in layout.columns] == [
        ("C", None, True),
        ("D", "payment", True),
    ]


def test_a_likeness_asks_nothing_where_another_column_is_certain() -> None:
    rows = [
        ["TT", "Đơn vị", HEADINGS[2], "Tỷ lệ hồ sơ online toàn trình"],
        [1, "UBND xã Vĩnh Hà", "5", "7"],
    ]
    assert [c.indicator for c in layout_of(rows).columns] == ["online", None]


def test_titles_that_lost_their_merging_go_on_to_the_right() -> None:
    rows = [
        ["TT", "Đơn vị", "Trực tuyến", "", "Quá hạn", "Ghi chú", ""],
        ["", "", "Số lượng", "Tỷ lệ", "Số hồ sơ", "", "Khác"],
        [1, "UBND xã Vĩnh Hà", "5", "7", "1", "", ""],
    ]
    assert [c.heading for c in layout_of(rows).columns] == [
        "Trực tuyến / Số lượng",
        "Trực tuyến / Tỷ lệ",
        "Quá hạn / Số hồ sơ",
        "Ghi chú",
        "Khác",
    ]


def test_of_two_columns_for_a_rate_the_one_that_says_rate_is_it() -> None:
    named = HeadingIndex.of(
        [
            IndicatorSpec(
                "online",
                Measure.RATE,
                State.NOT_REPORTED,
                ("ho so truc tuyen", "ty le ho so truc tuyen"),
            )
        ]
    )
    rows = [
        ["TT", "Đơn vị", "Hồ sơ trực tuyến", "Tỷ lệ hồ sơ trực tuyến"],
        [1, "UBND xã Vĩnh Hà", "5", "70"],
    ]
    found = find_layout(Grid("S", rows), named, UNITS.__contains__)
    assert found is not None
    assert [c.indicator for c in found.columns] == [None, "online"]
