"""Evidence: laid beside a unit's figures, taken away, and given out as a file to save."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from reports.attachments.handing_out import kept_file
from reports.entry import evidence_services as evidence_files
from reports.entry.evidence_forms import EvidenceForm
from reports.figures.indicator_models import Indicator
from reports.rounds.models import Round
from reports.rounds.selectors import lock_of
from reports.rounds.submission_models import Evidence
from units.access import members_only, scope_for
from units.models import Unit
from units.refusing import Refused


@require_http_methods(["GET", "POST"])
@members_only
def evidence_add(request: HttpRequest, code: str, period: str) -> HttpResponse:
    """Lay a file beside the unit's figures; then back to where the form stood."""
    scope = scope_for(request)
    unit = get_object_or_404(Unit.objects.entered_by(scope), code=code)
    round_ = get_object_or_404(Round.objects.visible_to(scope), period__code=period)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EvidenceForm(*sent, indicators=Indicator.objects.entered())
    if form.is_valid():
        data = form.cleaned_data
        try:
            kept = evidence_files.evidence_add(
                round_=round_,
                unit=unit,
                user=request.user,  # type: ignore[arg-type]
                file=data["file"],
                filename=data["file"].name,
                indicator=data["indicator"],
            )
            messages.success(request, _("“%s” is attached.") % kept.filename)
            return redirect(_way_back(request))
        except Refused as error:
            form.add_error(error.field, error.message)
    context: dict[str, Any] = {"form": form, "unit": unit, "round": round_, "lock": lock_of(round_)}
    context["back"] = _way_back(request)
    return render(
        request, "reports/entry/evidence_add.html", context, status=422 if form.errors else 200
    )


@require_POST
@members_only
def evidence_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file away; 404 for who may not enter the unit's figures."""
    scope = scope_for(request)
    entered = Unit.objects.entered_by(scope)
    rows = Evidence.objects.visible_to(scope).filter(submission__unit__in=entered)
    file = get_object_or_404(rows, pk=pk)
    try:
        evidence_files.evidence_remove(evidence=file, user=request.user)  # type: ignore[arg-type]
        messages.success(request, _("“%s” is taken away.") % file.filename)
    except Refused as error:
        messages.error(request, error.message)
    return redirect(_way_back(request))


@require_GET
@members_only
def evidence(request: HttpRequest, pk: int) -> FileResponse:
    """The file to save, never to show: no browser runs what a stranger made."""
    file = get_object_or_404(Evidence.objects.visible_to(scope_for(request)), pk=pk)
    return kept_file(file.file, file.filename)


def _way_back(request: HttpRequest) -> str:
    """Where the form stood: a page of this site, else the first page."""
    back = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return back if safe and back.startswith("/") else "/"
