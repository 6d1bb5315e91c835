"""M8: from the end of an upload to the first sign of the reader, and what sending costs.

A worker of its own runs beside; with Redis the journeys to it are counted.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

import redis
from django.conf import settings
from django.core.files import File

from bench.files import write_file
from bench.surroundings import forget_figures
from reports.figures.import_models import ImportRun
from reports.imports.tasks import import_run_start
from reports.imports.uploads import import_run_create
from reports.tasks import read_import_run
from units.models import Unit, User

_PATIENCE = 60.0
_LOOK_EVERY = 0.002
_ROOT = Path(__file__).resolve().parents[1]
Measure = tuple[str, str, str, str, str]


def measures(folder: Path, rounds: int) -> Iterator[Measure]:
    """The lines of the results; how long it takes is no ratio, for nothing else does the same."""
    broker = settings.CELERY_BROKER_URL.partition(":")[0]
    path = write_file(folder, indicators=1)
    with _worker(folder):
        _wait(_send(path))
        times = [_wait(_send(path)) for _ in range(rounds)]
    taken = statistics.median(times)
    what = f"{broker} broker: upload to the first sign of the reader"
    yield "M8", what, f"{taken:.3f} s", "≤ 0.2 s", f"slowest {max(times):.3f} s"
    if broker == "redis":
        trips = _trips()
        yield "M8", "redis broker: journeys to send one task", f"{trips}", "≤ 10", f"{trips}"
    forget_figures()


@contextmanager
def _worker(folder: Path) -> Iterator[None]:
    command = [sys.executable, "-m", "celery", "-A", "cchc", "worker"]
    command += ["--pool=solo", "--loglevel=ERROR", "--without-gossip", "--without-mingle"]
    with (folder / "worker.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=_ROOT, env={**os.environ}, stdout=log, stderr=log)
        try:
            yield
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def _send(path: Path) -> ImportRun:
    with path.open("rb") as source:
        run = import_run_create(
            file=File(source),
            filename=path.name,
            office=Unit.objects.get(code="vinhlinh"),
            user=User.objects.get(username="vanphong"),
        )
    import_run_start(run=run)
    return run


def _wait(run: ImportRun) -> float:
    """The seconds until a page that asks would show the first step; then lets the run end."""
    began = time.perf_counter()
    _until(began, lambda: _of(run)[1] > 0)
    taken = time.perf_counter() - began
    _until(began, lambda: _of(run)[0] not in (ImportRun.Status.QUEUED, ImportRun.Status.READING))
    return taken


def _of(run: ImportRun) -> tuple[str, int]:
    found: tuple[str, int] = ImportRun.objects.values_list("status", "step").get(pk=run.pk)
    return found


def _until(began: float, reached: Callable[[], bool]) -> None:
    while not reached():
        if time.perf_counter() - began > _PATIENCE:
            raise RuntimeError("The worker does not answer")
        time.sleep(_LOOK_EVERY)


def _trips() -> int:
    """How often a warm connection to Redis is written to while one task is sent."""
    read_import_run.delay(0)
    sent = redis.connection.AbstractConnection.send_packed_command
    with patch.object(
        redis.connection.AbstractConnection, "send_packed_command", autospec=True, side_effect=sent
    ) as counted:
        read_import_run.delay(0)
    return int(counted.call_count)
