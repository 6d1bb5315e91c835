"""The rounds of an office: planned by the year, opened, locked, and more time for one unit."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from reports.figures.periods import PeriodKind, span_for_dates
from reports.rounds import services as rounds
from reports.rounds.forms import (
    DeadlineForm,
    ExtensionForm,
    OffsetsForm,
    OwnPeriodForm,
    StepForm,
    YearForm,
)
from reports.rounds.models import Extension, Round
from reports.rounds.selectors import lock_of, rounds_of
from units.access import office_for, office_only, round_keepers_only, scope_for
from units.refusing import Refused


@require_GET
@office_only
def round_list(request: HttpRequest) -> HttpResponse:
    """All rounds, and the forms by which new ones are planned."""
    return _list(request)


@require_POST
@round_keepers_only
def year_plan(request: HttpRequest) -> HttpResponse:
    form = YearForm(request.POST)
    if not form.is_valid():
        return _list(request, year=form)
    kinds = frozenset(PeriodKind(kind) for kind in form.cleaned_data["kinds"])
    made = rounds.year_plan(office=office_for(request), year=form.cleaned_data["year"], kinds=kinds)
    text = ngettext("%(n)s round is planned.", "%(n)s rounds are planned.", len(made))
    messages.success(request, text % {"n": len(made)})
    return redirect("round_list")


@require_POST
@round_keepers_only
def own_period_plan(request: HttpRequest) -> HttpResponse:
    """Plan a round with days of its own."""
    form = OwnPeriodForm(request.POST)
    if not form.is_valid():
        return _list(request, own=form)
    span = span_for_dates(form.cleaned_data["start"], form.cleaned_data["end"])
    round_ = rounds.round_plan(office=office_for(request), span=span)
    messages.success(request, _("The round “%s” is planned.") % round_.period)
    return redirect("round", round_.period.code)


@require_POST
@round_keepers_only
def offsets_set(request: HttpRequest) -> HttpResponse:
    """Keep how long after its last day each kind of period is due."""
    office = office_for(request)
    form = OffsetsForm(request.POST, offsets=rounds.offsets_of(office))
    if not form.is_valid():
        return _list(request, offsets=form)
    for kind, days in form.cleaned_data.items():
        rounds.offset_set(office=office, kind=PeriodKind(kind), days=days)
    messages.success(request, _("The deadlines hold for rounds planned from now on."))
    return redirect("round_list")


@require_GET
@office_only
def round_page(request: HttpRequest, code: str) -> HttpResponse:
    """One round: its lock, deadline, extensions and steps."""
    return _page(request, _visible(request, code))


@require_POST
@round_keepers_only
def round_step(request: HttpRequest, code: str) -> HttpResponse:
    """Open or lock the round."""
    round_, form = _visible(request, code), StepForm(request.POST)
    if form.is_valid():
        try:
            rounds.round_step(
                round_=round_,
                to=request.POST.get("to", ""),
                user=request.user,  # type: ignore[arg-type]
                reason=form.cleaned_data["reason"],
            )
            return redirect("round", code)
        except Refused as error:
            form.add_error(error.field, error.message)
    return _page(request, round_, step=form)


@require_POST
@round_keepers_only
def round_deadline(request: HttpRequest, code: str) -> HttpResponse:
    """Move the last day."""
    round_, form = _visible(request, code), DeadlineForm(request.POST)
    if form.is_valid():
        try:
            data = form.cleaned_data
            rounds.deadline_set(round_=round_, deadline=data["deadline"], seen=data["version"])
            messages.success(request, _("The new deadline holds."))
            return redirect("round", code)
        except Refused as error:
            form.add_error(error.field, error.message)
    return _page(request, round_, deadline=form)


@require_POST
@round_keepers_only
def extension_give(request: HttpRequest, code: str) -> HttpResponse:
    """Give one unit more time."""
    round_ = _visible(request, code)
    form = ExtensionForm(request.POST, units=round_.units)
    if form.is_valid():
        try:
            extension = rounds.extension_give(round_=round_, user=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _("%s has more time.") % extension.unit)
            return redirect("round", code)
        except Refused as error:
            form.add_error(error.field, error.message)
    return _page(request, round_, extension=form)


@require_POST
@round_keepers_only
def extension_end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take more time back."""
    extension: Extension = get_object_or_404(_visible(request, code).extensions, pk=pk)
    rounds.extension_end(extension=extension)
    messages.success(request, _("The deadline of the round holds again for this unit."))
    return redirect("round", code)


def _visible(request: HttpRequest, code: str) -> Round:
    return get_object_or_404(Round.objects.visible_to(scope_for(request)), period__code=code)


def _list(request: HttpRequest, **forms_sent: forms.Form) -> HttpResponse:
    office = office_for(request)
    year = timezone.localdate().year
    context: dict[str, Any] = {
        "rounds": rounds_of(office),
        "year": YearForm(initial={"year": year, "kinds": ["half_year", "year"]}),
        "own": OwnPeriodForm(),
        "offsets": OffsetsForm(offsets=rounds.offsets_of(office)),
        **forms_sent,
        "form": next(iter(forms_sent.values()), None),
    }
    return render(request, "reports/rounds/list.html", context, status=422 if forms_sent else 200)


def _page(request: HttpRequest, round_: Round, **forms_sent: forms.Form) -> HttpResponse:
    context: dict[str, Any] = {
        "round": round_,
        "lock": lock_of(round_),
        "steps": round_.steps.select_related("by").reverse(),
        "extensions": round_.extensions.select_related("unit", "by").order_by("until"),
        "step": StepForm(),
        "deadline": DeadlineForm(initial={"deadline": round_.deadline, "version": round_.version}),
        "extension": ExtensionForm(units=round_.units),
        **forms_sent,
        "form": next(iter(forms_sent.values()), None),
    }
    return render(request, "reports/rounds/round.html", context, status=422 if forms_sent else 200)
