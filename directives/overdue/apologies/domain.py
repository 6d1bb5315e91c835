"""When a unit may apologise for a late file, and when it may not.

The applicant must have the letter one day before the due day at the latest, and a file is
re-appointed once (NĐ 61/2018/NĐ-CP, điều 19, as amended; form 04 of TT 01/2018/TT-VPCP).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from directives.overdue.domain import APOLOGY_DAYS_BEFORE
from directives.text.letterhead import is_deputy


class LetterFault(StrEnum):
    """Why a letter cannot be kept so; the sentences are in `refusing.py`."""

    SECOND = "second"
    NUMBERED = "numbered"
    DAY_MISSING = "day-missing"
    DAY_NOT_AFTER_OLD = "day-not-after-old"
    DAY_AFTER_RESULT = "day-after-result"
    DEPUTY_MISSING = "deputy-missing"
    DAY_BEFORE_SIGNING = "day-before-signing"
    SIGNED_BEFORE_RECEIPT = "signed-before-receipt"
    SIGNED_LATER = "signed-later"
    REASON_MISSING = "reason-missing"
    NUMBER_TAKEN = "number-taken"
    NUMBER_ALONE = "number-alone"
    SENT_STAYS = "sent-stays"
    IN_TIME = "in-time"


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter as it is filled in. Number and day of signing are empty in a draft."""

    new_due_on: date | None
    new_due_time: time | None = None
    reason_text: str = ""
    number: str = ""
    signed_on: date | None = None
    authority: str = ""
    signer_title: str = ""
    signer_name: str = ""


@dataclass(frozen=True, slots=True)
class SettledFile:
    """What is settled of the file: its days, and the day that a numbered letter promises; `is_sent`
    once that letter lies in the file. `resolved_on`: the day of the result, None before it.
    """

    due_on: date
    received_on: date | None = None
    promised: date | None = None
    is_sent: bool = False
    resolved_on: date | None = None
    has_reason: bool = False


def faults(letter: LetterText, file: SettledFile, *, today: date) -> Iterator[LetterFault]:
    """All that stands against a letter, in the order of its fields; days are inclusive."""
    if file.resolved_on is not None and file.resolved_on <= file.due_on and not file.is_sent:
        yield LetterFault.IN_TIME
    yield from _day_faults(letter, file, today)
    if not (file.has_reason or letter.reason_text.strip()):
        yield LetterFault.REASON_MISSING
    yield from _signing_faults(letter, file, today)


def _day_faults(letter: LetterText, file: SettledFile, today: date) -> Iterator[LetterFault]:
    """What stands against the new day; one that was promised before the result stays."""
    new, signed = letter.new_due_on, letter.signed_on
    if file.promised is not None and new != file.promised:
        yield LetterFault.SECOND if file.is_sent else LetterFault.NUMBERED
    elif file.promised is None and comes_after_result(signed or today, file.resolved_on):
        if new is not None:
            yield LetterFault.DAY_AFTER_RESULT
    elif new is None:
        yield LetterFault.DAY_MISSING
    elif new <= file.due_on:
        yield LetterFault.DAY_NOT_AFTER_OLD
    elif not file.is_sent and new < (signed or file.promised or today):
        yield LetterFault.DAY_BEFORE_SIGNING


def _signing_faults(letter: LetterText, file: SettledFile, today: date) -> Iterator[LetterFault]:
    """What stands against number, day and signer."""
    signed = letter.signed_on
    if letter.authority == "KT." and not is_deputy(letter.signer_title):
        yield LetterFault.DEPUTY_MISSING
    if bool(letter.number) != (signed is not None):
        yield LetterFault.NUMBER_ALONE
    if signed is not None and signed > today:
        yield LetterFault.SIGNED_LATER
    if signed is not None and file.received_on is not None and signed < file.received_on:
        yield LetterFault.SIGNED_BEFORE_RECEIPT


def comes_after_result(signed_on: date, resolved_on: date | None) -> bool:
    """Whether the file has its result when the letter is signed: it apologises and promises no
    day."""
    return resolved_on is not None and signed_on >= resolved_on


def comes_late(signed_on: date | None, due_on: date, *, today: date) -> bool:
    """Whether the letter goes out later than the rule asks: it is needed all the same."""
    return (signed_on or today) > due_on - timedelta(days=APOLOGY_DAYS_BEFORE)


def next_number(taken: Iterable[str]) -> str:
    """The number to propose: one above the highest of the year, with a leading zero below ten."""
    numbers = [int(number) for number in taken if number.isascii() and number.isdigit()]
    return f"{max(numbers, default=0) + 1:02}"
