"""Background work of reports. A task takes ids, calls one service and leaves its state in a row."""

from __future__ import annotations

import logging
from pathlib import Path

from celery import shared_task
from django.conf import settings

from reports.figures.import_models import ImportRun
from reports.imports.reading import import_run_read, import_runs_interrupt_stale
from reports.rounds.mail import reminders_mail

logger = logging.getLogger(__name__)


@shared_task(name="reports.read_import_run")
def read_import_run(run_id: int) -> None:
    """Read an uploaded file. A run deleted meanwhile, or read already, is nothing to do."""
    run = ImportRun.objects.select_related("office").filter(pk=run_id).first()
    if run is not None:
        import_run_read(run=run)


@shared_task(name="reports.interrupt_stale_import_runs")
def interrupt_stale_import_runs() -> None:
    """Note the runs whose worker died, so that their users can start them again."""
    import_runs_interrupt_stale()


@shared_task(name="reports.take_dropped_files")
def take_dropped_files() -> None:
    """Take the files of the drop folder; nothing where the installation has none."""
    if not settings.IMPORT_DROP_DIR:
        return
    # Sending a run to the worker needs this module.
    from reports.imports.dropping import dropped_files_take
    from reports.imports.uploads import receiving_office

    try:
        office = receiving_office(settings.IMPORT_DROP_OFFICE)
    except LookupError:
        logger.error("IMPORT_DROP_OFFICE must be the code of the office that the files are for")
        return
    try:
        dropped_files_take(folder=Path(settings.IMPORT_DROP_DIR), office=office)
    except OSError as error:
        logger.error("The drop folder cannot be used: %s", error)


@shared_task(name="reports.remind")
def remind() -> None:
    """Remind the units that owe figures, where today is a day for it, and mail it."""
    # Reminding by hand needs this module.
    from reports.rounds.reminder_services import reminders_due

    count = reminders_due()
    result = reminders_mail()
    logger.info("Reminders: %s new, %s mailed, %s failed", count, result.sent, result.failed)


@shared_task(name="reports.mail_reminders")
def mail_reminders() -> None:
    """Mail the reminders that wait, and those whose mail failed before."""
    reminders_mail()
