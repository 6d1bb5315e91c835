"""What a sheet would do to a register: each row new, changed, the same, or refused and why.

A blank cell changes nothing: a register is completed row by row, and nobody loses a result day
because a file left its column out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from hashlib import sha256
from hmac import new as hmac
from typing import Final

from directives.overdue.domain import DAYS, day_clashes
from directives.overdue.masking import GUARDED, PERSONAL, REASON_DASH
from directives.overdue.sheets.reading import FileLine, LineProblem
from units.names.collation import search_key

Value = str | date | time
OTHER: Final = "other"
_DIGITS: Final = 32
_COPIED: Final = ("procedure", *PERSONAL, "handler", "reason_text")


class LineOutcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"
    MOVED = "moved"  # would write something else than was shown


WRITTEN: Final = frozenset({LineOutcome.NEW, LineOutcome.CHANGED})


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that is in the register; `erased`: its personal data are gone for good."""

    values: Mapping[str, Value]
    erased: bool = False


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a file, before (None: blank) and after."""

    field: str
    before: Value | None
    after: Value


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One line with the unit it belongs to and what it would write."""

    line: FileLine
    unit: int | None
    outcome: LineOutcome
    changes: tuple[FieldChange, ...] = ()
    problems: tuple[LineProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterNow:
    """What rows are read against.

    `units` gives the unit of a name as the sheet writes it (None: none, or not surely); `only` is
    the unit of a register that has no such column. `reasons` are codes by the key of their words;
    `today`: no result is later.
    """

    stored: Mapping[tuple[int, str], StoredFile]
    units: Mapping[str, int | None]
    only: int | None
    reasons: Mapping[str, str]
    today: date


def plan(lines: Iterable[FileLine], now: RegisterNow) -> tuple[PlannedLine, ...]:
    """The lines in their order with what each would do."""
    return tuple(_without_twins(_planned(line, now) for line in lines))


def _without_twins(planned: Iterable[PlannedLine]) -> Iterator[PlannedLine]:
    """Each file once, however its unit is written: a second row contradicts the first."""
    seen: set[tuple[int, str]] = set()
    for row in planned:
        key = (row.unit, row.line.code) if row.unit is not None and row.line.code else None
        if key in seen:
            problems = (*row.problems, LineProblem("twice", "code", row.line.code))
            yield PlannedLine(row.line, row.unit, LineOutcome.REFUSED, problems=problems)
        else:
            seen |= {key} if key else set()
            yield row


def shown_as(row: PlannedLine, key: bytes) -> str:
    """What a row would write, as one short text that tells it from anything else; "" for nothing.
    The secret key keeps a reader from guessing what stands in the register now."""
    if row.outcome not in WRITTEN:
        return ""
    return hmac(key, repr((row.unit, row.changes)).encode(), sha256).hexdigest()[:_DIGITS]


def held_to(
    planned: Iterable[PlannedLine], shown: Iterable[str], key: bytes
) -> tuple[PlannedLine, ...]:
    """The plan without what was not shown: a row that would now write something else than its
    sender saw is marked `MOVED`. Raises ValueError where the rows are not as many."""
    return tuple(
        replace(row, outcome=LineOutcome.MOVED) if shown_as(row, key) not in ("", before) else row
        for row, before in zip(planned, shown, strict=True)
    )


def _planned(line: FileLine, now: RegisterNow) -> PlannedLine:
    unit, problem = _unit_of(line, now)
    problems = (*line.problems, *((problem,) if problem else ()))
    if problems or unit is None:
        return PlannedLine(line, unit, LineOutcome.REFUSED, problems=problems)
    stored = now.stored.get((unit, line.code))
    before = stored.values if stored else {}
    after = _values(line, now, before, erased=stored is not None and stored.erased)
    changes = tuple(
        FieldChange(name, before.get(name), value)
        for name, value in after.items()
        if before.get(name) != value
    )
    days = {name: day for name, day in {**before, **after}.items() if isinstance(day, date)}
    clash = next(day_clashes(days, today=now.today), None)
    if clash:
        return PlannedLine(line, unit, LineOutcome.REFUSED, changes, (LineProblem(clash),))
    if stored is None:
        return PlannedLine(line, unit, LineOutcome.NEW, changes)
    return PlannedLine(line, unit, LineOutcome.CHANGED if changes else LineOutcome.SAME, changes)


def _unit_of(line: FileLine, now: RegisterNow) -> tuple[int | None, LineProblem | None]:
    if line.unit:
        unit = now.units.get(line.unit)
        if unit is None or (now.only is not None and unit != now.only):
            return None, LineProblem("unknown-unit", "unit", line.unit)
        return unit, None
    if now.only is None:
        return None, LineProblem("no-unit", "unit")
    return now.only, None


def _values(
    line: FileLine, now: RegisterNow, before: Mapping[str, Value], *, erased: bool
) -> dict[str, Value]:
    """The fields that the line has something to say about."""
    values: dict[str, Value] = {
        name: line.texts[name]
        for name in _COPIED
        if line.texts.get(name) and not (erased and name in GUARDED)
    }
    values |= {name: line.days[name] for name in DAYS if name in line.days}
    if line.due_time is not None:
        values["due_time"] = line.due_time
    text = line.texts.get("reason", "")
    if text and text != before.get("reason_text"):
        values["reason"], own = _reason_of(text, now)
        if own and not erased:
            values.setdefault("reason_text", own)
    return values


def _reason_of(text: str, now: RegisterNow) -> tuple[str, str]:
    """The code of a reason and its own words, which an export puts behind a dash."""
    whole = now.reasons.get(search_key(text))
    if whole is not None:
        return whole, ""
    first, _dash, own = text.partition(REASON_DASH)
    code = now.reasons.get(search_key(first))
    return (OTHER, text) if code is None else (code, own)
