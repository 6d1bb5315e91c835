"""The frame of the editor: clauses and remarks at the left, the part in work at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from directives.clauses.editing import mark_of
from directives.clauses.models import Clause, Directive
from directives.clauses.services import ChangedMeanwhileError, EditError
from directives.clauses.wording import refused_text
from directives.editor.presentation import clashes, clause_views, remark_views, target_rows
from directives.editor.proofreading import proofread
from directives.editor.selectors import clauses_edited, draft_of, withdrawals_of
from units.access import scope_for

CONFLICT = 409
INVALID = 422


def edited(request: HttpRequest, code: str) -> Directive:
    """The directive of the user's own office; else 404."""
    directive: Directive = get_object_or_404(
        Directive.objects.visible_to(scope_for(request)), code=code
    )
    return directive


def drafts_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Leads who opens the form of an issued directive to its page. What is sent goes on to the
    service, which refuses it, so that nothing that was typed is lost."""

    @wraps(view)
    def guarded(request: HttpRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        away = frozen(request, edited(request, code)) if request.method == "GET" else None
        return away or view(request, code, *args, **kwargs)

    return guarded


def frozen(request: HttpRequest, directive: Directive) -> HttpResponse | None:
    """The way to the directive's page where it is issued: an editor has nothing to do there."""
    if not directive.is_issued:
        return None
    messages.error(request, refused_text("issued"))
    return redirect("directive", directive.code)


def editor_page(
    request: HttpRequest,
    directive: Directive,
    work: str,
    *,
    clause: Clause | None = None,
    part: tuple[str, int] = ("", 0),
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The whole page with `work` (the end of a template's name) at the right."""
    rows = clauses_edited(directive)
    here = clause.pk if clause else 0
    in_work = next((one for one in rows if one.pk == here), None)
    remarks = remark_views(directive, proofread(draft_of(directive, rows)))
    given = {
        "directive": directive,
        "clauses": clause_views(directive, rows, here=here, part=part),
        "clause": in_work,
        "targets": target_rows(directive, in_work) if in_work else (),
        "remarks": remarks,
        "doubts": sum(not one.is_well for one in remarks),
        "withdrawals": withdrawals_of(directive),
        "work": f"directives/editor/{work}.html",
        **context,
    }
    return render(request, "directives/editor/directive_editor.html", given, status=status)


def start(values: Mapping[str, Any], directive: Directive) -> dict[str, Any]:
    """The initial values of a form, with what its editor sees now."""
    return {**values, "version": directive.version, "mark": mark_of(values)}


def refused(form: Any, error: EditError, stored: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Put a refusal into the form; for a clash both texts too, and the form then knows what is
    stored, so that saving again is a choice. What was typed stays in its fields."""
    if isinstance(error, ChangedMeanwhileError):
        data = form.data.copy()
        data["version"], data["mark"] = str(error.version), mark_of(error.stored)
        form.data = data
        typed = {name: form.cleaned_data.get(name) for name in form.fields}
        shown = stored or error.stored
        form.add_error(None, _("Somebody else has changed this meanwhile. Both texts are below: "
                               "save yours, or keep what is stored."))  # fmt: skip
        return {"clashes": clashes(form, shown, _flat(typed))}
    form.add_error(None, refused_text(error.code))
    return {}


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """Rows as their keys, as stored values have them."""
    return {name: _key(one) for name, one in values.items()}


def _key(value: Any) -> Any:
    if hasattr(value, "pk"):
        return value.pk
    if hasattr(value, "values_list"):
        return sorted(value.values_list("pk", flat=True))
    return sorted(value) if isinstance(value, list) else value
