"""Tells Django of the tables of every room; nobody else imports from here."""

__all__ = [
    *("difference_models", "history_models", "import_models", "indicator_models", "models"),
    *("period_models", "record_models", "reminder_models", "report_models", "submission_models"),
]
