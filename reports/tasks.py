"""The tasks of all rooms, where Celery looks for those of an app."""

from reports.imports.tasks import interrupt_stale_import_runs, read_import_run, take_dropped_files
from reports.rounds.tasks import mail_reminders, remind

__all__ = [
    "interrupt_stale_import_runs",
    "mail_reminders",
    "read_import_run",
    "remind",
    "take_dropped_files",
]
