"""A draft's head and its clauses: written, moved, taken out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from directives.access import edited_clause
from directives.clauses.models import Clause, Directive
from directives.clauses.services import EditError
from directives.clauses.wording import refused_text
from directives.editor import clause_services as clauses
from directives.editor.clause_forms import ClauseForm
from directives.editor.forms import HeadForm
from directives.editor.page import (
    CONFLICT,
    INVALID,
    drafts_only,
    edited,
    editor_page,
    refused,
    start,
)
from directives.editor.selectors import head_values, reports_of, signatories_of
from directives.editor.services import directive_change
from units.access import directors_only


def sent_version(request: HttpRequest) -> int:
    """The version that a plain button was shown with; 0 for none."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0


@require_http_methods(["GET", "POST"])
@directors_only
@drafts_only
def directive_edit(request: HttpRequest, code: str) -> HttpResponse:
    """The editor with the head in work; POST keeps it."""
    directive = edited(request, code)
    values = head_values(directive)
    form = HeadForm(
        request.POST or None,
        initial=start(values, directive),
        reports=reports_of(directive.issuer),
        signatories=signatories_of(directive.issuer),
    )
    status, more = 200, {}
    if form.is_valid():
        try:
            directive_change(directive=directive, head=form.text, seen=form.seen)
        except EditError as error:
            more, status = refused(form, error), CONFLICT
        except ValidationError as error:
            form.add_error(None, error)
            status = INVALID
        else:
            messages.success(request, _("The head of the letter is kept."))
            return redirect("directive_edit", code)
    elif form.errors:
        status = INVALID
    people = signatories_of(directive.issuer)
    return editor_page(request, directive, "head", status=status, form=form, people=people, **more)


@require_http_methods(["GET", "POST"])
@directors_only
@drafts_only
def clause_add(request: HttpRequest, code: str) -> HttpResponse:
    """A clause behind the last one."""
    directive = edited(request, code)
    form = ClauseForm(request.POST or None)
    if form.is_valid():
        try:
            made = clauses.clause_add(directive=directive, text=form.cleaned_data["text"])
        except EditError as error:
            refused(form, error)
            return editor_page(request, directive, "clause", form=form, status=CONFLICT)
        messages.success(request, _("Clause %(number)s is added.") % {"number": made.number})
        return redirect("clause_edit", code, made.pk)
    status = INVALID if form.errors else 200
    return editor_page(request, directive, "clause", form=form, status=status)


@require_http_methods(["GET", "POST"])
@directors_only
@drafts_only
def clause_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One clause in work: its words, targets and duties."""
    directive = edited(request, code)
    try:
        clause = edited_clause(directive, pk)
    except Http404:
        if request.method == "POST":
            return _gone(request, directive)
        raise
    form = ClauseForm(request.POST or None, initial=start({"text": clause.text}, directive))
    if not form.is_valid():
        status = INVALID if form.errors else 200
        return editor_page(request, directive, "clause", clause=clause, form=form, status=status)
    try:
        clauses.clause_change(clause=clause, text=form.cleaned_data["text"], seen=form.seen)
    except EditError as error:
        more: dict[str, Any] = refused(form, error)
        return editor_page(
            request, directive, "clause", clause=clause, form=form, status=CONFLICT, **more
        )
    messages.success(request, _("Clause %(number)s is kept.") % {"number": clause.number})
    return redirect("clause_edit", code, pk)


def _gone(request: HttpRequest, directive: Directive) -> HttpResponse:
    """The clause was deleted meanwhile: what was typed is offered as a new one."""
    form = ClauseForm(request.POST)
    form.is_valid()
    form.add_error(
        None,
        _("Somebody else has deleted this clause meanwhile. Your text is below; save it to add it "
          "as a new clause."),
    )  # fmt: skip
    action = reverse("clause_add", args=[directive.code])
    return editor_page(request, directive, "clause", form=form, status=CONFLICT, action=action)


@require_POST
@directors_only
def clause_move(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One place up or down."""
    directive = edited(request, code)
    clause = edited_clause(directive, pk)
    try:
        clauses.clause_move(
            clause=clause, up=request.POST.get("to") == "up", version=sent_version(request)
        )
    except EditError as error:
        messages.error(request, refused_text(error.code))
    return redirect(back(directive, clause))


@require_http_methods(["GET", "POST"])
@directors_only
def clause_delete(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a clause out, asked a second time with what goes with it."""
    directive = edited(request, code)
    clause = edited_clause(directive, pk)
    if request.method == "GET":
        return editor_page(request, directive, "clause_delete", clause=clause)
    try:
        clauses.clause_delete(clause=clause, version=sent_version(request))
    except EditError as error:
        messages.error(request, refused_text(error.code))
        return redirect(back(directive, clause))
    messages.success(request, _("Clause %(number)s is deleted.") % {"number": clause.number})
    return redirect("directive_edit", code)


def back(directive: Directive, clause: Clause) -> str:
    """The clause's own page in the editor."""
    return reverse("clause_edit", args=[directive.code, clause.pk])
