"""The Celery application: its settings are Django's, its tasks the `tasks.py` of each app."""

import os

from celery import Celery

from cchc import broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc.settings")

broker.install()
app = Celery("cchc")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
