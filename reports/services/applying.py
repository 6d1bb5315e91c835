"""A reviewed file becomes records: one transaction, one change for each cell that differs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from django.db import transaction
from django.utils import timezone

from reports.domain.checks import settle_period
from reports.domain.decisions import Decisions
from reports.domain.issues import Issue, blocking
from reports.domain.sheet import ParsedSheet
from reports.models import ImportRun, Period, Source
from reports.selectors.imports import RunReview, import_review, parsed_of
from reports.services.deciding import JUDGED
from reports.services.facts import report_facts_prepare
from reports.services.periods import period_ensure
from reports.services.reading import judge
from reports.services.records import (
    Difference,
    NewFigure,
    Provenance,
    WriteResult,
    differences_write,
)
from reports.services.reportbook import report_ensure
from units.domain.names import canonical_key
from units.models import Unit, UnitAlias, User

Status = ImportRun.Status


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
    if locked.status not in JUDGED:
        issues = tuple(Issue.from_json(item) for item in locked.issues)
        return ApplyResult(Outcome.BLOCKED, _NOTHING, issues)
    parsed = parsed_of(locked)
    _lock_period(locked, parsed)
    judged = import_review(locked, parsed=parsed)
    judge(locked, judged.review)
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
