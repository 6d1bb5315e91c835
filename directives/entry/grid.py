"""Which grid an address names, and all that it is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from directives.compliance.choice import targets_of_unit
from directives.compliance.selectors import unit_ref
from directives.entry.presentation import EntryPage, Material, entry_page
from reports.entry.draft_selectors import beside, drafts_of, submission_of
from reports.entry.evidence_forms import EvidenceForm
from reports.figures.indicator_models import Indicator
from reports.rounds.domain import due_on
from reports.rounds.models import Round
from reports.rounds.reminder_presentation import owed_notes
from reports.rounds.selectors import extensions_of, lock_of
from reports.rounds.submission_models import DraftFigure, Submission
from reports.rounds.submission_selectors import may_withdraw, reasons_of
from units.access import Scope, scope_for
from units.models import Unit, User


@dataclass(frozen=True)
class EntryGrid:
    """One unit's grid for one period, as its user may see and change it."""

    scope: Scope
    user: User
    unit: Unit
    round: Round

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """What units enter, in the official order: one query."""
        return tuple(Indicator.objects.entered())

    @property
    def may_exempt(self) -> bool:
        """Whether the user may say that the unit is not assessed: the right of the office that
        the unit reports to."""
        return self.scope.may_judge

    @cached_property
    def submission(self) -> Submission | None:
        """How far the figures are on their way: one query."""
        return submission_of(self.round, self.unit)

    @property
    def editable(self) -> bool:
        return self.round.is_open and (self.submission is None or self.submission.is_editable)

    @property
    def withdraws(self) -> bool:
        """Whether the user may take back what was sent."""
        sent = self.submission
        return sent is not None and may_withdraw(self.scope, sent, self.user)

    def material(self, drafts: Mapping[int, DraftFigure], reasons: bool = True) -> Material:
        """What the grid is made from, with drafts that are read already: three queries.

        `reasons`: also why the office gave figures back, one query more.
        """
        return Material(
            unit=unit_ref(self.unit),
            indicators=self.indicators,
            drafts=drafts,
            beside=beside(self.unit, self.round.period),
            targets=targets_of_unit(self.unit, self.round.office, self.round.period),
            viewer=self.user.pk,
            may_exempt=self.may_exempt,
            reasons=reasons_of(self.submission) if reasons and self.submission else {},
        )

    def page(self) -> EntryPage:
        return entry_page(self.material(drafts_of(self.submission)))

    @cached_property
    def due(self) -> date:
        """The unit's last day, longer where the office has given it more time: one query."""
        return due_on(self.round.deadline, extensions_of(self.round).get(self.unit.pk))

    def context(self) -> dict[str, Any]:
        """What every part of the page needs besides the rows."""
        return {
            "unit": self.unit,
            "round": self.round,
            "submission": self.submission,
            "editable": self.editable,
            "lock": lock_of(self.round),
            "due": self.due,
            "days_left": (self.due - timezone.localdate()).days,
        }

    def surroundings(self) -> dict[str, Any]:
        """What stands around the rows: how far they are on their way, and the evidence."""
        sent = self.submission
        return {
            "standing": sent.steps.select_related("by").last() if sent else None,
            "owed": owed_notes(self.scope, self.unit, timezone.localdate()),
            "withdraws": self.withdraws,
            "files": list(sent.evidence.visible_to(self.scope)) if sent else [],
            "evidence_form": EvidenceForm(indicators=self.indicators) if self.editable else None,
        }


def grid_of(request: HttpRequest, unit: str, period: str) -> EntryGrid:
    """The grid of an address; 404 unless the user enters the unit's figures."""
    scope = scope_for(request)
    enterable = get_object_or_404(Unit.objects.entered_by(scope), code=unit)
    round_ = get_object_or_404(Round.objects.visible_to(scope), period__code=period)
    return EntryGrid(scope, request.user, enterable, round_)  # type: ignore[arg-type]
