"""When a unit may apologise for a late file, and when it may not.

The applicant must have the letter one day before the due day at the latest, and a file is
re-appointed once (NĐ 61/2018/NĐ-CP, điều 19, as amended; form 04 of TT 01/2018/TT-VPCP).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from directives.overdue.domain import APOLOGY_DAYS_BEFORE


class Fault(StrEnum):
    """Why a letter cannot be kept so; the sentences are in `wording/apologies.py`."""

    SECOND = "second"
    NUMBERED = "numbered"
    DAY_MISSING = "day-missing"
    DAY_NOT_AFTER_OLD = "day-not-after-old"
    DAY_BEFORE_SIGNING = "day-before-signing"
    SIGNED_BEFORE_RECEIPT = "signed-before-receipt"
    SIGNED_LATER = "signed-later"
    REASON_MISSING = "reason-missing"
    NUMBER_TAKEN = "number-taken"
    NUMBER_ALONE = "number-alone"
    SENT_STAYS = "sent-stays"
    CHANGED = "changed-meanwhile"
    IN_TIME = "in-time"


@dataclass(frozen=True, slots=True)
class Wish:
    """A letter as somebody wants it. `signed_on` and `number` are empty in a draft."""

    new_due_on: date | None
    signed_on: date | None
    number: str
    has_reason: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is settled of the file: its days, and the day that a numbered letter promises; `is_sent`
    once that letter lies in the file. `resolved_on`: the day of the result, None before it.
    """

    due_on: date
    received_on: date | None = None
    promised: date | None = None
    is_sent: bool = False
    resolved_on: date | None = None


def faults(wish: Wish, known: Known, *, today: date) -> tuple[Fault, ...]:
    """All that stands against a letter, in the order of its fields; days are inclusive."""
    return tuple(_faults(wish, known, today))


def _faults(wish: Wish, known: Known, today: date) -> Iterable[Fault]:
    new, signed = wish.new_due_on, wish.signed_on
    if known.resolved_on is not None and known.resolved_on <= known.due_on and not known.is_sent:
        yield Fault.IN_TIME
    if known.promised is not None and new != known.promised:
        yield Fault.SECOND if known.is_sent else Fault.NUMBERED
    elif new is None:
        yield Fault.DAY_MISSING
    elif new <= known.due_on:
        yield Fault.DAY_NOT_AFTER_OLD
    elif not known.is_sent and new < (signed or (known.promised or today)):
        yield Fault.DAY_BEFORE_SIGNING
    if bool(wish.number) != (signed is not None):
        yield Fault.NUMBER_ALONE
    if signed is not None and signed > today:
        yield Fault.SIGNED_LATER
    if signed is not None and known.received_on is not None and signed < known.received_on:
        yield Fault.SIGNED_BEFORE_RECEIPT
    if not wish.has_reason:
        yield Fault.REASON_MISSING


def comes_late(signed_on: date | None, due_on: date, *, today: date) -> bool:
    """Whether the letter goes out later than the rule asks: it is needed all the same."""
    return (signed_on or today) > due_on - timedelta(days=APOLOGY_DAYS_BEFORE)


_FIRST: Final = 1


def next_number(taken: Iterable[str]) -> str:
    """The number to propose: one above the highest of the year, with a leading zero below ten."""
    numbers = [int(one) for one in taken if one.isascii() and one.isdigit()]
    return f"{max(numbers, default=0) + _FIRST:02}"
