"""Background work of directives. A task calls one service."""

from __future__ import annotations

from celery import shared_task

from directives.overdue.services import personal_data_erase


@shared_task(name="directives.erase_personal_data")
def erase_personal_data() -> None:
    """Take personal data out of files of the overdue register that were kept long enough."""
    personal_data_erase()
