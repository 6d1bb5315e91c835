"""How far the reading of a file is, in steps and rows, for the page that watches it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from reports.figures.import_models import ImportRun
from reports.imports import presentation
from reports.imports.parsed import issues_of
from reports.reading.progress import STEPS

_NOBODY_ANSWERS_AFTER: Final = timedelta(seconds=10)
_TOLD_WHEN_INTERRUPTED: Final = frozenset({"reading-broke-off", "reading-too-long"})


@dataclass(frozen=True, slots=True)
class RunProgress:
    """The steps and the one under way, numbered from 1 (0: none yet). `percent` is whole;
    `worker_silent` says that nobody takes the run."""

    steps: tuple[str, ...]
    number: int
    percent: int
    worker_silent: bool

    @property
    def label(self) -> str:
        return self.steps[self.number - 1] if self.number else ""


def run_progress(run: ImportRun, *, now: datetime) -> RunProgress:
    waiting = run.status == ImportRun.Status.QUEUED
    # Steps of an earlier reading mean nothing to one that has not begun.
    number = 0 if waiting else run.step
    within = run.step_done / run.step_total if run.step_total else 0
    begun = number - 1 + within if number else 0
    since = run.heartbeat or run.uploaded_at
    return RunProgress(
        steps=tuple(str(presentation.STEPS[step]) for step in STEPS),
        number=number,
        percent=min(round(100 * begun / len(STEPS)), 100),
        worker_silent=waiting and now - since > _NOBODY_ANSWERS_AFTER,
    )


def interruption(run: ImportRun) -> str:
    """Why the reading was stopped, where that is known: a worker that died says nothing."""
    if run.status != ImportRun.Status.INTERRUPTED:
        return ""
    known = (issue for issue in issues_of(run) if issue.code in _TOLD_WHEN_INTERRUPTED)
    return next((presentation.message(issue) for issue in known), "")
