"""Which sheet, and what of it: another sheet, hidden rows and columns, old encodings."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from reports.figures.import_models import ImportRun
from reports.grid import Grid
from reports.imports.applying import ApplyOutcome, import_run_apply
from reports.imports.deciding import import_run_decide
from reports.imports.reading import import_run_read
from reports.reading.checks import review
from reports.reading.decisions import Decisions
from reports.reading.review import Review
from reports.reading.sheet import ParsedSheet
from reports.reading.tables import find_table, parse_table
from tests.cast import Cast, make_cast
from tests.reports.imports.test_import_services import codes as run_codes
from tests.reports.imports.test_import_services import upload
from tests.reports.reading.test_checks import CONTEXT, codes, found
from tests.reports.reading.test_layout import INDEX, MERGED
from tests.reports.reading.test_sheet import NAMES, UNIT_INDEX, through_json
from tests.reports.report_files import HEADINGS, TITLES, letter, write_letter


def read(grids: list[Grid], decided: dict[str, Any] | None = None) -> ParsedSheet:
    choices = Decisions.from_json(decided or {}).choices
    table = find_table(grids, INDEX, NAMES.__contains__, choices=choices)
    assert table is not None
    parsed = parse_table(table, INDEX, UNIT_INDEX, choices=choices)
    assert through_json(parsed) == parsed
    return parsed


def judge(grid: Grid, decided: dict[str, Any] | None = None) -> Review:
    return review(read([grid], decided), Decisions.from_json(decided or {}), CONTEXT)


LETTER = Grid("S", letter(), merged=MERGED)
SMALL = Grid("Nhỏ", [["Đơn vị", HEADINGS[2]], [NAMES[0], "5"]])
UNREAD = Grid("Danh sách", [["Đơn vị", "Cán bộ"], [NAMES[0], "5"]])


def test_a_chosen_sheet_comes_before_the_best() -> None:
    assert read([SMALL, LETTER, UNREAD]).sheet == "S"
    assert read([SMALL, LETTER, UNREAD]).other_sheets == ("Nhỏ", "Danh sách")
    assert read([SMALL, LETTER, UNREAD], {"sheet": {"name": "Danh sách"}}).sheet == "Danh sách"
    assert read([SMALL, LETTER], {"sheet": {"name": "Gone"}}).sheet == "S"


HIDDEN_ROWS = replace(LETTER, hidden_rows=frozenset({2, 8, 9, 40}))


def test_hidden_rows_with_figures_are_asked_about() -> None:
    judged = judge(HIDDEN_ROWS)
    issue = found(judged, "hidden-rows")
    assert (issue.cell, issue.value, dict(issue.args)["count"]) == (
        "B9",
        "UBND xã Vĩnh Chấp; UBND xã Vĩnh Giang",
        2,
    )
    assert judged.blocked


@pytest.mark.parametrize(("choice", "rows"), [("keep", 20), ("skip", 18)])
def test_hidden_rows_are_read_as_decided(choice: str, rows: int) -> None:
    judged = judge(HIDDEN_ROWS, {"hidden": {"rows": choice}})
    assert len(judged.rows) == rows
    assert "hidden-rows" not in codes(judged)


HIDDEN_COLUMNS = replace(LETTER, hidden_columns=frozenset({"A", "D", "K"}))


def test_hidden_columns_with_figures_are_asked_about() -> None:
    issue = found(judge(HIDDEN_COLUMNS), "hidden-columns")
    assert (issue.cell, issue.value) == ("D", HEADINGS[3])


@pytest.mark.parametrize(("choice", "letters"), [("keep", "CDEFG"), ("skip", "CEFG")])
def test_hidden_columns_are_read_as_decided(choice: str, letters: str) -> None:
    judged = judge(HIDDEN_COLUMNS, {"hidden": {"columns": choice}})
    assert "".join(one.letter for one in judged.parsed.columns) == letters
    assert not judged.blocked


def test_hidden_columns_that_were_chosen_one_by_one_are_read() -> None:
    decided = {"hidden": {"columns": "skip"}, "columns": {"D": "digitization"}}
    assert len(judge(HIDDEN_COLUMNS, decided).parsed.columns) == 5


@pytest.mark.parametrize("hidden", [{"rows": "maybe"}, {"cells": "keep"}])
def test_no_page_sends_other_choices(hidden: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="Hidden"):
        Decisions.from_json({"hidden": hidden})


def test_converted_cells_are_told_with_a_sample() -> None:
    judged = judge(replace(LETTER, converted=("B5", "B9", "B10")))
    issue = found(judged, "legacy-converted")
    assert (issue.cell, issue.value) == ("B5", "UBND xã Vĩnh Chấp")
    assert dict(issue.args)["count"] == 3
    assert not judged.blocked


@pytest.mark.parametrize("name", ["UBND x· VÜnh Giang", "UBND xaõ Vónh Giang"])
def test_a_name_is_never_kept_garbled(name: str) -> None:
    row = read([replace(LETTER, cells=letter(B10=name))]).rows[3]
    assert row.name.lower() == "ubnd xã vĩnh giang"
    assert [one.unit_id for one in row.match.proposals] == [3] or row.match.unit_id == 3


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def two_sheets(folder: Path) -> Path:
    path = write_letter(folder / "two.xlsx")
    book = load_workbook(path)
    page = book.create_sheet("Quý I")
    for row in (["Đơn vị", HEADINGS[2]], ["UBND xã Vĩnh Giang", "5"], ["UBND xã Lạ", "6"]):
        page.append(row)
    book.save(path)
    return path


@pytest.mark.django_db
def test_another_sheet_is_read_and_decisions_on_the_first_are_void(
    cast: Cast, tmp_path: Path
) -> None:
    run = import_run_read(run=upload(cast, two_sheets(tmp_path)))
    run = import_run_decide(
        run=run,
        decisions={"blanks": {"payment": "no_cases"}, "period": {"code": "2023-Q1", "reason": "x"}},
        user=cast.staff,
    )
    run = import_run_read(run=run)
    run = import_run_decide(run=run, decisions={"sheet": {"name": "Quý I"}}, user=cast.staff)
    run = import_run_read(run=run)
    given = {"for": "2022-12-15/2023-06-14", "by": str(cast.staff)}
    assert run.decisions == {
        "period": {"code": "2023-Q1", "reason": "x", **given},
        "sheet": {"name": "Quý I"},
    }
    assert (run.status, run.counts["new"]) == (ImportRun.Status.REVIEW, 1)
    assert "unit-unknown" in run_codes(run)
    back = import_run_decide(run=run, decisions={"sheet": {"name": None}}, user=cast.staff)
    assert import_run_read(run=back).counts["new"] == 70


@pytest.mark.django_db
@pytest.mark.parametrize(("title", "asked"), [(TITLES[1], False), ("Tháng 5 năm 2023", True)])
def test_a_reason_for_another_period_does_not_follow_to_a_sheet_of_another(
    cast: Cast, tmp_path: Path, title: str, asked: bool
) -> None:
    path = write_letter(tmp_path / "two.xlsx")
    book = load_workbook(path)
    page = book.create_sheet("Biểu 2")
    for row in ([title], ["Đơn vị", HEADINGS[2]], ["UBND xã Vĩnh Giang", "5"]):
        page.append(row)
    book.save(path)
    run = import_run_read(run=upload(cast, path))
    reason = {"period": {"code": "2023-Q1", "reason": "Tỉnh ghi nhầm kỳ"}}
    run = import_run_read(run=import_run_decide(run=run, decisions=reason, user=cast.staff))
    assert "period-differs" not in run_codes(run)
    chosen = {"sheet": {"name": "Biểu 2"}}
    run = import_run_read(run=import_run_decide(run=run, decisions=chosen, user=cast.staff))
    assert ("period-differs" in run_codes(run)) is asked
    page = cast.client(cast.staff).get(reverse("import_run", args=[run.pk])).content.decode()
    assert ('value="Tỉnh ghi nhầm kỳ"' in page) is not asked
    result = import_run_apply(run=run, user=cast.staff)
    assert result.outcome is (ApplyOutcome.BLOCKED if asked else ApplyOutcome.APPLIED)


@pytest.mark.django_db
def test_a_sheet_without_a_table_cannot_be_chosen(cast: Cast, tmp_path: Path) -> None:
    run = import_run_read(run=upload(cast, two_sheets(tmp_path)))
    with pytest.raises(ValueError, match="no sheet"):
        import_run_decide(run=run, decisions={"sheet": {"name": "Không có"}}, user=cast.staff)


@pytest.mark.django_db
def test_what_was_decided_already_is_not_read_again(cast: Cast, tmp_path: Path) -> None:
    run = import_run_read(run=upload(cast, two_sheets(tmp_path)))
    chosen = {"sheet": {"name": run.parsed["sheet"]}, "hidden": {"rows": "keep"}}
    run = import_run_decide(run=run, decisions=chosen, user=cast.staff)
    assert run.status == ImportRun.Status.QUEUED
    again = import_run_decide(run=import_run_read(run=run), decisions=chosen, user=cast.staff)
    assert (again.status, again.counts["new"]) == (ImportRun.Status.REVIEW, 70)


MONTHS = [replace(LETTER, name=f"Tháng {month}") for month in (4, 5, 6)]


def judge_sheets(grids: list[Grid], decided: dict[str, Any] | None = None) -> Review:
    return review(read(grids, decided), Decisions.from_json(decided or {}), CONTEXT)


def test_sheets_that_read_alike_are_asked_about() -> None:
    judged = judge_sheets([*MONTHS, SMALL])
    asked = found(judged, "sheets-alike")
    assert (asked.severity.value, asked.value) == ("confirm", "Tháng 5; Tháng 6")
    assert judged.blocked


@pytest.mark.parametrize("name", ["Tháng 4", "Tháng 6"])
def test_a_chosen_sheet_is_asked_about_no_more(name: str) -> None:
    judged = judge_sheets(MONTHS, {"sheet": {"name": name}})
    assert judged.parsed.sheet == name
    assert "sheets-alike" not in codes(judged)


def test_hidden_and_smaller_sheets_are_not_alike() -> None:
    assert "sheets-alike" not in codes(judge_sheets([LETTER, replace(LETTER, hidden=True), SMALL]))
    shorter = replace(LETTER, name="Thiếu một", cells=LETTER.cells[:-1])
    assert "sheets-alike" in codes(judge_sheets([LETTER, shorter]))
