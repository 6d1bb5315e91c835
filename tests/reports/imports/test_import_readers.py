"""Whose reading counts: slow readers, second readers, and the signs of life they give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.figures.import_models import ImportRun
from reports.figures.record_models import Record
from reports.imports import reading
from reports.imports.deciding import import_run_decide
from reports.imports.reading import import_run_read, import_runs_interrupt_stale
from reports.imports.tasks import import_run_start
from reports.spreadsheets.files import read_grids
from tests.cast import Cast, make_cast
from tests.reports.imports.test_import_services import apply, codes, read, upload
from tests.reports.report_files import HEADINGS, write, write_letter

pytestmark = pytest.mark.django_db
Status = ImportRun.Status


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def run(cast: Cast, tmp_path: Path) -> ImportRun:
    return upload(cast, write_letter(tmp_path / "letter.xlsx"))


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[[], None]], None]:
    """Lets something happen just after a step of the next reading, once."""

    def arrange(step: str, happens: Callable[[], None]) -> None:
        whole = getattr(reading, step)

        def slow(*args: Any, **kwargs: Any) -> Any:
            monkeypatch.setattr(reading, step, whole)
            result = whole(*args, **kwargs)
            happens()
            return result

        monkeypatch.setattr(reading, step, slow)

    return arrange


def taken_over(run: ImportRun, cast: Cast) -> None:
    """The run's reader is taken for dead; another reads the file, and it is applied."""
    later = timezone.now() + timedelta(minutes=5)
    assert import_runs_interrupt_stale(now=later) == 1
    again = ImportRun.objects.get(pk=run.pk)
    import_run_start(run=again)
    import_run_read(run=again)
    apply(again, cast)


@pytest.mark.parametrize("step", ["read_grids", "_find", "_parse", "import_review"])
def test_a_slow_reader_does_not_take_back_an_applied_run(
    cast: Cast, run: ImportRun, meanwhile: Any, step: str
) -> None:
    after: dict[str, Any] = {}

    def happens() -> None:
        taken_over(run, cast)
        after.update(ImportRun.objects.values().get(pk=run.pk))

    meanwhile(step, happens)
    assert import_run_read(run=run).status == Status.APPLIED
    assert ImportRun.objects.values().get(pk=run.pk) == after
    assert Record.objects.count() == 100


def test_a_slow_reader_that_fails_interrupts_nobody(
    cast: Cast, run: ImportRun, meanwhile: Any
) -> None:
    def happens() -> None:
        taken_over(run, cast)
        raise MemoryError

    meanwhile("_parse", happens)
    assert import_run_read(run=run).status == Status.APPLIED


def test_a_slow_reader_that_refuses_refuses_nobody(
    cast: Cast, run: ImportRun, meanwhile: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def happens() -> None:
        taken_over(run, cast)
        monkeypatch.setattr(reading, "_find", lambda *args: None)

    meanwhile("read_grids", happens)
    assert import_run_read(run=run).status == Status.APPLIED


@pytest.mark.parametrize("step", ["read_grids", "_parse", "import_review"])
def test_a_run_that_is_discarded_meanwhile_stays_away(
    run: ImportRun, meanwhile: Any, step: str
) -> None:
    meanwhile(step, lambda: ImportRun.objects.filter(pk=run.pk).delete())
    import_run_read(run=run)
    assert not ImportRun.objects.exists()


def test_of_two_readers_the_last_to_begin_counts(run: ImportRun, meanwhile: Any) -> None:
    meanwhile("_parse", lambda: import_run_read(run=ImportRun.objects.get(pk=run.pk)))
    assert import_run_read(run=run).status == Status.REVIEW
    assert run.counts["new"] == 70


def test_a_run_that_waits_though_nothing_is_read_can_be_started_again(
    cast: Cast, run: ImportRun
) -> None:
    now = run.uploaded_at
    assert import_runs_interrupt_stale(now=now + timedelta(seconds=30)) == 0
    assert import_runs_interrupt_stale(now=now + timedelta(minutes=1)) == 1
    run.refresh_from_db()
    assert run.status == Status.INTERRUPTED
    page = cast.client(cast.staff).get(reverse("import_run", args=[run.pk])).content.decode()
    assert reverse("import_restart", args=[run.pk]) in page
    # The message comes after all.
    assert import_run_read(run=run).status == Status.REVIEW


def test_a_run_waits_while_others_are_read(cast: Cast, tmp_path: Path, run: ImportRun) -> None:
    other = upload(cast, write_letter(tmp_path / "other.xlsx"))
    later = run.uploaded_at + timedelta(minutes=5)
    ImportRun.objects.filter(pk=other.pk).update(status=Status.READING, heartbeat=later)
    assert import_runs_interrupt_stale(now=later) == 0
    run.refresh_from_db()
    assert run.status == Status.QUEUED


def test_a_slow_reader_does_not_take_back_what_was_decided(
    cast: Cast, run: ImportRun, meanwhile: Any
) -> None:
    decisions = {"blanks": {"payment": "no_cases"}}
    after: dict[str, Any] = {}

    def happens() -> None:
        again = import_run_read(run=ImportRun.objects.get(pk=run.pk))
        import_run_decide(run=again, decisions=decisions, user=cast.staff)
        after.update(ImportRun.objects.values().get(pk=run.pk))

    meanwhile("_parse", happens)
    assert import_run_read(run=run).decisions == decisions
    assert ImportRun.objects.values().get(pk=run.pk) == after


def test_an_applied_run_is_not_sent_to_the_worker(cast: Cast, run: ImportRun) -> None:
    stale = ImportRun.objects.get(pk=run.pk)
    apply(import_run_read(run=run), cast)
    import_run_start(run=stale)
    assert stale.status == Status.APPLIED


def test_a_busy_reader_keeps_its_heart_beating(
    run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    beats: list[Any] = []

    def long_read(path: Path, *, limits: Any, alive: Callable[[], None]) -> Any:
        before = _heartbeat(run)
        alive()
        beats.append(_heartbeat(run) - before)
        return read_grids(path, limits=limits)

    clock = iter(range(0, 100_000, 30))
    monkeypatch.setattr(reading, "monotonic", lambda: next(clock))
    monkeypatch.setattr(reading, "read_grids", long_read)
    assert import_run_read(run=run).status == Status.REVIEW
    assert beats[0] > timedelta(0)


def _heartbeat(run: ImportRun) -> Any:
    return ImportRun.objects.values_list("heartbeat", flat=True).get(pk=run.pk)


def test_every_sheet_gives_a_sign_of_life(tmp_path: Path) -> None:
    def signs(rows: int) -> int:
        body = [[f"Đơn vị số {at}", *("12,5" for _ in range(60))] for at in range(rows)]
        path = write(tmp_path / "long.xlsx", [list(HEADINGS), *body], merged=())
        given: list[None] = []
        read_grids(path, alive=lambda: given.append(None))
        return len(given)

    few = signs(10)
    assert few >= 2
    assert signs(2_000) > few + 5


@pytest.fixture
def ended(cast: Cast) -> Iterator[Any]:
    unit = cast.office.children.get(code="vinhgiang")
    unit.valid_to = "2023-05-31"
    unit.save()
    yield unit


def test_a_unit_that_ended_within_the_period_is_matched(
    cast: Cast, tmp_path: Path, ended: Any
) -> None:
    run = read(cast, tmp_path)
    assert not codes(run) & {"unit-unknown", "unit-proposed"}
    assert run.counts["new"] == 70
    shorter = read(cast, tmp_path, B10="UBND xã Lạ Hoắc")
    assert "units-missing" not in codes(shorter)


def test_the_unit_in_being_at_the_end_has_the_name(cast: Cast, tmp_path: Path, ended: Any) -> None:
    heir = type(ended).objects.create(
        parent=ended.parent,
        code="vinhgiang-moi",
        name=ended.name,
        kind=ended.kind,
        valid_from="2023-06-01",
    )
    run = read(cast, tmp_path)
    apply(run, cast)
    assert Record.objects.filter(unit=heir).exists()
    assert not Record.objects.filter(unit=ended).exists()


def test_a_decision_that_needs_reading_is_left_to_the_worker(
    cast: Cast, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    run = read(cast, tmp_path, F5="Một cột chưa ai biết")
    decision = {"columns": {"F": "payment"}}
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        run = import_run_decide(run=run, decisions=decision, user=cast.staff)
        assert (run.status, run.decisions) == (Status.QUEUED, decision)
        import_run_start(run=run)
    assert len(callbacks) == 1
    run.refresh_from_db()
    assert (run.status, run.counts["blank"]) == (Status.REVIEW, 30)
    cast.client(cast.staff).post(reverse("import_decide", args=[run.pk]), {"columns-F": ""})
    run.refresh_from_db()
    assert (run.status, run.decisions) == (Status.REVIEW, {}), "the page sends it to the worker"


def test_a_reason_alone_reads_nothing_anew(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path, A2="", A1="Quý II năm 2023")
    decision = {"period": {"reason": "Tỉnh ghi nhầm"}}
    assert import_run_decide(run=run, decisions=decision, user=cast.staff).status == Status.REVIEW
