"""What the worker and the clock do for imports: read files, and look after those that wait."""

import logging
from pathlib import Path

from celery import shared_task
from celery.contrib.django.task import DjangoTask
from django.conf import settings

from reports.figures.import_models import ImportRun
from reports.imports.dropping import dropped_files_take
from reports.imports.office_units import receiving_office
from reports.imports.reading import import_run_read, import_runs_interrupt_stale
from reports.imports.uploads import import_run_queue

logger = logging.getLogger(__name__)


def import_run_start(*, run: ImportRun) -> None:
    """Send the run to the worker once the transaction is through; a refused run stays refused."""
    if import_run_queue(run=run):
        read_import_run.delay_on_commit(run.pk)


@shared_task(name="reports.read_import_run", base=DjangoTask)
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
    try:
        office = receiving_office(settings.IMPORT_DROP_OFFICE)
    except LookupError:
        logger.error("IMPORT_DROP_OFFICE must be the code of the office that the files are for")
        return
    try:
        dropped_files_take(folder=Path(settings.IMPORT_DROP_DIR), office=office)
    except OSError as error:
        logger.error("The drop folder cannot be used: %s", error)
