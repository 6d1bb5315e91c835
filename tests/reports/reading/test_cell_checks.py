"""Problems of single cells: what is told once for a column, and what for each cell."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reports.figures.figures import NOT_CALCULATED
from reports.grid import Grid
from reports.imports import presentation
from tests.reports.reading.test_layout import MERGED
from tests.reports.reading.test_sheet_choices import judge
from tests.reports.report_files import HEADINGS, letter


def places(code: str, cells: dict[str, Any], decided: dict[str, Any] | None = None) -> list[str]:
    found = judge(Grid("S", letter(**cells), merged=MERGED), decided).issues
    return [one.cell for one in found if one.code == code]


def test_formulas_without_results_are_told_once_for_a_column() -> None:
    cells = dict.fromkeys((f"C{row}" for row in range(8, 27)), NOT_CALCULATED)
    judged = judge(Grid("S", letter(**cells, D9=NOT_CALCULATED), merged=MERGED))
    found = [one for one in judged.issues if one.code == "not-calculated"]
    told = [(one.cell, one.value, dict(one.args)["count"]) for one in found]
    assert told == [("C8", HEADINGS[2], 19), ("D9", HEADINGS[3], 1)]
    assert judged.blocked


def test_cells_that_are_left_out_are_not_told() -> None:
    cells = {"C8": NOT_CALCULATED, "C9": NOT_CALCULATED}
    assert places("not-calculated", cells, {"cells": {"C8": "skip"}}) == ["C9"]
    assert places("not-calculated", cells, {"cells": dict.fromkeys(cells, "skip")}) == []


@pytest.mark.parametrize("value", ["#CALC!", "#DIV/0!"])
def test_errors_of_a_spreadsheet_are_told_for_each_cell(value: str) -> None:
    assert places("error-cell", {"C8": value, "C9": value}) == ["C8", "C9"]


def test_a_date_is_shown_as_the_spreadsheet_shows_it() -> None:
    judged = judge(Grid("S", letter(C8=date(2023, 1, 24)), merged=MERGED))
    (found,) = [one for one in judged.issues if one.code == "date-cell"]
    assert (found.cell, found.value) == ("C8", "24/01/2023")
    assert "24/01/2023" in presentation.message(found)
