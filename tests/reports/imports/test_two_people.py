"""Two people at once, each with a connection of their own: one wins, the other is told why."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any, Final

import pytest
from django.db import connection

from reports.figures.import_models import ImportRun
from reports.figures.period_models import Period
from reports.figures.record_models import Record, RecordChange
from reports.figures.report_models import Report
from reports.imports.applying import ApplyOutcome, ApplyResult, import_run_apply, seen_token
from reports.imports.selectors import import_review
from reports.imports.undoing import UndoResult, import_run_undo
from tests.cast import Cast, make_cast
from tests.reports.imports.pages import apply_in_page
from tests.reports.imports.test_import_services import read

WAIT_SECONDS: Final = 30


@pytest.fixture
def cast(transactional_db: None, django_db_serialized_rollback: None) -> Cast:
    return make_cast()


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """What the jobs give, or the error they end with, when all begin in the same moment."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        try:
            start.wait(WAIT_SECONDS)
            return job()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def applying(run: ImportRun, user: Any, seen: str = "") -> Callable[[], ApplyResult]:
    own = ImportRun.objects.get(pk=run.pk)
    return lambda: import_run_apply(run=own, user=user, seen=seen)


def undoing(run: ImportRun, user: Any) -> Callable[[], UndoResult]:
    own = ImportRun.objects.get(pk=run.pk)
    return lambda: import_run_undo(run=own, user=user)


def token(run: ImportRun) -> str:
    return seen_token(import_review(run).review)


def test_a_run_is_applied_by_one_of_two(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path)
    both = at_once(applying(run, cast.staff), applying(run, cast.admin))
    assert [result.outcome for result in both] == [ApplyOutcome.APPLIED] * 2, both
    assert sorted((result.before, result.written.new) for result in both) == [
        (False, 100),
        (True, 0),
    ]
    assert (Record.objects.count(), RecordChange.objects.count()) == (100, 100)
    assert (Period.objects.count(), Report.objects.count()) == (1, 1)
    winner = cast.staff if not both[0].before else cast.admin
    run.refresh_from_db()
    assert run.applied_by == winner
    client = cast.client(cast.admin)
    page = apply_in_page(client, run.pk, follow=True).content.decode()
    assert str(winner) in page.split('class="notice info"')[1].split("</p>")[0]


def test_of_two_files_the_second_is_told_that_figures_changed(cast: Cast, tmp_path: Path) -> None:
    mine, theirs = read(cast, tmp_path, C9="82"), read(cast, tmp_path, C9="83")
    both = at_once(
        applying(mine, cast.staff, token(mine)), applying(theirs, cast.admin, token(theirs))
    )
    assert sorted(result.outcome for result in both) == [
        ApplyOutcome.APPLIED,
        ApplyOutcome.BLOCKED,
    ], both
    lost = next(result for result in both if result.outcome is ApplyOutcome.BLOCKED)
    assert [issue.code for issue in lost.issues] == ["changed-meanwhile"]
    assert Record.objects.values("import_run").distinct().count() == 1
    assert RecordChange.objects.count() == 100


def test_a_run_is_undone_by_one_of_two(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path)
    import_run_apply(run=run, user=cast.staff)
    both = at_once(undoing(run, cast.staff), undoing(run, cast.admin))
    assert sorted(type(result).__name__ for result in both) == ["Refused", "UndoResult"], both
    assert not Record.objects.exists()
    assert RecordChange.objects.count() == 200


def test_applying_and_undoing_at_once_leave_what_is_in_force(cast: Cast, tmp_path: Path) -> None:
    first = read(cast, tmp_path)
    import_run_apply(run=first, user=cast.staff)
    second = read(cast, tmp_path, C9="82", D9="11")
    both = at_once(undoing(first, cast.staff), applying(second, cast.admin))
    assert not [result for result in both if isinstance(result, Exception)], both
    assert set(Record.objects.values_list("import_run", flat=True)) == {second.pk}
    assert Record.objects.count() == 100
    assert Record.objects.get(unit__code="vinhchap", indicator__code="online").value == 82
