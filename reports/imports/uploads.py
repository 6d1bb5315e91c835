"""A file comes in, is kept as it is and waits for the worker; one sent by mistake goes again."""

from __future__ import annotations

import hashlib
import logging
from typing import Any, Final

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.attachments.services import plain_name
from reports.figures.freezing import freeze
from reports.figures.import_models import ImportRun
from reports.reading.issues import refusal
from units.models import Unit, User
from units.refusing import Refused

logger = logging.getLogger(__name__)
Status = ImportRun.Status


def import_run_create(
    *,
    file: File[bytes],
    filename: str,
    office: Unit,
    user: User | None,
    period_code: str = "",
    origin: str = ImportRun.Origin.WEB,
    purpose: str = ImportRun.Purpose.REPORT,
    unit: Unit | None = None,
) -> ImportRun:
    """Keep an uploaded file as a run that waits to be read.

    `period_code` is that of the period chosen by the user, if any: the first decision on the run.
    `origin` tells which way the file came. A file with the `purpose` of entry fills the drafts of
    the office's round for the period: that of one `unit`, or of all where none is given. A file
    above the limit is refused at once and its bytes are not kept.
    """
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    run = ImportRun(
        office=office,
        uploaded_by=user,
        filename=plain_name(filename),
        sha256=digest.hexdigest(),
        size=file.size,
        decisions=_first_decisions(period_code, unit),
        period_code=period_code,
        origin=origin,
        purpose=purpose,
    )
    if file.size > settings.IMPORT_MAX_BYTES:
        limit = settings.IMPORT_MAX_BYTES // (1024 * 1024)
        run.refuse(freeze(refusal("too-large", limit=limit)))
    else:
        file.seek(0)
        run.file.save(run.sha256, file, save=False)
    run.save()
    return run


def _first_decisions(period_code: str, unit: Unit | None) -> dict[str, dict[str, Any]]:
    chosen: dict[str, dict[str, Any]] = {}
    if period_code:
        chosen["period"] = {"code": period_code}
    if unit is not None:
        chosen["entry"] = {"unit": unit.pk}
    return chosen


def import_run_queue(*, run: ImportRun) -> bool:
    """Let the run wait for the worker; gives whether it does and has to be sent there. One that
    was refused, applied or undone stays as it is."""
    readable = ImportRun.objects.filter(pk=run.pk, status__in=ImportRun.READABLE).exclude(file="")
    waits = readable.update(
        status=Status.QUEUED, step=0, step_done=0, step_total=0, heartbeat=timezone.now()
    )
    run.refresh_from_db()
    return bool(waits)


@transaction.atomic
def import_run_again(*, run: ImportRun, user: User | None) -> ImportRun:
    """A new run from the file of an old one, with the choices made there; it waits to be read.

    Raises ValueError for a run whose file was not kept.
    """
    if not run.file:
        raise ValueError(f"Import {run.pk} has no file")
    with run.file.open("rb") as source:
        again = import_run_create(
            file=File(source),
            filename=run.filename,
            office=run.office,
            user=user,
            purpose=run.purpose,
        )
    again.decisions = run.decisions
    again.save(update_fields=["decisions"])
    return again


# What was applied or undone is history, and what is being read belongs to its reader.
_DISCARDABLE: Final = (
    Status.QUEUED,
    Status.REVIEW,
    Status.UNCHANGED,
    Status.REFUSED,
    Status.INTERRUPTED,
)


@transaction.atomic
def import_run_discard(*, run: ImportRun, user: User) -> None:
    """Delete a run that wrote nothing, with its file; refused for any other."""
    locked = ImportRun.objects.select_for_update().filter(pk=run.pk).first()
    if locked is None or locked.status not in _DISCARDABLE:
        raise Refused(_("This import can no longer be discarded."))
    file, storage = locked.file.name, locked.file.storage
    logger.info("Import %s: %s discarded %s (%s)", run.pk, user, locked.filename, locked.sha256)
    locked.delete()
    if file:
        transaction.on_commit(lambda: storage.delete(file))
