"""Figures of units themselves: a file fills the drafts of a round, as typing would."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reports.entry.checks import entry_review
from reports.entry.run_selectors import book_read, entry_context, only_entered, round_drafts
from reports.figures.freezing import thaw
from reports.figures.import_models import ImportRun
from reports.figures.periods import PeriodSpan
from reports.figures.record_services import WriteResult
from reports.grid import Grid
from reports.imports.drafts import drafts_apply, drafts_lock
from reports.imports.office_units import OfficeUnits
from reports.imports.parsed import decisions_of
from reports.imports.purpose import Purpose, RunReview, SentFrom, Written
from reports.reading.decisions import Decisions
from reports.reading.issues import Issue
from reports.reading.review import Context, Review
from reports.reading.sheet import ParsedSheet
from reports.rounds.sent import SentFigure
from units.models import Unit, User


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

    def read_own_form(
        self, run: ImportRun, grids: Sequence[Grid], known: OfficeUnits, span: PeriodSpan | None
    ) -> ParsedSheet | Issue | None:
        return book_read(run, grids, known.names_during(span), span)

    def columns_taken(self, parsed: ParsedSheet) -> ParsedSheet:
        return only_entered(parsed)

    def judged(
        self, run: ImportRun, parsed: ParsedSheet, decisions: Decisions, context: Context
    ) -> Review:
        drafts = round_drafts(run)
        entry = entry_context(run, drafts)
        return entry_review(parsed, decisions, replace(context, existing=drafts.figures), entry)

    def report_without_news(self, run: ImportRun, review: Review) -> None:
        return None

    def lock(self, run: ImportRun, parsed: ParsedSheet) -> None:
        drafts_lock(run)

    def write(
        self, run: ImportRun, judged: RunReview, user: User | None, now: datetime
    ) -> WriteResult | Issue:
        return drafts_apply(run=run, judged=judged, user=user, now=now)

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
