"""Who signs for the office, and from when to when."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from directives.access import own_signatory
from directives.editor import signatory_services as signatories
from directives.editor.forms import EndForm, SignatoryForm
from directives.editor.page import INVALID
from directives.editor.selectors import signatories_of
from units.access import directors_only, office_only, scope_for
from units.models import Unit


def _office(request: HttpRequest) -> Unit:
    office = scope_for(request).office
    if office is None:
        raise Http404
    return office


@require_GET
@office_only
def signatory_list(request: HttpRequest) -> HttpResponse:
    """The list, with the forms to change it."""
    return _page(request)


def _page(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    context = {
        "rows": signatories_of(_office(request)),
        "form": SignatoryForm(),
        "end": EndForm(initial={"valid_to": timezone.localdate()}),
        "today": timezone.localdate(),
        **more,
    }
    return render(request, "directives/editor/signatory_list.html", context, status=status)


@require_POST
@directors_only
def signatory_add(request: HttpRequest) -> HttpResponse:
    """Put somebody on the list."""
    form = SignatoryForm(request.POST)
    if not form.is_valid():
        return _page(request, INVALID, form=form)
    signatories.signatory_add(office=_office(request), text=form.text)
    messages.success(request, _("The signatory is on the list."))
    return redirect("signatory_list")


@require_POST
@directors_only
def signatory_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Say somebody's last day in office."""
    row = own_signatory(scope_for(request), pk)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            signatories.signatory_end(signatory=row, on=form.cleaned_data["valid_to"])
        except ValidationError:
            form.add_error("valid_to", _("It comes before the first day. Correct one of them."))
        else:
            messages.success(request, _("The last day in office is kept."))
            return redirect("signatory_list")
    return _page(request, INVALID, end=form, ended=row.pk)
