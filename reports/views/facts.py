"""What a report says of the office itself: places in the province, shares, who is not assessed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reports.access import visible_report
from reports.forms import FactFormSet
from units.access import importers_only, scope_for


@require_http_methods(["GET", "POST"])
@importers_only
def report_facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down the places that the report publishes; they are kept as facts."""
    report = visible_report(scope_for(request), pk)
    queryset = report.facts.select_related("indicator")
    forms = FactFormSet(request.POST or None, instance=report, queryset=queryset)
    if request.method == "POST" and forms.is_valid():
        forms.save()
        messages.success(request, _("The published places are kept."))
        return redirect("report_facts", report.pk)
    status = 422 if request.method == "POST" else 200
    context = {"report": report, "forms": forms}
    return render(request, "reports/report_facts.html", context, status=status)
