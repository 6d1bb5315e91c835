"""What was reported: indicators, periods, reports, records, imports, and what units send."""

from reports.figures.history_models import HistoryHead
from reports.figures.import_models import ImportProfile, ImportRun
from reports.figures.indicator_models import Indicator, IndicatorHeading
from reports.figures.period_models import Period
from reports.figures.record_models import Record, RecordChange, RecordState, Source
from reports.figures.report_models import PublishedFact, Report
from reports.history.difference_models import Difference
from reports.rounds.models import DeadlineOffset, Extension, Round, RoundStep
from reports.rounds.reminder_models import Reminder
from reports.rounds.submission_models import DraftFigure, Evidence, Submission, SubmissionStep

__all__ = [
    "DeadlineOffset",
    "Difference",
    "DraftFigure",
    "Evidence",
    "Extension",
    "HistoryHead",
    "ImportProfile",
    "ImportRun",
    "Indicator",
    "IndicatorHeading",
    "Period",
    "PublishedFact",
    "Record",
    "RecordChange",
    "RecordState",
    "Reminder",
    "Report",
    "Round",
    "RoundStep",
    "Source",
    "Submission",
    "SubmissionStep",
]
