"""What a file of the corpus is: how it is made, and what reading it must give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.reports.report_files import HEADINGS, TITLES, TOTAL, UNIT_ROWS

Rows = list[list[Any]]

# The letter's table: 20 rows of 5 indicators, 30 of its cells are empty.
LETTER_COUNTS: Final = {"new": 70, "changed": 0, "same": 0, "blank": 30, "refused": 0}
# Cells that tell most ways of misreading it apart, as "unit.indicator": figure.
LETTER_FIGURES: Final = {
    "vinhlinh.digitization": "59.29",
    "vinhlinh.overdue": "28",
    "vp.payment": "not_started",
    "vinhgiang.overdue": "11",
    "vinhlam.digitization": "76.0",
    "vinhlam.overdue": "0",
    "trungnam.payment": "0.1",
    "hoxa.online": "90.4",
    "cuatung.receipt": "56.3",
}
# The same where the file holds numbers: a spreadsheet forgets the zero of "76,0".
NUMBER_FIGURES: Final = {**LETTER_FIGURES, "vinhlam.digitization": "76"}


@dataclass(frozen=True, slots=True)
class Case:
    """One file: `make` writes it into a folder and gives its path; the rest is expected.

    `blocking` are exactly the codes that keep it from being applied, `told` some that are there
    besides. A figure is its value as written ("76.0" has one decimal), a state's name, or with
    its counts "44 = 11/25". `period` is the code read from the file, None when it says none.
    """

    name: str
    make: Callable[[Path], Path]
    counts: Mapping[str, int] = field(default_factory=lambda: LETTER_COUNTS)
    figures: Mapping[str, str] = field(default_factory=lambda: LETTER_FIGURES)
    blocking: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    period: str | None = "2023-H1"
    status: str = "review"


def counts(*, new: int, blank: int = 0, refused: int = 0) -> dict[str, int]:
    """The counts of a file that meets no figures of before."""
    return {"new": new, "changed": 0, "same": 0, "blank": blank, "refused": refused}


def codes(*names: str) -> frozenset[str]:
    """A set of issue codes."""
    return frozenset(names)


def table(
    *,
    titles: tuple[str, ...] = TITLES,
    headings: tuple[str, ...] = HEADINGS,
    total: tuple[Any, ...] | None = TOTAL,
    rows: tuple[tuple[Any, ...], ...] = UNIT_ROWS,
    total_last: bool = False,
) -> Rows:
    """The letter's table with one heading row, two rows below the titles."""
    body = [list(row) for row in rows]
    if total is not None:
        body.insert(len(body) if total_last else 0, list(total))
    return [[title] for title in titles] + [[], list(headings)] + body


def renamed(names: Mapping[str, str]) -> tuple[tuple[Any, ...], ...]:
    """The rows of the units with other names for some."""
    return tuple((row[0], names.get(row[1], row[1]), *row[2:]) for row in UNIT_ROWS)


def numbers(rows: Rows) -> Rows:
    """The same rows with numbers where the letter has texts of figures."""
    return [[_number(value) for value in row] for row in rows]


def _number(value: Any) -> Any:
    if not isinstance(value, str) or not value.replace(",", "").isdigit():
        return value
    number = float(value.replace(",", "."))
    return int(number) if number.is_integer() else number
