"""Which uses of files there are."""

from collections.abc import Mapping
from typing import Final

from reports.figures.import_models import ImportRun
from reports.imports.entry_purpose import EntryPurpose
from reports.imports.purpose import Purpose
from reports.imports.report_purpose import ReportPurpose

_PURPOSES: Final[Mapping[str, Purpose]] = {
    ImportRun.Purpose.REPORT: ReportPurpose(),
    ImportRun.Purpose.ENTRY: EntryPurpose(),
}


def purpose_of(run: ImportRun) -> Purpose:
    """What the run's figures become, and all that follows from it."""
    return _PURPOSES[run.purpose]
