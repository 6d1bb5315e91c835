"""The worker reads a file: table, columns, units, cells, and what that would change.

Reading may be repeated and never writes a figure; it ends in review, unchanged, refused or
interrupted.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Final
from uuid import uuid4

from celery.exceptions import SoftTimeLimitExceeded
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from reports.figures.freezing import freeze
from reports.figures.import_models import ImportRun
from reports.grid import Grid
from reports.imports.entry_selectors import book_read
from reports.imports.garbage import collection_paused
from reports.imports.office_units import OfficeUnits, office_units
from reports.imports.parsed import decisions_of, settled_period
from reports.imports.profiles import profile_apply
from reports.imports.purposes import purpose_of
from reports.imports.selectors import heading_index, import_review
from reports.reading import tables
from reports.reading.headings import HeadingIndex
from reports.reading.issues import Issue, refusal
from reports.reading.parsed_json import to_json
from reports.reading.progress import OPEN, TABLE, TOTALS, Progress
from reports.reading.review import Review
from reports.reading.sheet import ParsedSheet
from reports.spreadsheets.files import read_grids
from reports.spreadsheets.limits import Unreadable, import_limits
from units.names.matching import UnitIndex

logger = logging.getLogger(__name__)
Status = ImportRun.Status

_NEWS_PER_STEP: Final = 4
_SILENCE_MEANS_DEAD: Final = timedelta(seconds=45)
_SECONDS_BETWEEN_BEATS: Final = 10
# What `judge` sets on a run.
JUDGED_FIELDS: Final = ("issues", "counts", "status", "period_code", "report", "heartbeat")


class _SupersededError(Exception):
    """Another reader has the run by now, or it went on without this one."""


@collection_paused()
def import_run_read(*, run: ImportRun) -> ImportRun:
    """Read the run's file and judge it; the run ends in review, unchanged, refused or interrupted.

    May be repeated: decisions stay, and a run that was applied is left alone. Of several readers
    the last to begin counts; what an earlier one finds is dropped. An error is logged with its
    traceback and leaves the run interrupted.
    """
    token = uuid4().hex
    readable = ImportRun.objects.filter(pk=run.pk, status__in=ImportRun.READABLE).exclude(file="")
    claimed = readable.update(status=Status.READING, reader=token, heartbeat=timezone.now())
    run.refresh_from_db()
    # A reader that began a moment later has its own token there already.
    run.reader = token
    if not claimed:
        return run
    try:
        _read(run)
    except _SupersededError:
        logger.warning("Import %s went on without this reader", run.pk)
        _look_again(run)
    except SoftTimeLimitExceeded:
        logger.error("Import %s: reading took longer than a task may", run.pk)
        _interrupt(run, "reading-too-long")
    except Exception:
        logger.exception("Import %s: reading broke off", run.pk)
        _interrupt(run, "reading-broke-off")
    return run


def _held(run: ImportRun) -> QuerySet[ImportRun]:
    """The run's row, as long as it is still this reader's to write."""
    return ImportRun.objects.filter(pk=run.pk, status=Status.READING, reader=run.reader)


def _interrupt(run: ImportRun, code: str) -> None:
    issues = [freeze(refusal(code))]
    _held(run).update(status=Status.INTERRUPTED, issues=issues)
    _look_again(run)


def _look_again(run: ImportRun) -> None:
    """Bring a run up to date with its row; one that was discarded meanwhile stays as it was."""
    with suppress(ImportRun.DoesNotExist):
        run.refresh_from_db()


@contextmanager
def _writing(run: ImportRun) -> Iterator[None]:
    """A transaction in which nobody else can take the run; raises _SupersededError if one has."""
    with transaction.atomic():
        if not _held(run).select_for_update().exists():
            raise _SupersededError
        yield


def _read(run: ImportRun) -> None:
    progress = _Progress(run)
    progress(OPEN, 0, 1)
    grids = read_grids(Path(run.file.path), limits=import_limits(), alive=progress.alive)
    if isinstance(grids, Unreadable):
        return _refuse(run, refusal(grids.code, **grids.params))
    progress(TABLE, 0, 1)
    known = office_units(run.office)
    span = settled_period(run, None)
    parsed = book_read(run, grids, known.names_during(span), span)
    if parsed is None:
        parsed = _recognise(run, grids, known, progress)
    if isinstance(parsed, Issue):
        return _refuse(run, parsed)
    progress(TOTALS, 0, 1)
    run.parsed = to_json(parsed)
    run.step, run.step_done, run.step_total = TOTALS, 1, 1
    review = import_review(run, parsed=parsed, known=known).review
    with _writing(run):
        judge(run, review)
        run.save(update_fields=["parsed", "step", "step_done", "step_total", *JUDGED_FIELDS])
    return None


def _recognise(
    run: ImportRun, grids: Sequence[Grid], known: OfficeUnits, progress: Progress
) -> ParsedSheet | Issue:
    """The table of any office's own layout."""
    headings = heading_index()
    table = _find(run, grids, headings, known)
    if table is None:
        return refusal("no-table")
    parsed = _parse(run, table, headings, known, progress)
    return purpose_of(run).columns_taken(parsed)


def _find(
    run: ImportRun, grids: Sequence[Grid], headings: HeadingIndex, known: OfficeUnits
) -> tables.FoundTable | None:
    """The table, with the columns as people decided, for this file or for another of its shape."""

    def find() -> tables.FoundTable | None:
        choices = decisions_of(run).choices
        return tables.find_table(
            grids, headings, known.names_unit, filename=run.filename, choices=choices
        )

    table = find()
    if table is None or not purpose_of(run).remembers_columns:
        return table
    with _writing(run):
        applied = profile_apply(run=run, found=table, codes=list(headings.specs))
    return find() if applied else table


def _parse(
    run: ImportRun,
    table: tables.FoundTable,
    headings: HeadingIndex,
    known: OfficeUnits,
    progress: Progress,
) -> ParsedSheet:
    """Read the table with the names of the units that were in being within its period."""
    names = known.names_during(settled_period(run, table.named.span))
    index = UnitIndex(names, within=known.office.name)
    choices = decisions_of(run).choices
    return tables.parse_table(table, headings, index, choices=choices, progress=progress)


def _refuse(run: ImportRun, issue: Issue) -> None:
    run.refuse(freeze(issue))
    run.parsed, run.counts = None, {}
    run.heartbeat = timezone.now()
    with _writing(run):
        run.save(update_fields=["status", "issues", "parsed", "counts", "heartbeat"])


def judge(run: ImportRun, review: Review) -> None:
    """Note on the run what a review found: issues, counts and the status that follows.

    The run is not saved; `JUDGED_FIELDS` are those to save. A report whose figures all stand there
    already is put into the book of reports, for nobody is going to apply it.
    """
    run.issues = [freeze(issue) for issue in review.issues]
    run.counts = review.counts
    run.period_code = review.period.code if review.period else ""
    settled = not review.blocked and review.changes_nothing
    run.status = Status.UNCHANGED if settled else Status.REVIEW
    run.report = purpose_of(run).report_without_news(run, review) if settled else None
    run.heartbeat = timezone.now()


class _Progress:
    """Tells the run's row how far the reading is: at each step, and a few times within.

    Between these it says every few seconds that the reader is alive. Raises _SupersededError once
    the run is another reader's.
    """

    def __init__(self, run: ImportRun) -> None:
        self._run = run
        self._told = (0, -1)
        self._beat = 0.0

    def __call__(self, step: int, done: int, total: int) -> None:
        now = (step, done * _NEWS_PER_STEP // max(total, 1))
        if now == self._told:
            self.alive()
            return
        self._told = now
        self._tell(step=step, step_done=done, step_total=total)

    def alive(self) -> None:
        """Let nobody take a reader for dead that is busy with one long step."""
        if monotonic() - self._beat >= _SECONDS_BETWEEN_BEATS:
            self._tell()

    def _tell(self, **news: int) -> None:
        self._beat = monotonic()
        if not _held(self._run).update(heartbeat=timezone.now(), **news):
            raise _SupersededError


def import_runs_interrupt_stale(*, now: datetime | None = None) -> int:
    """Mark the runs whose reader has been silent for too long as interrupted; gives how many.

    So are runs that still wait although nothing is being read: what was to send them to the worker
    is lost. Should it come after all, they are read.
    """
    silent_since = (now or timezone.now()) - _SILENCE_MEANS_DEAD
    silent = Q(heartbeat__lt=silent_since) | Q(heartbeat__isnull=True, uploaded_at__lt=silent_since)
    reading = ImportRun.objects.filter(status=Status.READING)
    stale = reading.filter(silent | Q(heartbeat__isnull=True)).update(status=Status.INTERRUPTED)
    if reading.exists():
        return stale
    lost = ImportRun.objects.filter(silent, status=Status.QUEUED)
    return stale + lost.update(status=Status.INTERRUPTED)
