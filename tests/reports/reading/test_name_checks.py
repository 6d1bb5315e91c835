"""What is said of names: once where the file is another office's, and never without end."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from reports.grid import Grid
from reports.reading.review import CellStatus, Review
from tests.reports.reading.test_checks import codes, found
from tests.reports.reading.test_checks import judge as judge_rows
from tests.reports.reading.test_sheet import NAMES
from tests.reports.reading.test_sheet_choices import judge
from tests.reports.report_files import HEADINGS, letter


def table(names: list[str]) -> Grid:
    rows: list[list[Any]] = [[number, name, "50,5"] for number, name in enumerate(names, 1)]
    return Grid("S", [list(HEADINGS[:3]), *rows])


def others(count: int) -> list[str]:
    return [f"Ban số {number}" for number in range(count)]


def refused(judged: Review) -> int:
    cells = (cell for row in judged.rows for cell in row.cells)
    return sum(cell.status is CellStatus.REFUSED for cell in cells)


def test_a_file_of_another_office_is_told_once() -> None:
    judged = judge(table([*others(9), NAMES[0]]))
    told = found(judged, "units-of-another")
    assert (told.cell, told.value) == ("B2", "Ban số 0")
    assert (dict(told.args)["count"], dict(told.args)["rows"]) == (9, 10)
    assert "unit-unknown" not in codes(judged) and judged.blocked and refused(judged) == 9


@pytest.mark.parametrize("names", [others(4), [*others(5), *NAMES[:5]]])
def test_some_unknown_names_are_told_one_by_one(names: list[str]) -> None:
    judged = judge(table(names))
    assert "units-of-another" not in codes(judged)
    told = [one.value for one in judged.issues if one.code == "unit-unknown"]
    assert told == [name for name in names if name.startswith("Ban")]


def test_a_row_for_each_indicator_is_told_once() -> None:
    judged = judge(table([name for name in NAMES[:6] for _ in range(3)]))
    told = found(judged, "units-repeated")
    assert (told.cell, dict(told.args)["count"], dict(told.args)["rows"]) == ("B3", 12, 18)
    assert "unit-duplicate" not in codes(judged) and judged.blocked and refused(judged) == 12


def test_some_repeated_names_are_told_one_by_one() -> None:
    judged = judge(table([*NAMES, *NAMES[:6]]))
    assert "units-repeated" not in codes(judged)
    assert Counter(one.code for one in judged.issues)["unit-duplicate"] == 6


def test_endless_names_are_refused_and_not_all_listed() -> None:
    names = [f"{name}." for name in NAMES] + others(700) + NAMES
    judged = judge(table(names))
    assert Counter(one.code for one in judged.issues)["unit-unknown"] == 300
    assert refused(judged) == 700 + len(NAMES)


def test_units_in_two_rows_are_said_once() -> None:
    rows = letter()
    body = rows[6:]
    rows[6:] = [line for row in body for line in (row, ["", "", *["999"] * 5])]
    judged = judge_rows(rows)
    assert codes(judged, "error") == ["units-in-two-rows"]
    assert dict(found(judged, "units-in-two-rows").args)["count"] == len(body)
