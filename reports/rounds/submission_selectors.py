"""What became of a unit's submission: its steps, the reasons of a return, its timing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from reports.figures.freezing import thaw
from reports.rounds.domain import days_late, due_on
from reports.rounds.models import Extension
from reports.rounds.sent import CellChange, SentFigure, SentFigures, changed_cells
from reports.rounds.submission_models import Submission, SubmissionStep
from units.access import Scope
from units.models import User

Action = SubmissionStep.Action


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a submission, as its history tells it.

    `cells` are the reasons of a return by indicator code, `sent` what a sending said (empty:
    nothing arose), `changes` what it says otherwise than the sending before.
    """

    id: int
    action: str
    word: str
    at: datetime
    by: str
    reason: str
    cells: Mapping[str, str]
    sent: SentFigures
    changes: tuple[CellChange, ...]

    @property
    def nothing_arose(self) -> bool:
        """Whether the unit said that nothing arose."""
        return self.action == Action.SUBMIT and not self.sent


def steps_of(submission: Submission) -> tuple[StepLine, ...]:
    """The steps of a submission, the oldest first: one query."""
    lines: list[StepLine] = []
    for step in submission.steps.select_related("by"):
        sent = {code: thaw(SentFigure, figure) for code, figure in step.figures.items()}
        before = last_sent(lines)
        again = step.action == Action.SUBMIT and before is not None
        lines.append(
            StepLine(
                id=step.pk,
                action=step.action,
                word=step.get_action_display(),
                at=step.at,
                by=str(step.by) if step.by else "",
                reason=step.reason,
                cells=step.cells,
                sent=sent,
                changes=changed_cells(before.sent, sent) if again and before else (),
            )
        )
    return tuple(lines)


def last_sent(steps: Iterable[StepLine]) -> StepLine | None:
    """The last sending among some steps, None where nothing was sent."""
    return next((step for step in reversed(tuple(steps)) if step.action == Action.SUBMIT), None)


def reasons_of(submission: Submission) -> dict[str, str]:
    """Why the office gave cells back, by indicator code; empty unless it is returned: one query."""
    if submission.state != Submission.State.RETURNED:
        return {}
    step: SubmissionStep | None = submission.steps.filter(action=Action.RETURN).last()
    return dict(step.cells) if step else {}


@dataclass(frozen=True, slots=True)
class SubmissionStanding:
    """Where a submission stands: the state, who brought it there, when and why.

    `nothing_arose` tells that it was sent without figures. A withdrawn one is a draft again.
    """

    state: str
    word: str
    by: str
    at: datetime
    reason: str
    cells: Mapping[str, str]
    nothing_arose: bool
    withdrawn: bool


def standing_of(
    submission: Submission | None, steps: tuple[StepLine, ...] | None = None
) -> SubmissionStanding | None:
    """Where a submission stands; None before anything was sent: one query unless `steps` are known.

    A draft that was withdrawn tells so.
    """
    if submission is None:
        return None
    lines = steps_of(submission) if steps is None else steps
    if not lines:
        return None
    last = lines[-1]
    return SubmissionStanding(
        state=submission.state,
        word=submission.get_state_display(),
        by=last.by,
        at=last.at,
        reason=last.reason,
        cells=last.cells,
        nothing_arose=submission.nothing_arose,
        withdrawn=last.action == Action.WITHDRAW,
    )


@dataclass(frozen=True, slots=True)
class Timing:
    """By when a unit had to send (inclusive), its extension, and how many days late it was.

    `late` is None while nothing has been sent; the first sending counts.
    """

    due: date
    extension: Extension | None
    late: int | None


def timing_of(submission: Submission) -> Timing:
    """Whether a submission came in time, by the local day of its first sending: one query."""
    round_ = submission.round
    extension: Extension | None = round_.extensions.filter(unit=submission.unit_id).first()
    due = due_on(round_.deadline, extension.until if extension else None)
    sent = submission.first_submitted_at
    late = days_late(timezone.localdate(sent), due) if sent else None
    return Timing(due, extension, late)


def hands_of(submission: Submission) -> frozenset[int]:
    """The ids of those who sent, typed or uploaded what stands in a submission: one query.

    None of them may judge it. Where nothing arose what was typed before is not judged.
    """
    hands: set[int | None] = {submission.submitted_by_id}
    if not submission.nothing_arose:
        for pair in submission.figures.values_list("updated_by", "import_run__uploaded_by"):
            hands.update(pair)
    return frozenset(pk for pk in hands if pk is not None)


def may_withdraw(scope: Scope, submission: Submission, user: User) -> bool:
    """Whether the user may take a submission back to a draft: the unit itself may, and who sent
    it. The office returns what others sent, with a reason."""
    if submission.submitted_by_id == user.pk:
        return scope.enters(submission.unit_id)
    return scope.enters(submission.unit_id) and submission.unit_id not in scope.judged_ids


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many other submissions of a round wait for the office, and the next one to look at."""

    count: int
    next: Submission | None


def others_waiting(submission: Submission, unit_ids: frozenset[int]) -> Waiting:
    """What else waits in the round among some units, in the official order: one query.

    The next one is that of the next unit; after the last the first comes again.
    """
    rows = Submission.objects.filter(
        round=submission.round_id, state=Submission.State.SUBMITTED, unit__in=unit_ids
    ).exclude(pk=submission.pk)
    waiting = list(rows.select_related("unit").order_by("unit__display_order", "unit"))
    place = (submission.unit.display_order, submission.unit_id)
    after = (
        submission_
        for submission_ in waiting
        if (submission_.unit.display_order, submission_.unit_id) > place
    )
    return Waiting(len(waiting), next(after, waiting[0] if waiting else None))
