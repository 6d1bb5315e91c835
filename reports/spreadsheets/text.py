"""Values between commas, semicolons, tabs or bars: what spreadsheets and portals write as CSV."""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from reports.grid import Grid
from reports.spreadsheets.decoding import composed
from reports.spreadsheets.encodings import unicode_grid
from reports.spreadsheets.limits import Limits, check_cells, check_place, refuse
from reports.spreadsheets.sniffing import Kind

# In this order where two fit: decimal commas make a comma look regular in any file.
_DELIMITERS: Final = ("\t", ";", "|", ",")
_SAMPLE_LINES: Final = 400
_NEARLY_AS_GOOD: Final = 0.75
_WHOLE: Final = re.compile(r"\d+")
_FEWEST_FIGURES: Final = 3
_FEWEST_TOO_LONG: Final = 2


def read_text(path: Path, encoding: str, limits: Limits) -> list[Grid]:
    """The one sheet of a text file; its cells have the addresses that Excel would show.

    Refuses a text without columns ("not-a-spreadsheet"), one that ends inside a quoted cell
    ("unreadable"), one whose commas part both cells and decimals ("commas-mixed"), and all that
    passes the limits.
    """
    try:
        with path.open(encoding=encoding, newline="") as file:
            named = _named_delimiter(next(iter(file), ""))
        delimiter = named or _find_delimiter(path, encoding)
        with path.open(encoding=encoding, newline="") as file:
            lines = islice(file, 1, None) if named else file
            cells = _read_cells(csv.reader(lines, delimiter=delimiter), limits)
    except (csv.Error, UnicodeError):
        refuse("unreadable")
    if delimiter == "," and _splits_figures(cells):
        refuse("commas-mixed")
    return [unicode_grid(Grid("CSV", cells, kind=Kind.CSV.value))]


def _named_delimiter(first: str) -> str:
    """Excel's own hint in a first line "sep=;", which is no row of the sheet."""
    text = first.strip().strip('"').lower()
    return text[4] if len(text) == 5 and text.startswith("sep=") else ""


def _find_delimiter(path: Path, encoding: str) -> str:
    with path.open(encoding=encoding, newline="") as file:
        sample = list(islice(file, _SAMPLE_LINES))
    regular = {delimiter: _regularity(sample, delimiter) for delimiter in _DELIMITERS}
    best = max(regular.values())
    if best == 0:
        refuse("not-a-spreadsheet")
    return next(d for d in _DELIMITERS if regular[d] >= best * _NEARLY_AS_GOOD)


def _regularity(lines: Sequence[str], delimiter: str) -> float:
    """The share of the rows that have as many cells as most have; 0 without columns."""
    try:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if any(row))
    except csv.Error:
        return 0
    total = counts.total()
    del counts[0], counts[1]
    return max(counts.values(), default=0) / max(total, 1)


def _read_cells(rows: Iterable[list[str]], limits: Limits) -> list[list[object]]:
    cells: list[list[object]] = []
    count = 0
    for number, row in enumerate(rows):
        line = list(_filled(row))
        check_place(number, len(line) - 1, limits)
        count += len(line)
        check_cells(count, limits)
        cells.append(line)
    return cells


def _splits_figures(rows: Sequence[Sequence[object]]) -> bool:
    """Whether figures stand right of all headings: the commas of "76,9" have made cells of it."""
    width = too_long = 0
    for row in rows:
        figures = sum(_WHOLE.fullmatch(str(value)) is not None for value in row)
        if figures < _FEWEST_FIGURES:
            width = max(width, len(row))
        elif width > 1 and len(row) > width:
            too_long += _WHOLE.fullmatch(str(row[-1])) is not None
    return too_long >= _FEWEST_TOO_LONG


def _filled(row: Sequence[str]) -> Iterator[object]:
    """The cells up to the last that holds something."""
    last = max((at for at, text in enumerate(row) if text.strip()), default=-1)
    for text in row[: last + 1]:
        yield composed(text.replace("\x1a", ""))
