"""What the clock does for rounds: it reminds, and mails what waits."""

import logging

from celery import shared_task
from celery.contrib.django.task import DjangoTask

from reports.rounds.mail import reminders_mail
from reports.rounds.reminder_services import reminders_due

logger = logging.getLogger(__name__)


@shared_task(name="reports.remind")
def remind() -> None:
    """Remind the units that owe figures, where today is a day for it, and mail it."""
    count = reminders_due()
    result = reminders_mail()
    logger.info("Reminders: %s new, %s mailed, %s failed", count, result.sent, result.failed)


@shared_task(name="reports.mail_reminders", base=DjangoTask)
def mail_reminders() -> None:
    """Mail the reminders that wait, and those whose mail failed before."""
    reminders_mail()
