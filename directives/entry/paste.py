"""A block copied from a spreadsheet: shown first, kept only when it is confirmed."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from directives.compliance.selectors import indicator_ref
from directives.entry.grid import EntryGrid, grid_of
from directives.entry.words import ProblemView, draft_text, entered_text, problem_view
from reports.entry.block import Slot, Start, read_block
from reports.entry.domain import Typing
from reports.entry.draft_selectors import drafts_of, heading_names
from reports.entry.forms import TypedRow, read_row, typing_of
from reports.figures.indicator_models import Indicator
from reports.rounds.submission_models import DraftFigure
from units.access import members_only

_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class PasteRow:
    """One indicator of the block: what stands there, what would, or why not."""

    sent: TypedRow
    old: str
    new: str
    same: bool
    problems: tuple[ProblemView, ...]

    @property
    def takes(self) -> bool:
        """Whether confirming changes it."""
        return not self.same and not self.problems


@require_POST
@members_only
def entry_paste(request: HttpRequest, unit: str, period: str) -> HttpResponse:
    """What a block would change, each figure old and new; nothing is kept yet."""
    grid = grid_of(request, unit, period)
    drafts = drafts_of(grid.submission)
    slots = [Slot(i.code, i.by_counts, typing_of(drafts.get(i.pk))) for i in grid.indicators]
    block = read_block(
        request.POST.get("block", ""),
        slots,
        heading_names(),
        first=request.POST.get("first", ""),
        field=_start(request.POST.get("field", "")),
    )
    rows = [
        _row(grid, indicator, block.figures[indicator.code], draft)
        for indicator in grid.indicators
        if indicator.code in block.figures
        for draft in [drafts.get(indicator.pk)]
    ]
    context = {
        **grid.context(),
        "rows": rows,
        "takes": sum(row.takes for row in rows),
        "left_out": block.left_out[:_NAMED],
        "left_out_count": len(block.left_out),
    }
    part = "part" in request.POST
    name = "directives/entry/paste_rows.html" if part else "directives/entry/paste.html"
    return render(request, name, context)


def _start(field: str) -> Start:
    if field == "denominator":
        return "denominator"
    return "value" if field == "value" else "numerator"


def _row(
    grid: EntryGrid, indicator: Indicator, typing: Typing, draft: DraftFigure | None
) -> PasteRow:
    version, ref = draft.version if draft else 0, indicator_ref(indicator)
    sent = read_row(indicator, typing, version, may_exempt=grid.may_exempt)
    old, new = draft_text(draft, ref), "" if sent.problems else entered_text(sent.figure, ref)
    return PasteRow(
        sent=sent,
        old=old,
        new=new,
        same=not sent.problems and (sent.figure is None or old == new),
        problems=tuple(problem_view(problem) for problem in sent.problems),
    )
