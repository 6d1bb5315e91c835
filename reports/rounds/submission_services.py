"""What units send: draft → submitted → accepted or returned. Each step leaves a line for good."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from reports.figures.figures import Figure
from reports.figures.figures import State as FigureState
from reports.figures.freezing import freeze
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.record_models import Source
from reports.figures.record_services import NewFigure, Provenance, WriteResult, figures_write
from reports.rounds.models import Round
from reports.rounds.sent import SentFigure
from reports.rounds.submission_models import DraftFigure, Submission, SubmissionStep
from reports.rounds.submission_selectors import hands_of
from units.models import Unit, User
from units.refusing import Refused
from units.versions import taken

Action, State = SubmissionStep.Action, Submission.State
_WAITING: Final[frozenset[str]] = frozenset({State.SUBMITTED})
_ACCEPTED: Final[frozenset[str]] = frozenset({State.ACCEPTED})
RETURNABLE: Final = _WAITING | _ACCEPTED


NOT_SUBMITTED: Final = _("The submission is in another state by now. Look at it again.")
OWN: Final = _("You sent or typed these figures yourself; somebody else must judge them.")
NEEDS_REASON: Final = _("Write why, for the whole or for single figures.")
ROUND_NOT_OPEN: Final = _("The round is not open, so nothing can be changed. Open it first.")
ROUND_TAKES_NOTHING: Final = _(
    "The round is not open, so nothing was kept. Ask the office to open it."
)
SENT: Final[Mapping[str, Any]] = {
    State.SUBMITTED: _("The figures are sent. Withdraw them to change them."),
    State.ACCEPTED: _("The office has accepted the figures. Ask it if one has to be changed."),
}


def submission_editable(*, round_: Round, unit: Unit) -> Submission:
    """The unit's submission in a round, locked, made where there is none. Refused where
    nothing can be changed now.

    Whether the round is open is read under the lock, and `round_step` takes the lock of every
    submission: nothing is typed into a round that is being closed, and units that type at once
    do not wait for each other, as they would for a lock of the round.
    """
    own = Submission.objects.select_for_update().filter(round=round_, unit=unit)
    submission = own.first() or _begun(round_, unit)
    if not Round.objects.get(pk=round_.pk).is_open:
        raise Refused(ROUND_TAKES_NOTHING)
    if not submission.is_editable:
        raise Refused(SENT[submission.state])
    return submission


def _begun(round_: Round, unit: Unit) -> Submission:
    """The submission made, once for each unit, under the round's lock: nobody waits for a row that
    is not there yet."""
    current = Round.objects.select_for_update().get(pk=round_.pk)
    if not current.is_open:
        raise Refused(ROUND_TAKES_NOTHING)
    submission, _made = Submission.objects.select_for_update().get_or_create(
        round=current, unit=unit
    )
    return submission


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
    so that a withdrawal brings it back. Where an indicator is open it is named.
    """
    at = now or timezone.now()
    submission = taken(submission_editable(round_=round_, unit=unit), None)
    if not nothing_arose:
        _refuse_gaps(submission)
    submission.state, submission.nothing_arose = State.SUBMITTED, nothing_arose
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
    """Take a submission back to a draft before the office has accepted it."""
    current = taken(_locked(submission, _WAITING), None)
    current.state, current.nothing_arose = State.DRAFT, False
    current.save(update_fields=["state", "nothing_arose", "version"])
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
    stay what they are until what the unit then sends is accepted. `seen` is the version that
    was looked at: what was sent again since is not judged unseen.
    """
    at = now or timezone.now()
    current = _to_be_judged(submission, user, seen, _ACCEPTED if accepted else _WAITING)
    reasons = {code: text.strip()[:300] for code, text in (cells or {}).items() if text.strip()}
    if not reason.strip() and not reasons:
        raise Refused(NEEDS_REASON)
    current.state, current.decided_by, current.decided_at = State.RETURNED, user, at
    current.nothing_arose = False
    current.save()
    _step(current, Action.RETURN, user, at, reason=reason.strip()[:500], cells=reasons)
    return current


@transaction.atomic
def submission_accept(
    *, submission: Submission, user: User, seen: int | None = None, now: datetime | None = None
) -> WriteResult:
    """Accept what was sent: its figures become the unit's records, each with its change.

    Nobody accepts what they sent or typed themselves, nor another version than they have `seen`.
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
    current.state, current.decided_by, current.decided_at = State.ACCEPTED, user, at
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


def _refuse_gaps(submission: Submission) -> None:
    """Every indicator needs a figure or a state. "Not reported" is no answer: the unit says that
    it will come."""
    answered = submission.figures.exclude(state=FigureState.NOT_REPORTED.value).values("indicator")
    gaps = list(Indicator.objects.entered().exclude(pk__in=answered))
    if gaps:
        text = ngettext(
            "%(count)s indicator has no figure yet: %(names)s. Give it a figure or a state.",
            "%(count)s indicators have no figure yet: %(names)s. Give each a figure or a state.",
            len(gaps),
        )
        names = ", ".join(indicator.short_name for indicator in gaps)
        raise Refused(text % {"count": len(gaps), "names": names})


def _locked(submission: Submission, states: frozenset[str]) -> Submission:
    """The submission under its lock, where it is in one of the states and its round is open."""
    round_ = Round.objects.select_for_update().get(pk=submission.round_id)
    current = Submission.objects.select_for_update().get(pk=submission.pk)
    if current.state not in states:
        raise Refused(NOT_SUBMITTED)
    if not round_.is_open:
        raise Refused(ROUND_NOT_OPEN)
    return current


def _to_be_judged(
    submission: Submission, user: User, seen: int | None, states: frozenset[str] = _WAITING
) -> Submission:
    current = _locked(submission, states)
    if user.pk in hands_of(current):
        raise Refused(OWN)
    return taken(current, seen)


def _by_origin(submission: Submission, by: Provenance) -> list[tuple[Provenance, list[NewFigure]]]:
    """The figures to write, those of one person, file and sheet together; typed ones have no file.

    The history names who typed each, for a return clears the way for others to type over it.
    """
    if submission.nothing_arose:
        none = Figure.blank(FigureState.NO_CASES)
        ids = Indicator.objects.entered().values_list("pk", flat=True)
        return [(by, [NewFigure(submission.unit_id, pk, none) for pk in ids])]
    rows = sorted(submission.figures.select_related("import_run", "updated_by"), key=_origin)
    parts = []
    for _key, group in groupby(rows, key=_origin):
        of_one = list(group)
        source = replace(
            by,
            user=of_one[0].updated_by or by.user,
            import_run=of_one[0].import_run,
            sheet=of_one[0].sheet,
        )
        figures = [
            NewFigure(submission.unit_id, row.indicator_id, row.figure, row.cell) for row in of_one
        ]
        parts.append((source, figures))
    return parts


def _origin(row: DraftFigure) -> tuple[int, str, int]:
    return row.import_run_id or 0, row.sheet, row.updated_by_id or 0


def _written(submission: Submission) -> dict[str, Any]:
    """The figures as they were sent, by indicator code, as JSON; none where nothing arose."""
    if submission.nothing_arose:
        return {}
    rows = submission.figures.select_related("indicator").order_by(
        "indicator__display_order", "indicator"
    )
    return {row.indicator.code: freeze(SentFigure(row.figure, row.note)) for row in rows}


def _step(
    submission: Submission, action: str, user: User, at: datetime, **fields: Any
) -> SubmissionStep:
    return SubmissionStep.objects.create(
        submission=submission, action=action, by=user, at=at, **fields
    )
