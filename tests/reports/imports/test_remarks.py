"""The remarks on a file: many of one kind are folded, and all of one kind have pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cchc.demo.workbook import write_workbook
from reports.figures.import_models import ImportRun
from reports.imports.preview_issues import IssueLine, issue_groups, severity_counts
from reports.reading.issues import Issue, Severity
from tests.cast import Cast
from tests.reports.imports.test_import_pages import run_of


def line(code: str, number: int, severity: str = "error") -> IssueLine:
    issue = Issue(code, Severity(severity), "A", f"C{number}")
    return IssueLine(issue, f"{code} {number}")


@pytest.mark.parametrize(
    ("count", "shown", "folded", "left"),
    [(1, 1, 0, 0), (4, 4, 0, 0), (5, 3, 2, 0), (50, 3, 47, 0), (500, 3, 47, 450)],
)
def test_many_of_a_kind_are_folded(count: int, shown: int, folded: int, left: int) -> None:
    (group,) = issue_groups(line("jump", number) for number in range(count))
    assert (len(group.shown), len(group.folded), group.left) == (shown, folded, left)
    assert group.count == count


def test_kinds_keep_their_order_and_weights_are_counted() -> None:
    lines = [line("b", 1), line("a", 2, "confirm"), line("b", 3), line("c", 4, "info")]
    assert [group.code for group in issue_groups(lines)] == ["b", "a", "c"]
    assert severity_counts(lines) == [("error", 2), ("confirm", 1), ("info", 1)]


def with_names(path: Path, count: int) -> Path:
    """The province's file with so many more rows of names that no unit has."""
    book = load_workbook(write_workbook(path))
    sheet = book.active
    for number in range(count):
        sheet.append([20 + number, f"Ban số {number}", 50, 50, 1, None, None])
    book.save(path)
    return path


@pytest.fixture
def run(cast: Cast, tmp_path: Path) -> ImportRun:
    return run_of(cast.client(cast.staff), with_names(tmp_path / "nhieu.xlsx", 120))


def page(client: Client, run: ImportRun, **query: str) -> str:
    answer = client.get(reverse("import_run", args=[run.pk]), query)
    assert answer.status_code == 200
    return answer.content.decode().split('id="remarks"')[1].split("review-bar")[0]


def test_the_page_lists_few_and_leads_to_all(cast: Cast, run: ImportRun) -> None:
    staff = cast.client(cast.staff)
    first = page(staff, run)
    assert first.count("“Ban số") == 50
    assert "?remarks=unit-unknown#remarks" in first
    assert 'class="chip chip-bad"' in first
    of_kind = page(staff, run, remarks="unit-unknown")
    assert of_kind.count("“Ban số") == 50 and "more-issues" not in of_kind
    last = page(staff, run, remarks="unit-unknown", remark_page="3")
    assert last.count("“Ban số") == 20 and "“Ban số 119”" in last


def test_a_kind_that_is_not_there_shows_them_all(cast: Cast, run: ImportRun) -> None:
    assert "more-issues" in page(cast.client(cast.staff), run, remarks="nothing")


def test_more_remarks_need_no_more_queries(cast: Cast, tmp_path: Path) -> None:
    staff = cast.client(cast.staff)
    counts = []
    for number in (10, 300):
        run = run_of(staff, with_names(tmp_path / f"{number}.xlsx", number))
        with CaptureQueriesContext(connection) as captured:
            page(staff, run)
        counts.append(len(captured))
    assert counts[0] == counts[1]
