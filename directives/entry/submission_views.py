"""The way of a submission: sent or withdrawn by the unit, accepted or returned by the office."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from directives.compliance.choice import targets_of_unit
from directives.entry.grid import grid_of
from directives.entry.submission import SentMaterial, counting_text, submission_page, unit_label
from directives.entry.submission_forms import ReturnForm
from reports.entry.draft_selectors import beside
from reports.figures.indicator_models import Indicator
from reports.figures.selectors import own_that_count
from reports.rounds import submission_services as submissions
from reports.rounds.selectors import lock_of
from reports.rounds.submission_models import Submission
from reports.rounds.submission_selectors import (
    hands_of,
    may_withdraw,
    others_waiting,
    reasons_of,
    steps_of,
    timing_of,
)
from units.access import members_only, scope_for
from units.refusing import Refused
from units.versions import VersionForm


@require_POST
@members_only
def submission_submit(request: HttpRequest, unit: str, period: str) -> HttpResponse:
    """Send the unit's figures, or that nothing arose."""
    grid = grid_of(request, unit, period)
    try:
        sent = submissions.submission_submit(
            round_=grid.round,
            unit=grid.unit,
            user=grid.user,
            nothing_arose=bool(request.POST.get("nothing_arose")),
        )
    except Refused as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _sent_text(sent))
        return redirect("submission", sent.pk)
    return redirect("entry", unit, period)


def _sent_text(sent: Submission) -> str:
    unit = unit_label(sent.unit)
    if sent.nothing_arose:
        text = _("%(unit)s has sent that no cases arose. The office will look at it.")
    else:
        text = _("The figures of %(unit)s are sent. The office will look at them.")
    return text % {"unit": unit}


@require_POST
@members_only
def submission_withdraw(request: HttpRequest, unit: str, period: str) -> HttpResponse:
    """Take the unit's figures back to a draft, before the office has accepted them."""
    grid = grid_of(request, unit, period)
    sent = grid.submission
    if sent is None:
        raise Http404
    if not grid.withdraws:
        messages.error(request, _("The unit sent these figures. Return them with a reason."))
        return redirect("submission", sent.pk)
    try:
        submissions.submission_withdraw(submission=sent, user=grid.user)
        messages.success(request, _("Withdrawn. Change the figures and send them again."))
    except Refused as error:
        messages.error(request, error.message)
    return redirect("entry", unit, period)


@require_GET
@members_only
def submission(request: HttpRequest, pk: int) -> HttpResponse:
    """What a unit sent, what it amounts to, and what the office said of it."""
    rows = Submission.objects.visible_to(scope_for(request))
    return _page(request, get_object_or_404(rows, pk=pk))


@require_POST
@members_only
def submission_accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the figures as the unit's own."""
    sent = get_object_or_404(Submission.objects.judged_by(scope_for(request)), pk=pk)
    try:
        submissions.submission_accept(
            submission=sent,
            user=request.user,  # type: ignore[arg-type]
            seen=VersionForm(request.POST).seen,
        )
        text = _("The figures of %(unit)s are accepted.") % {"unit": unit_label(sent.unit)}
        messages.success(request, f"{text} {_counting(sent)}".rstrip())
    except Refused as error:
        messages.error(request, error.message)
    return redirect("submission", pk)


@require_POST
@members_only
def submission_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the figures back with reasons, for the whole or for single ones."""
    sent = get_object_or_404(Submission.objects.judged_by(scope_for(request)), pk=pk)
    form = ReturnForm(request.POST, indicators=Indicator.objects.all())
    if not form.is_valid():
        return _page(request, sent, form)
    try:
        submissions.submission_return(
            submission=sent,
            user=request.user,  # type: ignore[arg-type]
            reason=form.cleaned_data["reason"],
            cells=form.cells,
            seen=VersionForm(request.POST).seen,
            accepted="accepted" in request.POST,
        )
        text = _("Returned to %(unit)s with the reasons.")
        messages.success(request, text % {"unit": unit_label(sent.unit)})
    except Refused as error:
        messages.error(request, error.message)
    return redirect("submission", pk)


def _counting(sent: Submission) -> str:
    return counting_text(own_that_count(sent.unit, sent.round.period))


def _page(request: HttpRequest, sent: Submission, form: ReturnForm | None = None) -> HttpResponse:
    scope, user = scope_for(request), request.user
    steps, indicators = steps_of(sent), tuple(Indicator.objects.all())
    material = SentMaterial(
        submission=sent,
        indicators=indicators,
        steps=steps,
        timing=timing_of(sent),
        beside=beside(sent.unit, sent.round.period),
        targets=targets_of_unit(sent.unit, sent.round.office, sent.round.period),
        reasons=reasons_of(sent),
        files=tuple(sent.evidence.visible_to(scope)),
    )
    page = submission_page(material)
    waits = sent.state == Submission.State.SUBMITTED and sent.round.is_open
    returnable = sent.state in submissions.RETURNABLE and sent.round.is_open
    returns = returnable and sent.unit_id in scope.judged_ids
    own = returns and user.pk in hands_of(sent)
    shown = form or ReturnForm(indicators=indicators)
    context: dict[str, Any] = {
        "submission": sent,
        "round": sent.round,
        "unit": sent.unit,
        "page": page,
        "timing": material.timing,
        "lines": [(row, shown.of_indicator(row.indicator.code)) for row in page.rows],
        "standing": steps[-1].step if steps else None,
        "lock": lock_of(sent.round),
        "counting": _counting(sent) if sent.state == Submission.State.ACCEPTED else "",
        "files": material.files,
        "form": shown,
        "accepts": waits and returns and not own,
        "returns": returns and not own,
        "own": own and waits,
        "enters": scope.enters(sent.unit_id) and sent.unit.parent == scope.office,
        "waiting": others_waiting(sent, scope.judged_ids) if scope.may_judge else None,
        "withdraws": waits and may_withdraw(scope, sent, user),  # type: ignore[arg-type]
    }
    return render(request, "directives/entry/submission.html", context, status=422 if form else 200)
