"""Applying the good cells of a file and leaving the rest out; and two people at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from reports.figures.import_models import ImportRun
from reports.figures.period_services import period_ensure
from reports.figures.record_models import Record, RecordChange
from reports.imports.applying import ApplyOutcome, import_run_apply, seen_token
from reports.imports.deciding import import_run_decide
from reports.imports.partial import good_part, left_out
from reports.imports.reading import import_run_read
from reports.imports.selectors import import_review
from tests.cast import Cast, make_cast
from tests.reports.imports.test_import_services import codes, read, upload
from tests.reports.report_files import write_letter
from units.models import Unit

pytestmark = pytest.mark.django_db
ROW_9 = {"C9", "D9", "E9", "F9", "G9"}
ROW_10 = {"C10", "D10", "E10", "F10", "G10"}
COLUMN_E = {f"E{row}" for row in range(7, 27)}


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def token(run: ImportRun) -> str:
    return seen_token(import_review(run).review)


@pytest.mark.parametrize(
    ("cells", "missing"),
    [
        ({"C9": "abc"}, {"C9"}),
        ({"C9": "abc", "D12": 101}, {"C9", "D12"}),
        ({"B10": "Vĩnh Giang"}, ROW_10),
        ({"B10": "UBND xã Chưa Có"}, ROW_10),
        ({"B10": "UBND xã Vĩnh Chấp"}, ROW_9 | ROW_10),
        ({"E10": "10"}, COLUMN_E),
        ({"F5": "Tỷ lệ thanh toán"}, {f"F{row}" for row in range(7, 27)}),
    ],
)
def test_what_is_in_doubt_is_left_out_and_the_rest_is_written(
    cast: Cast, tmp_path: Path, cells: dict[str, Any], missing: set[str]
) -> None:
    run = read(cast, tmp_path, **cells)
    assert set(left_out(good_part(import_review(run).review))) == missing
    result = import_run_apply(run=run, user=cast.staff, partial=True)
    assert (result.outcome, result.written.new) == (ApplyOutcome.APPLIED, 100 - len(missing))
    assert missing.isdisjoint(Record.objects.values_list("cell", flat=True))
    assert (run.partial, run.status) == (True, ImportRun.Status.APPLIED)
    assert run.counts["refused"] == len(missing)
    assert any(item["severity"] in ("error", "confirm") for item in run.issues)


def test_hidden_rows_and_columns_are_left_out_until_somebody_says(
    cast: Cast, tmp_path: Path
) -> None:
    path = write_letter(tmp_path / "letter.xlsx")
    book = load_workbook(path)
    book.active.row_dimensions[9].hidden = True
    book.active.column_dimensions["G"].hidden = True
    book.save(path)
    run = import_run_read(run=upload(cast, path))
    missing = ROW_9 | {f"G{row}" for row in range(7, 27)}
    assert set(left_out(good_part(import_review(run).review))) == missing
    import_run_apply(run=run, user=cast.staff, partial=True)
    assert Record.objects.count() == 100 - len(missing)


def test_without_the_wish_everything_or_nothing(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path, C9="abc")
    assert import_run_apply(run=run, user=cast.staff).outcome is ApplyOutcome.BLOCKED
    assert not Record.objects.exists()
    assert not run.partial


def test_a_clean_file_is_never_partial(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path)
    import_run_apply(run=run, user=cast.staff, partial=True)
    assert run.partial is False
    assert Record.objects.count() == 100


@pytest.mark.parametrize(
    ("cells", "code"), [({"A2": ""}, "period-missing"), ({"A1": ""}, "period-differs")]
)
def test_the_period_blocks_the_good_cells_too(
    cast: Cast, tmp_path: Path, cells: dict[str, Any], code: str
) -> None:
    period = period_ensure(code="2023-Q2") if code == "period-differs" else None
    run = read(cast, tmp_path, period, C9="abc", **cells)
    result = import_run_apply(run=run, user=cast.staff, partial=True)
    assert result.outcome is ApplyOutcome.BLOCKED
    assert code in {issue.code for issue in result.issues}
    assert not Record.objects.exists()


def test_nothing_good_is_left(cast: Cast, tmp_path: Path) -> None:
    import_run_apply(run=read(cast, tmp_path), user=cast.staff)
    run = read(cast, tmp_path, C9="abc")
    result = import_run_apply(run=run, user=cast.staff, partial=True)
    assert (result.outcome, run.status) == (ApplyOutcome.BLOCKED, ImportRun.Status.REVIEW)
    assert RecordChange.objects.count() == 100


def test_a_corrected_file_brings_what_was_left_out(cast: Cast, tmp_path: Path) -> None:
    import_run_apply(run=read(cast, tmp_path, C9="abc"), user=cast.staff, partial=True)
    result = import_run_apply(run=read(cast, tmp_path), user=cast.staff)
    assert (result.written.new, result.written.changed) == (1, 0)


def test_the_second_to_apply_a_run_is_told(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path)
    seen = token(run)
    import_run_apply(run=run, user=cast.staff, seen=seen)
    result = import_run_apply(run=run, user=cast.admin, seen=seen)
    assert (result.before, result.written.new) == (True, 0)
    assert run.applied_by == cast.staff


def test_figures_that_changed_meanwhile_block(cast: Cast, tmp_path: Path) -> None:
    mine, theirs = read(cast, tmp_path, C9="82"), read(cast, tmp_path)
    seen = token(mine)
    import_run_apply(run=theirs, user=cast.admin)
    result = import_run_apply(run=mine, user=cast.staff, seen=seen)
    assert result.outcome is ApplyOutcome.BLOCKED
    assert [issue.code for issue in result.issues] == ["changed-meanwhile"]
    assert Record.objects.filter(import_run=mine).count() == 0
    assert mine.counts["changed"] == 1
    assert "changed-meanwhile" not in codes(mine)
    assert import_run_apply(run=mine, user=cast.staff, seen=token(mine)).written.changed == 1


def test_the_same_figures_by_somebody_else_leave_nothing_to_do(cast: Cast, tmp_path: Path) -> None:
    mine, theirs = read(cast, tmp_path), read(cast, tmp_path)
    seen = token(mine)
    import_run_apply(run=theirs, user=cast.admin)
    assert import_run_apply(run=mine, user=cast.staff, seen=seen).outcome is ApplyOutcome.UNCHANGED


def test_a_decision_of_somebody_else_blocks_too(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path, B10="Vĩnh Giang")
    seen = token(run)
    unit = Unit.objects.get(code="vinhgiang").pk
    import_run_decide(run=run, decisions={"names": {"B10": unit}}, user=cast.admin)
    assert import_run_apply(run=run, user=cast.staff, seen=seen).issues[0].code == (
        "changed-meanwhile"
    )
