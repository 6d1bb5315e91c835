"""The worker reads a file: table, columns, units, cells, and what that would change.

Reading may be repeated and never writes a figure; it ends in review, unchanged, refused or
interrupted.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from reports.domain import sheet as sheets
from reports.domain.checks import settle_period
from reports.domain.decisions import Decisions
from reports.domain.headings import HeadingIndex
from reports.domain.issues import Issue, refusal
from reports.domain.parsed_json import to_json
from reports.domain.review import Review
from reports.domain.sheet import ParsedSheet
from reports.models import ImportRun
from reports.selectors.imports import (
    OfficeUnits,
    heading_index,
    import_review,
    indicators_by_code,
    office_units,
)
from reports.spreadsheets import read_grids
from units.domain.names import UnitIndex, canonical_key

logger = logging.getLogger(__name__)
Status = ImportRun.Status

# A run that was applied or undone is history; its file is not read into it again.
READABLE: Final = (
    Status.QUEUED,
    Status.READING,
    Status.REVIEW,
    Status.UNCHANGED,
    Status.REFUSED,
    Status.INTERRUPTED,
)
_NEWS_PER_STEP: Final = 4
_SILENCE_MEANS_DEAD: Final = timedelta(seconds=45)


def import_run_read(*, run: ImportRun) -> ImportRun:
    """Read the run's file and judge it; the run ends in review, unchanged, refused or interrupted.

    May be repeated: decisions stay, and a run that was applied is left alone. An error is logged
    with its traceback and leaves the run interrupted.
    """
    readable = ImportRun.objects.filter(pk=run.pk, status__in=READABLE).exclude(file="")
    claimed = readable.update(status=Status.READING, heartbeat=timezone.now())
    run.refresh_from_db()
    if not claimed:
        return run
    try:
        _read(run)
    except Exception:
        logger.exception("Import %s: reading broke off", run.pk)
        ImportRun.objects.filter(pk=run.pk).update(status=Status.INTERRUPTED)
        run.refresh_from_db()
    return run


def _read(run: ImportRun) -> None:
    progress = _Progress(run)
    progress(sheets.OPEN, 0, 1)
    grids = read_grids(Path(run.file.path), max_bytes=settings.IMPORT_MAX_BYTES)
    if isinstance(grids, Issue):
        return _refuse(run, grids)
    progress(sheets.TABLE, 0, 1)
    headings = heading_index(indicators_by_code().values())
    known = office_units(run.office)
    choices = Decisions.from_json(run.decisions).choices
    found = sheets.find_table(
        grids, headings, _NamesUnit(known), filename=run.filename, choices=choices
    )
    if found is None:
        return _refuse(run, refusal("no-table"))
    parsed = _parse(run, found, headings, known, progress)
    progress(sheets.TOTALS, 0, 1)
    run.parsed = to_json(parsed)
    run.step, run.step_done, run.step_total = sheets.TOTALS, 1, 1
    judge(run, import_review(run, parsed=parsed, known=known).review)
    run.save(
        update_fields=[
            "parsed",
            "issues",
            "counts",
            "status",
            "step",
            "step_done",
            "step_total",
            "heartbeat",
        ]
    )
    return None


def _parse(
    run: ImportRun,
    found: sheets.Found,
    headings: HeadingIndex,
    known: OfficeUnits,
    progress: sheets.Progress,
) -> ParsedSheet:
    """Read the table with the names of the units that were in being at the end of its period."""
    decisions = Decisions.from_json(run.decisions)
    chosen = run.chosen_period.span if run.chosen_period else None
    span = settle_period(found.period, decisions, chosen)
    index = UnitIndex(known.names_on(span.end if span else None))
    return sheets.parse_table(found, headings, index, choices=decisions.choices, progress=progress)


def _refuse(run: ImportRun, issue: Issue) -> None:
    run.refuse(issue.to_json())
    run.parsed, run.counts = None, {}
    run.heartbeat = timezone.now()
    run.save(update_fields=["status", "issues", "parsed", "counts", "heartbeat"])


def judge(run: ImportRun, review: Review) -> None:
    """Note on the run what a review found: issues, counts and the status that follows."""
    run.issues = [issue.to_json() for issue in review.issues]
    run.counts = review.counts
    settled = not review.blocked and review.changes_nothing
    run.status = Status.UNCHANGED if settled else Status.REVIEW
    run.heartbeat = timezone.now()


class _NamesUnit:
    """Whether a text names a unit of the office, asked only for tables without known headings."""

    def __init__(self, known: OfficeUnits) -> None:
        self._known = known
        self._keys: frozenset[str] | None = None

    def __call__(self, text: str) -> bool:
        if self._keys is None:
            names = [unit.name for unit in self._known.units]
            short = [unit.short_name for unit in self._known.units]
            self._keys = frozenset(map(canonical_key, names + short))
        return canonical_key(text) in self._keys


class _Progress:
    """Tells the run's row how far the reading is: at each step, and a few times within."""

    def __init__(self, run: ImportRun) -> None:
        self._run = run
        self._told = (0, -1)

    def __call__(self, step: int, done: int, total: int) -> None:
        now = (step, done * _NEWS_PER_STEP // max(total, 1))
        if now == self._told:
            return
        self._told = now
        ImportRun.objects.filter(pk=self._run.pk).update(
            step=step, step_done=done, step_total=total, heartbeat=timezone.now()
        )


def import_runs_interrupt_stale(*, now: datetime | None = None) -> int:
    """Mark the runs whose reader has been silent for too long as interrupted; gives how many."""
    silent_since = (now or timezone.now()) - _SILENCE_MEANS_DEAD
    stale = ImportRun.objects.filter(status=Status.READING).filter(
        Q(heartbeat__isnull=True) | Q(heartbeat__lt=silent_since)
    )
    return stale.update(status=Status.INTERRUPTED)
