"""When figures are due, what a unit still owes in a round, and on which days it is reminded."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Literal

from reports.figures.periods import PeriodKind

# Each body sets its own; these are where an office starts (Circular 01/2020/TT-VPCP leaves the
# days to the reporting regime of each province).
USUAL_OFFSETS: Final[Mapping[PeriodKind, int]] = {
    PeriodKind.MONTH: 5,
    PeriodKind.QUARTER: 7,
    PeriodKind.HALF_YEAR: 12,
    PeriodKind.NINE_MONTHS: 12,
    PeriodKind.YEAR: 12,
    PeriodKind.CUSTOM: 5,
}
Occasion = Literal["before", "after"]
# A server that was off for some days catches up; after that a reminder would be about the past.
CATCH_UP_DAYS: Final = 7
DIGESTS: Final = {"before": "digest-before", "after": "digest-after"}
_BY_HAND: Final = "by-hand-"
Segment = Literal["filled", "wrong", "empty"]


def due_on(deadline: date, extended_to: date | None) -> date:
    """The last day (inclusive) for one unit: an extension never takes time away."""
    return max(deadline, extended_to) if extended_to else deadline


def days_late(sent_on: date, due: date) -> int:
    """How many days after the last day something came; 0 when in time."""
    return max((sent_on - due).days, 0)


class DeskStatus(StrEnum):
    """Where a unit stands before the office; the order is that of the desk's counts."""

    ON_TIME = "on_time"
    LATE = "late"
    NOTHING = "nothing"
    RETURNED = "returned"
    MISSING = "missing"
    EXCUSED = "excused"


_OWING: Final = frozenset({DeskStatus.RETURNED, DeskStatus.MISSING})
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

    @property
    def status(self) -> DeskStatus:
        """The first sending tells whether it was in time.

        What was sent stands whoever was excused, and "nothing arose" counts as sent.
        """
        if self.state in _SENT_STATES:
            if self.nothing_arose:
                return DeskStatus.NOTHING
            return DeskStatus.LATE if self.late else DeskStatus.ON_TIME
        if self.excused:
            return DeskStatus.EXCUSED
        return DeskStatus.RETURNED if self.state == "returned" else DeskStatus.MISSING

    @property
    def late(self) -> int:
        """Days from the unit's last day to its first sending; 0 when in time or not sent."""
        return days_late(self.sent_on, self.due) if self.sent_on else 0

    @property
    def owes(self) -> bool:
        """Whether the office still waits for the unit."""
        return self.status in _OWING


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


@dataclass(frozen=True, slots=True)
class Days:
    """So many days before the last day and after it a unit is reminded."""

    before: int
    after: int

    def day_of(self, occasion: Occasion, due: date) -> date:
        """The day of an occasion for a unit whose last day (inclusive) is `due`."""
        if occasion == "before":
            return due - timedelta(days=self.before)
        return due + timedelta(days=self.after)

    def occasion_on(self, today: date, due: date) -> Occasion | None:
        """What is to be said today; None on all other days.

        A day that was missed is made good: before, until the last day itself; after, for a week.
        """
        if self.day_of("before", due) <= today <= due:
            return "before"
        after = self.day_of("after", due)
        if after <= today < after + timedelta(days=CATCH_UP_DAYS):
            return "after"
        return None


def by_hand(day: date) -> str:
    """The name of a reminder that a person sends on a day: one a day."""
    return f"{_BY_HAND}{day.isoformat()}"


def is_by_hand(occasion: str) -> bool:
    """Whether a person sent it."""
    return occasion.startswith(_BY_HAND)
