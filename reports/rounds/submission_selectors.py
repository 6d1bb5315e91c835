"""What became of a unit's submission: its steps, the reasons of a return, its timing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

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

    `sent` is what a sending said (empty: nothing arose), `changes` what it says otherwise than the
    sending before.
    """

    step: SubmissionStep
    sent: SentFigures
    changes: tuple[CellChange, ...]

    @property
    def nothing_arose(self) -> bool:
        """Whether the unit said that nothing arose."""
        return self.step.action == Action.SUBMIT and not self.sent


def steps_of(submission: Submission) -> tuple[StepLine, ...]:
    """The steps of a submission, the oldest first: one query."""
    lines: list[StepLine] = []
    for step in submission.steps.select_related("by"):
        sent = {code: thaw(SentFigure, figure) for code, figure in step.figures.items()}
        before = last_sent(lines) if step.action == Action.SUBMIT else None
        lines.append(StepLine(step, sent, changed_cells(before.sent, sent) if before else ()))
    return tuple(lines)


def last_sent(steps: Sequence[StepLine]) -> StepLine | None:
    """The last sending among some steps, None where nothing was sent."""
    return next(
        (line for line in reversed(tuple(steps)) if line.step.action == Action.SUBMIT), None
    )


def reasons_of(submission: Submission) -> dict[str, str]:
    """Why the office gave cells back, by indicator code; empty unless it is returned: one query."""
    if submission.state != Submission.State.RETURNED:
        return {}
    step: SubmissionStep | None = submission.steps.filter(action=Action.RETURN).last()
    return dict(step.cells) if step else {}


class Timing(NamedTuple):
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
    own = submission.submitted_by_id == user.pk or submission.unit_id not in scope.judged_ids
    return own and scope.enters(submission.unit_id)


class Waiting(NamedTuple):
    """How many other submissions of a round wait for the office, and the next one to look at."""

    number: int
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
    after = (other for other in waiting if (other.unit.display_order, other.unit_id) > place)
    return Waiting(len(waiting), next(after, waiting[0] if waiting else None))
