"""The desk as strings: its rows, its counts, what the clock has said and will say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reports.rounds.desk import DeskStatus, counts
from reports.rounds.desk_selectors import DeskLine
from reports.rounds.desk_wording import LOOKS, Look, fact, short_day
from reports.rounds.models import Round
from reports.rounds.reminder_domain import CATCH_UP_DAYS, Occasion
from reports.rounds.reminder_wording import days_set, occasion_text, reminder_text

_SEGMENT: Final = 13
_GAP: Final = 3
# A draft has no page: it is the unit's own.
_WITH_PAGE: Final = frozenset({"submitted", "accepted", "returned"})
_REVIEWS: Final[Mapping[str, Look]] = {
    "submitted": Look(gettext_lazy("To be judged"), "clock", "warn"),
    "accepted": Look(gettext_lazy("Accepted"), "check", "ok"),
}


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One unit on the desk. `segments` are places in units of the drawing, each with its kind."""

    code: str
    prefix: str
    name: str
    kind: str
    owes: bool
    excused: bool
    remindable: bool
    look: Look
    fact: str
    due: str
    cells: str
    wrong: str
    segments: tuple[tuple[int, str], ...]
    width: int
    review: Look | None
    times: int
    last: str
    submission_id: int | None
    to_judge: bool


def desk_row(line: DeskLine, today: date) -> DeskRow:
    """A unit as the table shows it; drafts have no link, since they are the unit's own."""
    wrong = len(line.cells.wrong)
    last = line.reminded.last
    return DeskRow(
        code=line.unit.code,
        prefix=line.unit.prefix,
        name=line.unit.short_name,
        kind=line.unit.get_kind_display(),
        owes=line.owes,
        excused=line.status is DeskStatus.EXCUSED,
        remindable=line.owes and not line.reminded.on(today),
        look=LOOKS[line.status],
        fact=fact(line, today),
        due=short_day(line.due, today) if line.extended else "",
        cells=_cells_text(line),
        wrong=ngettext("%(n)s wrong", "%(n)s wrong", wrong) % {"n": wrong} if wrong else "",
        segments=tuple(
            (place * (_SEGMENT + _GAP), kind) for place, kind in enumerate(line.cells.segments)
        ),
        width=line.cells.of * (_SEGMENT + _GAP),
        review=_REVIEWS.get(line.state),
        times=line.reminded.times,
        last=short_day(timezone.localdate(last), today) if last else "",
        submission_id=line.submission_id if line.state in _WITH_PAGE else None,
        to_judge=line.state == "submitted",
    )


def _cells_text(line: DeskLine) -> str:
    """ "4/5"; "" where nothing arose, since no figure is needed."""
    if line.status is DeskStatus.NOTHING:
        return ""
    return f"{line.cells.filled}/{line.cells.of}"


@dataclass(frozen=True, slots=True)
class CountItem:
    """One state on the bar of counts, which filters the table; "" stands for all."""

    state: str
    count: int
    word: Any
    icon: str
    tone: str
    x: int = 0


def count_bar(lines: Sequence[DeskLine]) -> tuple[CountItem, ...]:
    """All units first, then each state; who need not send only where there are some.

    `x` is where its part of the coloured line begins, in units.
    """
    found, x = [CountItem("", len(lines), _("All"), "", "")], 0
    for status, count in counts(line.status for line in lines).items():
        if count or status is not DeskStatus.EXCUSED:
            look = LOOKS[status]
            found.append(CountItem(status.value, count, look.word, look.icon, look.tone, x))
            x += count
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ClockItem:
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
        told, state = text % {"n": count}, "done"
    elif round_.is_open and today <= last:
        told, state = _("those who still owe will be reminded"), "next"
    else:
        told, state = _("nobody was reminded"), "gone"
    return ClockItem(short_day(day, today), f"{occasion_text(occasion)} · {told}", state)


def sample_text(round_: Round, lines: Iterable[DeskLine], today: date) -> str:
    """The letter that the first unit in debt would get; "" where none is."""
    first = next((line for line in lines if line.owes), None)
    return reminder_text(round_, first, today) if first else ""


def due_note(round_: Round, today: date) -> str:
    """How far the last day is: "3 days ago", "today", "in 5 days"."""
    days = (round_.deadline - today).days
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}
    return ngettext("%(n)s day ago", "%(n)s days ago", -days) % {"n": -days}
