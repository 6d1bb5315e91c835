"""The parts of a draft: its clauses with their targets and duties, written, moved, taken out."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from directives.clauses.models import Clause, Directive, Obligation, Target
from directives.editor import part_services as parts
from directives.editor.forms import StoredForm
from directives.editor.page import (
    CONFLICT,
    clause_address,
    drafts_only,
    edited,
    editor_page,
    kept_or_shown,
    taken_out,
)
from directives.editor.part_forms import UNTIL, ClauseForm, ObligationForm, TargetEditForm
from directives.editor.selectors import nameable_units
from directives.whatif.views import trial_beside
from units.access import directors_only
from units.refusing import Refused
from units.versions import VersionForm

_IDS = "target_%s"  # the trial below the form has fields of the same names


def _clause(directive: Directive, pk: int) -> Clause:
    rows = directive.clauses.select_related("directive")
    return get_object_or_404(rows, pk=pk)


def _target(directive: Directive, pk: int) -> Target:
    rows = Target.objects.filter(clause__directive=directive)
    return get_object_or_404(rows.select_related("clause__directive", "indicator"), pk=pk)


def _duty(directive: Directive, pk: int) -> Obligation:
    rows = Obligation.objects.filter(clause__directive=directive)
    return get_object_or_404(rows.select_related("clause__directive"), pk=pk)


def _kept_or_shown(
    request: HttpRequest, form: StoredForm, message: str, clause: Clause, **page: Any
) -> HttpResponse:
    """Keep the part that the form holds; %(number)s in the message is the number of its clause."""

    def write() -> tuple[str, str]:
        units = form.cleaned_data.get("units", ())
        parts.part_keep(part=form.instance, seen=form.seen, units=units)
        kept = form.instance if isinstance(form.instance, Clause) else clause
        return message % {"number": kept.number}, clause_address(kept)

    work = str(form.instance._meta.model_name)
    return kept_or_shown(request, clause.directive, work, form, write, clause=clause, **page)


@require_http_methods(["GET", "POST"])
@directors_only
@drafts_only
def clause_add(request: HttpRequest, code: str) -> HttpResponse:
    clause = Clause(directive=edited(request, code))
    form = ClauseForm(request.POST or None, instance=clause)
    return _kept_or_shown(request, form, _("Clause %(number)s is added."), clause)


@require_http_methods(["GET", "POST"])
@directors_only
@drafts_only
def clause_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One clause in work: its words, targets and duties."""
    directive = edited(request, code)
    if request.method == "POST" and not directive.clauses.filter(pk=pk).exists():
        return _gone(request, directive)
    clause = _clause(directive, pk)
    form = ClauseForm(request.POST or None, instance=clause)
    return _kept_or_shown(request, form, _("Clause %(number)s is kept."), clause)


def _gone(request: HttpRequest, directive: Directive) -> HttpResponse:
    """The clause was deleted meanwhile: what was typed is offered as a new one."""
    form = ClauseForm(request.POST, instance=Clause(directive=directive))
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
    clause = _clause(edited(request, code), pk)
    seen, up = VersionForm(request.POST).seen, request.POST.get("to") == "up"
    try:
        parts.clause_move(clause=clause, up=up, seen=seen)
    except Refused as error:
        messages.error(request, error.message)
    return redirect(clause_address(clause))


@require_http_methods(["GET", "POST"])
@directors_only
def clause_delete(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a clause out, asked a second time with what goes with it."""
    directive = edited(request, code)
    clause = _clause(directive, pk)
    if request.method == "GET":
        return editor_page(request, directive, "clause_delete", clause=clause)
    seen = VersionForm(request.POST).seen
    return taken_out(
        request,
        lambda: parts.clause_delete(clause=clause, seen=seen),
        _("Clause %(number)s is deleted.") % {"number": clause.number},
        after=reverse("directive_edit", args=[code]),
        refused=clause_address(clause),
    )


def _target_form(request: HttpRequest, target: Target, **initial: Any) -> TargetEditForm:
    directive = target.clause.directive
    units = nameable_units(directive.issuer, directive.effective_from, directive.effective_to)
    return TargetEditForm(
        request.POST or None, instance=target, initial=initial, units=units, auto_id=_IDS
    )


@require_http_methods(["GET", "POST"])
@directors_only
@drafts_only
def target_add(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    clause = _clause(edited(request, code), pk)
    form = _target_form(request, Target(clause=clause), rule=Target.Rule.FLOOR)
    return _kept_or_shown(request, form, _("The target is added."), clause)


@require_http_methods(["GET", "POST"])
@directors_only
@drafts_only
def target_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    directive = edited(request, code)
    target = _target(directive, pk)
    page = {"part": target, "trial": trial_beside(request, directive, target)}
    form = _target_form(request, target)
    return _kept_or_shown(request, form, _("The target is kept."), target.clause, **page)


@require_http_methods(["GET", "POST"])
@directors_only
def target_delete(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a target out, asked a second time."""
    target = _target(edited(request, code), pk)
    return _part_delete(request, target, _("The target is deleted."))


def _part_delete(request: HttpRequest, part: Target | Obligation, message: str) -> HttpResponse:
    clause, work = part.clause, f"{part._meta.model_name}_delete"
    if request.method == "GET":
        return editor_page(request, clause.directive, work, clause=clause, part=part)
    seen, back = VersionForm(request.POST).seen, clause_address(clause)
    return taken_out(
        request,
        lambda: parts.part_delete(part=part, seen=seen),
        message,
        after=back,
        refused=back,
    )


@require_http_methods(["GET", "POST"])
@directors_only
@drafts_only
def obligation_add(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    clause = _clause(edited(request, code), pk)
    initial = {"how": UNTIL, "kind": Obligation.Kind.FEEDBACK}
    form = ObligationForm(request.POST or None, instance=Obligation(clause=clause), initial=initial)
    return _kept_or_shown(request, form, _("The duty is added."), clause)


@require_http_methods(["GET", "POST"])
@directors_only
@drafts_only
def obligation_edit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    duty = _duty(edited(request, code), pk)
    initial = {"how": UNTIL, "day": duty.due_on}
    form = ObligationForm(request.POST or None, instance=duty, initial=initial)
    return _kept_or_shown(request, form, _("The duty is kept."), duty.clause, part=duty)


@require_http_methods(["GET", "POST"])
@directors_only
def obligation_delete(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a duty out, asked a second time."""
    duty = _duty(edited(request, code), pk)
    return _part_delete(request, duty, _("The duty is deleted."))
