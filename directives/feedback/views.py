"""The feedback register: list, one report and the office's steps on it, a new one, the annex."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives.clauses.models import Directive
from directives.feedback import services as register
from directives.feedback.documents import ANNEX_FORMATS, annex_document
from directives.feedback.domain import OfficeStep, allowed, last_day
from directives.feedback.filters import FeedbackFilter
from directives.feedback.forms import AnswerForm, AssignForm, FeedbackForm, ReopenForm
from directives.feedback.history import feedback_history
from directives.feedback.models import Feedback, FeedbackFile
from directives.feedback.presentation import due_line, feedback_row
from directives.feedback.selectors import (
    directive_in_force,
    directive_reported_on,
    feedback_directives,
    feedback_duties,
    people_of,
)
from directives.overdue.selectors import writable_units
from reports.attachments.handing_out import kept_file, made_file
from reports.attachments.services import AttachmentError
from units.access import Scope, members_only, office_only, scope_for
from units.models import Unit
from units.refusing import Refused
from units.versions import VersionForm

PAGE: Final = 50
# What each step writes, and what is said when it is done.
_STEPS: Final[Mapping[OfficeStep, tuple[Callable[..., Feedback], Promise]]] = {
    OfficeStep.ASSIGN: (register.feedback_assign, gettext_lazy("Given on.")),
    OfficeStep.ANSWER: (
        register.feedback_answer,
        gettext_lazy("The unit can read the answer now."),
    ),
    OfficeStep.CLOSE: (register.feedback_close, gettext_lazy("The report is closed.")),
    OfficeStep.REOPEN: (register.feedback_reopen, gettext_lazy("The report is open again.")),
}


@require_GET
@members_only
def feedback_list(request: HttpRequest) -> HttpResponse:
    """What units have reported: the own ones for an officer, all of the office's for the office."""
    scope = scope_for(request)
    rows = Feedback.objects.visible_to(scope)
    chosen = FeedbackFilter(
        request.GET,
        rows,
        request=request,
        for_office=scope.sees_office,
        directives=_directives(scope),
    )
    page = Paginator(chosen.qs, PAGE).get_page(request.GET.get("page"))
    in_force = _in_force(scope)
    directive = chosen.chosen or in_force
    context = {
        "filter": chosen,
        "pages": page,
        "rows": [feedback_row(row) for row in page.object_list],
        "waiting": rows.unanswered().count(),
        "unread": rows.unread_answers().count() if not scope.sees_office else 0,
        "directive": directive,
        "annexed": chosen.chosen or _annexed(scope),
        "due": _due(directive)[0],
        "in_force": in_force,
        "sends": scope.may_enter and in_force is not None,
    }
    return render(request, "directives/feedback/list.html", context)


def _directives(scope: Scope) -> tuple[Directive, ...]:
    return feedback_directives(scope.office, drafts=scope.sees_office) if scope.office else ()


def _in_force(scope: Scope) -> Directive | None:
    if scope.office is None:
        return None
    return directive_in_force(scope.office, timezone.localdate())


def _annexed(scope: Scope) -> Directive | None:
    if scope.office is None:
        return None
    return directive_reported_on(scope.office, timezone.localdate())


def _asked(request: HttpRequest, scope: Scope) -> Directive | None:
    """The issued directive that the address names, else the one in force; 404 for another."""
    code = request.GET.get("directive")
    if not code:
        return _in_force(scope)
    directive: Directive = get_object_or_404(
        Directive.objects.visible_to(scope).issued(), code=code
    )
    return directive


def _due(directive: Directive | None) -> tuple[str, bool]:
    if directive is None:
        return "", False
    day = last_day(feedback_duties(directive), None)
    return due_line(day, timezone.localdate())


@require_http_methods(["GET", "POST"])
@members_only
def feedback_new(request: HttpRequest) -> HttpResponse:
    """A difficulty of the user's unit, or of one that they write for, with the directive of
    `?directive=`: a letter that is issued meanwhile takes nothing over that was being written."""
    scope = scope_for(request)
    units, directive = tuple(writable_units(scope)), _asked(request, scope)
    if not units or directive is None:
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FeedbackForm(*sent, directive=directive, units=units)
    made = _sent(request, form, directive, units) if form.is_valid() else None
    if made is not None:
        messages.success(request, _("The report is with the office."))
        return redirect("feedback", made.pk)
    due, over = _due(directive)
    context = {"form": form, "directive": directive, "due": due, "over": over}
    status = 422 if form.errors else 200
    return render(request, "directives/feedback/new.html", context, status=status)


def _sent(
    request: HttpRequest, form: FeedbackForm, directive: Directive, units: tuple[Unit, ...]
) -> Feedback | None:
    sent = form.cleaned_data
    try:
        return register.feedback_send(
            directive=directive,
            unit=sent.get("unit") or units[0],
            user=request.user,  # type: ignore[arg-type]
            text=sent["text"],
            clause=sent["clause"],
            indicator=sent["indicator"],
            files=sent["attached"],
        )
    except AttachmentError as error:
        form.add_error("attached", error.message)
        return None


@require_GET
@members_only
def feedback_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One report with its answer; whoever of the unit opens an answer has read it."""
    scope = scope_for(request)
    row: Feedback = get_object_or_404(Feedback.objects.visible_to(scope), pk=pk)
    if scope.enters(row.unit_id) and not scope.sees_office:
        register.answer_read(feedback=row)
    return _shown(request, row)


def _shown(
    request: HttpRequest, row: Feedback, failed: tuple[OfficeStep, VersionForm] | None = None
) -> HttpResponse:
    """The page of one report; a form that was refused comes back with what was typed."""
    judges = row.unit_id in scope_for(request).judged_ids
    context: dict[str, Any] = {
        "row": row,
        "shown": feedback_row(row),
        "files": row.files.all(),
        "history": [step for step in feedback_history(row) if step.text],
        "judges": judges,
        "can": {step.value: allowed(step, row.state) for step in OfficeStep},
    }
    if judges:
        context |= {step.value: _form(row, step) for step in OfficeStep}
    if failed:
        context |= {failed[0].value: failed[1], "form": failed[1]}
    status = 422 if failed else 200
    return render(request, "directives/feedback/feedback.html", context, status=status)


def _form(row: Feedback, step: OfficeStep, sent: QueryDict | None = None) -> VersionForm:
    seen = {"version": row.version}
    match step:
        case OfficeStep.ASSIGN:
            people, person = people_of(row.directive.issuer), row.assigned_to_id
            return AssignForm(sent, people=people, initial={"person": person, **seen})
        case OfficeStep.ANSWER:
            return AnswerForm(sent, initial={"answer": row.answer, **seen})
        case OfficeStep.CLOSE:
            return VersionForm(sent)
        case OfficeStep.REOPEN:
            return ReopenForm(sent, initial=seen)


@require_GET
@members_only
def feedback_file(request: HttpRequest, pk: int) -> FileResponse:
    """A file beside a report, to save, never to show: no browser runs what a stranger made."""
    rows = Feedback.objects.visible_to(scope_for(request))
    file = get_object_or_404(FeedbackFile, pk=pk, feedback__in=rows)
    return kept_file(file.file, file.filename)


@require_GET
@office_only
def feedback_annex(request: HttpRequest, fmt: str) -> HttpResponse:
    """The annex of one directive as pdf or xlsx, with what was sent on that one: `?directive=`,
    else the newest that units have reported on."""
    if fmt not in ANNEX_FORMATS:
        raise Http404
    scope, today = scope_for(request), timezone.localdate()
    directive: Directive | None
    if code := request.GET.get("directive"):
        directive = get_object_or_404(Directive.objects.visible_to(scope), code=code)
    else:
        directive = _annexed(scope)
    if directive is None:
        raise Http404
    data = annex_document(directive, fmt, today)
    return made_file(data, f"phu-luc-vuong-mac-{directive.code}.{fmt}")


@require_POST
@members_only
def feedback_step(request: HttpRequest, pk: int, step: OfficeStep) -> HttpResponse:
    """What the office does with a report; refused, its page comes back with what was typed."""
    row: Feedback = get_object_or_404(Feedback.objects.judged_by(scope_for(request)), pk=pk)
    form = _form(row, step, request.POST)
    write, message = _STEPS[step]
    who = {"user": request.user} if step in (OfficeStep.ANSWER, OfficeStep.CLOSE) else {}
    if form.is_valid():
        try:
            write(feedback=row, **form.cleaned_data, **who)
        except Refused as error:
            form.add_error(None, error.message)
            row.refresh_from_db()
        else:
            messages.success(request, str(message))
            return redirect("feedback", row.pk)
    return _shown(request, row, (step, form))


def unread_note(scope: Scope, unit: Unit) -> str:
    """For a unit's own page: "2 phản ánh đã có trả lời"; "" where nothing is new: one query."""
    if not scope.enters(unit.pk) or scope.sees_office:
        return ""
    count = Feedback.objects.visible_to(scope).filter(unit=unit).unread_answers().count()
    if not count:
        return ""
    return ngettext(
        "%(count)s report of yours has an answer.",
        "%(count)s reports of yours have answers.",
        count,
    ) % {"count": count}
