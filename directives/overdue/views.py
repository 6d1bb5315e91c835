"""The register of overdue files: list, one file, added, changed, taken out."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives.access import (
    applicants_seen,
    register_units,
    visible_overdue_file,
    visible_overdue_files,
    writable_overdue_file,
    writable_register_units,
    writes_letters,
)
from directives.compliance.choosing import choice_for
from directives.compliance.standing import Choice
from directives.overdue import services as register
from directives.overdue.apologies.selectors import count_to_sign
from directives.overdue.domain import Span
from directives.overdue.forms import OverdueFileForm, RegisterFilter
from directives.overdue.models import OverdueFile
from directives.overdue.presentation import (
    UnitPanel,
    file_view,
    lead,
    letter_late,
    tally_view,
    total_of,
    unit_line,
    unit_name,
    unit_panel,
)
from directives.overdue.selectors import UnitRegister, late_files_of, register_of
from directives.overdue.services import ChangedMeanwhileError, HasLetterError
from units.access import Scope, members_only, scope_for
from units.models import Unit

PAGE: Final = 50


@require_GET
@members_only
@never_cache
def overdue_list(request: HttpRequest) -> HttpResponse:
    """The late files of a period: counts by unit, squares of one unit, and the files."""
    scope, choice, today = scope_for(request), choice_for(request), timezone.localdate()
    units = tuple(register_units(scope))
    asked = RegisterFilter(request.GET, units=units)
    context = {"choice": choice, "filter": asked, "writes": scope.may_enter}
    if choice.period is not None:
        period = choice.period
        span = Span.until(period.start, period.end, today)
        rows = register_of(units=units, office=choice.office, period=period, today=today)
        files = asked.kept(visible_overdue_files(scope).filter(unit__in=units), span, today)
        page = Paginator(files, PAGE).get_page(request.GET.get("page"))
        on = today if asked.shown in ("soon", "all") else span.end
        seen = applicants_seen(scope)
        context |= _counts(rows, asked.chosen, span) | lettering(scope, asked.chosen)
        context |= {
            "files": [
                file_view(one, on, sees_applicant=one.unit_id in seen, since=span.start)
                for one in page.object_list
            ],
            "pages": page,
            "on": on,
        }
    return render(request, "directives/overdue/list.html", context)


def _counts(rows: tuple[UnitRegister, ...], chosen: Unit | None, span: Span) -> dict[str, Any]:
    """What stands over the files: the units together, or the one that is chosen."""
    minus = settings.APOLOGY_MINUS_POINTS
    shown = tuple(one for one in rows if chosen is None or one.unit == chosen)
    total = total_of(shown)
    told = [one for one in rows if one.tally.late or one.check.reported or one.unit == chosen]
    return {
        "lead": lead(total),
        "total": tally_view(total, minus),
        "lines": [unit_line(one, minus) for one in told] if len(rows) > 1 else [],
        "quiet": len(rows) - len(told),
        "differing": sum(not one.check.agrees for one in rows),
        "panel": unit_panel(shown[0], late_files_of(chosen, span), span.end, minus)
        if chosen is not None and shown
        else None,
    }


def lettering(scope: Scope, unit: Unit | None) -> dict[str, Any]:
    """What the register of a unit offers to those who write its apology letters: one query."""
    letters = unit is not None and writes_letters(scope, unit.pk)
    return {"letters": letters, "to_sign": count_to_sign(unit) if unit and letters else 0}


def unit_register(choice: Choice, unit: Unit) -> UnitPanel | None:
    """The late files of a unit for its own page; None where neither register nor report has any:
    four queries."""
    if choice.period is None:
        return None
    period, today = choice.period, timezone.localdate()
    (one,) = register_of(units=[unit], office=choice.office, period=period, today=today)
    if not (one.tally.late or one.check.reported):
        return None
    span = Span.until(period.start, period.end, today)
    return unit_panel(one, late_files_of(unit, span), span.end, settings.APOLOGY_MINUS_POINTS)


@require_GET
@members_only
@never_cache
def overdue_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One file, with a place for its apology letter."""
    scope = scope_for(request)
    return render(request, "directives/overdue/file.html", file_context(scope, pk))


def file_context(scope: Scope, pk: int, on: date | None = None) -> dict[str, Any]:
    """What the page of a file shows; 404 outside the user's scope."""
    file = visible_overdue_file(scope, pk)
    sees, on = file.unit_id in applicants_seen(scope), on or timezone.localdate()
    return {
        "file": file,
        "shown": file_view(file, on, sees_applicant=sees),
        "letter_late": letter_late(file, on),
        "writes": scope.enters(file.unit_id),
        "sees_applicant": sees,
    }


@require_http_methods(["GET", "POST"])
@members_only
@never_cache
def overdue_add(request: HttpRequest) -> HttpResponse:
    """A new file in the register of the user's unit, or of one that they write for."""
    units = tuple(writable_register_units(scope_for(request)))
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
    file = writable_overdue_file(scope, pk)
    sees = file.unit_id in applicants_seen(scope)
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
            user=request.user,  # type: ignore[arg-type]
            seen=form.seen_at,
        )
    except ChangedMeanwhileError as error:
        form.add_error(None, _changed_text(error))
        return None
    except ValidationError as error:  # somebody added the same code in this moment
        form.add_error(None, error)
        return None
    messages.success(request, _("The file is in the register.") if new else _("Saved."))
    return redirect("overdue_file", file.pk)


def _changed_text(error: ChangedMeanwhileError) -> str:
    told = {"who": error.by or _("Somebody"), "at": f"{timezone.localtime(error.at):%H:%M}"}
    return (
        _("%(who)s has changed this file at %(at)s. Open it again, then make your change.") % told
    )


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
    file = writable_overdue_file(scope_for(request), pk)
    if not request.POST.get("sure"):
        messages.error(request, _("Tick that the file was entered by mistake, then remove it."))
        return redirect("overdue_edit", pk)
    try:
        register.overdue_file_remove(file=file)
    except HasLetterError:
        messages.error(request, _("The file has an apology letter, so it stays in the register."))
        return redirect("overdue_file", pk)
    messages.success(request, _("The file is out of the register."))
    return redirect("overdue_list")
