"""What people decided about a file: kept with the run, and applied anew at every review."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from reports.figures.figures import State
from reports.reading.sheet import Choices

SKIP: Final = "skip"
# Beside the states: an empty count is read as 0, where the column then adds up to its total.
ZERO: Final = "zero"
BLANK_READINGS: Final = frozenset(
    {ZERO, State.NOT_STARTED.value, State.NOT_REPORTED.value, State.NO_CASES.value}
)
KEEP: Final = "keep"
LONGEST_TEXT: Final = 200
_CELL: Final = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
_COLUMN: Final = re.compile(r"[A-Z]{1,3}")
_CODE: Final = re.compile(r"[\w-]{1,60}", re.ASCII)
# What may stand within each sort of decision.
_KEYS: Final[Mapping[str, re.Pattern[str]]] = {
    "names": _CELL,
    "cells": _CELL,
    "blanks": _CODE,
    "lost": _CODE,
    "columns": _COLUMN,
    "scales": _COLUMN,
    "period": re.compile("code|reason"),
    "total": re.compile("reason"),
    "change": re.compile("reason"),
    "sheet": re.compile("name"),
    "hidden": re.compile("rows|columns"),
    "entry": re.compile("unit"),
}


@dataclass(frozen=True, slots=True)
class DecidingReason:
    """What a person gave as the reason, what it was `given_for` ("" where not noted), and who."""

    text: str = ""
    given_for: str = ""
    by: str = ""

    def for_subject(self, subject: str) -> str:
        """The reason; empty where there is no subject, or it was given for another one."""
        return self.text if subject and self.given_for in ("", subject) else ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions by the address, letter or indicator they concern.

    `names`: address of a name → unit id, or None to leave the row out. `blanks`: indicator → what
    its empty cells mean. `columns`: letter → indicator, "indicator:numerator" or
    "indicator:denominator", or None to leave it out. `scales`: letter → whether its numbers are
    shares. `skipped_cells`: addresses that are not written. `sheet` is the name of the one to read.
    `hidden`: "rows" or "columns" → whether hidden ones are read. `lost`: indicator → how many
    stored figures may give way to empty cells. `entry_unit` is the unit on whose page a file for
    entry was sent. The reasons are for another `period` than the file's, for a `total` that does
    not add up, and for a `change` of most of what is stored.
    """

    names: Mapping[str, int | None] = field(default_factory=dict)
    blanks: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str | None] = field(default_factory=dict)
    scales: Mapping[str, bool] = field(default_factory=dict)
    skipped_cells: frozenset[str] = frozenset()
    period_code: str = ""
    period: DecidingReason = DecidingReason()
    total: DecidingReason = DecidingReason()
    change: DecidingReason = DecidingReason()
    sheet: str = ""
    hidden: Mapping[str, bool] = field(default_factory=dict)
    lost: Mapping[str, int] = field(default_factory=dict)
    entry_unit: int | None = None

    @property
    def choices(self) -> Choices:
        """Those that the reader of the file needs."""
        return Choices(
            self.columns,
            self.scales,
            sheet=self.sheet,
            skips_hidden_rows=self.hidden.get("rows") is False,
            skips_hidden_columns=self.hidden.get("columns") is False,
        )

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Decisions as they are kept; raises ValueError for what no page sends."""
        unknown = set(data) - set(_KEYS)
        if unknown:
            raise ValueError(f"Unknown decisions: {', '.join(sorted(unknown))}")
        return cls(
            names={
                cell: _unit_or_skip(cell, unit) for cell, unit in _mapping(data, "names").items()
            },
            blanks={
                code: _blank(code, reading) for code, reading in _mapping(data, "blanks").items()
            },
            columns={
                letter: None if code == SKIP else str(code)
                for letter, code in _mapping(data, "columns").items()
            },
            scales={letter: scale == "share" for letter, scale in _mapping(data, "scales").items()},
            skipped_cells=frozenset(
                cell for cell, choice in _mapping(data, "cells").items() if choice == SKIP
            ),
            period_code=str(_mapping(data, "period").get("code", "")),
            period=_reason(_mapping(data, "period")),
            total=_reason(_mapping(data, "total")),
            change=_reason(_mapping(data, "change")),
            sheet=str(_mapping(data, "sheet").get("name", "")),
            hidden={what: _kept(what, choice) for what, choice in _mapping(data, "hidden").items()},
            lost={code: int(count) for code, count in _mapping(data, "lost").items()},
            entry_unit=_mapping(data, "entry").get("unit"),
        )


def what_reading_needs(data: Mapping[str, Any]) -> tuple[Any, ...]:
    """The part of kept decisions that changes how cells are read, not only how they are judged.

    The period is among them, since units have their names for a time; its reason is not.
    """
    period = data.get("period", {}).get("code", "")
    return (period, *(data.get(key, {}) for key in ("columns", "scales", "sheet", "hidden")))


def known_only(sort: str, change: Mapping[str, Any]) -> dict[str, Any]:
    """The decisions of one sort without keys that no page sends.

    Raises ValueError for an unknown sort, and for text that is too long or cannot be stored.
    """
    keys = _KEYS.get(sort)
    if keys is None:
        raise ValueError(f"Unknown decisions: {sort}")
    known = {key: value for key, value in change.items() if keys.fullmatch(key)}
    for key, value in known.items():
        if isinstance(value, str) and ("\0" in value or len(value) > LONGEST_TEXT):
            raise ValueError(f"The text decided on {sort} {key} cannot be kept")
    return known


def _mapping(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, Mapping):
        raise ValueError(f"The decisions on {key} must be a mapping, not {value!r}")
    return value


def _reason(given: Mapping[str, Any]) -> DecidingReason:
    text, given_for, by = (str(given.get(key, "")) for key in ("reason", "for", "by"))
    return DecidingReason(text.strip(), given_for, by)


def _unit_or_skip(cell: str, unit: Any) -> int | None:
    if unit == SKIP:
        return None
    if isinstance(unit, bool) or not isinstance(unit, int):
        raise ValueError(f"{cell}: {unit!r} is neither a unit nor {SKIP!r}")
    return unit


def _kept(what: str, choice: Any) -> bool:
    if what not in ("rows", "columns") or choice not in (KEEP, SKIP):
        raise ValueError(f"Hidden {what} are to {KEEP!r} or to {SKIP!r}, not {choice!r}")
    return bool(choice == KEEP)


def _blank(code: str, reading: Any) -> str:
    if reading not in BLANK_READINGS:
        raise ValueError(f"{code}: an empty cell cannot mean {reading!r}")
    return str(reading)
