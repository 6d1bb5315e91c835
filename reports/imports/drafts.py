"""A reviewed file fills drafts: the same path as typing, so that nothing unseen is overwritten."""

from datetime import datetime
from typing import Any

from django.db import transaction

from reports.entry.draft_services import Typed, draft_write
from reports.entry.run_selectors import RoundDrafts, round_drafts, sender_scope
from reports.figures.figures import Figure
from reports.figures.freezing import freeze
from reports.figures.import_models import ImportRun
from reports.figures.record_services import WriteResult
from reports.imports.purpose import RunReview
from reports.reading.issues import Issue, issue
from reports.reading.review import ReviewedCell
from reports.rounds.models import Round
from reports.rounds.sent import SentFigure
from units.models import User
from units.refusing import Refused


class _ChangedMeanwhileError(Exception):
    """Somebody typed, sent or locked between the review and the writing."""


def drafts_lock(run: ImportRun) -> None:
    """Lock the round that a run fills, then what its units have sent or typed: between the review
    and the writing nobody types, and everybody takes these locks in this order."""
    round_ = round_drafts(run).round
    if round_ is not None:
        Round.objects.select_for_update().get(pk=round_.pk)
        list(round_.submissions.order_by("pk").select_for_update().values_list("pk"))


def drafts_apply(
    *, run: ImportRun, judged: RunReview, user: User | None, now: datetime
) -> WriteResult | Issue:
    """Write the figures of a reviewed run into the drafts of its round, each with its cell.

    What is written is noted on the run, which is not saved. Where somebody was quicker nothing is
    written, and the issue that says so is given.
    """
    drafts = round_drafts(run)
    written: dict[str, Any] = {}
    try:
        with transaction.atomic():
            for unit_id, cells in sorted(_by_unit(judged).items()):
                _write(run, judged, drafts, unit_id, cells, user, now)
                written.update({cell.address: _noted(cell) for cell in cells})
    except (_ChangedMeanwhileError, Refused):
        return issue("changed-meanwhile")
    run.parsed = {**(run.parsed or {}), "written": written}
    new = sum(cell.old is None for _row, cell in judged.review.writes())
    return WriteResult(new, len(written) - new, 0)


def _by_unit(judged: RunReview) -> dict[int, list[ReviewedCell]]:
    cells: dict[int, list[ReviewedCell]] = {}
    for row, cell in judged.review.writes():
        if row.unit_id is not None:
            cells.setdefault(row.unit_id, []).append(cell)
    return cells


def _write(
    run: ImportRun,
    judged: RunReview,
    drafts: RoundDrafts,
    unit_id: int,
    cells: list[ReviewedCell],
    user: User | None,
    now: datetime,
) -> None:
    if drafts.round is None:
        raise _ChangedMeanwhileError
    result = draft_write(
        round_=drafts.round,
        unit=judged.units[unit_id],
        typed=[
            Typed(
                indicator_id=judged.indicators[cell.indicator].pk,
                figure=cell.figure,
                version=drafts.versions.get((unit_id, cell.indicator), 0),
                note=drafts.notes.get((unit_id, cell.indicator), ""),
                import_run=run,
                sheet=judged.review.parsed.sheet,
                cell=cell.address,
            )
            for cell in cells
        ],
        user=user,
        now=now,
        exempting=run.office_id in sender_scope(run).judged_ids,
    )
    if result.conflicts:
        raise _ChangedMeanwhileError


def _noted(cell: ReviewedCell) -> list[dict[str, Any] | None]:
    """What stood in the draft and what was written, for the page of the run."""
    return [_plain(cell.old), _plain(cell.figure)]


def _plain(figure: Figure | None) -> dict[str, Any] | None:
    return None if figure is None else freeze(SentFigure(figure))
