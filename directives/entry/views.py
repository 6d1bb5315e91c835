"""The entry grid: a unit's own figures for one period, kept as they are typed."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives.compliance.selectors import indicator_ref
from directives.entry.answers import conflict_answer, locked_answer, problem_answer, saved_answer
from directives.entry.grid import EntryGrid, grid_of
from directives.entry.presentation import EntryPage, sent_page
from directives.entry.words import conflict_text
from reports.entry.draft_selectors import units_to_enter
from reports.entry.draft_services import DraftResult, draft_write
from reports.entry.forms import TypedRow, sent_row, sent_rows
from reports.rounds.desk_selectors import desk_round
from reports.rounds.selectors import begun_rounds, lock_of
from units.access import members_only, scope_for
from units.refusing import Refused


@require_GET
@members_only
def entry_list(request: HttpRequest) -> HttpResponse:
    """The units that the user enters for; with one unit alone its grid."""
    scope = scope_for(request)
    if not scope.may_enter or scope.office is None:
        raise Http404
    rounds = begun_rounds(scope.office)
    asked = request.GET.get("period")
    chosen = [round_ for round_ in rounds if round_.period.code == asked] if asked else rounds
    if asked and not chosen:
        raise Http404
    round_ = desk_round(chosen)
    units = units_to_enter(round_, scope.enterable_ids) if round_ else []
    wanted = request.GET.get("unit")
    shown = [unit for unit, _sent in units if not wanted or unit.code == wanted]
    if round_ and len(shown) == 1:
        return redirect("entry", shown[0].code, round_.period.code)
    context = {"rounds": rounds, "round": round_, "units": units, "lock": lock_of(round_)}
    return render(request, "directives/entry/list.html", context)


@require_http_methods(["GET", "POST"])
@members_only
def entry(request: HttpRequest, unit: str, period: str) -> HttpResponse:
    """The grid; as a form it keeps all rows at once, or none where one cannot be taken."""
    grid = grid_of(request, unit, period)
    if request.method == "POST":
        return _keep_all(request, grid)
    return _page(request, grid, grid.page())


def _page(request: HttpRequest, grid: EntryGrid, page: EntryPage, **more: Any) -> HttpResponse:
    rounds = begun_rounds(grid.round.office)
    context = {**grid.context(), **grid.surroundings(), "page": page, "rounds": rounds, **more}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if page.faults or "clash" in more else HTTPStatus.OK
    return render(request, "directives/entry/entry.html", context, status=status)


def _keep_all(request: HttpRequest, grid: EntryGrid) -> HttpResponse:
    sent = sent_rows(request.POST, grid.indicators, may_exempt=grid.may_exempt)
    if any(row.problems for row in sent):
        return _page(request, grid, sent_page(grid.page(), sent, {}))
    try:
        result = _write(grid, sent)
    except Refused as error:
        messages.error(request, error.message)
        return redirect("entry", grid.unit.code, grid.round.period.code)
    if result.conflicts:
        conflicts = _conflicts(grid, result)
        return _page(request, grid, sent_page(grid.page(), sent, conflicts), clash=True)
    text = ngettext("%(n)s figure is kept.", "%(n)s figures are kept.", len(result.saved))
    messages.success(request, text % {"n": len(result.saved)})
    return redirect("entry", grid.unit.code, grid.round.period.code)


def _write(grid: EntryGrid, sent: list[TypedRow]) -> DraftResult:
    return draft_write(
        round_=grid.round,
        unit=grid.unit,
        typed=[row.typed for row in sent],
        user=grid.user,
        exempting=grid.may_exempt,
    )


def _conflicts(grid: EntryGrid, result: DraftResult) -> dict[str, str]:
    by_id = {indicator.pk: indicator for indicator in grid.indicators}
    return {
        by_id[pk].code: " ".join(
            (
                conflict_text(theirs, indicator_ref(by_id[pk])),
                _("Save again to keep yours, or reload the page to take theirs."),
            )
        )
        for pk, theirs in result.conflicts.items()
    }


@require_POST
@members_only
def entry_cell(request: HttpRequest, unit: str, period: str, indicator: str) -> JsonResponse:
    """Keep one row while it is typed; the answer says what it amounts to."""
    grid = grid_of(request, unit, period)
    measured = next((known for known in grid.indicators if known.code == indicator), None)
    if measured is None:
        raise Http404
    sent = sent_row(request.POST, measured, may_exempt=grid.may_exempt)
    if sent.problems:
        return problem_answer(sent.problems)
    try:
        result = _write(grid, [sent])
    except Refused as error:
        return locked_answer(error.message)
    if measured.pk in result.conflicts:
        return conflict_answer(grid, measured, result.conflicts[measured.pk])
    return saved_answer(request, grid, measured, result)
