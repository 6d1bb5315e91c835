"""The worker is asked to read a file."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from reports.figures.import_models import ImportRun
from reports.imports.reading import READABLE
from reports.tasks import read_import_run


def import_run_start(*, run: ImportRun) -> None:
    """Send the run to the worker once the transaction is through; a refused run stays refused."""
    if run.status not in READABLE or not run.file:
        return
    waiting = ImportRun.objects.filter(pk=run.pk, status__in=READABLE).update(
        status=ImportRun.Status.QUEUED, step=0, step_done=0, step_total=0, heartbeat=timezone.now()
    )
    run.refresh_from_db()
    if waiting:
        transaction.on_commit(lambda: read_import_run.delay(run.pk))
