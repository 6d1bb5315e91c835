"""The workbook round trip: download, fill in without the page, send back through the importer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from reports.access import entry_runs
from reports.attachments.handing_out import made_file
from reports.entry.book_selectors import entry_book
from reports.entry.draft_selectors import round_units
from reports.entry.workbook_forms import WorkbookForm
from reports.entry.workbooks import entry_workbook_bytes
from reports.figures.import_models import ImportRun
from reports.imports.tasks import import_run_start
from reports.imports.uploads import import_run_create
from reports.rounds.models import Round
from reports.rounds.selectors import lock_of
from units.access import members_only, round_keepers_only, scope_for
from units.models import Unit, User

_RUNS_SHOWN: Final = 10


@require_GET
@members_only
def entry_workbook(request: HttpRequest, unit: str, period: str) -> HttpResponse:
    """The workbook of one unit."""
    scope = scope_for(request)
    found = get_object_or_404(Unit.objects.entered_by(scope), code=unit)
    round_ = get_object_or_404(Round.objects.visible_to(scope), period__code=period)
    return _download(request, round_, [found], f"so-lieu-{found.code}-{round_.period.code}.xlsx")


@require_GET
@round_keepers_only
def round_workbook(request: HttpRequest, code: str) -> HttpResponse:
    """The workbook of all units of the office."""
    scope = scope_for(request)
    round_ = get_object_or_404(Round.objects.visible_to(scope), period__code=code)
    return _download(
        request,
        round_,
        round_units(round_, scope.enterable_ids),
        f"so-lieu-{round_.period.code}.xlsx",
    )


def _download(
    request: HttpRequest, round_: Round, units: Sequence[Unit], filename: str
) -> HttpResponse:
    data = entry_workbook_bytes(entry_book(round_, units, scope_for(request)))
    return made_file(data, filename)


@require_http_methods(["GET", "POST"])
@members_only
def entry_upload(request: HttpRequest, unit: str, period: str) -> HttpResponse:
    """Send the workbook of one unit back."""
    scope = scope_for(request)
    found = get_object_or_404(Unit.objects.entered_by(scope), code=unit)
    round_ = get_object_or_404(Round.objects.visible_to(scope), period__code=period)
    keys = [found.code, round_.period.code]
    return _upload(
        request,
        round_,
        found,
        {
            "back": reverse("entry", args=keys),
            "download": reverse("entry_workbook", args=keys),
            "title": found.name,
        },
    )


@require_http_methods(["GET", "POST"])
@round_keepers_only
def round_upload(request: HttpRequest, code: str) -> HttpResponse:
    """Send a workbook of several units back."""
    round_ = get_object_or_404(Round.objects.visible_to(scope_for(request)), period__code=code)
    return _upload(
        request,
        round_,
        None,
        {
            "back": reverse("round", args=[round_.period.code]),
            "download": reverse("round_workbook", args=[round_.period.code]),
            "title": round_.office.name,
        },
    )


def _upload(
    request: HttpRequest, round_: Round, unit: Unit | None, links: dict[str, Any]
) -> HttpResponse:
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = WorkbookForm(*sent)
    if form.is_valid():
        return redirect("import_run", _start(request, round_, unit, form.cleaned_data["file"]).pk)
    runs = entry_runs(scope_for(request), request.user, round_, unit)[:_RUNS_SHOWN]
    context = {"form": form, "round": round_, "unit": unit, "lock": lock_of(round_), **links}
    context["runs"] = runs
    return render(
        request, "reports/entry/workbook.html", context, status=422 if form.errors else 200
    )


@transaction.atomic
def _start(request: HttpRequest, round_: Round, unit: Unit | None, file: Any) -> ImportRun:
    if not isinstance(request.user, User):
        raise TypeError("Only a logged-in user sends a workbook")
    run = import_run_create(
        file=file,
        filename=file.name,
        office=round_.office,
        user=request.user,
        period_code=round_.period.code,
        purpose=ImportRun.Purpose.ENTRY,
        unit=unit,
    )
    import_run_start(run=run)
    return run
