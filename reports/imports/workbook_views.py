"""A filled-in workbook comes back: on the page of a unit, or on that of a round for all units."""

from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from reports.figures.import_models import ImportRun
from reports.imports.forms import WorkbookForm
from reports.imports.requests import runs_of, user_of
from reports.imports.tasks import import_run_start
from reports.imports.uploads import import_run_create
from reports.rounds.models import Round
from reports.rounds.selectors import lock_of
from units.access import members_only, round_keepers_only, scope_for
from units.models import Unit

_RUNS_SHOWN: Final = 10


@require_http_methods(["GET", "POST"])
@members_only
def entry_upload(request: HttpRequest, unit: str, period: str) -> HttpResponse:
    scope = scope_for(request)
    entered = get_object_or_404(Unit.objects.entered_by(scope), code=unit)
    round_ = get_object_or_404(Round.objects.visible_to(scope), period__code=period)
    keys = [entered.code, round_.period.code]
    links = {"back": reverse("entry", args=keys), "download": reverse("entry_workbook", args=keys)}
    return _upload(request, round_, entered, {**links, "title": entered.name})


@require_http_methods(["GET", "POST"])
@round_keepers_only
def round_upload(request: HttpRequest, code: str) -> HttpResponse:
    """Send a workbook of several units back."""
    round_ = get_object_or_404(Round.objects.visible_to(scope_for(request)), period__code=code)
    keys = [round_.period.code]
    links = {"back": reverse("round", args=keys), "download": reverse("round_workbook", args=keys)}
    return _upload(request, round_, None, {**links, "title": round_.office.name})


def _upload(
    request: HttpRequest, round_: Round, unit: Unit | None, links: dict[str, Any]
) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = WorkbookForm(*sent)
    if form.is_valid():
        return redirect("import_run", _start(request, round_, unit, form.cleaned_data["file"]).pk)
    context = {"form": form, "round": round_, "unit": unit, "lock": lock_of(round_), **links}
    context["runs"] = _sent_here(request, round_, unit)[:_RUNS_SHOWN]
    status = 422 if form.errors else 200
    return render(request, "reports/imports/workbook.html", context, status=status)


def _sent_here(request: HttpRequest, round_: Round, unit: Unit | None) -> QuerySet[ImportRun]:
    """The files sent on the page of a unit, or of the whole round, that the user may see."""
    runs = runs_of(request).filter(
        purpose=ImportRun.Purpose.ENTRY, office=round_.office_id, period_code=round_.period.code
    )
    if unit is None:
        return runs.filter(decisions__entry__isnull=True)
    return runs.filter(decisions__entry__unit=unit.pk)


@transaction.atomic
def _start(request: HttpRequest, round_: Round, unit: Unit | None, file: Any) -> ImportRun:
    run = import_run_create(
        file=file,
        filename=file.name,
        office=round_.office,
        user=user_of(request),
        period_code=round_.period.code,
        purpose=ImportRun.Purpose.ENTRY,
        unit=unit,
    )
    import_run_start(run=run)
    return run
