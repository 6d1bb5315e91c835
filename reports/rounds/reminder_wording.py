"""What reminders and summaries say, in the language of the office."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.figures.periods import format_date
from reports.rounds.desk import SENT
from reports.rounds.desk_selectors import DeskLine
from reports.rounds.desk_wording import fact
from reports.rounds.models import Round
from reports.rounds.reminder_domain import DIGESTS, Days, is_by_hand
from reports.rounds.reminder_models import Reminder


def reminder_text(round_: Round, line: DeskLine, today: date) -> str:
    """The letter to one unit that owes: by when, how far it is, what to do."""
    with translation.override(settings.LANGUAGE_CODE):
        sentences = (due_sentence(round_, line.due, today), *how_far(line), _or_nothing())
        told = {"round": round_, "line": line, "sentences": sentences}
        return render_to_string("reports/rounds/mail/reminder.txt", told).strip()


def due_sentence(round_: Round, due: date, today: date) -> str:
    """By when the figures of a round are due, or for how long they have been."""
    days = abs((due - today).days)
    told = {"period": round_.period, "day": format_date(due), "days": days}
    if due == today:
        return _("The figures for %(period)s are due today, %(day)s.") % told
    if due < today:
        text = ngettext(
            "The figures for %(period)s are %(days)s day overdue (due by %(day)s).",
            "The figures for %(period)s are %(days)s days overdue (due by %(day)s).",
            days,
        )
        return text % told
    text = ngettext(
        "The figures for %(period)s are due by %(day)s, in %(days)s day.",
        "The figures for %(period)s are due by %(day)s, in %(days)s days.",
        days,
    )
    return text % told


def how_far(line: DeskLine) -> tuple[str, ...]:
    """How far the unit's figures are, and what is to be done: sentences."""
    cells = {"filled": line.cells.filled, "of": line.cells.of}
    if line.state == "returned":
        reason = line.reason.rstrip(". ")
        back = (_("The office gave them back: %(reason)s.") % {"reason": reason},) if reason else ()
        return (*back, _("Please correct them and send them again."))
    if line.cells.filled:
        so_far = _("%(filled)s of %(of)s indicators are filled in, but nothing has been sent.")
        return (so_far % cells, _("Please complete and send the figures."))
    return (_("Nothing has been entered yet."), _("Please enter and send the figures."))


def _or_nothing() -> str:
    return _("Where nothing arose in the period, say so in the same place: that counts as sent.")


def digest_text(round_: Round, lines: Sequence[DeskLine], today: date) -> str:
    """The summary for staff: who has sent and who owes."""
    with translation.override(settings.LANGUAGE_CODE):
        owing = [(line, fact(line, today)) for line in lines if line.owes]
        done = [(line, fact(line, today)) for line in lines if line.status in SENT]
        told = {
            "round": round_,
            "day": format_date(round_.deadline),
            "owing": owing,
            "done": done,
            "sent": len(done),
            "total": len(done) + len(owing),
        }
        return render_to_string("reports/rounds/mail/digest.txt", told).strip()


def subject_of(reminder: Reminder) -> str:
    """The subject of a reminder's mail, or of the summary for the office."""
    round_ = reminder.round
    told = {"round": round_, "digest": reminder.unit_id == round_.office_id}
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string("reports/rounds/mail/subject.txt", told).strip()


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
