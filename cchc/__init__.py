"""The project: settings, addresses, background worker and the demonstration case."""

from cchc.celery import app as celery_app

__all__ = ["celery_app"]
