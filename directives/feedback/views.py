"""The feedback register: list, one report and the office's steps on it, a new one, the annex."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from directives.clauses.models import Directive
from directives.compliance.choosing import choice_for
from directives.feedback import services as register
from directives.feedback.documents import ANNEX_FORMATS, annex_document
from directives.feedback.domain import last_day
from directives.feedback.filters import FeedbackFilter
from directives.feedback.forms import (
    AnswerForm,
    AssignForm,
    FeedbackForm,
    ReopenForm,
)
from directives.feedback.models import Feedback, FeedbackFile
from directives.feedback.presentation import due_line, feedback_row, history_lines, steps_of
from directives.feedback.selectors import (
    directive_in_force,
    feedback_directives,
    feedback_duties,
    feedback_history,
    people_of,
)
from directives.overdue.readers import writable_units
from reports.attachments.handing_out import kept_file, made_file
from reports.attachments.services import AttachmentError
from units.access import Scope, members_only, office_only, scope_for
from units.models import Unit
from units.refusing import Refused
from units.versions import VersionForm

PAGE: Final = 50
_Write = Callable[..., Feedback]


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
        "due": _due(directive)[0],
        "sends": scope.may_enter and in_force is not None,
    }
    return render(request, "directives/feedback/list.html", context)


def _directives(scope: Scope) -> tuple[Directive, ...]:
    return feedback_directives(scope.office, drafts=scope.sees_office) if scope.office else ()


def _in_force(scope: Scope) -> Directive | None:
    if scope.office is None:
        return None
    return directive_in_force(scope.office, timezone.localdate(), drafts=scope.sees_office)


def _due(directive: Directive | None) -> tuple[str, bool]:
    if directive is None:
        return "", False
    day = last_day(feedback_duties(directive), None)
    return due_line(day, timezone.localdate())


@require_http_methods(["GET", "POST"])
@members_only
def feedback_new(request: HttpRequest) -> HttpResponse:
    """A difficulty of the user's unit, or of one that they write for."""
    scope = scope_for(request)
    units, directive = tuple(writable_units(scope)), _in_force(scope)
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
    return shown_page(request, row)


def shown_page(
    request: HttpRequest, row: Feedback, failed: dict[str, VersionForm] | None = None
) -> HttpResponse:
    """The page of one report; a form that was refused comes back with what was typed."""
    judges = row.unit_id in scope_for(request).judged_ids
    seen = {"version": row.version}
    context: dict[str, Any] = {
        "row": row,
        "shown": feedback_row(row),
        "files": row.files.all(),
        "history": history_lines(feedback_history(row)),
        "judges": judges,
        "can": steps_of(row.state),
    }
    if judges:
        people = people_of(row.directive.issuer)
        context |= {
            "assign": AssignForm(people=people, initial={"person": row.assigned_to_id, **seen}),
            "answer": AnswerForm(initial={"answer": row.answer, **seen}),
            "reopen": ReopenForm(initial=seen),
        }
    status = 200
    if failed:
        context |= failed
        context["form"], status = next(iter(failed.values())), 422
    return render(request, "directives/feedback/feedback.html", context, status=status)


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
    """The annex of one directive as pdf or xlsx: that of `?directive=`, else the one in force."""
    if fmt not in ANNEX_FORMATS:
        raise Http404
    scope = scope_for(request)
    chosen = choice_for(request).directive if request.GET.get("directive") else None
    directive = chosen or _in_force(scope)
    if directive is None:
        raise Http404
    data = annex_document(directive, fmt, timezone.localdate())
    return made_file(data, f"phu-luc-vuong-mac-{directive.code}.{fmt}")


def _judged(request: HttpRequest, pk: int) -> Feedback:
    row: Feedback = get_object_or_404(Feedback.objects.judged_by(scope_for(request)), pk=pk)
    return row


@require_POST
@members_only
def feedback_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the report to a person of the office."""
    row = _judged(request, pk)
    form = AssignForm(request.POST, people=people_of(row.directive.issuer))
    return _step(request, row, "assign", form, register.feedback_assign, _("Given on."))


@require_POST
@members_only
def feedback_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the report, or put the answer right."""
    row, form = _judged(request, pk), AnswerForm(request.POST)
    message = _("The unit can read the answer now.")
    return _step(request, row, "answer", form, register.feedback_answer, message, user=request.user)


@require_POST
@members_only
def feedback_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing more is to be done."""
    row, form = _judged(request, pk), VersionForm(request.POST)
    message = _("The report is closed.")
    return _step(request, row, "close", form, register.feedback_close, message, user=request.user)


@require_POST
@members_only
def feedback_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it up again with a reason."""
    row, form = _judged(request, pk), ReopenForm(request.POST)
    message = _("The report is open again.")
    return _step(request, row, "reopen", form, register.feedback_reopen, message)


def _step(
    request: HttpRequest,
    row: Feedback,
    name: str,
    form: VersionForm,
    write: _Write,
    message: str,
    **more: Any,
) -> HttpResponse:
    """One step; refused, its page comes back with the form as it was typed."""
    if form.is_valid():
        try:
            write(feedback=row, **form.cleaned_data, **more)
        except Refused as error:
            form.add_error(None, error.message)
            row.refresh_from_db()
        else:
            messages.success(request, message)
            return redirect("feedback", row.pk)
    return shown_page(request, row, {name: form})


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
