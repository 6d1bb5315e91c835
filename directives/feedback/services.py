"""Writes of the feedback register: sent by a unit, then assigned, answered, closed, open again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from directives.clauses.models import Clause, Directive
from directives.feedback.domain import OfficeStep, allowed, last_day
from directives.feedback.models import Feedback, FeedbackFile
from directives.feedback.selectors import feedback_duties, people_of
from reports.attachments.services import attachment_checked, attachment_laid, plain_name
from reports.figures.indicator_models import Indicator
from units.models import Unit, User
from units.refusing import Refused
from units.versions import taken


@transaction.atomic
def feedback_send(
    *,
    directive: Directive,
    unit: Unit,
    user: User,
    text: str,
    clause: Clause | None = None,
    indicator: Indicator | None = None,
    files: Iterable[File[bytes]] = (),
    now: datetime | None = None,
) -> Feedback:
    """Keep a difficulty with its files, all or nothing, and the last day that is in force now.

    Raises AttachmentError for a file that is not taken, Refused for no words.
    """
    if not text.strip():
        raise Refused(_("Write a text first."))
    number = clause.number if clause else None
    made = Feedback.objects.create(
        directive=directive,
        clause=clause,
        indicator=indicator,
        unit=unit,
        text=text.strip(),
        due_on=last_day(feedback_duties(directive), number),
        sent_by=user,
        sent_at=now or timezone.now(),
    )
    for file in files:
        name = plain_name(file.name or "")
        digest = attachment_checked(file, name)
        row = FeedbackFile(feedback=made, filename=name, sha256=digest, uploaded_by=user)
        attachment_laid(row, file, made.files.all())
    return made


@transaction.atomic
def feedback_assign(*, feedback: Feedback, person: User, version: int) -> Feedback:
    """Give it to a person of the office; raises Refused for another."""
    row = _taken(feedback, OfficeStep.ASSIGN, version)
    if not people_of(row.directive.issuer).filter(pk=person.pk).exists():
        raise Refused(_("Choose a person of the office."))
    row.assigned_to, row.state = person, Feedback.State.ASSIGNED
    row.save()
    return row


@transaction.atomic
def feedback_answer(
    *, feedback: Feedback, user: User, answer: str, version: int, now: datetime | None = None
) -> Feedback:
    """Answer it, or put the answer right until it is closed; the unit has it to read again."""
    row = _taken(feedback, OfficeStep.ANSWER, version)
    if not answer.strip():
        raise Refused(_("Write a text first."))
    row.answer, row.answered_by = answer.strip(), user
    row.answered_at, row.read_at = now or timezone.now(), None
    row.state = Feedback.State.ANSWERED
    row.save()
    return row


@transaction.atomic
def feedback_close(
    *, feedback: Feedback, user: User, version: int, now: datetime | None = None
) -> Feedback:
    """Nothing more is to be done; it must have been answered."""
    row = _taken(feedback, OfficeStep.CLOSE, version)
    row.state = Feedback.State.CLOSED
    row.closed_by, row.closed_at = user, now or timezone.now()
    row.save()
    return row


@transaction.atomic
def feedback_reopen(*, feedback: Feedback, reason: str, version: int) -> Feedback:
    """Take it up again with a reason; the answer so far stays to be read."""
    row = _taken(feedback, OfficeStep.REOPEN, version)
    if not reason.strip():
        raise Refused(_("Write a text first."))
    row.reopen_reason, row.closed_by, row.closed_at = reason.strip(), None, None
    row.state = Feedback.State.ASSIGNED if row.assigned_to_id else Feedback.State.NEW
    row.save()
    return row


def answer_read(*, feedback: Feedback, now: datetime | None = None) -> None:
    rows = Feedback.objects.filter(pk=feedback.pk).unread_answers()
    rows.update(read_at=now or timezone.now())


def _taken(feedback: Feedback, step: OfficeStep, version: int) -> Feedback:
    row = taken(feedback, version)
    if not allowed(step, row.state):
        raise Refused(_("This step is not possible any more. Read the report again."))
    return row
