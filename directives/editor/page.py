"""The frame of the editor: clauses and remarks at the left, the part in work at the right."""

from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from directives.clauses.models import Clause, Directive, Obligation, Target
from directives.clauses.services import ISSUED
from directives.editor.forms import StoredForm
from directives.editor.presentation import Clash, clashes, clause_views, target_rows
from directives.editor.proofreading import proofread
from directives.editor.remarks import remark_views
from directives.editor.selectors import clauses_edited, draft_of, withdrawals_of
from units.access import scope_for
from units.refusing import Refused
from units.versions import ChangedMeanwhile

CONFLICT: Final = 409
INVALID: Final = 422


def edited(request: HttpRequest, code: str) -> Directive:
    """The directive of the user's own office; else 404."""
    return get_object_or_404(Directive.objects.visible_to(scope_for(request)), code=code)


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
    messages.error(request, str(ISSUED))
    return redirect("directive", directive.code)


def clause_address(clause: Clause) -> str:
    return reverse("clause_edit", args=[clause.directive.code, clause.pk])


def editor_page(
    request: HttpRequest,
    directive: Directive,
    work: str,
    *,
    clause: Clause | None = None,
    part: Target | Obligation | None = None,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """The whole page with `work` (the end of a template's name) at the right; `part` is the target
    or duty in work."""
    rows = clauses_edited(directive)
    in_work = next((row for row in rows if row == clause), None)
    remarks = remark_views(directive, proofread(draft_of(directive, rows)))
    page = {
        "directive": directive,
        "clauses": clause_views(rows, part=part),
        "clause": in_work,
        "targets": target_rows(in_work) if in_work else (),
        "remarks": remarks,
        "doubts": sum(not remark.is_well for remark in remarks),
        "withdrawals": withdrawals_of(directive),
        "work": f"directives/editor/{work}.html",
        "target": part if isinstance(part, Target) else None,
        "obligation": part if isinstance(part, Obligation) else None,
        **context,
    }
    return render(request, "directives/editor/directive_editor.html", page, status=status)


def kept_or_shown(
    request: HttpRequest,
    directive: Directive,
    work: str,
    form: StoredForm,
    write: Callable[[], tuple[str, str]],
    **page: Any,
) -> HttpResponse:
    """Keep what was typed and go on with the message and the address that `write` gives; refused,
    the editor's page comes back with what was typed."""
    status = INVALID if form.errors else 200
    if form.is_valid():
        try:
            message, address = write()
        except ChangedMeanwhile as error:
            status, page["clashes"] = CONFLICT, _clashes(form, error.stored)
        except Refused as error:
            form.add_error(None, error.message)
            status = CONFLICT
        except ValidationError as error:
            form.add_error(None, error)
            status = INVALID
        else:
            messages.success(request, message)
            return redirect(address)
    return editor_page(request, directive, work, form=form, status=status, **page)


def _clashes(form: StoredForm, part: Model) -> tuple[Clash, ...]:
    """Both texts, for the page. The form then knows what is stored, so that saving again is a
    choice; what was typed stays in its fields."""
    data: Any = copy(form.data)
    data["version"] = str(getattr(part, form.counter))
    form.data = data
    form.add_error(None, _("Somebody else has changed this meanwhile. Both texts are below: "
                           "save yours, or keep what is stored."))  # fmt: skip
    return clashes(form, form.stored(part))


def taken_out(
    request: HttpRequest, write: Callable[[], None], message: str, *, after: str, refused: str
) -> HttpResponse:
    """Delete what was asked for a second time; the address after it, or where it is refused."""
    try:
        write()
    except Refused as error:
        messages.error(request, error.message)
        return redirect(refused)
    messages.success(request, message)
    return redirect(after)
