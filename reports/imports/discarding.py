"""A file that was uploaded by mistake leaves the list again, and its bytes the disk."""

from __future__ import annotations

import logging
from typing import Final

from django.db import transaction

from reports.figures.import_models import ImportRun
from units.models import User

logger = logging.getLogger(__name__)
Status = ImportRun.Status
# What was applied or undone is history, and what is being read belongs to its reader.
DISCARDABLE: Final = (
    Status.QUEUED,
    Status.REVIEW,
    Status.UNCHANGED,
    Status.REFUSED,
    Status.INTERRUPTED,
)


@transaction.atomic
def import_run_discard(*, run: ImportRun, user: User) -> None:
    """Delete a run that wrote nothing, with its file; raises ValueError for any other."""
    locked = ImportRun.objects.select_for_update().filter(pk=run.pk).first()
    if locked is None or locked.status not in DISCARDABLE:
        raise ValueError(f"Import {run.pk} cannot be discarded")
    file, storage = locked.file.name, locked.file.storage
    logger.info("Import %s: %s discarded %s (%s)", run.pk, user, locked.filename, locked.sha256)
    locked.delete()
    if file:
        transaction.on_commit(lambda: storage.delete(file))
