"""Reminders to the units that owe figures: by the clock, each once for ever, and by hand."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.rounds.desk_selectors import DeskLine, desk_lines
from reports.rounds.domain import DIGESTS, by_hand, due_on
from reports.rounds.models import Reminder, Round
from reports.rounds.reminder_presentation import days_set, digest_text, reminder_text
from units.models import Unit, User
from units.refusing import Refused


def reminders_due(*, now: datetime | None = None) -> int:
    """Note the reminders of today for all open rounds, and the summaries for staff; their number.

    To units that owe alone, before and after their own last day, each once however often and by
    how many workers this runs. Mailed afterwards by `reminders_mail`.
    """
    at = now or timezone.now()
    today = timezone.localdate(at)
    rounds = Round.objects.filter(state=Round.State.OPEN).select_related("office", "period")
    near = [
        round_ for round_ in rounds.prefetch_related("extensions") if _says_something(round_, today)
    ]
    return sum(_remind_of(round_, at, today) for round_ in near)


def _says_something(round_: Round, today: date) -> bool:
    dues = {due_on(round_.deadline, extension.until) for extension in round_.extensions.all()}
    return any(days_set().occasion_on(today, due) for due in {round_.deadline, *dues})


@transaction.atomic
def _remind_of(round_: Round, at: datetime, today: date) -> int:
    """The lock of the round keeps two workers from telling the same twice."""
    if not Round.objects.select_for_update().filter(pk=round_.pk, state=Round.State.OPEN).exists():
        return 0
    lines = desk_lines(round_, today)
    known = set(round_.reminders.values_list("unit_id", "occasion"))
    wanted = [*_clock_reminders(round_, lines, at, today), *_digests(round_, lines, at, today)]
    new = [row for row in wanted if (row.unit_id, row.occasion) not in known]
    Reminder.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _clock_reminders(
    round_: Round, lines: Iterable[DeskLine], at: datetime, today: date
) -> Iterable[Reminder]:
    for line in lines:
        occasion = days_set().occasion_on(today, line.due)
        if line.owes and occasion:
            text = reminder_text(round_, line)
            yield Reminder(round=round_, unit=line.unit, occasion=occasion, text=text, sent_at=at)


def _digests(
    round_: Round, lines: tuple[DeskLine, ...], at: datetime, today: date
) -> Iterable[Reminder]:
    occasion = days_set().occasion_on(today, round_.deadline)
    if occasion:
        yield Reminder(
            round=round_,
            unit=round_.office,
            occasion=DIGESTS[occasion],
            text=digest_text(round_, lines),
            sent_at=at,
        )


class ByHand(NamedTuple):
    """The lines that are reminded, those that were reminded today already, those that owe not."""

    remind: tuple[DeskLine, ...]
    today_already: tuple[DeskLine, ...]
    not_owing: tuple[DeskLine, ...]


def by_hand_plan(lines: Sequence[DeskLine]) -> ByHand:
    """Who of some units may be reminded by hand today: those who owe, once a day each."""
    return ByHand(
        remind=tuple(line for line in lines if line.remindable),
        today_already=tuple(line for line in lines if line.owes and not line.remindable),
        not_owing=tuple(line for line in lines if not line.owes),
    )


@transaction.atomic
def remind_by_hand(
    *, round_: Round, units: Iterable[Unit], user: User, now: datetime | None = None
) -> ByHand:
    """Remind those of some units that owe and were not reminded today; the caller has it mailed."""
    at = now or timezone.now()
    today = timezone.localdate(at)
    if not Round.objects.select_for_update().filter(pk=round_.pk, state=Round.State.OPEN).exists():
        raise Refused(_("Nobody was reminded, since the round is not open. Open it first."))
    lines = desk_lines(round_, today, {unit.pk for unit in units})
    plan = by_hand_plan(lines)
    rows = [
        Reminder(
            round=round_,
            unit=line.unit,
            occasion=by_hand(today),
            text=reminder_text(round_, line),
            sent_by=user,
            sent_at=at,
        )
        for line in plan.remind
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    return plan
