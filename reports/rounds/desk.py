"""What a unit still owes the office in one round, and how far it is."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Literal

from reports.rounds.domain import days_late

Segment = Literal["filled", "wrong", "empty"]


class DeskStatus(StrEnum):
    """Where a unit stands before the office; the order is that of the desk's counts."""

    ON_TIME = "on_time"
    LATE = "late"
    NOTHING = "nothing"
    RETURNED = "returned"
    MISSING = "missing"
    EXCUSED = "excused"


OWING: Final = frozenset({DeskStatus.RETURNED, DeskStatus.MISSING})
SENT: Final = frozenset({DeskStatus.ON_TIME, DeskStatus.LATE, DeskStatus.NOTHING})
_SENT_STATES: Final = frozenset({"submitted", "accepted"})


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of one unit in one round. Dates are local days.

    `state` is that of the submission, "" where nothing was ever saved; `sent_on` the day of the
    first sending; `due` the unit's own last day (inclusive). `excused`: the office does not assess
    the unit, or the unit has ended.
    """

    state: str
    due: date
    sent_on: date | None = None
    nothing_arose: bool = False
    excused: bool = False


def status_of(case: Case) -> DeskStatus:
    """The state of a unit; the first sending tells whether it was in time.

    What was sent stands whoever was excused, and "nothing arose" counts as sent.
    """
    if case.state in _SENT_STATES:
        if case.nothing_arose:
            return DeskStatus.NOTHING
        return DeskStatus.LATE if late_by(case) else DeskStatus.ON_TIME
    if case.excused:
        return DeskStatus.EXCUSED
    return DeskStatus.RETURNED if case.state == "returned" else DeskStatus.MISSING


def late_by(case: Case) -> int:
    """Days from the unit's last day to its first sending; 0 when in time or not sent."""
    return days_late(case.sent_on, case.due) if case.sent_on else 0


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of a unit's indicators have an answer, and which places were given back as wrong.

    Only a count: which indicators of a draft are filled is the unit's own business.
    """

    of: int
    filled: int
    wrong: frozenset[int] = frozenset()

    @property
    def segments(self) -> tuple[Segment, ...]:
        """One for each indicator: the wrong ones in their places, the filled ones from the left."""
        left = self.filled - len(self.wrong)
        segments: list[Segment] = []
        for place in range(self.of):
            if place in self.wrong:
                segments.append("wrong")
            else:
                segments.append("filled" if left > 0 else "empty")
                left -= 1
        return tuple(segments)


def completeness(
    *, indicators: Sequence[str], filled: int, given_back: Collection[str]
) -> Completeness:
    """From the number of cells with an answer and the codes that were given back."""
    wrong = frozenset(place for place, code in enumerate(indicators) if code in given_back)
    return Completeness(len(indicators), max(filled, len(wrong)), wrong)


def counts(statuses: Iterable[DeskStatus]) -> Mapping[DeskStatus, int]:
    """How many units stand where, each status once, in the order of the desk."""
    numbers = dict.fromkeys(DeskStatus, 0)
    for status in statuses:
        numbers[status] += 1
    return numbers
