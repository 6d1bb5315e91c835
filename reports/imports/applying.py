"""A reviewed file becomes records: one transaction, one change for each cell that differs."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from django.db import transaction
from django.utils import timezone

from reports.figures.import_models import ImportRun
from reports.figures.record_models import figure_columns
from reports.figures.record_services import WriteResult
from reports.imports.deciding import JUDGED
from reports.imports.garbage import collection_paused
from reports.imports.parsed import issues_of, parsed_of
from reports.imports.partial import good_part
from reports.imports.purpose import RunReview
from reports.imports.purposes import purpose_of
from reports.imports.reading import JUDGED_FIELDS, judge
from reports.imports.selectors import import_review
from reports.reading.issues import Issue, blocking, issue
from reports.reading.review import Review
from units.models import User

Status = ImportRun.Status


# What no review has: a page that does not say what it showed has shown nothing.
NOT_SEEN: Final = "not-seen"


class ApplyOutcome(StrEnum):
    """What became of the wish to apply a run."""

    APPLIED = "applied"
    UNCHANGED = "unchanged"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class ApplyResult:
    """The outcome, what was written, and the issues that block.

    `before` tells that the run had been applied already, by somebody else or in another window.
    """

    outcome: ApplyOutcome
    written: WriteResult
    issues: tuple[Issue, ...] = ()
    before: bool = False


_NOTHING: Final = WriteResult(0, 0, 0)
# What applying sets on a run; what was parsed is megabytes and stays as it is.
_DECIDED_FIELDS: Final = (*JUDGED_FIELDS, "profile", "applied_at", "applied_by", "partial")


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
        return ApplyResult(ApplyOutcome.APPLIED, _NOTHING, before=True)
    if locked.status not in JUDGED:
        return ApplyResult(ApplyOutcome.BLOCKED, _NOTHING, issues_of(locked))
    parsed = parsed_of(locked)
    purpose = purpose_of(locked)
    purpose.lock(locked, parsed)
    judged = import_review(locked, parsed=parsed)
    judge(locked, judged.review)
    if seen and seen != seen_token(judged.review) and not judged.review.changes_nothing:
        result = ApplyResult(ApplyOutcome.BLOCKED, _NOTHING, (issue("changed-meanwhile"),))
    else:
        result = _apply(locked, _chosen(judged, partial), user, now or timezone.now())
        locked.partial = result.outcome is ApplyOutcome.APPLIED and judged.review.blocked
    written = purpose.written_fields if result.outcome is ApplyOutcome.APPLIED else ()
    locked.save(update_fields=(*_DECIDED_FIELDS, *written))
    run.refresh_from_db()
    return result


def seen_token(review: Review) -> str:
    """A short text of all that applying would write, with what each figure replaces.

    It changes when somebody stores other figures of the period or decides otherwise meanwhile.
    """
    digest = sha256((review.period.code if review.period else "").encode())
    for row, cell in review.writes():
        figures = (figure_columns(cell.old), figure_columns(cell.figure))
        digest.update(f"{row.unit_id} {cell.address} {figures}\n".encode())
    return digest.hexdigest()[:32]


def _chosen(judged: RunReview, partial: bool) -> RunReview:
    """The whole review, or its good part where that was asked for and something is in doubt."""
    if not partial or not judged.review.blocked:
        return judged
    return replace(judged, review=good_part(judged.review))


def _apply(run: ImportRun, judged: RunReview, user: User | None, now: datetime) -> ApplyResult:
    review = judged.review
    if review.blocked or review.period is None:
        return ApplyResult(ApplyOutcome.BLOCKED, _NOTHING, blocking(review.issues))
    if review.changes_nothing:
        return _nothing_to_write(run)
    written = purpose_of(run).write(run, judged, user, now)
    if isinstance(written, Issue):
        return ApplyResult(ApplyOutcome.BLOCKED, _NOTHING, (written,))
    run.counts = review.counts
    run.status, run.applied_at, run.applied_by = Status.APPLIED, now, user
    return ApplyResult(ApplyOutcome.APPLIED, written)


def _nothing_to_write(run: ImportRun) -> ApplyResult:
    """All is stored already; where doubts were left out the run still waits for them."""
    if run.status == Status.UNCHANGED:
        return ApplyResult(ApplyOutcome.UNCHANGED, _NOTHING)
    issues = blocking(issues_of(run))
    return ApplyResult(ApplyOutcome.BLOCKED if issues else ApplyOutcome.UNCHANGED, _NOTHING, issues)
