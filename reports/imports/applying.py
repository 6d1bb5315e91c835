"""A reviewed file becomes records: one transaction, one change for each cell that differs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db import transaction
from django.utils import timezone

from reports.entry.applying import drafts_apply, drafts_lock
from reports.figures.import_models import ImportRun
from reports.figures.period_models import Period
from reports.figures.period_services import period_ensure
from reports.figures.record_models import Source
from reports.figures.record_services import (
    Difference,
    NewFigure,
    Provenance,
    WriteResult,
    differences_write,
)
from reports.history.fact_services import report_facts_prepare
from reports.history.reportbook import report_ensure
from reports.imports.deciding import JUDGED
from reports.imports.partial import good_part
from reports.imports.profile_services import profile_remember
from reports.imports.reading import JUDGED_FIELDS, judge
from reports.imports.seen import seen_token
from reports.imports.selectors import RunReview, import_review, parsed_of, settled_period
from reports.reading.decisions import Decisions
from reports.reading.garbage import collection_paused
from reports.reading.issues import Issue, blocking, issue
from reports.reading.reasons import reasons_in_force
from reports.reading.review import Review
from reports.reading.sheet import ParsedSheet
from units.models import Unit, UnitAlias, User
from units.names.matching import canonical_key

Status = ImportRun.Status


class Outcome(StrEnum):
    """What became of the wish to apply a run."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class ApplyResult:
    """The outcome, what was written, and the issues that block.

    `before` tells that the run had been applied already, by somebody else or in another window.
    """

    outcome: Outcome
    written: WriteResult
    issues: tuple[Issue, ...] = ()
    before: bool = False


_NOTHING: Final = WriteResult(0, 0, 0)
# What applying sets on a run; what was parsed is megabytes and stays as it is.
_DECIDED_FIELDS: Final = (*JUDGED_FIELDS, "profile", "applied_at", "applied_by", "partial")
# Of a run for entry: its changes stand with it, for drafts have no history of their own.
_WRITTEN_FIELDS: Final = ("parsed",)


@collection_paused()
@transaction.atomic
def import_run_apply(
    *,
    run: ImportRun,
    user: User | None,
    partial: bool = False,
    seen: str = "",
    now: datetime | None = None,
) -> ApplyResult:
    """Write the figures of a reviewed run in one transaction.

    The run and its period are locked, the review is made again from what is stored now, and only
    differences are written, each with its change. A run applied before is left as it is; one
    with open doubts is blocked, and nothing is written.

    With `partial` doubtful cells, rows and columns are left out; a doubt about the whole file
    (its period above all) still blocks. With `seen` (`seen_token` of the review that the user
    looked at) figures or decisions that changed meanwhile block, so that nobody writes what
    nobody saw.
    """
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.status == Status.APPLIED:
        run.refresh_from_db()
        return ApplyResult(Outcome.APPLIED, _NOTHING, before=True)
    if locked.status not in JUDGED:
        issues = tuple(Issue.from_json(item) for item in locked.issues)
        return ApplyResult(Outcome.BLOCKED, _NOTHING, issues)
    parsed = parsed_of(locked)
    _lock_written(locked, parsed)
    judged = import_review(locked, parsed=parsed)
    judge(locked, judged.review)
    if seen and seen != seen_token(judged.review) and not judged.review.changes_nothing:
        result = ApplyResult(Outcome.BLOCKED, _NOTHING, (issue("changed-meanwhile"),))
    else:
        result = _apply(locked, _chosen(judged, partial), user, now or timezone.now())
        locked.partial = result.outcome is Outcome.APPLIED and judged.review.blocked
    to_drafts = result.outcome is Outcome.APPLIED and locked.purpose == ImportRun.Purpose.ENTRY
    locked.save(update_fields=(*_DECIDED_FIELDS, *(_WRITTEN_FIELDS if to_drafts else ())))
    run.refresh_from_db()
    return result


def _lock_written(run: ImportRun, parsed: ParsedSheet) -> None:
    """Lock what the run would write into: its period, or the drafts of its round."""
    if run.purpose == ImportRun.Purpose.REPORT:
        _lock_period(run, parsed)
    else:
        drafts_lock(run)


def _chosen(judged: RunReview, partial: bool) -> RunReview:
    """The whole review, or its good part where that was asked for and something is in doubt."""
    if not partial or not judged.review.blocked:
        return judged
    return replace(judged, review=good_part(judged.review))


def _lock_period(run: ImportRun, parsed: ParsedSheet) -> None:
    """Lock the period that the figures are compared with, so that no other run writes between.

    A period that does not exist yet cannot be locked; the office stands in for it.
    """
    Unit.objects.select_for_update().get(pk=run.office_id)
    span = settled_period(run, parsed.period)
    if span is not None:
        list(Period.objects.select_for_update().filter(code=span.code))


def _apply(run: ImportRun, judged: RunReview, user: User | None, now: datetime) -> ApplyResult:
    review = judged.review
    if review.blocked or review.period is None:
        return ApplyResult(Outcome.BLOCKED, _NOTHING, blocking(review.issues))
    if review.changes_nothing:
        return _nothing_to_write(run)
    if run.purpose == ImportRun.Purpose.ENTRY:
        return _apply_to_drafts(run, judged, user, now)
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
            reason=reasons_in_force(review, decisions),
        ),
    )
    report_facts_prepare(report=run.report)
    _keep_aliases(review, decisions, user)
    profile_remember(run=run, parsed=review.parsed, user=user)
    run.counts = review.counts
    run.status, run.applied_at, run.applied_by = Status.APPLIED, now, user
    return ApplyResult(Outcome.APPLIED, written)


def _apply_to_drafts(
    run: ImportRun, judged: RunReview, user: User | None, now: datetime
) -> ApplyResult:
    """Units' own figures: no record, no report, no name or layout is made of them."""
    written = drafts_apply(run=run, judged=judged, user=user, now=now)
    if isinstance(written, Issue):
        return ApplyResult(Outcome.BLOCKED, _NOTHING, (written,))
    run.counts = judged.review.counts
    run.status, run.applied_at, run.applied_by = Status.APPLIED, now, user
    return ApplyResult(Outcome.APPLIED, written)


def _nothing_to_write(run: ImportRun) -> ApplyResult:
    """All is stored already; where doubts were left out the run still waits for them."""
    if run.status == Status.UNCHANGED:
        return ApplyResult(Outcome.UNCHANGED, _NOTHING)
    issues = blocking(Issue.from_json(item) for item in run.issues)
    return ApplyResult(Outcome.BLOCKED if issues else Outcome.UNCHANGED, _NOTHING, issues)


def _differences(judged: RunReview) -> list[Difference]:
    ids = {code: indicator.pk for code, indicator in judged.indicators.items()}
    return [
        (NewFigure(row.unit_id, ids[cell.indicator], cell.figure, cell.address), cell.old)
        for row, cell in judged.review.writes()
        if row.unit_id is not None and cell.figure is not None
    ]


def _keep_aliases(review: Review, decisions: Decisions, user: User | None) -> None:
    """A spelling that a person settled is known from now on."""
    for row in review.rows:
        decided = decisions.names.get(row.row.name_cell)
        # Whoever gives a row to another unit than the one it names settles this row, not the name.
        if decided is None or row.row.match.unit_id is not None:
            continue
        key = canonical_key(row.row.name)[:200]
        if not key:
            continue
        UnitAlias.objects.get_or_create(
            unit_id=decided,
            key=key,
            defaults={"text": row.row.name[:200], "created_by": user},
        )
