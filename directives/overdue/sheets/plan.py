"""What a sheet would do to a register: each row new, changed, the same, or refused and why.

A blank cell changes nothing: a register is completed row by row, and nobody loses a result day
because a file left its column out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum
from hashlib import sha256
from hmac import new as hmac
from typing import Final

from directives.overdue.masking import GUARDED, PERSONAL
from directives.overdue.sheets.reading import DAYS, Problem, Row
from units.names.collation import search_key

Value = str | date | time
OTHER: Final = "other"
REASON_DASH: Final = " – "
_DIGITS: Final = 32
_COPIED: Final = ("procedure", *PERSONAL, "handler", "reason_text")


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"
    MOVED = "moved"  # would write something else than was shown


WRITTEN: Final = frozenset({Outcome.NEW, Outcome.CHANGED})


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is in the register; `erased`: its personal data are gone for good."""

    values: Mapping[str, Value]
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a file, before (None: blank) and after."""

    field: str
    before: Value | None
    after: Value


@dataclass(frozen=True, slots=True)
class Planned:
    """One row with the unit it belongs to and what it would write."""

    row: Row
    unit: int | None
    outcome: Outcome
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What rows are read against.

    `units` gives the unit of a name as the sheet writes it (None: none, or not surely); `only` is
    the unit of a register that has no such column. `reasons` are codes by the key of their words;
    `today`: no result is later.
    """

    stored: Mapping[tuple[int, str], Stored]
    units: Mapping[str, int | None]
    only: int | None
    reasons: Mapping[str, str]
    today: date


def plan(rows: Iterable[Row], known: Known) -> tuple[Planned, ...]:
    """The rows in their order with what each would do."""
    return tuple(_without_twins(_planned(row, known) for row in rows))


def _without_twins(planned: Iterable[Planned]) -> Iterator[Planned]:
    """Each file once, however its unit is written: a second row contradicts the first."""
    seen: set[tuple[int, str]] = set()
    for one in planned:
        key = (one.unit, one.row.code) if one.unit is not None and one.row.code else None
        if key in seen:
            problem = Problem("twice", "code", one.row.code)
            yield Planned(one.row, one.unit, Outcome.REFUSED, problems=(*one.problems, problem))
        else:
            seen |= {key} if key else set()
            yield one


def shown_as(planned: Iterable[Planned], key: bytes) -> tuple[str, ...]:
    """What each row would write, as one short text that tells it from anything else. Its secret
    key keeps a reader from guessing what stands in the register now."""
    return tuple(_shown_as(one, key) for one in planned)


def _shown_as(one: Planned, key: bytes) -> str:
    if one.outcome not in WRITTEN:
        return ""
    return hmac(key, repr((one.unit, one.changes)).encode(), sha256).hexdigest()[:_DIGITS]


def held_to(planned: Iterable[Planned], shown: Iterable[str], key: bytes) -> tuple[Planned, ...]:
    """The plan without what was not shown: a row that would now write something else than its
    sender saw is marked `MOVED`. Raises ValueError where the rows are not as many."""
    return tuple(
        replace(one, outcome=Outcome.MOVED) if _shown_as(one, key) not in ("", before) else one
        for one, before in zip(planned, shown, strict=True)
    )


def _planned(row: Row, known: Known) -> Planned:
    unit, problem = _unit_of(row, known)
    problems = (*row.problems, *((problem,) if problem else ()))
    if problems or unit is None:
        return Planned(row, unit, Outcome.REFUSED, problems=problems)
    stored = known.stored.get((unit, row.code))
    erased = stored is not None and stored.erased
    before = stored.values if stored else {}
    wanted = _wanted(row, known, before, erased=erased)
    changes = tuple(
        Change(name, before.get(name), value)
        for name, value in wanted.items()
        if before.get(name) != value
    )
    clash = _clash({**before, **wanted}, known.today)
    if clash:
        return Planned(row, unit, Outcome.REFUSED, changes, (clash,))
    if stored is None:
        return Planned(row, unit, Outcome.NEW, changes)
    return Planned(row, unit, Outcome.CHANGED if changes else Outcome.SAME, changes)


def _unit_of(row: Row, known: Known) -> tuple[int | None, Problem | None]:
    if row.unit:
        found = known.units.get(row.unit)
        if found is None or (known.only is not None and found != known.only):
            return None, Problem("unknown-unit", "unit", row.unit)
        return found, None
    if known.only is None:
        return None, Problem("no-unit", "unit")
    return known.only, None


def _wanted(
    row: Row, known: Known, before: Mapping[str, Value], *, erased: bool
) -> dict[str, Value]:
    """The fields that the row has something to say about."""
    wanted: dict[str, Value] = {
        name: row.texts[name]
        for name in _COPIED
        if row.texts.get(name) and not (erased and name in GUARDED)
    }
    wanted |= {name: row.days[name] for name in DAYS if name in row.days}
    if row.due_time is not None:
        wanted["due_time"] = row.due_time
    said = row.texts.get("reason", "")
    if said and said != before.get("reason_text"):
        wanted["reason"], own = _reason_of(said, known)
        if own and not erased:
            wanted.setdefault("reason_text", own)
    return wanted


def _reason_of(said: str, known: Known) -> tuple[str, str]:
    """The code of a reason and its own words, which an export puts behind a dash."""
    whole = known.reasons.get(search_key(said))
    if whole is not None:
        return whole, ""
    first, _dash, own = said.partition(REASON_DASH)
    code = known.reasons.get(search_key(first))
    return (OTHER, said) if code is None else (code, own)


def _clash(values: Mapping[str, Value], today: date) -> Problem | None:
    """Days that make no sense today, or together with those of the register."""
    received, due, resolved = (
        values.get(name) for name in ("received_on", "due_on", "resolved_on")
    )
    if isinstance(received, date) and isinstance(due, date) and due < received:
        return Problem("due-before-received")
    if isinstance(received, date) and isinstance(resolved, date) and resolved < received:
        return Problem("result-before-received")
    if isinstance(resolved, date) and resolved > today:
        return Problem("result-to-come")
    return None
