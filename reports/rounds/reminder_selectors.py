"""Which reminders went out, and which of a user's units still owe after one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery

from reports.rounds.desk_selectors import DeskLine, desk_lines
from reports.rounds.models import Round
from reports.rounds.reminder_domain import DIGESTS
from reports.rounds.reminder_models import Reminder
from reports.rounds.submission_models import Submission

Mail = Reminder.Mail
_SENT: Final = (Submission.State.SUBMITTED, Submission.State.ACCEPTED)


def reminders_of(round_: Round) -> QuerySet[Reminder]:
    """The reminders of a round, the newest first, with unit and sender."""
    rows = Reminder.objects.filter(round=round_).select_related("unit", "sent_by", "round")
    return rows.order_by("-sent_at", "unit__display_order", "-pk")


def reminded_by_clock(round_: Round) -> dict[str, int]:
    """How many units the clock reminded, by occasion: one query."""
    rows = Reminder.objects.filter(round=round_, sent_by=None).exclude(
        occasion__in=DIGESTS.values()
    )
    counted = rows.order_by().values("occasion").annotate(units=Count("pk"))
    return {row["occasion"]: row["units"] for row in counted}


def failed_mails(round_: Round) -> int:
    """How many units the last mail of a round did not reach, or may not have, and who has not
    sent since: one query."""
    last = Reminder.objects.filter(round=round_, unit=OuterRef("unit")).order_by("-sent_at", "-pk")
    sent = Submission.objects.filter(round=round_, unit=OuterRef("unit"), state__in=_SENT)
    trouble = Reminder.objects.filter(round=round_, mail__in=(Mail.FAILED, Mail.SENDING))
    return trouble.filter(~Exists(sent), pk=Subquery(last.values("pk")[:1])).count()


@dataclass(frozen=True, slots=True)
class Owed:
    """A unit that was reminded and still owes the figures of an open round."""

    round: Round
    line: DeskLine
    reminded_at: datetime


def owed_by(unit_ids: Collection[int], today: date) -> tuple[Owed, ...]:
    """What some units owe and were reminded of, the newest first: one query where nothing is,
    eight more for each round."""
    rows = Reminder.objects.filter(unit__in=unit_ids, round__state=Round.State.OPEN)
    rows = rows.exclude(occasion__in=DIGESTS.values()).order_by("-sent_at", "-pk")
    last: dict[tuple[int, int], Reminder] = {}
    for row in rows.select_related("round__period", "round__office"):
        last.setdefault((row.round_id, row.unit_id), row)
    rounds = {row.round_id: row.round for row in last.values()}
    return tuple(
        Owed(round_, line, last[round_.pk, line.unit.pk].sent_at)
        for round_ in rounds.values()
        for line in desk_lines(round_, today, unit_ids)
        if line.owes and (round_.pk, line.unit.pk) in last
    )
