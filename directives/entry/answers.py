"""What the grid hears after a row was sent: kept, wrong, in somebody's way, or locked.

Fragments of the page come ready, so that the rules and the words stand on the server alone.
"""

from collections.abc import Iterable
from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from directives.compliance.selectors import indicator_ref
from directives.entry.grid import EntryGrid
from directives.entry.presentation import EntryPage, EntryRow, entry_page
from directives.entry.words import conflict_text, problem_view
from reports.entry.domain import EntryProblem
from reports.entry.draft_services import DraftResult
from reports.entry.forms import typing_of
from reports.entry.presentation import PROBLEMS
from reports.figures.figures import State
from reports.figures.indicator_models import Indicator
from reports.rounds.submission_models import DraftFigure


def saved_answer(
    request: HttpRequest, grid: EntryGrid, indicator: Indicator, result: DraftResult
) -> JsonResponse:
    """The row is kept: its new version, verdict and gap, and the sentence on top."""
    page = entry_page(grid.material(result.rows, reasons=False))
    row = next(row for row in page.rows if row.indicator.pk == indicator.pk)
    return JsonResponse(
        {
            "version": row.version,
            "saved": page.saved,
            "done": page.done,
            "said": f"{indicator.short_name}: {row.result.said}",
            "differs": bool(row.result.differs),
            "others": _others(page, grid, result),
            **_fragments(request, grid, page, row),
        }
    )


def _fragments(
    request: HttpRequest, grid: EntryGrid, page: EntryPage, row: EntryRow
) -> dict[str, str]:
    context: dict[str, Any] = {"page": page, "row": row, "unit": grid.unit, "round": grid.round}
    names = {"result": "result", "head": "headline", "left": "left"}
    return {
        key: render_to_string(f"directives/entry/{name}.html", context, request)
        for key, name in names.items()
    }


def _others(page: EntryPage, grid: EntryGrid, result: DraftResult) -> dict[str, dict[str, Any]]:
    """The versions of rows that somebody else has changed, with who and when."""
    drafts = ((row, result.rows.get(row.indicator.pk)) for row in page.rows)
    return {
        row.indicator.code: {"version": draft.version, "text": row.other}
        for row, draft in drafts
        if draft and draft.updated_by_id != grid.user.pk
    }


def problem_answer(problems: Iterable[EntryProblem]) -> JsonResponse:
    """The row cannot be taken; nothing of it is kept. No failure: typing is half done at times."""
    return JsonResponse({"problems": [asdict(problem_view(problem)) for problem in problems]})


def locked_answer(sentence: str) -> JsonResponse:
    """Nothing can be changed now."""
    return JsonResponse({"locked": sentence}, status=HTTPStatus.LOCKED)


def conflict_answer(
    grid: EntryGrid, indicator: Indicator, theirs: DraftFigure | None
) -> JsonResponse:
    """Somebody else has changed the row meanwhile: theirs, and the user decides."""
    exempt = theirs is not None and theirs.state == State.EXEMPT and not grid.may_exempt
    text = conflict_text(theirs, indicator_ref(indicator))
    body = {
        "conflict": str(PROBLEMS["exempt-by-office"]) if exempt else text,
        "can_force": not exempt,
        "version": theirs.version if theirs else 0,
        "theirs": asdict(typing_of(theirs)),
        "status": _("Not kept: somebody else has changed this figure."),
    }
    return JsonResponse(body, status=HTTPStatus.CONFLICT)
