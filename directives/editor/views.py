"""The office's directives: listed, begun, copied, given their number and day, deleted as drafts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives.clauses.models import Directive
from directives.clauses.services import EditError
from directives.clauses.wording import refused_text
from directives.editor import services as directives
from directives.editor.directive_filter import DirectiveFilterForm
from directives.editor.forms import HeadForm, IssueForm, WithdrawForm
from directives.editor.page import CONFLICT, INVALID, edited, frozen
from directives.editor.presentation import remark_views
from directives.editor.proofreading import in_office, proofread
from directives.editor.selectors import (
    clauses_edited,
    directives_listed,
    draft_of,
    reports_of,
    signatories_of,
)
from directives.editor.services import CopyThereError
from units.access import directors_only, members_only, office_only, scope_for
from units.models import Unit

_PAGE = 50


def _office(request: HttpRequest) -> Unit:
    office = scope_for(request).office
    if office is None:
        raise Http404
    return office


@require_GET
@office_only
def directive_list(request: HttpRequest) -> HttpResponse:
    """All directives of the office, with what became of each."""
    rows = directives_listed(_office(request), timezone.localdate())
    form = DirectiveFilterForm(request.GET, rows)
    pages = Paginator(form.chosen, _PAGE).get_page(request.GET.get("page"))
    context = {"pages": pages, "filter": form, "total": len(rows)}
    return render(request, "directives/editor/directive_list.html", context)


@require_http_methods(["GET", "POST"])
@directors_only
def directive_new(request: HttpRequest) -> HttpResponse:
    """A draft of its own; its clauses follow in the editor."""
    office = _office(request)
    form = HeadForm(
        request.POST or None,
        initial=_beginning(office),
        reports=reports_of(office),
        signatories=signatories_of(office),
    )
    if form.is_valid():
        try:
            made = directives.directive_new(office=office, head=form.text)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The draft is made. Add its clauses here."))
            return redirect("directive_edit", made.code)
    status = INVALID if form.errors else 200
    context = {"form": form, "people": signatories_of(office)}
    return render(request, "directives/editor/directive_new.html", context, status=status)


@require_GET
@members_only
def directive_page(request: HttpRequest, code: str) -> HttpResponse:
    """The letter's clauses with their targets."""
    directive = edited(request, code)
    parts = ("targets__indicator", "targets__units", "obligations")
    prefetch_related_objects([directive], *(f"clauses__{part}" for part in parts))
    return render(request, "directives/editor/directive.html", {"directive": directive})


def _beginning(office: Unit) -> dict[str, Any]:
    """What a new letter most likely begins with: the last one's frame, and who signs today."""
    today = timezone.localdate()
    last = Directive.objects.of_office(office).first()
    given: dict[str, Any] = {
        "issued_month": today.replace(day=1),
        "effective_from": today,
        "place": office.short_name,
    }
    if last is not None:
        names = ("symbol", "place", "recipients", "copies_to")
        given.update({name: getattr(last, name) for name in names})
    for one in signatories_of(office):
        if in_office(one.valid_from, one.valid_to, today, today):
            given["signatory"] = one.pk
            given["authority"] = one.authority
            given["signer_title"], given["signer_name"] = one.title, one.name
            break
    return given


@require_POST
@directors_only
def directive_clone(request: HttpRequest, code: str) -> HttpResponse:
    """The same for the next year, as a draft; where there is a copy already it is asked first."""
    directive = edited(request, code)
    try:
        made = directives.directive_clone(
            directive=directive, another=bool(request.POST.get("another"))
        )
    except CopyThereError as error:
        context = {"directive": directive, "there": error.there}
        return render(request, "directives/editor/directive_clone.html", context, status=422)
    messages.success(
        request,
        _("The copy is a draft for the next year. Its days were moved by a year; look at them."),
    )
    return redirect("directive_edit", made.code)


@require_http_methods(["GET", "POST"])
@directors_only
def directive_issue(request: HttpRequest, code: str) -> HttpResponse:
    """Number and day together, after a look at the remarks."""
    directive = edited(request, code)
    if (away := frozen(request, directive)) is not None:
        return away
    form = IssueForm(request.POST or None, initial={"version": directive.version})
    if form.is_valid():
        try:
            directives.directive_issue(directive=directive, **form.cleaned_data)
        except EditError as error:
            form.add_error(None, refused_text(error.code))
            return _issue_page(request, directive, form, _status(error))
        messages.success(request, _("The directive is issued. Its words and targets now stay."))
        return redirect("directive", code)
    return _issue_page(request, directive, form, INVALID if form.errors else 200)


def _status(error: EditError) -> int:
    return CONFLICT if error.code in ("changed", "issued") else INVALID


def _issue_page(
    request: HttpRequest, directive: Directive, form: IssueForm, status: int
) -> HttpResponse:
    remarks = proofread(draft_of(directive, clauses_edited(directive)))
    context = {
        "directive": directive,
        "form": form,
        "remarks": remark_views(directive, [one for one in remarks if not one.is_well]),
    }
    return render(request, "directives/editor/directive_issue.html", context, status=status)


@require_http_methods(["GET", "POST"])
@directors_only
def directive_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Take number and day back, with a reason."""
    directive = edited(request, code)
    form = WithdrawForm(request.POST or None, initial={"version": directive.version})
    status = 200
    if form.is_valid():
        try:
            directives.directive_withdraw(directive=directive, **form.cleaned_data)
        except EditError as error:
            form.add_error(None, refused_text(error.code))
            status = CONFLICT
        else:
            messages.success(request, _("The number is withdrawn. The directive is a draft again."))
            return redirect("directive_edit", code)
    elif form.errors:
        status = INVALID
    context = {"directive": directive, "form": form}
    return render(request, "directives/editor/directive_withdraw.html", context, status=status)


@require_http_methods(["GET", "POST"])
@directors_only
def directive_delete(request: HttpRequest, code: str) -> HttpResponse:
    """Delete a draft, asked a second time."""
    directive = edited(request, code)
    if request.method == "POST":
        seen = request.POST.get("version", "")
        version = int(seen) if seen.isascii() and seen.isdigit() else 0
        try:
            directives.directive_delete(directive=directive, version=version)
        except EditError as error:
            messages.error(request, refused_text(error.code))
            return redirect("directive", code)
        messages.success(request, _("The draft is deleted."))
        return redirect("directive_list")
    context = {"directive": directive, "clauses": clauses_edited(directive)}
    return render(request, "directives/editor/directive_delete.html", context)
