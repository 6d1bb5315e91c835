"""The table of a period by a rubric, on screen and as a workbook."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from directives.compliance.choosing import choice_for
from directives.scores.documents import score_xlsx
from directives.scores.models import Rubric
from directives.scores.presentation import ShownUnit, table_notes
from directives.scores.selectors import LETTER_RUBRIC, score_sheet
from reports.attachments.handing_out import made_file
from units.access import Scope, members_only, office_only, scope_for
from units.models import Unit, UnitQuerySet


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
        context |= {
            "sheet": sheet,
            "rows": [ShownUnit(sheet, unit) for unit in sheet.units],
            "notes": table_notes(sheet),
        }
    return render(request, "directives/scores/table.html", context)


def scored_units(scope: Scope) -> UnitQuerySet:
    """The units below the user's office whose scores the user may see."""
    units: UnitQuerySet = Unit.objects.visible_to(scope)
    return units.filter(parent__isnull=False, parent=scope.office)


def _unit_of(scope: Scope, code: str | None) -> Unit | None:
    """The unit that is asked for, else an officer's own."""
    if code:
        return get_object_or_404(scored_units(scope), code=code)
    if scope.sees_office:
        return None
    return next((unit for unit in scope.own_units if unit.parent == scope.office), None)


def chosen_rubric(scope: Scope, code: str | None) -> tuple[Rubric | None, list[Rubric]]:
    """The rubric with that code, else the office's own, else the letter's five indicators; and
    those that can be chosen instead."""
    rubrics = list(Rubric.objects.visible_to(scope))
    offered = [rubric for rubric in rubrics if rubric.is_active]
    if code:
        named = next((rubric for rubric in rubrics if rubric.code == code), None)
        if named is None:
            raise Http404
        return named, offered if named in offered else [*offered, named]
    first = sorted(offered, key=lambda row: (row.office_id is None, row.code != LETTER_RUBRIC))
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
