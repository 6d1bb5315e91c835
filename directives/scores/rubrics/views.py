"""Rubrics: read by the office, copied and changed line by line by its staff."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives.compliance.choosing import choice_for
from directives.scores.models import Criterion, Rubric
from directives.scores.rubrics import services as rubrics
from directives.scores.rubrics import sheet_services as rubric_sheets
from directives.scores.rubrics.domain import ParameterError
from directives.scores.rubrics.forms import (
    CopyForm,
    CriterionForm,
    RubricForm,
    RubricSheetForm,
    typed_criterion,
)
from directives.scores.rubrics.presentation import rubric_weights, tried_units
from directives.scores.rubrics.sheet_services import RubricSheetRefused
from directives.scores.selectors import criteria_of, score_sheet
from reports.figures.indicator_models import Indicator
from units.access import directors_only, office_only, scope_for
from units.refusing import Refused


def _visible(request: HttpRequest, code: str) -> Rubric:
    rubric: Rubric = get_object_or_404(Rubric.objects.visible_to(scope_for(request)), code=code)
    return rubric


def _own(request: HttpRequest, code: str) -> Rubric:
    rubric: Rubric = get_object_or_404(Rubric.objects.changed_by(scope_for(request)), code=code)
    return rubric


def _own_line(request: HttpRequest, pk: int) -> Criterion:
    line: Criterion = get_object_or_404(Criterion.objects.changed_by(scope_for(request)), pk=pk)
    return line


@require_GET
@office_only
def rubric_list(request: HttpRequest) -> HttpResponse:
    """The rubrics that the office can score by."""
    return _list(request, RubricSheetForm())


def _list(request: HttpRequest, form: RubricSheetForm) -> HttpResponse:
    context = {"rubrics": Rubric.objects.visible_to(scope_for(request)), "form": form}
    status = 422 if form.errors else 200
    return render(request, "directives/scores/rubric_list.html", context, status=status)


@require_POST
@directors_only
def rubric_import(request: HttpRequest) -> HttpResponse:
    """A rubric of the office's own from a sheet, all of it or nothing."""
    office = scope_for(request).office
    form = RubricSheetForm(request.POST, request.FILES)
    if form.is_valid() and office is not None:
        try:
            made = rubric_sheets.rubric_import(office=office, **form.cleaned_data)
            text = _("The rubric is here. Choose the formulas of its criteria.")
            messages.success(request, text)
            return redirect("rubric", made.code)
        except RubricSheetRefused as refused:
            for message in refused.messages:
                form.add_error("file", message)
    return _list(request, form)


@require_POST
@directors_only
def rubric_delete(request: HttpRequest, code: str) -> HttpResponse:
    """Take a rubric of the office's own away, as long as nobody gave points by it."""
    own = _own(request, code)
    try:
        rubrics.rubric_delete(rubric=own)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("rubric", code)
    messages.success(request, _("“%(name)s” is deleted.") % {"name": own.name})
    return redirect("rubric_list")


@require_GET
@office_only
def rubric(request: HttpRequest, code: str) -> HttpResponse:
    """One rubric: its lines, their formulas in words, and whether the points add up."""
    return _page(request, _visible(request, code))


@require_POST
@directors_only
def rubric_copy(request: HttpRequest, code: str) -> HttpResponse:
    """Make a rubric of the office's own from another."""
    scope = scope_for(request)
    source = _visible(request, code)
    form = CopyForm(request.POST, prefix="copy")
    if not form.is_valid() or scope.office is None:
        return _page(request, source, copy=form)
    made = rubrics.rubric_copy(rubric=source, office=scope.office, name=form.cleaned_data["name"])
    messages.success(request, _("The copy is made. Change its criteria here."))
    return redirect("rubric", made.code)


@require_POST
@directors_only
def rubric_change(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a rubric's name, basis and whether it is offered."""
    own = _own(request, code)
    form = RubricForm(request.POST)
    if not form.is_valid():
        return _page(request, own, change=form)
    rubrics.rubric_change(rubric=own, **form.cleaned_data)
    messages.success(request, _("The rubric is kept."))
    return redirect("rubric", own.code)


@require_http_methods(["GET", "POST"])
@directors_only
def criterion_add(request: HttpRequest, code: str) -> HttpResponse:
    """A new line; with `preview` it is tried on the real figures and not kept."""
    return _edit(request, _own(request, code), None)


@require_http_methods(["GET", "POST"])
@directors_only
def criterion(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a line, or try the change."""
    row = _own_line(request, pk)
    return _edit(request, row.rubric, row)


@require_POST
@directors_only
def criterion_move(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    row = _own_line(request, pk)
    try:
        rubrics.criterion_move(criterion=row, up=request.POST.get("to") == "up")
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("rubric", row.rubric.code)


@require_POST
@directors_only
def criterion_delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = _own_line(request, pk)
    try:
        rubrics.criterion_delete(criterion=row)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": row})
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("rubric", row.rubric.code)


def _page(
    request: HttpRequest,
    shown: Rubric,
    copy: CopyForm | None = None,
    change: RubricForm | None = None,
) -> HttpResponse:
    lines = criteria_of(shown)
    names = {row.code: row.name for row in Indicator.objects.all()}
    failed = copy or change
    typed = {"name": shown.name, "legal_basis": shown.legal_basis, "is_active": shown.is_active}
    context: dict[str, Any] = {
        "rubric": shown,
        "lines": [(line, names.get(line.indicator or "", "")) for line in lines],
        "weights": rubric_weights(lines),
        "copy": copy or CopyForm(initial={"name": shown.name}, prefix="copy"),
        "change": change or RubricForm(initial=typed),
        "edits": scope_for(request).may_direct and shown.office_id is not None,
        "form": failed,
    }
    return render(request, "directives/scores/rubric.html", context, status=422 if failed else 200)


def _edit(request: HttpRequest, own: Rubric, row: Criterion | None) -> HttpResponse:
    headings = own.criteria.filter(formula=Criterion.Formula.GROUP)
    choices: dict[str, Any] = {
        "headings": headings.exclude(pk=row.pk) if row else headings,
        "indicators": Indicator.objects.all(),
    }
    if request.method != "POST":
        first = typed_criterion(row) if row else {"parent": request.GET.get("under", "")}
        return _form(request, own, row, CriterionForm(initial=first, **choices))
    form = CriterionForm(request.POST, **choices)
    if form.is_valid():
        line = row or Criterion(rubric=own)
        try:
            form.write_to(line)
            if "preview" in request.POST:
                rubrics.criterion_checked(line)
                return _form(request, own, row, form, line)
            rubrics.criterion_save(criterion=line)
            messages.success(request, _("“%(name)s” is kept.") % {"name": line})
            return redirect("rubric", own.code)
        except ParameterError as error:
            form.add_parameter_error(error)
        except Refused as refused:
            form.add_error(refused.field, refused.message)
    return _form(request, own, row, form)


def _form(
    request: HttpRequest,
    own: Rubric,
    row: Criterion | None,
    form: CriterionForm,
    tried: Criterion | None = None,
) -> HttpResponse:
    context: dict[str, Any] = {"rubric": own, "criterion": row, "form": form}
    choice = choice_for(request)
    if tried is not None and choice.period is not None:
        lines = criteria_of(own, tried)
        score = partial(score_sheet, office=choice.office, period=choice.period, rubric=own)
        context |= {
            "preview": tried_units(score(), score(criteria=lines), tried.pk),
            "period": choice.period,
            "weights": rubric_weights(lines),
        }
    status = 422 if form.errors else 200
    return render(request, "directives/scores/criterion.html", context, status=status)
