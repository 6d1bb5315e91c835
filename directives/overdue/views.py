"""The register of overdue files: list, one file, added, changed, taken out."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives.compliance.choosing import choice_for
from directives.overdue import services as register
from directives.overdue.documents import register_csv, register_xlsx
from directives.overdue.domain import LateTally, Span
from directives.overdue.forms import OverdueFileForm, RegisterFilter
from directives.overdue.models import OverdueFile
from directives.overdue.panels import lettering, register_panel
from directives.overdue.presentation import (
    RegisterLine,
    lead,
    points_text,
    ratio_chip,
    shown_file,
    unit_name,
)
from directives.overdue.selectors import (
    UnitRegister,
    applicants_seen,
    register_of,
    writable_units,
)
from reports.attachments.handing_out import made_file
from units.access import Scope, members_only, scope_for
from units.models import Unit
from units.refusing import Refused

PAGE: Final = 50
_FORMATS: Final = {"xlsx": register_xlsx, "csv": register_csv}


@require_GET
@members_only
@never_cache
def overdue_list(request: HttpRequest) -> HttpResponse:
    """The late files of a period: counts by unit, squares of one unit, and the files."""
    scope, choice, today = scope_for(request), choice_for(request), timezone.localdate()
    asked = RegisterFilter(request.GET, scope=scope)
    context: dict[str, Any] = {"choice": choice, "filter": asked, "writes": scope.may_enter}
    if choice.period is not None:
        period = choice.period
        span = Span.until(period.start, period.end, today)
        rows = register_of(units=asked.units, office=choice.office, period=period, today=today)
        page = Paginator(asked.kept(span, today), PAGE).get_page(request.GET.get("page"))
        seen = applicants_seen(scope)
        context |= _counts(rows, asked.chosen, span) | lettering(scope, asked.chosen)
        context |= {
            "files": [shown_file(row, seen=seen, since=span.start) for row in page.object_list],
            "pages": page,
            "on": asked.day(span, today),
        }
    return render(request, "directives/overdue/list.html", context)


def _counts(rows: tuple[UnitRegister, ...], chosen: Unit | None, span: Span) -> dict[str, Any]:
    """What stands over the files: the units together, or the one that is chosen."""
    shown = [row for row in rows if chosen is None or row.unit == chosen]
    total = sum((row.tally for row in shown), LateTally())
    reported = sum(row.reported or 0 for row in shown)
    listed = [row for row in rows if row.tally.late or row.reported or row.unit == chosen]
    return {
        "lead": lead(total, reported),
        "total": total,
        "total_ratio": ratio_chip(total, reported),
        "total_points": points_text(total),
        "lines": [RegisterLine(row) for row in listed] if len(rows) > 1 else [],
        "quiet": len(rows) - len(listed),
        "differing": sum(bool(row.difference) for row in rows),
        "panel": register_panel(shown[0], span) if chosen is not None and shown else None,
    }


@require_GET
@members_only
def overdue_export(request: HttpRequest, fmt: str) -> HttpResponse:
    """The files that the list shows, as a file; masked for who sees them masked."""
    scope, choice, today = scope_for(request), choice_for(request), timezone.localdate()
    if fmt not in _FORMATS or choice.period is None:
        raise Http404
    span = Span.until(choice.period.start, choice.period.end, today)
    rows, seen = RegisterFilter(request.GET, scope=scope).kept(span, today), applicants_seen(scope)
    content = _FORMATS[fmt]([shown_file(row, seen=seen) for row in rows])
    response = made_file(content, f"ho-so-qua-han.{fmt}")
    response["Cache-Control"] = "private, no-store"
    return response


@require_GET
@members_only
@never_cache
def overdue_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One file, with a place for its apology letter."""
    return render(request, "directives/overdue/file.html", file_context(scope_for(request), pk))


def file_context(scope: Scope, pk: int) -> dict[str, Any]:
    """What the page of a file shows today; 404 outside the user's scope."""
    today = timezone.localdate()
    file = get_object_or_404(OverdueFile.objects.visible_to(scope).as_of(today), pk=pk)
    seen = applicants_seen(scope)
    shown = shown_file(file, seen=seen)
    return {
        "file": file,
        "shown": shown,
        "letter_late": shown.letter_late(today),
        "writes": scope.enters(file.unit_id),
        "sees_applicant": file.unit_id in seen,
    }


@require_http_methods(["GET", "POST"])
@members_only
@never_cache
def overdue_add(request: HttpRequest) -> HttpResponse:
    """A new file in the register of the user's unit, or of one that they write for."""
    units = tuple(writable_units(scope_for(request)))
    if not units:
        raise Http404
    form = OverdueFileForm(
        request.POST or None,
        units=units,
        sees_applicant=True,
        initial={"unit": request.GET.get("unit", "")},
    )
    return _saved(request, form) or _form_page(request, form, reverse("overdue_list"))


@require_http_methods(["GET", "POST"])
@members_only
@never_cache
def overdue_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a file; who may not see its applicant leaves that as it is."""
    scope = scope_for(request)
    file = get_object_or_404(OverdueFile.objects.writable_by(scope), pk=pk)
    sees = file.unit_id in applicants_seen(scope)
    if not sees:
        file.mask()
    form = OverdueFileForm(request.POST or None, instance=file, units=(), sees_applicant=sees)
    return _saved(request, form) or _form_page(request, form, reverse("overdue_file", args=[pk]))


def _saved(request: HttpRequest, form: OverdueFileForm) -> HttpResponse | None:
    """The way on after a file was kept; None where the form is to be shown."""
    if not form.is_valid():
        return None
    new = form.instance.pk is None
    try:
        file = register.overdue_file_save(
            file=form.instance,
            values=form.values,
            user=request.user,  # type: ignore[arg-type]
            seen=form.cleaned_data["version"],
        )
    except Refused as refused:
        form.add_error(refused.field, refused.message)
        return None
    except ValidationError as error:  # somebody added the same code in this moment
        form.add_error(None, error)
        return None
    messages.success(request, _("The file is in the register.") if new else _("Saved."))
    return redirect("overdue_file", file.pk)


def _form_page(request: HttpRequest, form: OverdueFileForm, back: str) -> HttpResponse:
    file: OverdueFile = form.instance
    unit = unit_name(file.unit) if file.unit_id else ""
    context = {"form": form, "file": file if file.pk else None, "unit": unit, "back": back}
    status = 422 if form.errors else 200
    return render(request, "directives/overdue/form.html", context, status=status)


@require_POST
@members_only
def overdue_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take out a file that was entered by mistake; it must be said twice."""
    file = get_object_or_404(OverdueFile.objects.writable_by(scope_for(request)), pk=pk)
    if not request.POST.get("sure"):
        messages.error(request, _("Tick that the file was entered by mistake, then remove it."))
        return redirect("overdue_edit", pk)
    try:
        register.overdue_file_remove(file=file)
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("overdue_file", pk)
    messages.success(request, _("The file is out of the register."))
    return redirect("overdue_list")
