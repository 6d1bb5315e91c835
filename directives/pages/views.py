"""Dashboard, compliance, one unit."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from directives.compliance.choosing import choice_for
from directives.compliance.pages import dashboard_parts, source_line, unit_page
from directives.compliance.sentence import standing
from directives.compliance.sheet import SheetView, sheet
from directives.compliance.summary import Summary
from directives.feedback.views import unread_note
from directives.notices.views import notice_query
from directives.overdue.panels import lettering, unit_register
from directives.pages.tables import page_of
from directives.publications.models import PublicationRequest
from reports.rounds.reminder_presentation import owed_notes
from units.access import members_only, office_of, office_only, scope_for
from units.models import Unit


@require_GET
def dashboard(request: HttpRequest) -> HttpResponse:
    """Where the office stands; an officer is sent to the own unit."""
    scope = scope_for(request)
    if scope.office is None:
        return render(request, "units/people/no_membership.html", status=403)
    if not scope.sees_office:
        return redirect("unit", code=scope.own_units[0].code)
    choice = choice_for(request)
    summary = choice.summary()
    asked = PublicationRequest.objects.answered_by(scope, request.user)
    context: dict[str, object] = {"choice": choice, "summary": summary, "asked": asked}
    if summary:
        context |= {**_table(request, summary, sheet(summary)), **dashboard_parts(summary)}
    return render(request, "directives/pages/dashboard.html", context)


@require_GET
@office_only
def compliance(request: HttpRequest) -> HttpResponse:
    """Units × targets, every target of the directive, in the letter's order."""
    choice = choice_for(request)
    summary = choice.summary()
    context: dict[str, object] = {"choice": choice, "summary": summary}
    if summary:
        context |= _table(request, summary, sheet(summary, every_target=True))
    return render(request, "directives/pages/compliance.html", context)


def _table(request: HttpRequest, summary: Summary, whole: SheetView) -> dict[str, object]:
    """The table with the sentence above and the source below it."""
    return {
        "sheet": whole,
        "rows": page_of(whole.rows, request),
        "standing": standing(summary),
        "source": source_line(summary),
    }


@require_GET
@members_only
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: its figures, places, gaps and what to do."""
    scope = scope_for(request)
    shown = get_object_or_404(Unit.objects.visible_to(scope), code=code)
    if shown == scope.office and scope.sees_office:
        return redirect("dashboard")
    choice = choice_for(request, office_of(shown))
    summary = choice.summary()
    lines = summary.lines if summary else ()
    line = next((line for line in lines if line.unit.id == shown.pk), None)
    page = unit_page(summary, line, named=scope.sees_office) if summary and line else None
    owed = owed_notes(scope, shown, timezone.localdate())
    register = unit_register(choice, shown)
    context = {
        "choice": choice,
        "summary": summary,
        "page": page,
        "unit": shown,
        "owed": owed,
        "register": register,
        "notice": notice_query(choice, line),
        "writes": scope.enters(shown.pk),
        "answered": unread_note(scope, shown),
        **(lettering(scope, shown) if register else {}),
    }
    return render(request, "directives/pages/unit.html", context)
