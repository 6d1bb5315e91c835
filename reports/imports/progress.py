"""How far the reading of a file is, in steps and rows, for the page that watches it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from reports.figures.freezing import thaw
from reports.figures.import_models import ImportRun
from reports.imports import presentation
from reports.reading.issues import Issues
from reports.reading.progress import STEPS

_NOBODY_ANSWERS_AFTER: Final = timedelta(seconds=10)
StepState = Literal["done", "now", "todo"]


@dataclass(frozen=True, slots=True)
class ReadingStep:
    """One named step and whether it is done, under way or still to come."""

    label: str
    state: StepState


@dataclass(frozen=True, slots=True)
class RunProgress:
    """The bar and its steps. `percent` is whole; `worker_silent` says that nobody takes the run."""

    percent: int
    number: int
    count: int
    label: str
    done: int
    total: int
    steps: tuple[ReadingStep, ...]
    worker_silent: bool


def run_progress(run: ImportRun, *, now: datetime) -> RunProgress:
    count = len(STEPS)
    waiting = run.status == ImportRun.Status.QUEUED
    # Steps of an earlier reading mean nothing to one that has not begun.
    now_at = 0 if waiting else run.step
    within = run.step_done / run.step_total if run.step_total else 0
    begun = max(now_at - 1, 0) + (within if now_at else 0)
    since = run.heartbeat or run.uploaded_at
    return RunProgress(
        percent=min(round(100 * begun / count), 100),
        number=now_at,
        count=count,
        label=str(presentation.STEPS[STEPS[now_at - 1]]) if now_at else "",
        done=run.step_done if now_at else 0,
        total=run.step_total if now_at else 0,
        steps=tuple(
            ReadingStep(str(presentation.STEPS[step]), _state(position, now_at))
            for position, step in enumerate(STEPS, start=1)
        ),
        worker_silent=waiting and now - since > _NOBODY_ANSWERS_AFTER,
    )


_TOLD_WHEN_INTERRUPTED: Final = frozenset({"reading-broke-off", "reading-too-long"})


def interruption(run: ImportRun) -> str:
    """Why the reading was stopped, where that is known: a worker that died says nothing."""
    if run.status != ImportRun.Status.INTERRUPTED:
        return ""
    issues = thaw(Issues, run.issues)
    known = (issue for issue in issues if issue.code in _TOLD_WHEN_INTERRUPTED)
    return next((presentation.message(issue) for issue in known), "")


def _state(position: int, current: int) -> StepState:
    if position < current:
        return "done"
    return "now" if position == current else "todo"
