"""How a file may stand, the counts of a period, and how long personal data are kept.

Which file stands how is told by the database (`querysets.py`). An apology is due at the latest one
day before the due day (NĐ 61/2018, as amended); a file is re-appointed once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Final, Literal

DAYS: Final = ("received_on", "due_on", "resolved_on")
"""The days of a file, in their order."""

DayClash = Literal["due-before-received", "result-before-received", "result-to-come"]

APOLOGY_DAYS_BEFORE: Final = 1
"""So many days before the due day the applicant must have the apology at the latest."""

KEPT_AT_LEAST: Final = 30
"""So many days after its last change a file keeps its personal data: what is entered late is not
gone in the next night."""


class FileStanding(StrEnum):
    """How a file stands on a day."""

    RESOLVED_LATE = "resolved_late"
    PENDING_LATE = "pending_late"
    DUE_SOON = "due_soon"
    RUNNING = "running"
    IN_TIME = "in_time"


LATE: Final = frozenset({FileStanding.RESOLVED_LATE, FileStanding.PENDING_LATE})


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a period, both inclusive, as far as they are over on the day of asking."""

    start: date
    end: date

    @classmethod
    def until(cls, start: date, end: date, today: date) -> Span:
        """The period as it is known today: of one that still runs the days up to today."""
        return cls(start, min(end, today))


@dataclass(frozen=True, slots=True)
class LateTally:
    """The late files of a unit in a period. `late` = `resolved` + `pending`."""

    resolved: int = 0
    pending: int = 0
    letters: int = 0
    carried_over: int = 0
    late_again: int = 0

    @property
    def late(self) -> int:
        """All late files of the period."""
        return self.resolved + self.pending

    @property
    def missing(self) -> int:
        """Late files without an apology letter attached."""
        return self.late - self.letters

    @property
    def percent(self) -> Decimal | None:
        """Letters ÷ late files in percent, unrounded; None where nothing is late: no case arose,
        which is not 100 %."""
        return Decimal(self.letters * 100) / self.late if self.late else None

    def __add__(self, other: LateTally) -> LateTally:
        return LateTally(
            self.resolved + other.resolved,
            self.pending + other.pending,
            self.letters + other.letters,
            self.carried_over + other.carried_over,
            self.late_again + other.late_again,
        )


def percent_shown(percent: Decimal, places: int = 1) -> Decimal:
    """A ratio as it is shown: rounded half up, and never to 100 while a letter is missing."""
    shown = percent.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if shown == 100 and percent < 100:
        return Decimal(100) - Decimal(1).scaleb(-places)
    return shown


def minus_points(missing: int, each: Decimal | None) -> Decimal | None:
    """Points lost for missing letters; None while nobody has laid down how many each costs."""
    return None if each is None else missing * each


def keep_until(resolved_on: date | None, changed_on: date, days: int) -> date | None:
    """The last day on which personal data of a file is kept: so many days after its result, and
    at least `KEPT_AT_LEAST` after its last change; None while there is no result."""
    if resolved_on is None:
        return None
    last = resolved_on + timedelta(days=days)
    return max(last, changed_on + timedelta(days=KEPT_AT_LEAST))


def day_clashes(days: Mapping[str, date | None], *, today: date = date.max) -> Iterator[DayClash]:
    """What makes no sense in the days of a file, by field: among themselves, or today."""
    received, due, resolved = (days.get(name) for name in DAYS)
    if received and due and due < received:
        yield "due-before-received"
    if received and resolved and resolved < received:
        yield "result-before-received"
    if resolved and resolved > today:
        yield "result-to-come"
