"""What if a target had another number: tried on the figures, written only when somebody says so."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from directives.clauses.models import Directive, Target
from directives.compliance.choice import UnknownCodeError
from directives.whatif.chart import spoken_template
from directives.whatif.forms import LevelForm
from directives.whatif.presentation import target_views, whatif_view
from directives.whatif.selectors import TrialSheet, trial_sheet
from directives.whatif.services import Before, level_undo, level_write
from reports.figures.figures import format_points
from reports.figures.freezing import freeze, thaw
from units.access import directors_only, office_only, scope_for
from units.refusing import Refused
from units.versions import ChangedMeanwhile

_UNDO = "target_try_undo"


@require_GET
@office_only
def target_try(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The trial of one target; asked for by the script it is the page's body alone."""
    sheet = _sheet(request, code, pk)
    form = LevelForm(request.GET, trial=sheet.trial) if sheet.trial else None
    return _page(request, sheet, form)


@require_POST
@directors_only
def target_try_write(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Write the level into the target and the clause; the way back is kept in the session."""
    sheet = _sheet(request, code, pk)
    if sheet.trial is None:
        raise Http404
    form = LevelForm(request.POST, trial=sheet.trial)
    if not form.is_valid():
        return _page(request, sheet, form)
    try:
        before = level_write(
            sheet=sheet,
            level=form.level,
            together=form.together,
            version=form.cleaned_data["version"],
        )
    except Refused as error:
        form.add_error(None, error.message)
        return _page(request, sheet, form)
    request.session[_UNDO] = freeze(before)
    values = {"level": format_points(form.level), "clause": sheet.row.clause.number}
    messages.success(request, _("%(level)s is written into clause %(clause)s.") % values)
    return redirect(_address(request, sheet))


@require_POST
@directors_only
def target_try_undo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Bring back the level and the words from before the last writing."""
    sheet = _sheet(request, code, pk)
    before = _before(request, sheet.directive, sheet.row)
    try:
        if before is None:
            raise ChangedMeanwhile(sheet.directive)
        level_undo(directive=sheet.directive, before=before)
    except Refused as error:
        messages.error(request, error.message)
    else:
        del request.session[_UNDO]
        messages.success(request, _("The level and the words are as they were before."))
    return redirect(_address(request, sheet))


def _sheet(request: HttpRequest, code: str, pk: int) -> TrialSheet:
    directive = get_object_or_404(Directive.objects.visible_to(scope_for(request)), code=code)
    targets = Target.objects.filter(clause__directive=directive, floor__isnull=False)
    row = get_object_or_404(
        targets.select_related("indicator", "clause", "clause__directive"), pk=pk
    )
    period = request.POST.get("period") or request.GET.get("period") or None
    try:
        return trial_sheet(directive=directive, row=row, period_code=period)
    except UnknownCodeError as unknown:
        raise Http404 from unknown


def _address(request: HttpRequest, sheet: TrialSheet) -> str:
    address = reverse("target_try", args=[sheet.directive.code, sheet.row.pk])
    period = request.POST.get("period")
    return f"{address}?period={sheet.period.code}" if period and sheet.period else address


def _before(request: HttpRequest, directive: Directive, row: Target) -> Before | None:
    """What can be brought back: this target's last writing, with nothing changed since."""
    kept = request.session.get(_UNDO)
    before = thaw(Before, kept) if kept else None
    if before is None or str(row.pk) not in before.floors or before.version != directive.version:
        return None
    return before


def _page(request: HttpRequest, sheet: TrialSheet, form: LevelForm | None) -> HttpResponse:
    failed = form is not None and not form.is_valid()
    context = _context(request, sheet, form)
    part = request.headers.get("HX-Request")
    template = "directives/whatif/body.html" if part else "directives/whatif/whatif.html"
    return render(request, template, context, status=422 if failed else 200)


def _context(request: HttpRequest, sheet: TrialSheet, form: LevelForm | None) -> dict[str, Any]:
    may_write = scope_for(request).may_direct and not sheet.directive.is_issued
    view = None
    # Asking for the errors reads what was typed.
    if sheet.trial is not None and form is not None and form.errors is not None:
        view = whatif_view(sheet, sheet.trial, form.level, together=form.together)
    return {
        "directive": sheet.directive,
        "target": sheet.row,
        "sheet": sheet,
        "form": form,
        "whatif": view,
        "targets": target_views(sheet, view),
        "spoken": spoken_template(),
        "may_write": may_write,
        "before": _before(request, sheet.directive, sheet.row) if may_write else None,
    }


def trial_beside(request: HttpRequest, directive: Directive, row: Target) -> dict[str, Any] | None:
    """The trial for the page on which the target is edited, at the level in force; None where
    there is nothing to try."""
    sheet = trial_sheet(directive=directive, row=row) if row.floor is not None else None
    if sheet is None or sheet.trial is None:
        return None
    return _context(request, sheet, LevelForm({}, trial=sheet.trial))
