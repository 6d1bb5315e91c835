"""The targets and duties of a draft's clauses."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directives.access import edited_clause, edited_obligation, edited_target
from directives.clauses.models import Clause, Directive, Obligation, Target
from directives.clauses.services import EditError
from directives.clauses.wording import refused_text
from directives.editor import target_services as targets
from directives.editor.clause_forms import (
    EVERYBODY,
    KINDS,
    NAMED,
    UNTIL,
    ObligationForm,
    TargetEditForm,
)
from directives.editor.editor_views import back, sent_version
from directives.editor.page import (
    CONFLICT,
    INVALID,
    drafts_only,
    edited,
    editor_page,
    refused,
    start,
)
from directives.editor.selectors import nameable_units, obligation_values, target_values
from directives.whatif.views import trial_beside
from units.access import directors_only

_IDS = "target_%s"  # the trial below the form has fields of the same names


def _target_form(
    request: HttpRequest, directive: Directive, initial: dict[str, Any]
) -> TargetEditForm:
    units = nameable_units(directive.issuer, directive.effective_from, directive.effective_to)
    return TargetEditForm(request.POST or None, initial=initial, units=units, auto_id=_IDS)


@require_http_methods(["GET", "POST"])
@directors_only
@drafts_only
def target_add(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A further target of a clause."""
    directive = edited(request, code)
    clause = edited_clause(directive, pk)
    initial = {"audience": EVERYBODY, "rule": Target.Rule.FLOOR}
    form = _target_form(request, directive, initial)
    if form.is_valid():
        try:
            targets.target_add(clause=clause, text=form.text)
        except EditError as error:
            refused(form, error)
            return _target_page(request, directive, clause, form, CONFLICT)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The target is added."))
            return redirect(back(directive, clause))
    return _target_page(request, directive, clause, form, INVALID if form.errors else 200)


@require_http_methods(["GET", "POST"])
@directors_only
@drafts_only
def target_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change a target."""
    directive = edited(request, code)
    target = edited_target(directive, pk)
    values = target_values(target)
    more: dict[str, Any] = {"target": target, "trial": trial_beside(request, directive, target)}
    form = _target_form(request, directive, {**start(values, directive), **_typed(target)})
    if form.is_valid():
        try:
            targets.target_change(target=target, text=form.text, seen=form.seen)
        except EditError as error:
            more |= refused(form, error)
            return _target_page(request, directive, target.clause, form, CONFLICT, **more)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("The target is kept."))
            return redirect(back(directive, target.clause))
    status = INVALID if form.errors else 200
    return _target_page(request, directive, target.clause, form, status, **more)


def _typed(target: Target) -> dict[str, Any]:
    """What the form shows beside the stored values: numbers as Decimals, and how the audience is
    said."""
    named = target.units.exists()
    audience = NAMED if named else KINDS if target.kinds else EVERYBODY
    return {"floor": target.floor, "ambition": target.ambition, "audience": audience}


def _target_page(
    request: HttpRequest,
    directive: Directive,
    clause: Clause,
    form: TargetEditForm,
    status: int,
    **more: Any,
) -> HttpResponse:
    target: Target | None = more.get("target")
    part = ("target", target.pk if target else 0)
    return editor_page(
        request, directive, "target", clause=clause, part=part, form=form, status=status, **more
    )


@require_http_methods(["GET", "POST"])
@directors_only
def target_delete(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a target out, asked a second time."""
    directive = edited(request, code)
    target = edited_target(directive, pk)
    if request.method == "GET":
        part = ("target", target.pk)
        return editor_page(
            request, directive, "target_delete", clause=target.clause, part=part, target=target
        )
    try:
        targets.target_delete(target=target, version=sent_version(request))
        messages.success(request, _("The target is deleted."))
    except EditError as error:
        messages.error(request, refused_text(error.code))
    return redirect(back(directive, target.clause))


@require_http_methods(["GET", "POST"])
@directors_only
@drafts_only
def obligation_add(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A further duty of a clause."""
    directive = edited(request, code)
    clause = edited_clause(directive, pk)
    form = ObligationForm(
        request.POST or None, initial={"how": UNTIL, "kind": Obligation.Kind.FEEDBACK}
    )
    if form.is_valid():
        try:
            targets.obligation_add(clause=clause, **form.kept)
        except EditError as error:
            refused(form, error)
            return _duty_page(request, directive, clause, form, CONFLICT)
        messages.success(request, _("The duty is added."))
        return redirect(back(directive, clause))
    return _duty_page(request, directive, clause, form, INVALID if form.errors else 200)


@require_http_methods(["GET", "POST"])
@directors_only
@drafts_only
def obligation_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change a duty."""
    directive = edited(request, code)
    duty = edited_obligation(directive, pk)
    values = obligation_values(duty)
    initial = {**start(values, directive), "day": duty.due_on, "how": UNTIL}
    form = ObligationForm(request.POST or None, initial=initial)
    more: dict[str, Any] = {"obligation": duty}
    if form.is_valid():
        try:
            targets.obligation_change(obligation=duty, **form.kept, seen=form.seen)
        except EditError as error:
            stored = {**obligation_values(edited_obligation(directive, pk))}
            more |= refused(form, error, {**stored, "day": stored["due_on"], "how": UNTIL})
            return _duty_page(request, directive, duty.clause, form, CONFLICT, **more)
        messages.success(request, _("The duty is kept."))
        return redirect(back(directive, duty.clause))
    status = INVALID if form.errors else 200
    return _duty_page(request, directive, duty.clause, form, status, **more)


def _duty_page(
    request: HttpRequest,
    directive: Directive,
    clause: Clause,
    form: ObligationForm,
    status: int,
    **more: Any,
) -> HttpResponse:
    duty: Obligation | None = more.get("obligation")
    part = ("obligation", duty.pk if duty else 0)
    return editor_page(
        request, directive, "obligation", clause=clause, part=part, form=form, status=status, **more
    )


@require_http_methods(["GET", "POST"])
@directors_only
def obligation_delete(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a duty out, asked a second time."""
    directive = edited(request, code)
    duty = edited_obligation(directive, pk)
    if request.method == "GET":
        part = ("obligation", duty.pk)
        return editor_page(
            request, directive, "obligation_delete", clause=duty.clause, part=part, obligation=duty
        )
    try:
        targets.obligation_delete(obligation=duty, version=sent_version(request))
        messages.success(request, _("The duty is deleted."))
    except EditError as error:
        messages.error(request, refused_text(error.code))
    return redirect(back(directive, duty.clause))
