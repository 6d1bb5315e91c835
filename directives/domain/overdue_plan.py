"""What a sheet would do to a register: each row new, changed, the same, or refused and why.

A blank cell changes nothing: a register is completed row by row, and nobody loses a result day
because a file left its column out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final

from directives.domain.masking import PERSONAL
from directives.domain.overdue_sheet import DAYS, Problem, Row
from units.domain.collation import search_key

Value = str | date | time
OTHER: Final = "other"
_COPIED: Final = ("procedure", *PERSONAL, "handler", "reason_text")


class Outcome(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


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
    the unit of a register that has no such column. `reasons` are codes by the key of their words.
    """

    stored: Mapping[tuple[int, str], Stored]
    units: Mapping[str, int | None]
    only: int | None
    reasons: Mapping[str, str]


def plan(rows: Iterable[Row], known: Known) -> tuple[Planned, ...]:
    """The rows in their order with what each would do."""
    return tuple(_planned(row, known) for row in rows)


def _planned(row: Row, known: Known) -> Planned:
    unit, problem = _unit_of(row, known)
    problems = (*row.problems, *((problem,) if problem else ()))
    if problems or unit is None:
        return Planned(row, unit, Outcome.REFUSED, problems=problems)
    stored = known.stored.get((unit, row.code))
    erased = stored is not None and stored.erased
    wanted = _wanted(row, known, erased=erased)
    before = stored.values if stored else {}
    changes = tuple(
        Change(name, before.get(name), value)
        for name, value in wanted.items()
        if before.get(name) != value
    )
    clash = _clash({**before, **wanted})
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


def _wanted(row: Row, known: Known, *, erased: bool) -> dict[str, Value]:
    """The fields that the row has something to say about."""
    wanted: dict[str, Value] = {
        name: row.texts[name]
        for name in _COPIED
        if row.texts.get(name) and not (erased and (name in PERSONAL or name == "reason_text"))
    }
    wanted |= {name: row.days[name] for name in DAYS if name in row.days}
    if row.due_time is not None:
        wanted["due_time"] = row.due_time
    said = row.texts.get("reason", "")
    if said:
        wanted["reason"] = known.reasons.get(search_key(said), OTHER)
        if wanted["reason"] == OTHER and not erased:
            wanted.setdefault("reason_text", said)
    return wanted


def _clash(values: Mapping[str, Value]) -> Problem | None:
    """Days that only together with those of the register make no sense."""
    received, due, resolved = (
        values.get(name) for name in ("received_on", "due_on", "resolved_on")
    )
    if isinstance(received, date) and isinstance(due, date) and due < received:
        return Problem("due-before-received")
    if isinstance(received, date) and isinstance(resolved, date) and resolved < received:
        return Problem("result-before-received")
    return None
