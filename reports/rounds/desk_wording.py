"""The words of the desk: where a unit stands, and the one fact that goes with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports.figures.periods import format_date
from reports.rounds.desk import SENT, DeskStatus
from reports.rounds.desk_selectors import DeskLine

_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class Look:
    """A state as word, sign and tint."""

    word: Any
    icon: str
    tone: str


LOOKS: Final[Mapping[DeskStatus, Look]] = {
    DeskStatus.ON_TIME: Look(gettext_lazy("On time"), "circle-check", "ok"),
    DeskStatus.LATE: Look(gettext_lazy("Late"), "clock-alert", "warn"),
    DeskStatus.NOTHING: Look(gettext_lazy("Nothing arose"), "circle-minus", "na"),
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
    here = timezone.localtime(at)
    return f"{short_day(here.date(), today)} {here:%H:%M}"


def fact(line: DeskLine, today: date) -> str:
    """What else there is to say of a unit's state, in a few words."""
    if line.status in SENT:
        return _sent_fact(line, today)
    if line.status is DeskStatus.RETURNED:
        return line.reason or _("to be corrected")
    if line.status is DeskStatus.EXCUSED:
        return _("the unit has ended") if line.ended else _("not assessed")
    return _draft_fact(line, today)


def _sent_fact(line: DeskLine, today: date) -> str:
    if line.sent_at is None:
        return ""
    at = short_moment(line.sent_at, today)
    text = at if line.sent_at == line.first_sent_at else _("again %(at)s") % {"at": at}
    if not line.late:
        return text
    late = ngettext("%(days)s day late", "%(days)s days late", line.late) % {"days": line.late}
    return f"{text}, {late}"


def _draft_fact(line: DeskLine, today: date) -> str:
    if line.saved_at is None:
        return _("nothing entered yet")
    saved = timezone.localtime(line.saved_at)
    if line.first_sent_at is not None:
        return _("taken back to correct")
    if saved.date() == today:
        return _("draft saved at %(time)s") % {"time": f"{saved:%H:%M}"}
    return _("draft saved on %(day)s") % {"day": short_day(saved.date(), today)}


def headline(lines: Sequence[DeskLine]) -> tuple[str, str, str]:
    """The page's sentence in three parts: who has sent, "still owing 5" or "", their names."""
    expected = [line for line in lines if line.status is not DeskStatus.EXCUSED]
    owing = [line for line in expected if line.owes]
    told = {"sent": len(expected) - len(owing), "total": len(expected)}
    if not owing:
        return _("All %(total)s units have sent their figures.") % told, "", ""
    count = ngettext("still owing: %(n)s", "still owing: %(n)s", len(owing)) % {"n": len(owing)}
    return _("%(sent)s of %(total)s units have sent;") % told, count, _names(owing)


def _names(owing: Sequence[DeskLine]) -> str:
    named = ", ".join(line.unit.short_name.replace(" ", "\u00a0") for line in owing[:_NAMED])
    more = len(owing) - _NAMED
    if more <= 0:
        return f"{named}."
    text = ngettext("%(names)s and %(n)s more.", "%(names)s and %(n)s more.", more)
    return text % {"names": named, "n": more}
