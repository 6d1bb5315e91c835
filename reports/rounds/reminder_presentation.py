"""Reminders in words: their letters in the language of the office, their record, the clock."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.figures.periods import format_date
from reports.rounds.desk_presentation import Look, fact, short_day, short_moment
from reports.rounds.desk_selectors import DeskLine, owed_by
from reports.rounds.domain import CATCH_UP_DAYS, DIGESTS, SENT, Days, Occasion, is_by_hand
from reports.rounds.models import Reminder, Round
from units.access import Scope
from units.models import Unit


def reminder_text(round_: Round, line: DeskLine) -> str:
    """The letter to one unit that owes: by when, how far it is, what to do."""
    with translation.override(settings.LANGUAGE_CODE):
        or_nothing = _(
            "Where nothing arose in the period, say so in the same place: that counts as sent."
        )
        sentences = (*_still_owed(round_, line), or_nothing)
        context = {"round": round_, "line": line, "sentences": sentences}
        return render_to_string("reports/rounds/mail/reminder.txt", context).strip()


def _still_owed(round_: Round, line: DeskLine) -> tuple[str, ...]:
    """By when a unit's figures are due, how far they are, and what is to be done: sentences."""
    return (_due_sentence(round_, line.due, line.today), *_how_far(line))


def _due_sentence(round_: Round, due: date, today: date) -> str:
    """By when the figures of a round are due, or for how long they have been."""
    days = abs((due - today).days)
    values = {"period": round_.period, "day": format_date(due), "days": days}
    if due == today:
        return _("The figures for %(period)s are due today, %(day)s.") % values
    if due < today:
        text = ngettext(
            "The figures for %(period)s are %(days)s day overdue (due by %(day)s).",
            "The figures for %(period)s are %(days)s days overdue (due by %(day)s).",
            days,
        )
        return text % values
    text = ngettext(
        "The figures for %(period)s are due by %(day)s, in %(days)s day.",
        "The figures for %(period)s are due by %(day)s, in %(days)s days.",
        days,
    )
    return text % values


def _how_far(line: DeskLine) -> tuple[str, ...]:
    cells = {"filled": line.cells.filled, "of": line.cells.of}
    if line.state == "returned":
        reason = line.reason.rstrip(". ")
        back = (_("The office gave them back: %(reason)s.") % {"reason": reason},) if reason else ()
        return (*back, _("Please correct them and send them again."))
    if line.cells.filled:
        so_far = _("%(filled)s of %(of)s indicators are filled in, but nothing has been sent.")
        return (so_far % cells, _("Please complete and send the figures."))
    return (_("Nothing has been entered yet."), _("Please enter and send the figures."))


def digest_text(round_: Round, lines: Sequence[DeskLine]) -> str:
    """The summary for staff: who has sent and who owes."""
    with translation.override(settings.LANGUAGE_CODE):
        owing = [(line, fact(line)) for line in lines if line.owes]
        done = [(line, fact(line)) for line in lines if line.status in SENT]
        context = {
            "round": round_,
            "day": format_date(round_.deadline),
            "owing": owing,
            "done": done,
            "sent": len(done),
            "total": len(done) + len(owing),
        }
        return render_to_string("reports/rounds/mail/digest.txt", context).strip()


def subject_of(reminder: Reminder) -> str:
    """The subject of a reminder's mail, or of the summary for the office."""
    round_ = reminder.round
    context = {"round": round_, "digest": reminder.unit_id == round_.office_id}
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string("reports/rounds/mail/subject.txt", context).strip()


def occasion_text(occasion: str) -> str:
    """Why a reminder went out: "5 days before the last day", "by hand"."""
    days = days_set()
    if is_by_hand(occasion):
        return _("by hand")
    if occasion in {"before", DIGESTS["before"]}:
        text = ngettext("%(n)s day before the last day", "%(n)s days before", days.before)
        return text % {"n": days.before}
    text = ngettext("%(n)s day after the last day", "%(n)s days after", days.after)
    return text % {"n": days.after}


def days_set() -> Days:
    """How many days before and after the last day the clock reminds, as the installation says."""
    return Days(settings.REMIND_DAYS_BEFORE, settings.REMIND_DAYS_AFTER)


_MAILS: Final[Mapping[str, tuple[str, str]]] = {
    "none": ("bell", "na"),
    "waiting": ("clock", "na"),
    "sending": ("clock-alert", "warn"),
    "sent": ("mail-check", "ok"),
    "failed": ("mail-x", "bad"),
}


class ReminderRow(NamedTuple):
    """One reminder in the record: why it went out, and what became of its mail."""

    reminder: Reminder
    occasion: str
    mail: Look


def reminder_row(reminder: Reminder) -> ReminderRow:
    icon, tone = _MAILS[reminder.mail]
    look = Look(reminder.get_mail_display(), icon, tone)
    return ReminderRow(reminder, occasion_text(reminder.occasion), look)


class OwedNote(NamedTuple):
    """What a unit reads on its own pages while it owes and was reminded, and when it was."""

    unit: Unit
    round: Round
    sentences: tuple[str, ...]
    at: str


def owed_notes(scope: Scope, unit: Unit, today: date) -> tuple[OwedNote, ...]:
    """What the unit was reminded of and still owes, counted from today, for those who enter its
    figures; staff have the desk."""
    if not scope.enters(unit.pk) or scope.sees_office:
        return ()
    return tuple(
        OwedNote(line.unit, round_, _still_owed(round_, line), short_moment(at, today))
        for round_, line, at in owed_by({unit.pk}, today)
    )


class ClockItem(NamedTuple):
    """One day on which the clock reminds: done, still to come, or gone by."""

    day: str
    text: str
    state: str


def clock_items(round_: Round, today: date, sent: Mapping[str, int]) -> tuple[ClockItem, ...]:
    """What went out by the clock and what comes next, by the round's own last day.

    `sent` are the numbers of units reminded, by occasion.
    """
    return tuple(_clock_item(round_, occasion, today, sent) for occasion in ("before", "after"))


def _clock_item(
    round_: Round, occasion: Occasion, today: date, sent: Mapping[str, int]
) -> ClockItem:
    day = days_set().day_of(occasion, round_.deadline)
    last = round_.deadline if occasion == "before" else day + timedelta(days=CATCH_UP_DAYS - 1)
    count = sent.get(occasion, 0)
    if count:
        text = ngettext("%(n)s unit was reminded", "%(n)s units were reminded", count)
        what, state = text % {"n": count}, "done"
    elif round_.is_open and today <= last:
        what, state = _("those who still owe will be reminded"), "next"
    else:
        what, state = _("nobody was reminded"), "gone"
    return ClockItem(short_day(day, today), f"{occasion_text(occasion)} · {what}", state)


def sample_text(round_: Round, lines: Iterable[DeskLine]) -> str:
    """The letter that the first unit in debt would get; "" where none is."""
    first = next((line for line in lines if line.owes), None)
    return reminder_text(round_, first) if first else ""
