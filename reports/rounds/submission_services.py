"""What units send: draft → submitted → accepted or returned. Each step leaves a line for good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from reports.entry.draft_services import submission_editable
from reports.figures.figures import Figure, State
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.record_models import Source
from reports.figures.record_services import NewFigure, Provenance, WriteResult, figures_write
from reports.rounds.models import Round
from reports.rounds.sent import SentFigure
from reports.rounds.submission_models import DraftFigure, Submission, SubmissionStep
from reports.rounds.submission_selectors import hands_of
from units.models import Unit, User

Action = SubmissionStep.Action
_WAITING: Final[frozenset[str]] = frozenset({Submission.State.SUBMITTED})
_ACCEPTED: Final[frozenset[str]] = frozenset({Submission.State.ACCEPTED})
RETURNABLE: Final = _WAITING | _ACCEPTED


class SubmissionError(Exception):
    """A step that a submission cannot take.

    `code` is `incomplete` (with `indicators`), `not-submitted`, `own`, `needs-reason`,
    `sent-again` or `round-not-open`.
    """

    def __init__(self, code: str, indicators: tuple[str, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.indicators = indicators


@transaction.atomic
def submission_submit(
    *,
    round_: Round,
    unit: Unit,
    user: User,
    nothing_arose: bool = False,
    now: datetime | None = None,
) -> Submission:
    """Send a unit's figures to the office; the first sending tells whether they were on time.

    Every indicator of the round needs a figure or a state; with `nothing_arose` none does, and
    each counts as `no_cases`. What was typed before stays with the unit until that is accepted,
    so that a withdrawal brings it back. Raises NotEditableError, or SubmissionError `incomplete`
    with the codes of the indicators that are open.
    """
    at = now or timezone.now()
    submission = submission_editable(round_=round_, unit=unit)
    if not nothing_arose:
        _refuse_gaps(submission)
    submission.state, submission.nothing_arose = Submission.State.SUBMITTED, nothing_arose
    submission.submitted_by, submission.submitted_at = user, at
    submission.first_submitted_at = submission.first_submitted_at or at
    submission.decided_by = submission.decided_at = None
    submission.save()
    _step(submission, Action.SUBMIT, user, at, figures=_written(submission))
    return submission


@transaction.atomic
def submission_withdraw(
    *, submission: Submission, user: User, now: datetime | None = None
) -> Submission:
    """Take a submission back to a draft before the office has accepted it.

    Raises SubmissionError `not-submitted`, or `round-not-open` when the round is closed by now.
    """
    current = _locked(submission, _WAITING)
    current.state, current.nothing_arose = Submission.State.DRAFT, False
    current.save(update_fields=["state", "nothing_arose"])
    _step(current, Action.WITHDRAW, user, now or timezone.now())
    return current


@transaction.atomic
def submission_return(
    *,
    submission: Submission,
    user: User,
    reason: str = "",
    cells: Mapping[str, str] | None = None,
    seen: int | None = None,
    accepted: bool = False,
    now: datetime | None = None,
) -> Submission:
    """Give a submission back with a reason for the whole or for some cells (by indicator code).

    With `accepted` it is one that was accepted, given back for a mistake found late: its records
    stay what they are until what the unit then sends is accepted. `seen` is the id of the sending
    that was looked at: another one since is not judged unseen. Raises SubmissionError
    `not-submitted`, `own`, `needs-reason`, `sent-again` or `round-not-open`.
    """
    at = now or timezone.now()
    current = _to_be_judged(submission, user, seen, _ACCEPTED if accepted else _WAITING)
    told = {code: text.strip()[:300] for code, text in (cells or {}).items() if text.strip()}
    if not reason.strip() and not told:
        raise SubmissionError("needs-reason")
    current.state, current.decided_by, current.decided_at = Submission.State.RETURNED, user, at
    current.nothing_arose = False
    current.save()
    _step(current, Action.RETURN, user, at, reason=reason.strip()[:500], cells=told)
    return current


@transaction.atomic
def submission_accept(
    *, submission: Submission, user: User, seen: int | None = None, now: datetime | None = None
) -> WriteResult:
    """Accept what was sent: its figures become the unit's records, each with its change.

    Nobody accepts what they sent or typed themselves (`own`), nor another sending than the one
    they have `seen` (the id of its step; `sent-again`). Raises SubmissionError.
    """
    at = now or timezone.now()
    period = Period.objects.select_for_update().get(pk=submission.round.period_id)
    current = _to_be_judged(submission, user, seen)
    by = Provenance(user=current.submitted_by, at=at, reason=_accepted_by(user))
    parts = [
        figures_write(period=period, source=Source.UNIT, figures=figures, provenance=source)
        for source, figures in _by_origin(current, by)
    ]
    if current.nothing_arose:
        current.figures.all().delete()
    current.state, current.decided_by, current.decided_at = Submission.State.ACCEPTED, user, at
    current.save()
    _step(current, Action.ACCEPT, user, at)
    return WriteResult(
        sum(part.new for part in parts),
        sum(part.changed for part in parts),
        sum(part.same for part in parts),
    )


def _accepted_by(user: User) -> str:
    """What the history says of an accepted figure; Vietnamese, as data."""
    return f"Đơn vị tự báo, {user} nhận"[:300]


def open_indicators(submission: Submission) -> tuple[str, ...]:
    """The codes of the indicators that have no figure and no state yet: one query.

    "Not reported" is no answer: the unit says that it will come.
    """
    given = submission.figures.exclude(state=State.NOT_REPORTED.value).values("indicator")
    rows = Indicator.objects.entered().exclude(pk__in=given)
    return tuple(rows.values_list("code", flat=True))


def _refuse_gaps(submission: Submission) -> None:
    gaps = open_indicators(submission)
    if gaps:
        raise SubmissionError("incomplete", gaps)


def _locked(submission: Submission, states: frozenset[str]) -> Submission:
    """The submission under its lock, where it is in one of the states and its round is open."""
    round_ = Round.objects.select_for_update().get(pk=submission.round_id)
    current = Submission.objects.select_for_update().get(pk=submission.pk)
    if current.state not in states:
        raise SubmissionError("not-submitted")
    if not round_.is_open:
        raise SubmissionError("round-not-open")
    return current


def _to_be_judged(
    submission: Submission, user: User, seen: int | None, states: frozenset[str] = _WAITING
) -> Submission:
    current = _locked(submission, states)
    if user.pk in hands_of(current):
        raise SubmissionError("own")
    if seen is not None:
        last = current.steps.filter(action=Action.SUBMIT).last()
        if last is not None and last.pk != seen:
            raise SubmissionError("sent-again")
    return current


def _by_origin(submission: Submission, by: Provenance) -> list[tuple[Provenance, list[NewFigure]]]:
    """The figures to write, those of one person, file and sheet together; typed ones have no file.

    The history names who typed each, for a return clears the way for others to type over it.
    """
    if submission.nothing_arose:
        none = Figure.blank(State.NO_CASES)
        ids = Indicator.objects.entered().values_list("pk", flat=True)
        return [(by, [NewFigure(submission.unit_id, pk, none) for pk in ids])]
    rows = sorted(submission.figures.select_related("import_run", "updated_by"), key=_origin)
    found = []
    for _key, some in groupby(rows, key=_origin):
        of_one = list(some)
        source = replace(
            by,
            user=of_one[0].updated_by or by.user,
            import_run=of_one[0].import_run,
            sheet=of_one[0].sheet,
        )
        figures = [
            NewFigure(submission.unit_id, row.indicator_id, row.figure, row.cell) for row in of_one
        ]
        found.append((source, figures))
    return found


def _origin(row: DraftFigure) -> tuple[int, str, int]:
    return row.import_run_id or 0, row.sheet, row.updated_by_id or 0


def _written(submission: Submission) -> dict[str, Any]:
    """The figures as they were sent, by indicator code, as JSON; none where nothing arose."""
    if submission.nothing_arose:
        return {}
    rows = submission.figures.select_related("indicator").order_by(
        "indicator__display_order", "indicator"
    )
    return {row.indicator.code: SentFigure(row.figure, row.note).to_json() for row in rows}


def _step(
    submission: Submission, action: str, user: User, at: datetime, **said: Any
) -> SubmissionStep:
    return SubmissionStep.objects.create(
        submission=submission, action=action, by=user, at=at, **said
    )
