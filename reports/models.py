"""Tells Django of the tables of every room; nobody else imports from here."""

from reports.figures import (
    history_models,
    import_models,
    indicator_models,
    period_models,
    record_models,
    report_models,
)
from reports.history import difference_models
from reports.rounds import models, submission_models

__all__ = [
    "difference_models",
    "history_models",
    "import_models",
    "indicator_models",
    "models",
    "period_models",
    "record_models",
    "report_models",
    "submission_models",
]
