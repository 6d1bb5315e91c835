"""Every file of the corpus is read as it must be: status, period, counts, figures, issues."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files import File

from reports.figures.figures import Figure, State
from reports.figures.freezing import thaw
from reports.figures.import_models import ImportRun
from reports.figures.record_models import Record, RecordChange
from reports.imports.applying import ApplyOutcome, import_run_apply
from reports.imports.purpose import RunReview
from reports.imports.reading import import_run_read
from reports.imports.selectors import import_review
from reports.imports.uploads import import_run_create
from reports.reading.issues import Issues, blocking
from tests.cast import Cast, make_cast
from tests.reports.imports.corpus.cases import Case
from tests.reports.imports.corpus.make import CASES
from units.models import Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def read(cast: Cast, path: Path) -> ImportRun:
    with path.open("rb") as source:
        run = import_run_create(
            file=File(source), filename=path.name, office=cast.office, user=cast.staff
        )
    return import_run_read(run=run)


def figures_of(found: RunReview) -> dict[str, Figure | None]:
    codes = dict(Unit.objects.values_list("pk", "code"))
    return {
        f"{codes[row.unit_id]}.{cell.indicator}": cell.figure
        for row in reversed(found.review.rows)
        if row.unit_id is not None
        for cell in row.cells
        if cell.figure is not None
    }


def figure(text: str) -> Figure:
    """A figure as a case writes it: "76.0", "not_started" or "81.6 = 816/1000"."""
    if text in set(State):
        return Figure.blank(State(text))
    value, _, pair = text.partition(" = ")
    if not pair:
        return Figure.of(Decimal(value))
    numerator, denominator = map(int, pair.split("/"))
    return Figure.of(Decimal(value), numerator=numerator, denominator=denominator)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_file_is_read_as_expected(cast: Cast, tmp_path: Path, case: Case) -> None:
    run = read(cast, case.make(tmp_path))
    issues = thaw(Issues, run.issues)
    assert (run.status, [(issue.code, issue.cell) for issue in blocking(issues)]) == (
        case.status,
        [(issue.code, issue.cell) for issue in issues if issue.code in case.blocking],
    )
    assert {issue.code for issue in blocking(issues)} == case.blocking
    assert case.told <= {issue.code for issue in issues}
    assert run.counts == case.counts
    assert not Record.objects.exists()
    if case.status == "refused":
        return
    found = import_review(run)
    assert (found.review.period.code if found.review.period else None) == case.period
    read_figures = figures_of(found)
    assert {key: read_figures.get(key) for key in case.figures} == {
        key: figure(text) for key, text in case.figures.items()
    }


# Files that say the same as the letter, to the decimals, whatever they look like.
SAME_FIGURES = (
    *("total-last", "two-heading-rows", "column-numbers", "sections", "page-break", "footnotes"),
    *("unknown-columns", "far-from-the-corner", "two-sheets", "percent-texts", "decomposed"),
    *("capitals", "abbreviations", "csv-utf8-bom-semicolons", "csv-windows-1258"),
    *("html-named-xls", "docx", "ods", "tabs-named-xls", "xlsm-with-macros"),
    *("docx-in-two-tables", "docx-in-two-headed-tables", "page-break-below-groups"),
    *("subtotals", "five-heading-rows", "fractions-with-rates"),
)


@pytest.mark.parametrize("name", SAME_FIGURES)
def test_the_same_figures_in_another_file_are_nothing_to_do(
    cast: Cast, tmp_path: Path, name: str
) -> None:
    by_name = {case.name: case for case in CASES}
    letter = read(cast, by_name["letter"].make(tmp_path))
    assert import_run_apply(run=letter, user=cast.staff).outcome is ApplyOutcome.APPLIED
    changes = RecordChange.objects.count()
    again = read(cast, by_name[name].make(tmp_path))
    assert (again.status, again.counts["changed"]) == (ImportRun.Status.UNCHANGED, 0)
    assert import_run_apply(run=again, user=cast.staff).outcome is ApplyOutcome.UNCHANGED
    assert RecordChange.objects.count() == changes == 100


def test_figures_of_another_period_are_pointed_out(cast: Cast, tmp_path: Path) -> None:
    by_name = {case.name: case for case in CASES}
    letter = read(cast, by_name["letter"].make(tmp_path))
    assert import_run_apply(run=letter, user=cast.staff).outcome is ApplyOutcome.APPLIED
    copied = read(cast, by_name["period-in-words"].make(tmp_path))
    assert "same-as-period" in {item["code"] for item in copied.issues}
    assert not blocking(thaw(Issues, copied.issues))


def test_names_of_cases_are_their_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 25
