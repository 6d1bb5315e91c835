"""Background work of reports. A task takes ids, calls one service and leaves its state in a row."""

from __future__ import annotations

from celery import shared_task

from reports.models import ImportRun
from reports.services.reading import import_run_read, import_runs_interrupt_stale


@shared_task(name="reports.read_import_run")
def read_import_run(run_id: int) -> None:
    """Read an uploaded file. A run deleted meanwhile, or read already, is nothing to do."""
    run = ImportRun.objects.select_related("office", "chosen_period").filter(pk=run_id).first()
    if run is not None:
        import_run_read(run=run)


@shared_task(name="reports.interrupt_stale_import_runs")
def interrupt_stale_import_runs() -> None:
    """Note the runs whose worker died, so that their users can start them again."""
    import_runs_interrupt_stale()
