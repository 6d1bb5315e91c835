"""On which days a unit that owes figures is reminded, and how each reminder is told apart."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

Occasion = Literal["before", "after"]
# A server that was off for some days catches up; after that a reminder would be about the past.
CATCH_UP_DAYS: Final = 7
DIGESTS: Final = {"before": "digest-before", "after": "digest-after"}
_BY_HAND: Final = "by-hand-"


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
