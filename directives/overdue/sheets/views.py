"""Sheets of the overdue register: in, with a look before anything is written, and out."""

from dataclasses import asdict
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives.compliance.choosing import choice_for
from directives.overdue.documents import register_csv, register_template, register_xlsx
from directives.overdue.domain import Span
from directives.overdue.forms import RegisterFilter, RegisterSheetForm
from directives.overdue.models import OverdueFile
from directives.overdue.presentation import ShownFile, field_name, shown_file, unit_name
from directives.overdue.readers import applicants_seen, register_units, writable_units
from directives.overdue.services import WrittenSheet
from directives.overdue.sheets.presentation import not_a_sheet_text, sheet_preview
from directives.overdue.sheets.reading import NotASheet
from directives.overdue.sheets.services import (
    MEGABYTE,
    MOST_BYTES,
    MOST_ROWS,
    SheetProposal,
    overdue_sheet_read,
    propose,
)
from directives.overdue.sheets.services import overdue_sheet_apply as sheet_apply
from reports.attachments.handing_out import made_file
from units.access import Scope, members_only, scope_for
from units.models import Unit
from units.refusing import Refused

_MOST_CODES: Final = 5
_FORMATS: Final = {"xlsx": register_xlsx, "csv": register_csv}


def _writable(scope: Scope) -> tuple[tuple[Unit, ...], Unit]:
    """The units whose registers the user writes, with their office; 404 for none."""
    units = tuple(writable_units(scope))
    if not units or scope.office is None:
        raise Http404
    return units, scope.office


@require_http_methods(["GET", "POST"])
@members_only
@never_cache
def overdue_sheet(request: HttpRequest) -> HttpResponse:
    """Send a sheet and see what it would do; nothing is written here."""
    units, office = _writable(scope_for(request))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = RegisterSheetForm(*sent, units=units, limit=MOST_BYTES // MEGABYTE, rows=MOST_ROWS)
    if form.is_valid():
        sheet = overdue_sheet_read(form.cleaned_data["file"])
        if isinstance(sheet, NotASheet):
            form.add_error("file", not_a_sheet_text(sheet))
        else:
            proposal = propose(
                sheet,
                units=units,
                only=form.only,
                office=office,
                user=request.user,  # type: ignore[arg-type]
            )
            return _preview(request, proposal, units)
    status = 422 if form.errors else 200
    return render(request, "directives/overdue/sheet.html", {"form": form}, status=status)


def _preview(
    request: HttpRequest, proposal: SheetProposal, units: tuple[Unit, ...]
) -> HttpResponse:
    names = {unit.pk: unit_name(unit) for unit in units} if len(units) > 1 else {}
    context: dict[str, Any] = {
        "sheet": sheet_preview(proposal.planned, names),
        "columns": [field_name(name) for name in proposal.sheet.fields],
        "ignored": proposal.sheet.ignored,
        "many_units": len(units) > 1,
        "token": proposal.token,
    }
    return render(request, "directives/overdue/preview.html", context)


@require_POST
@members_only
def overdue_sheet_apply(request: HttpRequest) -> HttpResponse:
    """Write what was shown; the same once more changes nothing."""
    units, office = _writable(scope_for(request))
    try:
        written = sheet_apply(
            token=request.POST.get("rows", ""),
            units=units,
            office=office,
            user=request.user,  # type: ignore[arg-type]
        )
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("overdue_sheet")
    messages.success(request, _written_text(written))
    if written.moved:
        messages.warning(request, _moved_text(written.moved))
    return redirect("overdue_list")


def _written_text(written: WrittenSheet) -> str:
    text = _("Written: %(new)s new files, %(changed)s changed; %(same)s as they were.")
    if written.refused:
        text = _(
            "Written: %(new)s new files, %(changed)s changed; %(same)s as they were; "
            "%(refused)s rows were left out."
        )
    return text % asdict(written)


def _moved_text(codes: tuple[str, ...]) -> str:
    """Which files were left alone; of many the first."""
    first = ", ".join(codes[:_MOST_CODES]) + (", …" if len(codes) > _MOST_CODES else "")
    return ngettext(
        "%(count)s file was changed by somebody else after you saw it and is left as it is "
        "(%(codes)s). Send the sheet again to look at it.",
        "%(count)s files were changed by somebody else after you saw them and are left as they are "
        "(%(codes)s). Send the sheet again to look at them.",
        len(codes),
    ) % {"count": len(codes), "codes": first}


@require_GET
@members_only
def overdue_export(request: HttpRequest, fmt: str) -> HttpResponse:
    """The files that the list shows, as a file; masked for who sees them masked."""
    if fmt not in _FORMATS:
        raise Http404
    response = made_file(_FORMATS[fmt](_shown(request)), f"ho-so-qua-han.{fmt}")
    response["Cache-Control"] = "private, no-store"
    return response


def _shown(request: HttpRequest) -> list[ShownFile]:
    scope, choice, today = scope_for(request), choice_for(request), timezone.localdate()
    if choice.period is None:
        raise Http404
    units = tuple(register_units(scope))
    span = Span.until(choice.period.start, choice.period.end, today)
    visible = OverdueFile.objects.visible_to(scope).filter(unit__in=units)
    rows = RegisterFilter(request.GET, units=units).kept(visible, span, today)
    seen = applicants_seen(scope)
    return [shown_file(row, seen=seen) for row in rows]


@require_GET
@members_only
def overdue_template(request: HttpRequest) -> HttpResponse:
    _writable(scope_for(request))
    return made_file(register_template(), "mau-ho-so-qua-han.xlsx")
