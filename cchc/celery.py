"""The Celery application: its settings are Django's, its tasks the `tasks.py` of apps and rooms."""

import os
from typing import Any

from celery import Celery, signals

from cchc import broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc.settings")

broker.install()
app = Celery("cchc")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.autodiscover_tasks(["directives.overdue"])  # a room with tasks of its own


@signals.setup_logging.connect
def _log_as_django_does(**kwargs: Any) -> None:
    """Celery leaves the log alone where somebody answers here: LOG_LEVEL counts for it too."""
