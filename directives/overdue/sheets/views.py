"""Sheets of the overdue register on their way in, with a look before anything is written."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives.overdue.documents import register_template
from directives.overdue.forms import RegisterSheetForm
from directives.overdue.presentation import field_name, unit_name
from directives.overdue.selectors import writable_units
from directives.overdue.sheets.plan import LineOutcome, PlannedLine
from directives.overdue.sheets.presentation import sheet_preview
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
        user: Any = request.user
        try:
            sheet = overdue_sheet_read(form.cleaned_data["file"])
        except Refused as refused:
            form.add_error(refused.field, refused.message)
        else:
            proposal = propose(sheet, units=units, only=form.only, office=office, user=user)
            return _preview(request, proposal, units)
    status = 422 if form.errors else 200
    return render(request, "directives/overdue/sheet.html", {"form": form}, status=status)


def _preview(
    request: HttpRequest, proposal: SheetProposal, units: tuple[Unit, ...]
) -> HttpResponse:
    names = {unit.pk: unit_name(unit) for unit in units} if len(units) > 1 else {}
    context = {
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
    moved = [row.line.code for row in written if row.outcome is LineOutcome.MOVED]
    if moved:
        messages.warning(request, _moved_text(moved))
    return redirect("overdue_list")


def _written_text(written: Iterable[PlannedLine]) -> str:
    counts = Counter(row.outcome for row in written)
    text = _("Written: %(new)s new files, %(changed)s changed; %(same)s as they were.")
    if counts[LineOutcome.REFUSED]:
        text = _(
            "Written: %(new)s new files, %(changed)s changed; %(same)s as they were; "
            "%(refused)s rows were left out."
        )
    return text % counts


def _moved_text(codes: Sequence[str]) -> str:
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
def overdue_template(request: HttpRequest) -> HttpResponse:
    _writable(scope_for(request))
    return made_file(register_template(), "mau-ho-so-qua-han.xlsx")
