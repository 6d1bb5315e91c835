"""What people decided about a file: kept with the run, and applied anew at every review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Self

from reports.domain.figures import State
from reports.domain.sheet import Choices

SKIP: Final = "skip"
# Beside the states: an empty count is read as 0, where the column then adds up to its total.
ZERO: Final = "zero"
BLANK_READINGS: Final = frozenset(
    {ZERO, State.NOT_STARTED.value, State.NOT_REPORTED.value, State.NO_CASES.value}
)
# Changing one of these changes how the cells are read, not only how they are judged.
READING_KEYS: Final = frozenset({"columns", "scales", "period"})
_KEYS: Final = frozenset({"names", "blanks", "cells", "total"}) | READING_KEYS


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions by the address, letter or indicator they concern.

    `names`: address of a name → unit id, or None to leave the row out. `blanks`: indicator → what
    its empty cells mean. `columns`: letter → indicator, or None to leave it out. `scales`: letter →
    whether its numbers are shares. `skipped_cells`: addresses that are not written. The reasons are
    what a person gave for another period than the file's, or for a total that does not add up.
    """

    names: Mapping[str, int | None] = field(default_factory=dict)
    blanks: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str | None] = field(default_factory=dict)
    scales: Mapping[str, bool] = field(default_factory=dict)
    skipped_cells: frozenset[str] = frozenset()
    period_code: str = ""
    period_reason: str = ""
    total_reason: str = ""

    @property
    def choices(self) -> Choices:
        """Those that the reader of the file needs."""
        return Choices(self.columns, self.scales)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Decisions as they are kept; raises ValueError for what no page sends."""
        unknown = set(data) - _KEYS
        if unknown:
            raise ValueError(f"Unknown decisions: {', '.join(sorted(unknown))}")
        period = _mapping(data, "period")
        return cls(
            names={
                cell: _unit_or_skip(cell, unit) for cell, unit in _mapping(data, "names").items()
            },
            blanks={code: _blank(code, one) for code, one in _mapping(data, "blanks").items()},
            columns={
                letter: None if code == SKIP else str(code)
                for letter, code in _mapping(data, "columns").items()
            },
            scales={letter: one == "share" for letter, one in _mapping(data, "scales").items()},
            skipped_cells=frozenset(
                cell for cell, one in _mapping(data, "cells").items() if one == SKIP
            ),
            period_code=str(period.get("code", "")),
            period_reason=str(period.get("reason", "")).strip(),
            total_reason=str(_mapping(data, "total").get("reason", "")).strip(),
        )


def _mapping(data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, Mapping):
        raise ValueError(f"The decisions on {key} must be a mapping, not {value!r}")
    return value


def _unit_or_skip(cell: str, unit: Any) -> int | None:
    if unit == SKIP:
        return None
    if isinstance(unit, bool) or not isinstance(unit, int):
        raise ValueError(f"{cell}: {unit!r} is neither a unit nor {SKIP!r}")
    return unit


def _blank(code: str, reading: Any) -> str:
    if reading not in BLANK_READINGS:
        raise ValueError(f"{code}: an empty cell cannot mean {reading!r}")
    return str(reading)
