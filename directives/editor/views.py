"""The office's directives: listed, begun, copied, issued, deleted as drafts; and who signs them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives.clauses.models import Directive, Signatory
from directives.editor import services as directives
from directives.editor.filters import DirectiveFilterForm
from directives.editor.forms import (
    EndForm,
    HeadForm,
    IssueForm,
    SignatoryForm,
    WithdrawForm,
    WordForm,
)
from directives.editor.page import (
    CONFLICT,
    INVALID,
    drafts_only,
    edited,
    frozen,
    kept_or_shown,
    taken_out,
)
from directives.editor.proofreading import in_office, proofread
from directives.editor.remarks import remark_views
from directives.editor.selectors import (
    clauses_edited,
    directives_listed,
    draft_of,
    signatories_of,
)
from directives.editor.services import CopyThereError
from units.access import directors_only, members_only, office_for, office_only
from units.models import Unit
from units.refusing import Refused
from units.versions import ChangedMeanwhile, VersionForm

_PAGE = 50


@require_GET
@office_only
def directive_list(request: HttpRequest) -> HttpResponse:
    """All directives of the office, with what became of each."""
    rows = directives_listed(office_for(request), timezone.localdate())
    form = DirectiveFilterForm(request.GET, rows)
    pages = Paginator(form.chosen, _PAGE).get_page(request.GET.get("page"))
    context = {"pages": pages, "filter": form, "total": len(rows)}
    return render(request, "directives/editor/directive_list.html", context)


@require_http_methods(["GET", "POST"])
@directors_only
def directive_new(request: HttpRequest) -> HttpResponse:
    """A draft of its own; its clauses follow in the editor."""
    office = office_for(request)
    instance = Directive(issuer=office)
    form = HeadForm(request.POST or None, instance=instance, initial=_beginning(office))
    if form.is_valid():
        bases = form.cleaned_data["further_bases"]
        try:
            made = directives.directive_new(head=form.instance, further_bases=bases)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The draft is made. Add its clauses here."))
            return redirect("directive_edit", made.code)
    status = INVALID if form.errors else 200
    context = {"form": form, "people": signatories_of(office)}
    return render(request, "directives/editor/directive_new.html", context, status=status)


@require_http_methods(["GET", "POST"])
@directors_only
@drafts_only
def directive_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The editor with the head in work; POST keeps it."""
    directive = edited(request, code)
    form = HeadForm(request.POST or None, instance=directive)

    def write() -> tuple[str, str]:
        bases = form.cleaned_data["further_bases"]
        directives.directive_change(head=form.instance, further_bases=bases, seen=form.seen)
        return _("The head of the letter is kept."), reverse("directive_edit", args=[code])

    people = signatories_of(directive.issuer)
    return kept_or_shown(request, directive, "head", form, write, people=people)


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
    values: dict[str, Any] = {
        "issued_month": today.replace(day=1),
        "effective_from": today,
        "place": office.short_name,
    }
    if last is not None:
        names = ("symbol", "place", "recipients", "copies_to")
        values.update({name: getattr(last, name) for name in names})
    for signatory in signatories_of(office):
        if in_office(signatory.valid_from, signatory.valid_to, today, today):
            values["signatory"] = signatory.pk
            values["authority"] = signatory.authority
            values["signer_title"], values["signer_name"] = signatory.title, signatory.name
            break
    return values


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
    """Number and day together, after a look at the remarks; for a letter that was issued by word
    too, once they are known."""
    directive = edited(request, code)
    if directive.has_number and (away := frozen(request, directive)) is not None:
        return away
    form = IssueForm(request.POST or None)
    status = INVALID if form.errors else 200
    if form.is_valid():
        try:
            directives.directive_issue(directive=directive, **form.cleaned_data)
        except Refused as error:
            form.add_error(None, error.message)
            status = CONFLICT if isinstance(error, ChangedMeanwhile) else INVALID
        else:
            messages.success(request, _("The directive is issued. Its words and targets now stay."))
            return redirect("directive", code)
    remarks = proofread(draft_of(directive, clauses_edited(directive)))
    context = {
        "directive": directive,
        "form": form,
        "remarks": remark_views(directive, [remark for remark in remarks if not remark.is_well]),
    }
    return render(request, "directives/editor/directive_issue.html", context, status=status)


@require_http_methods(["GET", "POST"])
@directors_only
def directive_word(request: HttpRequest, code: str) -> HttpResponse:
    """A letter that went out without number or day counts as issued, on the user's word."""
    directive = edited(request, code)
    if (away := frozen(request, directive)) is not None:
        return away
    form = WordForm(request.POST or None)
    status = INVALID if form.errors else 200
    if form.is_valid():
        user: Any = request.user
        try:
            directives.directive_issue_by_word(directive=directive, user=user, **form.cleaned_data)
        except Refused as error:
            form.add_error(None, error.message)
            status = CONFLICT
        else:
            messages.success(request, _("The directive counts as issued. Its words now stay."))
            return redirect("directive", code)
    context = {"directive": directive, "form": form}
    return render(request, "directives/editor/directive_word.html", context, status=status)


@require_http_methods(["GET", "POST"])
@directors_only
def directive_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    directive = edited(request, code)
    form = WithdrawForm(request.POST or None)
    status = INVALID if form.errors else 200
    if form.is_valid():
        try:
            directives.directive_withdraw(directive=directive, **form.cleaned_data)
        except Refused as error:
            form.add_error(None, error.message)
            status = CONFLICT
        else:
            messages.success(request, _("The issue is taken back. The directive is a draft again."))
            return redirect("directive_edit", code)
    context = {"directive": directive, "form": form}
    return render(request, "directives/editor/directive_withdraw.html", context, status=status)


@require_http_methods(["GET", "POST"])
@directors_only
def directive_delete(request: HttpRequest, code: str) -> HttpResponse:
    """Delete a draft, asked a second time."""
    directive = edited(request, code)
    if request.method == "POST":
        version = VersionForm(request.POST).seen
        return taken_out(
            request,
            lambda: directives.directive_delete(directive=directive, version=version),
            _("The draft is deleted."),
            after=reverse("directive_list"),
            refused=reverse("directive", args=[code]),
        )
    context = {"directive": directive, "clauses": clauses_edited(directive)}
    return render(request, "directives/editor/directive_delete.html", context)


@require_GET
@office_only
def signatory_list(request: HttpRequest) -> HttpResponse:
    """Who signs for the office and from when to when, with the forms to change it."""
    return _signatories(request)


def _signatories(request: HttpRequest, status: int = 200, **forms: Any) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "rows": signatories_of(office_for(request)),
        "form": SignatoryForm(),
        "end": EndForm(initial={"valid_to": today}),
        "today": today,
        **forms,
    }
    return render(request, "directives/editor/signatory_list.html", context, status=status)


@require_POST
@directors_only
def signatory_add(request: HttpRequest) -> HttpResponse:
    form = SignatoryForm(request.POST, instance=Signatory(office=office_for(request)))
    if not form.is_valid():
        return _signatories(request, INVALID, form=form)
    directives.signatory_add(signatory=form.instance)
    messages.success(request, _("The signatory is on the list."))
    return redirect("signatory_list")


@require_POST
@directors_only
def signatory_end(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Signatory, pk=pk, office=office_for(request))
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            directives.signatory_end(signatory=row, on=form.cleaned_data["valid_to"])
        except ValidationError:
            form.add_error("valid_to", _("It comes before the first day. Correct one of them."))
        else:
            messages.success(request, _("The last day in office is kept."))
            return redirect("signatory_list")
    return _signatories(request, INVALID, end=form, ended=row.pk)
