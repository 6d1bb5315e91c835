"""Figures of units themselves: a file fills the drafts of a round, as typing would.

It goes the same path as typing, so that nothing unseen is overwritten.
"""

from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any, ClassVar

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.entry.draft_services import Typed, draft_write
from reports.figures.figures import Figure
from reports.figures.freezing import freeze, thaw
from reports.figures.import_models import ImportRun
from reports.figures.record_services import WriteResult
from reports.imports.entry_selectors import (
    RoundDrafts,
    entry_context,
    only_entered,
    round_drafts,
    sender_scope,
)
from reports.imports.parsed import decisions_of
from reports.imports.purpose import Purpose, RunReview, SentFrom, Written
from reports.reading.entry_checks import entry_review
from reports.reading.issues import Issue, issue
from reports.reading.review import Context, Review, ReviewedCell
from reports.reading.sheet import ParsedSheet
from reports.rounds.models import Round
from reports.rounds.sent import SentFigure
from units.models import Unit, User
from units.refusing import Refused


class _ChangedMeanwhileError(Exception):
    """Somebody typed, sent or locked between the review and the writing."""


class EntryPurpose(Purpose):
    """No record, no report, no name or layout is made of them."""

    # The page says whose figures they are and of which period.
    settled: ClassVar = frozenset({"period", "entry"})
    remembers_columns: ClassVar = False
    # Its changes stand with the run, for drafts have no history of their own.
    written_fields: ClassVar = ("parsed",)
    not_undone: ClassVar = _(
        "A draft is not undone from here: change it on the entry page until it is sent."
    )

    def columns_taken(self, parsed: ParsedSheet) -> ParsedSheet:
        return only_entered(parsed)

    def judged(self, run: ImportRun, parsed: ParsedSheet, context: Context) -> Review:
        drafts = round_drafts(run)
        entry = entry_context(run, drafts)
        stored = replace(context, existing=drafts.figures)
        return entry_review(parsed, decisions_of(run), stored, entry)

    def lock(self, run: ImportRun, parsed: ParsedSheet) -> None:
        """Lock the round, then what its units have sent or typed: everybody takes these locks in
        this order."""
        round_ = round_drafts(run).round
        if round_ is not None:
            Round.objects.select_for_update().get(pk=round_.pk)
            list(round_.submissions.order_by("pk").select_for_update().values_list("pk"))

    def write(
        self, run: ImportRun, judged: RunReview, user: User | None, now: datetime
    ) -> WriteResult | Issue:
        """Write into the drafts of the round, each figure with its cell, and note it on the run."""
        drafts = round_drafts(run)
        cells = [(row.unit_id, cell) for row, cell in judged.review.writes() if row.unit_id]
        cells.sort(key=lambda placed: placed[0])
        try:
            with transaction.atomic():
                for unit_id, placed in groupby(cells, key=lambda placed: placed[0]):
                    _write(run, judged, drafts, unit_id, [cell for _id, cell in placed], user, now)
        except (_ChangedMeanwhileError, Refused):
            return issue("changed-meanwhile")
        written = {cell.address: [_plain(cell.old), _plain(cell.figure)] for _id, cell in cells}
        run.parsed = {**(run.parsed or {}), "written": written}
        new = sum(cell.old is None for _id, cell in cells)
        return WriteResult(new, len(written) - new, 0)

    def written(self, run: ImportRun) -> Written:
        """What the run noted of itself."""
        noted = (run.parsed or {}).get("written", {})
        return {
            cell: (
                thaw(SentFigure, old).figure if old else None,
                thaw(SentFigure, new).figure,
            )
            for cell, (old, new) in noted.items()
        }

    def sent_from(self, run: ImportRun) -> SentFrom:
        """The entry page of a unit, or the page of a round."""
        decisions = decisions_of(run)
        unit_id, period = decisions.entry_unit, decisions.period_code
        unit = Unit.objects.filter(pk=unit_id).first() if unit_id else None
        if unit is None:
            pages = reverse("round", args=[period]), reverse("round_upload", args=[period])
            return SentFrom(*pages, run.office.name)
        keys = [unit.code, period]
        # The grid stands in the app above; both share its address.
        pages = reverse("entry", args=keys), reverse("entry_upload", args=keys)
        return SentFrom(*pages, unit.name)


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


def _plain(figure: Figure | None) -> dict[str, Any] | None:
    return None if figure is None else freeze(SentFigure(figure))
