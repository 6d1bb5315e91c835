"""Why one figure is what it is: from any number on a page to its file, sheet and cell."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from directives.compliance.choosing import choice_for
from directives.compliance.selectors import unit_ref
from directives.compliance.summary import Summary, UnitLine
from directives.compliance.words import unit_prefix
from directives.pages.figure import figure_page
from directives.pages.rendering import page_or_part
from reports.figures.indicator_models import Indicator
from reports.history.provenance import figure_provenance
from units.access import Scope, members_only, office_of, scope_for
from units.models import Unit


@require_GET
@members_only
def figure(request: HttpRequest, code: str, indicator: str) -> HttpResponse:
    """The figure of a unit on an indicator, for htmx as a panel beside the table it stands in.

    404 for a unit out of scope or nothing to tell of.
    """
    scope = scope_for(request)
    unit = get_object_or_404(Unit.objects.visible_to(scope), code=code)
    measured = get_object_or_404(Indicator, code=indicator)
    choice = choice_for(request, unit if unit == scope.office else office_of(unit))
    summary = choice.summary()
    if summary is None or choice.period is None:
        raise Http404
    provenance = figure_provenance(
        period_id=choice.period.pk,
        unit_id=unit.pk,
        indicator_id=measured.pk,
        # The rows next to it in the file are those of other units.
        neighbours=scope.sees_office,
    )
    line, before, after = _line(summary, unit, scope)
    context = {
        "choice": choice,
        "summary": summary,
        "unit": unit_ref(unit),
        "label": unit,
        "prefix": unit_prefix(unit_ref(unit)),
        "indicator": measured,
        "page": figure_page(summary, line, measured, provenance),
        "importable": scope.importable_ids,
        "before": before,
        "after": after,
    }
    return page_or_part(request, "figure", "figure_panel", context)


def _line(
    summary: Summary, unit: Unit, scope: Scope
) -> tuple[UnitLine | None, UnitLine | None, UnitLine | None]:
    """The unit's row, and those above and below it that the user may see."""
    lines = [line for line in summary.lines if scope.sees(line.unit.id)]
    at = next((n for n, line in enumerate(lines) if line.unit.id == unit.pk), None)
    if at is None:
        return None, None, None
    before = lines[at - 1] if at else None
    after = lines[at + 1] if at + 1 < len(lines) else None
    return lines[at], before, after
