"""A worker that is killed in the middle of a reading leaves nothing behind but a run to repeat."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from django.conf import settings
from django.core.files import File
from django.db import connection

from cchc.celery import app as celery_app
from reports.figures.import_models import ImportRun
from reports.figures.record_models import Record
from reports.imports.reading import import_runs_interrupt_stale
from reports.imports.tasks import import_run_start
from reports.imports.uploads import import_run_create
from tests.cast import Cast, make_cast
from tests.reports.report_files import HEADINGS, TITLES, write
from tests.services.stack import ROOT, local_environment

Status = ImportRun.Status
ROWS: Final = 6_000
WAIT_SECONDS: Final = 60


@pytest.fixture
def cast(transactional_db: None, django_db_serialized_rollback: None) -> Cast:
    return make_cast()


@pytest.fixture
def long_run(cast: Cast, tmp_path: Path) -> ImportRun:
    """A file that takes seconds to read: thousands of names that no unit has."""
    body = [[at, f"UBND xã Vĩnh Thử {at}", "76,9", "59,2", 1, "", ""] for at in range(1, ROWS)]
    rows = [*([title] for title in TITLES), [], list(HEADINGS), *body]
    path = write(tmp_path / "long.xlsx", rows, merged=())
    with path.open("rb") as source:
        return import_run_create(
            file=File(source), filename=path.name, office=cast.office, user=cast.staff
        )


@contextmanager
def worker_process(log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A worker of its own process on the database, the broker and the files of these tests."""
    database = connection.settings_dict
    url = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        url = "postgres://{USER}@{HOST}:{PORT}/{NAME}".format(**database)
    chosen = {name: os.environ.get(name, "") for name in ("CELERY_BROKER_URL", "CACHE_URL")}
    environment = local_environment(Path(settings.MEDIA_ROOT).parent, DATABASE_URL=url, **chosen)
    command = [sys.executable, "-m", "celery", "-A", "cchc", "worker", "--loglevel", "INFO"]
    command += ["--pool", "threads", "--concurrency", "1"]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        _signal(process, signal.SIGKILL)
        process.wait()


def _signal(process: subprocess.Popen[bytes], number: int) -> None:
    """To the worker and to the children that do its work."""
    if process.poll() is None:
        os.killpg(process.pid, number)


def wait_until(met: Callable[[], bool], log: Path) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while not met():
        if time.monotonic() > end or "broke off" in log.read_text(errors="replace"):
            raise AssertionError(log.read_text(errors="replace")[-4000:])
        time.sleep(0.005)


def test_a_killed_worker_leaves_the_run_interrupted_and_it_is_read_again(
    long_run: ImportRun, tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    celery_app.conf.update(task_always_eager=False)
    celery_app.control.purge()

    def under_way() -> bool:
        long_run.refresh_from_db()
        return long_run.status == Status.READING and long_run.step >= 4

    with worker_process(log) as process:
        import_run_start(run=long_run)
        wait_until(under_way, log)
        _signal(process, signal.SIGSTOP)
        long_run.refresh_from_db()
        assert long_run.status == Status.READING, "the reading was over before the worker was hit"
        _signal(process, signal.SIGKILL)
        assert process.wait(10) == -signal.SIGKILL

    died = long_run.heartbeat
    assert died is not None
    assert import_runs_interrupt_stale(now=died + timedelta(seconds=10)) == 0
    assert import_runs_interrupt_stale(now=died + timedelta(minutes=1)) == 1
    long_run.refresh_from_db()
    assert (long_run.status, long_run.parsed) == (Status.INTERRUPTED, None)
    assert not Record.objects.exists()

    celery_app.conf.update(task_always_eager=True)
    import_run_start(run=long_run)
    long_run.refresh_from_db()
    assert long_run.status == Status.REVIEW
    assert sum(long_run.counts.values()) == 5 * (ROWS - 1)
    assert not Record.objects.exists()
