"""What was reported: indicators, periods, reports, records and import runs."""

from reports.models.imports import ImportProfile, ImportRun
from reports.models.indicators import Indicator, IndicatorHeading
from reports.models.periods import Period
from reports.models.records import Record, RecordChange, Source, State
from reports.models.reports import PublishedFact, Report

__all__ = [
    "ImportProfile",
    "ImportRun",
    "Indicator",
    "IndicatorHeading",
    "Period",
    "PublishedFact",
    "Record",
    "RecordChange",
    "Report",
    "Source",
    "State",
]
