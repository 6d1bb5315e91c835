"""The life of an import run: upload, reading, decisions, writing.

queued → reading → review | unchanged → applied; a file that is no report is refused, and a reading
that breaks off is interrupted and can be started again. Each step is safe to repeat.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from reports.domain import sheet as sheets
from reports.domain.checks import settle_period
from reports.domain.decisions import READING_KEYS, Decisions
from reports.domain.headings import HeadingIndex
from reports.domain.issues import Issue, blocking, refusal
from reports.domain.parsed_json import to_json
from reports.domain.review import Review
from reports.domain.sheet import ParsedSheet
from reports.models import ImportRun, Period, Source
from reports.selectors.imports import (
    OfficeUnits,
    RunReview,
    heading_index,
    import_review,
    indicators_by_code,
    office_units,
    parsed_of,
)
from reports.services.facts import report_facts_prepare
from reports.services.periods import period_ensure
from reports.services.records import (
    Difference,
    NewFigure,
    Provenance,
    WriteResult,
    differences_write,
)
from reports.services.reportbook import report_ensure
from reports.spreadsheets import read_grids
from units.domain.names import UnitIndex, canonical_key
from units.models import Unit, UnitAlias, User

logger = logging.getLogger(__name__)
Status = ImportRun.Status

_JUDGED: Final = (Status.REVIEW, Status.UNCHANGED)
# A run that was applied or undone is history; its file is not read into it again.
_READABLE: Final = (
    Status.QUEUED,
    Status.READING,
    Status.REVIEW,
    Status.UNCHANGED,
    Status.REFUSED,
    Status.INTERRUPTED,
)
_NEWS_PER_STEP: Final = 4
_SILENCE_MEANS_DEAD: Final = timedelta(minutes=2)
# Decisions are kept by key; a value of None takes one back.
Changes = Mapping[str, Mapping[str, Any]]


class Outcome(StrEnum):
    """What became of the wish to apply a run."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class ApplyResult:
    """The outcome, what was written, and the issues that block."""

    outcome: Outcome
    written: WriteResult
    issues: tuple[Issue, ...] = ()


_NOTHING: Final = WriteResult(0, 0, 0)


def import_run_create(
    *,
    file: File[bytes],
    filename: str,
    office: Unit,
    user: User | None,
    period: Period | None = None,
) -> ImportRun:
    """Keep an uploaded file as a run that waits to be read.

    `period` is the one chosen by the user, if any. A file above the limit is refused at once and
    its bytes are not kept.
    """
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    run = ImportRun(
        office=office,
        uploaded_by=user,
        filename=Path(filename).name[:255],
        sha256=digest.hexdigest(),
        size=file.size,
        chosen_period=period,
    )
    if file.size > settings.IMPORT_MAX_BYTES:
        limit = settings.IMPORT_MAX_BYTES // (1024 * 1024)
        run.refuse(refusal("too-large", limit=limit).to_json())
    else:
        file.seek(0)
        run.file.save(run.sha256, file, save=False)
    run.save()
    return run


def import_run_start(*, run: ImportRun) -> None:
    """Send the run to the worker once the transaction is through; a refused run stays refused."""
    from reports.tasks import read_import_run

    if run.status not in _READABLE or not run.file:
        return
    run.status = Status.QUEUED
    run.step = run.step_done = run.step_total = 0
    run.heartbeat = timezone.now()
    run.save(update_fields=["status", "step", "step_done", "step_total", "heartbeat"])
    transaction.on_commit(lambda: read_import_run.delay(run.pk))


def import_run_read(*, run: ImportRun) -> ImportRun:
    """Read the run's file and judge it; the run ends in review, unchanged, refused or interrupted.

    May be repeated: decisions stay, and a run that was applied is left alone. An error is logged
    with its traceback and leaves the run interrupted.
    """
    readable = ImportRun.objects.filter(pk=run.pk, status__in=_READABLE).exclude(file="")
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
    _judge(run, import_review(run, parsed=parsed, known=known).review)
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


def _judge(run: ImportRun, review: Review) -> None:
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


@transaction.atomic
def import_run_decide(*, run: ImportRun, decisions: Changes, user: User) -> ImportRun:
    """Add decisions to a run in review and judge it anew.

    `decisions` has the keys of `reports.domain.decisions`, each a mapping; a value of None takes
    a decision back. Raises ValueError for a malformed decision, a unit of another office, or a
    run that is not in review.
    """
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.status not in _JUDGED:
        raise ValueError(f"Import {run.pk} is {locked.status}: nothing can be decided")
    locked.decisions = _merged(locked.decisions, decisions)
    known = office_units(locked.office)
    _check_units(Decisions.from_json(locked.decisions), known)
    locked.save(update_fields=["decisions"])
    logger.info("Import %s: %s decided on %s", run.pk, user, ", ".join(sorted(decisions)))
    if READING_KEYS & set(decisions):
        return import_run_read(run=locked)
    _judge(locked, import_review(locked, known=known).review)
    locked.save(update_fields=["issues", "counts", "status", "heartbeat"])
    return locked


def _merged(kept: Mapping[str, Any], changes: Changes) -> dict[str, Any]:
    """Old and new decisions together; raises ValueError for what no page sends."""
    merged = {key: dict(value) for key, value in kept.items()}
    for key, change in changes.items():
        if not isinstance(change, Mapping):
            raise ValueError(f"The decisions on {key} must be a mapping, not {change!r}")
        both = {**merged.get(key, {}), **change}
        merged[key] = {name: value for name, value in both.items() if value is not None}
    Decisions.from_json(merged)
    return {key: value for key, value in merged.items() if value}


def _check_units(decisions: Decisions, known: OfficeUnits) -> None:
    allowed = {unit.pk for unit in known.units} | {None}
    foreign = set(decisions.names.values()) - allowed
    if foreign:
        raise ValueError(f"Units {sorted(map(str, foreign))} do not report to {known.office}")


@transaction.atomic
def import_run_apply(
    *, run: ImportRun, user: User | None, now: datetime | None = None
) -> ApplyResult:
    """Write the figures of a reviewed run in one transaction.

    The run and its period are locked, the review is made again from what is stored now, and only
    differences are written, each with its change. A run applied before is left as it is; one
    with open doubts is blocked, and nothing is written.
    """
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.status == Status.APPLIED:
        return ApplyResult(Outcome.APPLIED, _NOTHING)
    if locked.status not in _JUDGED:
        issues = tuple(Issue.from_json(item) for item in locked.issues)
        return ApplyResult(Outcome.BLOCKED, _NOTHING, issues)
    parsed = parsed_of(locked)
    _lock_period(locked, parsed)
    judged = import_review(locked, parsed=parsed)
    _judge(locked, judged.review)
    result = _apply(locked, judged, user, now or timezone.now())
    locked.save()
    run.refresh_from_db()
    return result


def _lock_period(run: ImportRun, parsed: ParsedSheet) -> None:
    """Lock the period that the figures are compared with, so that no other run writes between.

    A period that does not exist yet cannot be locked; the office stands in for it.
    """
    Unit.objects.select_for_update().get(pk=run.office_id)
    chosen = run.chosen_period.span if run.chosen_period else None
    span = settle_period(parsed.period, Decisions.from_json(run.decisions), chosen)
    if span is not None:
        list(Period.objects.select_for_update().filter(code=span.code))


def _apply(run: ImportRun, judged: RunReview, user: User | None, now: datetime) -> ApplyResult:
    review = judged.review
    if review.blocked or review.period is None:
        return ApplyResult(Outcome.BLOCKED, _NOTHING, blocking(review.issues))
    if review.changes_nothing:
        return ApplyResult(Outcome.UNCHANGED, _NOTHING)
    decisions = Decisions.from_json(run.decisions)
    period = period_ensure(span=review.period)
    run.report = report_ensure(office=run.office, period=period, reference=review.parsed.report)
    written = differences_write(
        period=period,
        source=Source.PROVINCE,
        differences=_differences(judged),
        provenance=Provenance(
            user=user,
            at=now,
            report=run.report,
            import_run=run,
            sheet=review.parsed.sheet,
            reason=" ".join(filter(None, (decisions.period_reason, decisions.total_reason))),
        ),
    )
    report_facts_prepare(report=run.report)
    _keep_aliases(judged, decisions, user)
    run.status, run.applied_at, run.applied_by = Status.APPLIED, now, user
    return ApplyResult(Outcome.APPLIED, written)


def _differences(judged: RunReview) -> list[Difference]:
    ids = {code: indicator.pk for code, indicator in judged.indicators.items()}
    return [
        (NewFigure(row.unit_id, ids[cell.indicator], cell.figure, cell.address), cell.old)
        for row, cell in judged.review.writes()
        if row.unit_id is not None and cell.figure is not None
    ]


def _keep_aliases(judged: RunReview, decisions: Decisions, user: User | None) -> None:
    """A spelling that a person settled is known from now on."""
    for row in judged.review.rows:
        decided = decisions.names.get(row.row.name_cell)
        key = canonical_key(row.row.name)[:200]
        # Whoever gives a row to another unit than the one it names settles this row, not the name.
        if decided is None or not key or row.row.match.unit_id is not None:
            continue
        UnitAlias.objects.get_or_create(
            unit_id=decided,
            key=key,
            defaults={"text": row.row.name[:200], "created_by": user},
        )


def import_runs_interrupt_stale(*, now: datetime | None = None) -> int:
    """Mark the runs whose reader has been silent for too long as interrupted; gives how many."""
    silent_since = (now or timezone.now()) - _SILENCE_MEANS_DEAD
    stale = ImportRun.objects.filter(status=Status.READING).filter(
        Q(heartbeat__isnull=True) | Q(heartbeat__lt=silent_since)
    )
    return stale.update(status=Status.INTERRUPTED)
