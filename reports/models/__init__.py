"""What was reported: indicators, periods, reports, records, imports, and what units send."""

from reports.models.differences import Difference
from reports.models.history import HistoryHead
from reports.models.imports import ImportProfile, ImportRun
from reports.models.indicators import Indicator, IndicatorHeading
from reports.models.periods import Period
from reports.models.records import Record, RecordChange, Source, State
from reports.models.reminders import Reminder
from reports.models.reports import PublishedFact, Report
from reports.models.rounds import DeadlineOffset, Extension, Round, RoundStep
from reports.models.submissions import DraftFigure, Evidence, Submission, SubmissionStep

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
    "Reminder",
    "Report",
    "Round",
    "RoundStep",
    "Source",
    "State",
    "Submission",
    "SubmissionStep",
]
