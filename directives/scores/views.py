"""The table of a period by a rubric, on screen and as a workbook."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from directives.access import scored_unit, visible_rubric, visible_rubrics
from directives.compliance.choosing import choice_for
from directives.scores.documents import score_xlsx
from directives.scores.models import Rubric
from directives.scores.presentation import score_table
from directives.scores.selectors import LETTER_RUBRIC, score_sheet
from reports.attachments.handing_out import made_file
from units.access import Scope, members_only, office_only, scope_for
from units.models import Unit


@require_GET
@members_only
def score_table_shown(request: HttpRequest) -> HttpResponse:
    """All units by one rubric; with `unit`, and for an officer, that unit's page instead."""
    scope, choice = scope_for(request), choice_for(request)
    rubric, rubrics = chosen_rubric(scope, request.GET.get("rubric"))
    unit = _unit_of(scope, request.GET.get("unit"))
    if unit and choice.period and rubric:
        return redirect("score_unit", rubric.code, choice.period.code, unit.code)
    if not scope.sees_office:
        raise Http404
    context: dict[str, Any] = {"choice": choice, "rubrics": rubrics, "rubric": rubric}
    if choice.period and rubric:
        sheet = score_sheet(office=choice.office, period=choice.period, rubric=rubric)
        context |= {"table": score_table(sheet), "sheet": sheet}
    return render(request, "directives/scores/table.html", context)


def _unit_of(scope: Scope, code: str | None) -> Unit | None:
    """The unit that is asked for, else an officer's own."""
    if code:
        return scored_unit(scope, code)
    if scope.sees_office:
        return None
    return next((one for one in scope.own_units if one.parent == scope.office), None)


def chosen_rubric(scope: Scope, code: str | None) -> tuple[Rubric | None, list[Rubric]]:
    """The rubric with that code, else the office's own, else the letter's five indicators; and
    those that can be chosen instead."""
    offered = [one for one in visible_rubrics(scope) if one.is_active]
    if code:
        rubric = visible_rubric(scope, code)
        return rubric, offered if rubric in offered else [*offered, rubric]
    first = sorted(offered, key=lambda one: (one.office_id is None, one.code != LETTER_RUBRIC))
    return (first[0] if first else None), offered


@require_GET
@office_only
def score_export(request: HttpRequest) -> HttpResponse:
    """The table as a workbook whose sums and places are formulas."""
    scope, choice = scope_for(request), choice_for(request)
    rubric, _rubrics = chosen_rubric(scope, request.GET.get("rubric"))
    if choice.period is None or rubric is None:
        raise Http404
    sheet = score_sheet(office=choice.office, period=choice.period, rubric=rubric)
    name = f"cham-diem-{rubric.code}-{choice.period.code}.xlsx"
    return made_file(score_xlsx(sheet, choice.office), name)
