"""What the office does with a report: give it to somebody, answer, close, open again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from directives.clauses.forms import VersionForm
from directives.feedback import services as register
from directives.feedback.forms import AnswerForm, AssignForm, ReopenForm
from directives.feedback.models import Feedback
from directives.feedback.selectors import people_of
from directives.feedback.views import shown_page
from units.access import members_only, scope_for
from units.refusing import Refused

_Write = Callable[..., Feedback]


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
    message: str | Promise,
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
            messages.success(request, str(message))
            return redirect("feedback", row.pk)
    return shown_page(request, row, {name: form})
