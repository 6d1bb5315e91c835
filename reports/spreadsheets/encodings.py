"""Sheets typed in TCVN3 or VNI fonts become Unicode, names, headings and titles alike.

The choice falls for a whole sheet: a single odd word may be French, several are a typist with an
old font. A good text must never be converted, so all doubts leave the sheet as it is.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from typing import Final

from reports.grid import Grid, Position, address
from units.names.legacy import Encoding, looks_legacy, readings, to_unicode

_SURE_CELLS: Final = 3
_CELLS_ASKED: Final = 5_000
_FONTS: Final[Mapping[Encoding, str]] = {"tcvn3": ".VnTime", "vni": "VNI-Times"}
# Letters that only Unicode has: ạ, ữ, đ, and marks that stand alone.
_BEYOND_LATIN1: Final = re.compile("[\u0100-\u1fff]")


def unicode_grid(grid: Grid, fonts: Mapping[Position, str] | None = None) -> Grid:
    """The sheet with its legacy texts converted and their addresses noted.

    `fonts` are the legacy fonts of cells, where the file tells them.
    """
    fonts = fonts or {}
    encoding = _encoding(grid, fonts)
    if encoding is None:
        return grid
    pure = not any(_BEYOND_LATIN1.search(text) for _, text in _marked_texts(grid))
    converted: dict[Position, str] = {}
    for place, text in _latin1_texts(grid):
        font = fonts.get(place, "")
        new = _converted(text, encoding, font, pure=pure)
        if new is not None:
            converted[place] = new.upper() if font.lower().endswith("h") else new
    titles = tuple(_converted(text, encoding, "", pure=pure) or text for text in grid.titles)
    return replace(
        grid,
        name=_converted(grid.name, encoding, "", pure=pure) or grid.name,
        cells=_with(grid, converted),
        titles=titles,
        converted=tuple(address(row, column) for row, column in sorted(converted)),
    )


def _marked_texts(grid: Grid) -> Iterator[tuple[Position, str]]:
    """The texts with other letters than those of English."""
    for row, line in enumerate(grid.cells):
        for column, value in enumerate(line):
            if isinstance(value, str) and not value.isascii():
                yield (row, column), value


def _latin1_texts(grid: Grid) -> Iterator[tuple[Position, str]]:
    """The texts that may be legacy: each of their letters is one byte of an old font."""
    return (marked for marked in _marked_texts(grid) if not _BEYOND_LATIN1.search(marked[1]))


def _encoding(grid: Grid, fonts: Mapping[Position, str]) -> Encoding | None:
    """The encoding of a sheet: the one that several cells are surely written in."""
    votes: Counter[Encoding] = Counter()
    for place, text in islice(_latin1_texts(grid), _CELLS_ASKED):
        encoding = looks_legacy(text, fonts.get(place))
        if encoding is not None:
            votes[encoding] += _SURE_CELLS if place in fonts else 1
    votes.update(encoding for text in grid.titles if (encoding := looks_legacy(text)) is not None)
    ranked = votes.most_common(2)
    if not ranked or ranked[0][1] < _SURE_CELLS:
        return None
    if len(ranked) > 1 and ranked[1][1] * 4 > ranked[0][1]:
        return None
    return ranked[0][0]


def _converted(text: str, encoding: Encoding, font: str, *, pure: bool) -> str | None:
    """The text in Unicode, or None to leave it.

    Once the sheet is known to be legacy, any word that makes no sense as it stands is converted.
    One that is good in both encodings ("xã" and "xó") is touched only where its font is a legacy
    one, or where the sheet has no Unicode texts at all.
    """
    if text.isascii() or _BEYOND_LATIN1.search(text):
        return None
    if looks_legacy(text, font or _FONTS[encoding]) == encoding:
        return to_unicode(text, encoding)
    new = to_unicode(text, encoding)
    return new if (pure or font) and new in readings(text, font or None) else None


def _with(grid: Grid, texts: Mapping[Position, str]) -> list[list[object]]:
    cells = [list(line) for line in grid.cells]
    for (row, column), text in texts.items():
        cells[row][column] = text
    return cells
