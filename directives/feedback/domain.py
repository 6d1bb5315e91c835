"""Difficulties that units report: until when they are in time, and which step follows which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class OfficeStep(StrEnum):
    """What the office does with a difficulty."""

    ASSIGN = "assign"
    ANSWER = "answer"
    CLOSE = "close"
    REOPEN = "reopen"


# From which states a step leads on; whoever closes has answered first.
STEPS: Final[Mapping[OfficeStep, frozenset[str]]] = {
    OfficeStep.ASSIGN: frozenset({"new", "assigned"}),
    OfficeStep.ANSWER: frozenset({"new", "assigned", "answered"}),
    OfficeStep.CLOSE: frozenset({"answered"}),
    OfficeStep.REOPEN: frozenset({"answered", "closed"}),
}


@dataclass(frozen=True, slots=True)
class ReportingDay:
    """The last day (inclusive) that a clause gives for reporting difficulties."""

    clause: int
    due_on: date


def allowed(step: OfficeStep, state: str) -> bool:
    """Whether a step may be taken from a state."""
    return state in STEPS[step]


def last_day(duties: Iterable[ReportingDay], clause: int | None) -> date | None:
    """Until when (inclusive) a difficulty with a clause is in time; None where no day is set.

    The clause's own day goes first; otherwise the directive's latest one, since no earlier day was
    given for this clause.
    """
    rows = tuple(duties)
    own = [day.due_on for day in rows if day.clause == clause]
    return max(own or [day.due_on for day in rows], default=None)


def days_late(due_on: date | None, sent_on: date) -> int:
    """Days after the last day; 0 on that day itself and where no day was set."""
    return max((sent_on - due_on).days, 0) if due_on else 0
