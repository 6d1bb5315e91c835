"""A parsed sheet: what the letter says cell by cell, shares, and the way into JSON and back."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.figures import Blank, Figure, Problem, State
from reports.figures.periods import ReportReference, span_for_code
from reports.grid import Grid
from reports.reading import parsed_json
from reports.reading.cells import FileCell
from reports.reading.progress import CELLS, UNITS
from reports.reading.sheet import NO_CHOICES, BookMarks, Choices, ParsedSheet
from reports.reading.tables import find_table, parse_table
from tests.reports.reading.test_layout import INDEX, MERGED
from tests.reports.report_files import HEADINGS, UNIT_ROWS, letter
from units.names.matching import Proposal, UnitIndex, UnitName

NAMES = [row[1] for row in UNIT_ROWS]
UNIT_INDEX = UnitIndex(UnitName(number, name) for number, name in enumerate(NAMES, start=1))


def parse(
    rows: list[list[Any]],
    *,
    merged: Any = MERGED,
    choices: Choices = NO_CHOICES,
    formats: dict[tuple[int, int], str] | None = None,
    filename: str = "",
    progress: Any = None,
) -> ParsedSheet:
    grid = Grid("Vĩnh Linh", rows, merged=merged, number_formats=lambda: formats or {})
    found = find_table([grid], INDEX, NAMES.__contains__, filename=filename, choices=choices)
    assert found is not None
    told = progress or (lambda step, done, total: None)
    return parse_table(found, INDEX, UNIT_INDEX, choices=choices, progress=told)


def cell(parsed: ParsedSheet, address: str) -> FileCell:
    return next(one for row in parsed.rows for one in row.cells if one.address == address)


def test_the_letter_is_read_exactly() -> None:
    parsed = parse(letter())
    assert parsed.area == "A5:G26"
    assert len(parsed.rows) == 20
    assert sum(len(row.cells) for row in parsed.rows) == 100
    assert [row.is_total for row in parsed.rows] == [True] + [False] * 19
    assert [row.match.unit_id for row in parsed.rows[1:]] == list(range(1, 20))
    assert cell(parsed, "C9").content == Figure.of(Decimal("81.6"))
    assert cell(parsed, "D12").content == Figure.of(Decimal("76.0"), places=1)
    assert cell(parsed, "E7").content == Figure.of(Decimal(28))
    assert cell(parsed, "F8").content == Blank("")
    blanks = sum(isinstance(one.content, Blank) for row in parsed.rows for one in row.cells)
    assert blanks == 30


def test_period_and_report_come_from_the_titles() -> None:
    parsed = parse(letter())
    assert parsed.period is not None
    assert parsed.period.code == "2023-H1"
    assert parsed.report is not None
    assert (parsed.report.number, parsed.report.issued_on) == ("85/BC-HCC", date(2023, 6, 21))


def test_the_file_name_says_the_period_where_the_sheet_does_not() -> None:
    parsed = parse(letter()[4:], merged=(), filename="Phụ lục quý II năm 2023.xlsx")
    assert parsed.period is not None
    assert parsed.period.code == "2023-Q2"


@pytest.mark.parametrize(
    ("value", "content"),
    [
        ("abc", Problem("not-a-number", "abc")),
        ("#DIV/0!", Problem("error-cell", "#DIV/0!")),
        ("101", Problem("out-of-range", "101")),
        ("KPS", Figure.blank(State.NO_CASES)),
        ("Không ĐG", Figure.blank(State.EXEMPT)),
        ("-", Blank("-")),
        (76.90000000000001, Figure.of(Decimal("76.9"))),
    ],
)
def test_a_cell_says_what_it_holds(value: Any, content: Any) -> None:
    assert cell(parse(letter(C9=value)), "C9").content == content


def _shares(*values: Any) -> list[list[Any]]:
    rows = [["TT", "Đơn vị", HEADINGS[2]]]
    return rows + [[at + 1, NAMES[at], value] for at, value in enumerate(values)]


def test_shares_with_a_percent_format_become_points() -> None:
    rows = _shares(0.769, 1, 0.5)
    formats = {(1, 2): "0.0%", (2, 2): "0%", (3, 2): "0.00%"}
    parsed = parse(rows, merged=(), formats=formats)
    assert [row.cells[0].content for row in parsed.rows] == [
        Figure.of(Decimal("76.9"), places=1),
        Figure.of(Decimal(100), places=0),
        Figure.of(Decimal(50), places=2),
    ]
    assert parsed.rows[0].cells[0].raw == "76,9%"
    assert parsed.shares_in_doubt == ()


def test_small_numbers_without_a_format_are_asked_about() -> None:
    parsed = parse(_shares(0.769, 1, 0.5), merged=())
    assert parsed.shares_in_doubt == ("C",)
    assert parsed.rows[0].cells[0].content == Figure.of(Decimal("0.769"))


@pytest.mark.parametrize(
    ("values", "is_share", "expected"),
    [
        ((0.769, 1), True, ["76.9", "100"]),
        (("0,769", "1"), True, ["76.9", "100"]),
        ((0.769, 1), False, ["0.769", "1"]),
        ((0.769, "50%"), True, ["76.9", "50"]),
    ],
)
def test_a_decision_settles_small_numbers(
    values: tuple[Any, ...], is_share: bool, expected: list[str]
) -> None:
    parsed = parse(_shares(*values), merged=(), choices=Choices({}, {"C": is_share}))
    assert parsed.shares_in_doubt == ()
    contents = [row.cells[0].content for row in parsed.rows]
    assert [c.value for c in contents if isinstance(c, Figure)] == [Decimal(x) for x in expected]


@pytest.mark.parametrize("values", [(0.5, 76.9), (0, 0), ("0,5%", "1%"), ("", "-")])
def test_ordinary_columns_leave_no_doubt(values: tuple[Any, ...]) -> None:
    assert parse(_shares(*values), merged=()).shares_in_doubt == ()


def test_long_decimals_are_kept_to_what_the_database_holds() -> None:
    content = parse(_shares(0.12345678912, 90), merged=()).rows[0].cells[0].content
    assert isinstance(content, Figure)
    assert content.value == Decimal("0.12345678")


@pytest.mark.parametrize("text", ["89,9999999999999", "89," + "9" * 60])
def test_no_figure_is_rounded_up_over_a_target(text: str) -> None:
    content = parse(_shares(text, 95), merged=()).rows[0].cells[0].content
    assert isinstance(content, Figure)
    assert content.value == Decimal("89.99999999")


def test_rows_passed_over_are_remarked() -> None:
    rows = letter()
    rows += [["", "Ghi chú: theo hệ thống"], ["", "", "5"]]
    assert [(one.code, one.cell) for one in parse(rows).remarks] == [
        ("row-ignored", "B27"),
        ("row-without-name", "B28"),
    ]


def test_a_unit_with_nothing_but_its_name_is_a_unit() -> None:
    rows = [["Đơn vị", HEADINGS[2]], [NAMES[0], "5"], [NAMES[1], ""]]
    assert [row.name for row in parse(rows, merged=()).rows] == NAMES[:2]


def test_the_best_of_several_sheets_is_taken() -> None:
    small = Grid("Nhỏ", [["Đơn vị", HEADINGS[2]], [NAMES[0], "5"]])
    whole = Grid("Chính", letter(), merged=MERGED)
    hidden = Grid("Ẩn", letter() + letter()[6:], hidden=True, merged=MERGED)
    found = find_table([small, hidden, whole], INDEX, NAMES.__contains__)
    assert found is not None
    assert found.layout.grid.name == "Chính"
    assert found.other_sheets == ("Nhỏ", "Ẩn")


def test_progress_moves_through_the_steps_and_ends_each() -> None:
    told: list[tuple[int, int, int]] = []
    parse(letter(), progress=lambda *news: told.append(news))
    assert [news[0] for news in told] == sorted(news[0] for news in told)
    assert (UNITS, 20, 20) in told
    assert (CELLS, 20, 20) in told


def through_json(parsed: ParsedSheet) -> ParsedSheet:
    return parsed_json.from_json(json.loads(json.dumps(parsed_json.to_json(parsed))))


def test_json_brings_back_the_same_sheet() -> None:
    rows = letter(C9="abc", D9="KPS", E9="-", B10="Vĩnh Giang", B11="UBND xã Lạ", H5="Ghi chú")
    parsed = parse(rows)
    assert parsed.rows[3].match.proposals
    assert through_json(parsed) == parsed


@given(st.lists(st.sampled_from(["81,6", 5, 0.25, "x", "", "#N/A", "KPS", "12.345"]), min_size=1))
def test_json_brings_back_any_column(values: list[Any]) -> None:
    parsed = parse(_shares(*values[:19]), merged=())
    assert through_json(parsed) == parsed


def test_json_of_another_version_is_not_read() -> None:
    data = parsed_json.to_json(parse(letter())) | {"version": 0}
    with pytest.raises(ValueError, match="version 0"):
        parsed_json.from_json(data)


def test_json_of_the_first_version_is_still_read() -> None:
    parsed = parse(letter())
    data = parsed_json.to_json(parsed) | {"version": 1}
    for later in ("count_columns", "hidden", "converted"):
        del data[later]
    assert parsed_json.from_json(data) == parsed


def test_below_the_notes_no_unit_comes_again() -> None:
    rows = letter()
    rows += [["Ghi chú:"], ["2", "Số liệu chưa tính", "12"], ["", NAMES[0], "1,5"]]
    parsed = parse(rows)
    assert len(parsed.rows) == len(NAMES) + 1
    assert [one.cell for one in parsed.remarks] == ["A27", "B28", "B29"]


def test_a_unit_that_only_the_notes_give_figures_of_is_kept() -> None:
    rows = letter()
    last = rows.pop()
    assert parse([*rows, ["Lưu ý:"], last]).rows[-1].name == last[1]


def test_many_rows_of_text_below_the_table_are_not_looked_at() -> None:
    assert len(parse([*letter(), *([["x"]] * 2000)]).remarks) == 300


# As version 2 wrote it, kept by installations: any later release must read it.
KEPT: dict[str, Any] = {
    "version": 2, "sheet": "Biểu 1", "area": "A5:F9",
    "columns": [[2, "Tỷ lệ trực tuyến", "online", "rate", 100, 0]],
    "other_columns": [[5, "Ghi chú", None, "rate", 0, 1]],
    "rows": [
        [8, "UBND xã Vĩnh Hà", 1, ["exact", 7], 0, [["81,6", "81.6", 1]], [["816", "816", 0]]],
        [9, "xã Vĩnh", 1, ["proposed", None, [[7, "bare_name", 90]]], 0,
         [["92,0", "92.0", 1, 46, 50]], [None]],
        [10, "Tổng", 1, ["none", None], 1, [["abc", "not-a-number", None]], ["-"]],
        [11, "UBND xã Vĩnh Ô", 1, ["exact", 8], 0, [["KPS", "no_cases"]], [None]],
    ],
    "period": ["half_year", "2022-12-15", "2023-06-14", "2023-H1"],
    "report": ["85/BC-HCC", "2023-06-20", None],
    "remarks": [["row-ignored", "B12", "Ghi chú: theo hệ thống"]],
    "shares_in_doubt": ["C"], "other_sheets": ["Biểu 2"],
    "count_columns": [[3, "Số lượng", "online", "numerator", 90, 0]],
    "hidden": [[9], ["D"]], "converted": ["B8"],
    "book": {"office": "vinhlinh", "period": "2023-H1", "round": 3,
             "versions": {"C8": 2}, "untouched": ["C8", "C9"]},
}  # fmt: skip


def test_what_version_2_kept_is_read_to_the_last_part_and_written_so_again() -> None:
    parsed = parsed_json.from_json(json.loads(json.dumps(KEPT)))
    assert parsed_json.to_json(parsed) == KEPT
    assert [cell.content for row in parsed.rows for cell in (*row.cells, *row.counts)] == [
        Figure.of(Decimal("81.6")), Figure.of(Decimal(816)),
        Figure.of(Decimal("92.0"), numerator=46, denominator=50), Blank(""),
        Problem("not-a-number", "abc"), Blank("-"), Figure.blank(State.NO_CASES), Blank(""),
    ]  # fmt: skip
    assert [row.match.proposals for row in parsed.rows][1] == (Proposal(7, "bare_name", 90),)
    assert (parsed.period, parsed.report) == (
        span_for_code("2023-H1"), ReportReference("85/BC-HCC", date(2023, 6, 20), None)
    )  # fmt: skip
    assert parsed.book == BookMarks("vinhlinh", "2023-H1", 3, {"C8": 2}, frozenset({"C8", "C9"}))


def test_what_version_1_kept_is_read() -> None:
    rows = [row[:6] for row in KEPT["rows"]]
    later = ("count_columns", "hidden", "converted", "book")
    first = {key: value for key, value in KEPT.items() if key not in later}
    parsed = parsed_json.from_json(first | {"version": 1, "rows": rows})
    assert (parsed.count_columns, parsed.hidden_rows, parsed.book) == ((), (), None)
    assert [row.name_cell for row in parsed.rows] == ["B8", "B9", "B10", "B11"]
