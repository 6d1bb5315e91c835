"""What the office does with a report: give it to somebody, answer, close, open again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from directives.access import judged_feedback
from directives.feedback import services as register
from directives.feedback.forms import AnswerForm, AssignForm, ReopenForm, StepForm
from directives.feedback.models import Feedback
from directives.feedback.selectors import people_of
from directives.feedback.services import FeedbackError
from directives.feedback.views import shown_page
from directives.feedback.wording import FEEDBACK_SAID
from units.access import members_only, scope_for

_Write = Callable[..., Feedback]


@require_POST
@members_only
def feedback_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the report to a person of the office."""
    found = judged_feedback(scope_for(request), pk)
    form = AssignForm(request.POST, people=people_of(found.directive.issuer))
    return _step(request, found, "assign", form, register.feedback_assign, _("Given on."))


@require_POST
@members_only
def feedback_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the report, or put the answer right."""
    found = judged_feedback(scope_for(request), pk)
    form, said = AnswerForm(request.POST), _("The unit can read the answer now.")
    return _step(request, found, "answer", form, register.feedback_answer, said, user=request.user)


@require_POST
@members_only
def feedback_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing more is to be done."""
    found = judged_feedback(scope_for(request), pk)
    form, said = StepForm(request.POST), _("The report is closed.")
    return _step(request, found, "close", form, register.feedback_close, said, user=request.user)


@require_POST
@members_only
def feedback_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it up again with a reason."""
    found = judged_feedback(scope_for(request), pk)
    form, said = ReopenForm(request.POST), _("The report is open again.")
    return _step(request, found, "reopen", form, register.feedback_reopen, said)


def _step(
    request: HttpRequest,
    found: Feedback,
    name: str,
    form: StepForm,
    write: _Write,
    said: str | Promise,
    **more: Any,
) -> HttpResponse:
    """One step; refused, its page comes back with the form as it was typed."""
    if form.is_valid():
        try:
            write(feedback=found, **form.cleaned_data, **more)
        except FeedbackError as error:
            form.add_error(None, str(FEEDBACK_SAID[error.code]))
            found.refresh_from_db()
        else:
            messages.success(request, str(said))
            return redirect("feedback", found.pk)
    return shown_page(request, found, {name: form})
