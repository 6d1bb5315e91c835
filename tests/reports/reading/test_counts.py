"""Counts behind rates: found by arithmetic, asked where that cannot tell, checked cell by cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.figures import Figure, State
from reports.grid import Grid
from reports.reading.checks import review
from reports.reading.columns import ColumnRole
from reports.reading.counts import is_quotient, rows_agreeing
from reports.reading.decisions import Decisions
from reports.reading.headings import HeadingIndex
from reports.reading.issues import Issue
from reports.reading.review import Review
from reports.reading.sheet import ParsedSheet
from reports.reading.tables import find_table, parse_table
from tests.reports.reading.test_checks import CONTEXT, codes, figure, found, stored
from tests.reports.reading.test_layout import INDEX
from tests.reports.reading.test_sheet import NAMES, UNIT_INDEX, through_json

HEADINGS = HeadingIndex.of(
    replace(
        spec,
        headings=(*spec.headings, "ty le ho so truc tuyen", "ho so truc tuyen"),
        numerator="ho so tiep nhan truc tuyen",
        denominator="ho so truc tuyen va truc tiep",
    )
    if spec.code == "online"
    else spec
    for spec in INDEX.specs.values()
)
# C and D are the counts, E the rate; row 3 is the first unit.
ROWS = ((1, 30, 40, "75,0"), (2, 51, 60, "85,0"), (3, 2, 3, "66,7"), (4, 10, 10, "100"))
TOTAL = ("", 93, 113, "82,3")


def table(
    heads: tuple[str, str, str], *, group: str = "Hồ sơ trực tuyến", **cells: Any
) -> list[list[Any]]:
    rows: list[list[Any]] = [["TT", "Đơn vị", group, "", ""], ["", "", *heads]]
    rows += [[number, NAMES[number - 1], *rest] for number, *rest in ROWS]
    rows.append(["", "Toàn huyện", *TOTAL[1:]])
    for place, value in cells.items():
        rows[int(place[1:]) - 1][ord(place[0]) - ord("A")] = value
    return rows


MERGED = (((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (0, 4)))
USUAL = ("Số hồ sơ trực tuyến", "Tổng số hồ sơ", "Tỷ lệ")


def read(rows: list[list[Any]], decisions: Decisions, merged: Any = MERGED) -> ParsedSheet:
    grid = Grid("S", rows, merged=merged)
    table = find_table([grid], HEADINGS, NAMES.__contains__, choices=decisions.choices)
    assert table is not None
    return parse_table(table, HEADINGS, UNIT_INDEX, choices=decisions.choices)


def judge(rows: list[list[Any]], decided: Any = None, merged: Any = MERGED, **more: Any) -> Review:
    decisions = Decisions.from_json(decided or {})
    parsed = read(rows, decisions, merged)
    assert through_json(parsed) == parsed
    context = replace(CONTEXT, specs=HEADINGS.specs, expected={}, optional={}, **more)
    return review(parsed, decisions, context)


def roles(judged: Review) -> list[tuple[str, str, bool]]:
    return [(one.letter, one.role.value, one.settled) for one in judged.parsed.count_columns]


SURE = [("C", "numerator", True), ("D", "denominator", True)]


@pytest.mark.parametrize(
    "heads",
    [
        USUAL,
        ("Trong đó", "Tổng số", "Tỷ lệ (%)"),
        ("Đã nộp qua mạng", "Tất cả", "%"),
        ("Số hồ sơ", "Tổng số hồ sơ tiếp nhận", "Tỷ lệ %"),
    ],
)
def test_arithmetic_finds_the_counts_whatever_they_are_called(heads: tuple[str, str, str]) -> None:
    judged = judge(table(heads))
    assert roles(judged) == SURE
    assert not judged.blocked
    assert figure(judged, "E3") == Figure.of(
        Decimal("75.0"), places=1, numerator=30, denominator=40
    )
    assert figure(judged, "E7") == Figure.of(
        Decimal("82.3"), places=1, numerator=93, denominator=113
    )
    assert judged.parsed.other_columns == ()


def test_the_order_of_the_columns_does_not_matter() -> None:
    rows = [[a, b, e, d, c] for a, b, c, d, e in table(USUAL)]
    rows[0] = ["TT", "Đơn vị", "Hồ sơ trực tuyến", "", ""]
    judged = judge(rows)
    assert roles(judged) == [("D", "denominator", True), ("E", "numerator", True)]
    assert figure(judged, "C3") == Figure.of(
        Decimal("75.0"), places=1, numerator=30, denominator=40
    )


def test_counts_beside_a_rate_without_a_group_are_found() -> None:
    rows = [["TT", "Đơn vị", "Số nộp qua mạng", "Tổng số hồ sơ", "Tỷ lệ hồ sơ trực tuyến"]]
    assert roles(judge(rows + table(USUAL)[2:], merged=())) == SURE


def test_two_rows_may_agree_by_chance_and_are_asked() -> None:
    rows = table(("Đã nộp qua mạng", "Tất cả", "%"))
    assert roles(judge(rows[:4])) == [("C", "numerator", False), ("D", "denominator", False)]
    assert roles(judge(table(("Trong đó", "Tổng số", "%"))[:4])) == SURE


def test_one_total_may_stand_behind_two_rates() -> None:
    heads = ["TT", "Đơn vị", "Tổng số hồ sơ", "Hồ sơ trực tuyến", "", "Biên lai", ""]
    below = ["", "", "", "Số lượng", "Tỷ lệ", "Số lượng", "Tỷ lệ"]
    rows: list[list[Any]] = [heads, below]
    rows += [[n, NAMES[n - 1], d, c, rate, d - c, 100 - Decimal(rate.replace(",", "."))]
             for n, c, d, rate in ROWS]  # fmt: skip
    merged = [((0, at), (1, at)) for at in range(3)] + [((0, 3), (0, 4)), ((0, 5), (0, 6))]
    judged = judge(rows, {"columns": {"G": "receipt"}}, merged)
    assert [(one.letter, one.indicator, one.role) for one in judged.parsed.count_columns] == [
        ("C", "online", ColumnRole.DENOMINATOR),
        ("C", "receipt", ColumnRole.DENOMINATOR),
        ("D", "online", ColumnRole.NUMERATOR),
        ("F", "receipt", ColumnRole.NUMERATOR),
    ]
    last = figure(judged, "G3")
    assert last is not None
    assert (last.value, last.numerator, last.denominator) == (25, 10, 40)


def _other_rates() -> dict[str, Any]:
    return {"E3": "70,0", "E4": "50,0", "E5": "60,0", "E7": "62,0"}


def test_generic_words_alone_are_asked_about() -> None:
    rows = table(("Số lượng", "Tổng số", "Tỷ lệ"), **_other_rates())
    judged = judge(rows)
    asked = [(one.cell, dict(one.args)["role"]) for one in judged.issues if one.blocks]
    assert asked == [("C", "numerator"), ("D", "denominator")]
    assert figure(judged, "E3") == Figure.of(Decimal("70.0"), places=1)
    decided = {"columns": {"C": "online:numerator", "D": "skip"}}
    settled = judge(rows, decided)
    assert not settled.blocked
    assert figure(settled, "E3") == Figure.of(Decimal("70.0"), places=1, numerator=30)


def test_a_group_without_counts_asks_nothing() -> None:
    judged = judge(table(("Xếp hạng", "Ghi chú", "Tỷ lệ"), **_other_rates()))
    assert roles(judged) == []
    assert not judged.blocked


def test_the_own_words_of_an_indicator_are_believed_where_nothing_contradicts() -> None:
    heads = ("Hồ sơ tiếp nhận trực tuyến", "Điểm", "Tỷ lệ")
    assert roles(judge(table(heads, D3="a", D4="b", D5="c", D6="d", D7=""))) == SURE[:1]


@pytest.mark.parametrize("what", ["online:numerator", "overdue:numerator", "nonsense:denominator"])
def test_a_chosen_count_needs_the_column_of_its_rate(what: str) -> None:
    judged = judge(table(("a", "b", "Tỷ lệ"), **_other_rates()), {"columns": {"C": what}})
    assert len(judged.parsed.count_columns) == (what == "online:numerator")


def _of(judged: Review, code: str) -> tuple[str, str]:
    one: Issue = found(judged, code)
    return one.cell, one.value


def test_a_rate_that_its_counts_do_not_give_is_told() -> None:
    judged = judge(table(USUAL, E3="77,0"))
    assert _of(judged, "rate-differs-from-counts") == ("E3", "77,0")
    assert dict(found(judged, "rate-differs-from-counts").args)["computed"] == "75,0"
    assert not judged.blocked
    assert figure(judged, "E3") == Figure.of(
        Decimal("77.0"), places=1, numerator=30, denominator=40
    )


def test_a_part_greater_than_the_whole_blocks_until_it_is_left_out() -> None:
    rows = table(USUAL, C6="12", C7="95", E7="84,1")
    judged = judge(rows)
    assert _of(judged, "numerator-above-denominator") == ("C6", "12")
    assert judged.blocked
    assert judged.counts["refused"] == 1
    settled = judge(rows, {"cells": {"C6": "skip"}})
    assert not settled.blocked
    assert figure(settled, "E6") == Figure.of(Decimal(100))


def test_a_count_that_is_no_number_blocks_until_it_is_left_out() -> None:
    rows = table(USUAL, C6="mười")
    assert _of(judge(rows), "not-a-number") == ("C6", "mười")
    assert not judge(rows, {"cells": {"C6": "skip"}}).blocked


@pytest.mark.parametrize("rate", ["0", "100", None, "#DIV/0!"])
def test_nothing_of_nothing_is_no_cases(rate: str | None) -> None:
    """Xã without a single file: offices print 0, 100, nothing, or an error of Excel beside it."""
    judged = judge(table(USUAL, C6=0, D6=0, E6=rate))
    assert figure(judged, "E6") == Figure.blank(State.NO_CASES)
    assert not judged.blocked


def test_a_rate_of_nothing_that_says_otherwise_is_asked_about() -> None:
    rows = table(USUAL, C6=0, D6=0, E6="55,5")
    judged = judge(rows)
    assert _of(judged, "denominator-zero") == ("D6", "0")
    assert judged.blocked
    assert not judge(rows, {"cells": {"D6": "skip"}}).blocked


def test_counts_that_do_not_make_their_total_are_told() -> None:
    judged = judge(table(USUAL, D7="115", E7="80,9"))
    assert _of(judged, "counts-total-mismatch") == ("D7", "115")
    assert dict(found(judged, "counts-total-mismatch").args)["gap"] == "2"
    assert not judged.blocked


def test_a_file_without_counts_takes_none_away() -> None:
    existing = stored(judge(table(USUAL)))
    again = judge(table(("a", "b", "Tỷ lệ"), C3="x", C4="x", C5="x", C6="x", C7="x",
                        D3="x", D4="x", D5="x", D6="x", D7="x"), existing=existing)  # fmt: skip
    assert again.changes_nothing
    assert judge(table(USUAL), existing=existing).changes_nothing


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 4))
def test_a_rounded_quotient_is_always_known_again(part: int, whole: int, places: int) -> None:
    part = min(part, whole)
    exact = Decimal(part) * 100 / whole
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    assert is_quotient(Figure.of(rounded, places=places), part, whole)
    further = rounded + Decimal(2).scaleb(-places)
    assert not is_quotient(Figure.of(further, places=places), part, whole)


def test_rates_of_nothing_and_all_prove_nothing() -> None:
    rates = [Figure.of(Decimal(value)) for value in (0, 100, 0)]
    assert rows_agreeing(rates, [0, 5, 0], [4, 5, 9]) == 0
    assert rows_agreeing([*rates, Figure.of(Decimal(50))], [0, 5, 0, 2], [4, 5, 9, 4]) == 1


def test_codes_of_counts_are_issue_codes() -> None:
    assert codes(judge(table(USUAL))) == ["report-missing", "rate-total-kept"]
