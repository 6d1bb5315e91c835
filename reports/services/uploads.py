"""A file comes in: it is kept as it is, and the worker is asked to read it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from reports.domain.issues import refusal
from reports.models import ImportRun, Period
from reports.services.reading import READABLE
from reports.tasks import read_import_run
from units.models import Unit, User

Status = ImportRun.Status


def import_run_create(
    *,
    file: File[bytes],
    filename: str,
    office: Unit,
    user: User | None,
    period: Period | None = None,
) -> ImportRun:
    """Keep an uploaded file as a run that waits to be read.

    `period` is the one chosen by the user, if any. A file above the limit is refused at once and
    its bytes are not kept.
    """
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    run = ImportRun(
        office=office,
        uploaded_by=user,
        filename=Path(filename).name[:255],
        sha256=digest.hexdigest(),
        size=file.size,
        chosen_period=period,
    )
    if file.size > settings.IMPORT_MAX_BYTES:
        limit = settings.IMPORT_MAX_BYTES // (1024 * 1024)
        run.refuse(refusal("too-large", limit=limit).to_json())
    else:
        file.seek(0)
        run.file.save(run.sha256, file, save=False)
    run.save()
    return run


def import_run_start(*, run: ImportRun) -> None:
    """Send the run to the worker once the transaction is through; a refused run stays refused."""
    if run.status not in READABLE or not run.file:
        return
    run.status = Status.QUEUED
    run.step = run.step_done = run.step_total = 0
    run.heartbeat = timezone.now()
    run.save(update_fields=["status", "step", "step_done", "step_total", "heartbeat"])
    transaction.on_commit(lambda: read_import_run.delay(run.pk))
