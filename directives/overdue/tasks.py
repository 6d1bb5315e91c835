"""What happens to the register by itself."""

from celery import shared_task

from directives.overdue.services import personal_data_erase


@shared_task(name="directives.erase_personal_data")
def erase_personal_data() -> None:
    """Take personal data out of files that were kept long enough: every night."""
    personal_data_erase()
