"""What a report says of the office itself: places in the province, shares, who is not assessed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from reports.figures.figures import Figure, State
from reports.figures.presentation import figure_text
from reports.figures.record_models import Record, Source
from reports.figures.report_models import Report
from reports.history.fact_forms import FactFormSet
from reports.history.fact_services import report_facts_write
from reports.rounds.selectors import closed_round, lock_of
from units.access import importers_only, scope_for
from units.refusing import Refused


@require_http_methods(["GET", "POST"])
@importers_only
def report_facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down the places that the report publishes; they are kept as facts.

    Those of a closed period are shown, and a try to change them is refused.
    """
    report = get_object_or_404(Report.objects.visible_to(scope_for(request)), pk=pk)
    closed = closed_round(report.office_id, report.period_id)
    forms = FactFormSet(
        None if closed else request.POST or None,
        instance=report,
        queryset=report.facts.select_related("indicator"),
        form_kwargs={"closed": closed is not None},
    )
    sent = request.method == "POST"
    if sent and not closed and forms.is_valid():
        try:
            report_facts_write(report=report, facts=forms.save(commit=False))
        except Refused:
            return redirect("report_facts", report.pk)
        messages.success(request, _("The published places are kept."))
        return redirect("report_facts", report.pk)
    values = _published_values(report)
    rows = [(form, values.get(form.instance.indicator_id, "")) for form in forms]
    context = {"report": report, "forms": forms, "rows": rows, "lock": lock_of(closed)}
    status = (409 if closed else 422) if sent else 200
    return render(request, "reports/history/report_facts.html", context, status=status)


def _published_values(report: Report) -> dict[int, str]:
    """The office's figure for each indicator id, in words: as the report says it, else as it was
    imported. Two queries."""
    records = Record.objects.filter(
        period=report.period_id, unit=report.office_id, source=Source.PROVINCE
    )
    figures = {record.indicator_id: record.figure for record in records}
    for fact in report.facts.exclude(value=None):
        figures[fact.indicator_id] = Figure(State.VALUE, fact.value, fact.places)
    return {indicator: figure_text(figure) for indicator, figure in figures.items()}
