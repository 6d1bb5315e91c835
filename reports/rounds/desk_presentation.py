"""The desk in words: where each unit stands, what it sent, how many stand where."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports.figures.periods import format_date
from reports.rounds.desk_selectors import DeskLine
from reports.rounds.domain import SENT, DeskStatus
from reports.rounds.models import Round

_NAMED: Final = 5


class Look(NamedTuple):
    """A state as word, sign and tint."""

    word: Any
    icon: str
    tone: str


LOOKS: Final[Mapping[DeskStatus, Look]] = {
    DeskStatus.ON_TIME: Look(gettext_lazy("On time"), "circle-check", "ok"),
    DeskStatus.LATE: Look(gettext_lazy("Late"), "clock-alert", "warn"),
    DeskStatus.NOTHING: Look(gettext_lazy("No cases arose"), "circle-minus", "na"),
    DeskStatus.RETURNED: Look(gettext_lazy("Given back"), "corner-down-left", "bad"),
    DeskStatus.MISSING: Look(gettext_lazy("Not sent"), "circle-x", "bad"),
    DeskStatus.EXCUSED: Look(gettext_lazy("Need not send"), "circle-slash", "na"),
}


def short_day(day: date, today: date) -> str:
    """A day with its year only where that is another one: "17/6", "17/6/2023"."""
    whole = format_date(day)
    return whole.rsplit("/", 1)[0] if day.year == today.year else whole


def short_moment(at: datetime, today: date) -> str:
    """A local day and time: "17/6 14:10"."""
    local = timezone.localtime(at)
    return f"{short_day(local.date(), today)} {local:%H:%M}"


def fact(line: DeskLine) -> str:
    """What else there is to say of a unit's state, in a few words."""
    if line.status in SENT:
        return _sent_fact(line)
    if line.status is DeskStatus.RETURNED:
        return line.reason or _("to be corrected")
    if line.status is DeskStatus.EXCUSED:
        return _("the unit has ended") if line.ended else _("not assessed")
    return _draft_fact(line)


def _sent_fact(line: DeskLine) -> str:
    sent = line.submission
    if sent is None or sent.submitted_at is None:
        return ""
    at = short_moment(sent.submitted_at, line.today)
    text = at if sent.submitted_at == sent.first_submitted_at else _("again %(at)s") % {"at": at}
    if not line.late:
        return text
    late = ngettext("%(days)s day late", "%(days)s days late", line.late) % {"days": line.late}
    return f"{text}, {late}"


def _draft_fact(line: DeskLine) -> str:
    if line.saved_at is None:
        return _("nothing entered yet")
    saved = timezone.localtime(line.saved_at)
    if line.sent_on is not None:
        return _("taken back to correct")
    if saved.date() == line.today:
        return _("draft saved at %(time)s") % {"time": f"{saved:%H:%M}"}
    return _("draft saved on %(day)s") % {"day": short_day(saved.date(), line.today)}


def headline(lines: Sequence[DeskLine]) -> tuple[str, str, str]:
    """The page's sentence in three parts: who has sent, "still owing 5" or "", their names."""
    expected = [line for line in lines if line.status is not DeskStatus.EXCUSED]
    owing = [line for line in expected if line.owes]
    values = {"sent": len(expected) - len(owing), "total": len(expected)}
    if not owing:
        return _("All %(total)s units have sent their figures.") % values, "", ""
    count = ngettext("still owing: %(n)s", "still owing: %(n)s", len(owing)) % {"n": len(owing)}
    return _("%(sent)s of %(total)s units have sent;") % values, count, _names(owing)


def _names(owing: Sequence[DeskLine]) -> str:
    named = ", ".join(line.unit.short_name.replace(" ", "\u00a0") for line in owing[:_NAMED])
    more = len(owing) - _NAMED
    if more <= 0:
        return f"{named}."
    text = ngettext("%(names)s and %(n)s more.", "%(names)s and %(n)s more.", more)
    return text % {"names": named, "n": more}


_REVIEWS: Final[Mapping[str, Look]] = {
    "submitted": Look(gettext_lazy("To be judged"), "clock", "warn"),
    "accepted": Look(gettext_lazy("Accepted"), "check", "ok"),
}


class DeskRow(NamedTuple):
    """One unit on the desk in words; days are short ones, "" where there is none to show."""

    line: DeskLine
    look: Look
    fact: str
    due: str
    review: Look | None
    last_reminded: str


def desk_row(line: DeskLine) -> DeskRow:
    """A unit as the desk shows it, on the screen and in a file."""
    last = line.reminded.last
    return DeskRow(
        line=line,
        look=LOOKS[line.status],
        fact=fact(line),
        due=short_day(line.due, line.today) if line.extended else "",
        review=_REVIEWS.get(line.state),
        last_reminded=short_day(timezone.localdate(last), line.today) if last else "",
    )


class CountItem(NamedTuple):
    """One state on the bar of counts, which filters the table; "" stands for all."""

    state: str
    units: int
    look: Look
    x: int = 0


def count_bar(lines: Sequence[DeskLine]) -> tuple[CountItem, ...]:
    """All units first, then each state; who need not send only where there are some.

    `x` is where its part of the coloured line begins, in units.
    """
    items, x = [CountItem("", len(lines), Look(_("All"), "", ""))], 0
    counts = Counter(line.status for line in lines)
    for status, look in LOOKS.items():
        if counts[status] or status is not DeskStatus.EXCUSED:
            items.append(CountItem(status.value, counts[status], look, x))
            x += counts[status]
    return tuple(items)


def due_note(round_: Round, today: date) -> str:
    """How far the last day is: "3 days ago", "today", "in 5 days"."""
    days = (round_.deadline - today).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
    return ngettext("%(n)s day ago", "%(n)s days ago", -days) % {"n": -days}
