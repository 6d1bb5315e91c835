"""How files of one shape are read: what people decided on their columns, kept by heading.

Letters change from file to file and columns are moved about; headings stay. A shape is the set of
headings of a table, in any order and spelling.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Final

from reports.figures.headings import heading_key
from reports.grid import column_letter
from reports.reading.columns import FileColumn
from reports.reading.decisions import SKIP

# By heading key: {"column": "online" | "online:numerator" | "skip", "scale": "share" | "points"}.
Mapped = Mapping[str, Mapping[str, str]]
_COLUMNS, _SCALES = "columns", "scales"
_FIELDS: Final = {_COLUMNS: "column", _SCALES: "scale"}


def fingerprint(headings: Iterable[str]) -> str:
    """The shape of a table from its headings: the same whatever their order, case and marks."""
    keys = sorted(map(heading_key, headings))
    return sha256("\n".join(keys).encode()).hexdigest()


def mapping_of(columns: Iterable[tuple[str, str]], decisions: Mapping[str, Any]) -> Mapped:
    """What was decided on the columns (letter and heading each), by heading.

    `decisions` are those of a run as they are kept. Of two columns with one heading nothing is
    kept, since nothing would tell them apart.
    """
    mapped: dict[str, dict[str, str]] = {}
    for letter, key in _single(columns):
        for kind, field in _FIELDS.items():
            decided = decisions.get(kind, {}).get(letter)
            if isinstance(decided, str):
                mapped.setdefault(key, {})[field] = decided
    return mapped


def decisions_from(
    mapped: Mapped, columns: Iterable[tuple[str, str]], codes: Iterable[str]
) -> dict[str, dict[str, str]]:
    """The decisions that a mapping gives for columns (letter and heading each).

    What it says of an indicator that is not among `codes` any more is passed over.
    """
    known = frozenset(codes)
    decisions: dict[str, dict[str, str]] = {}
    for letter, key in _single(columns):
        for kind, field in _FIELDS.items():
            decided = mapped.get(key, {}).get(field)
            indicator = (decided or "").partition(":")[0]
            if decided and (kind == _SCALES or indicator in known or indicator == SKIP):
                decisions.setdefault(kind, {})[letter] = decided
    return decisions


def lettered(columns: Iterable[FileColumn]) -> list[tuple[str, str]]:
    """Columns as letter and heading, each once, left to right."""
    every = {column.index: column.heading for column in columns}
    return [(column_letter(index), every[index]) for index in sorted(every)]


def _single(columns: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    keyed = [(letter, heading_key(heading)) for letter, heading in columns]
    times = Counter(key for _, key in keyed)
    return [(letter, key) for letter, key in keyed if times[key] == 1]
