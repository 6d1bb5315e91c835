"""The parts of an xlsx file that calamine keeps to itself, read as events before it is asked.

The scan also measures each sheet, since calamine makes room for every place between A1 and the
last content.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from typing import Final

from reports.figures.figures import NOT_CALCULATED
from reports.grid import column_index
from reports.spreadsheets.archives import Archive
from reports.spreadsheets.events import Attributes, ByLocalName, EventReader, OnStart, parse
from reports.spreadsheets.facts import CellTally, SheetFacts, Styles
from reports.spreadsheets.limits import MEGABYTE, Limits, check_cells, check_place, refuse

_REFERENCE: Final = re.compile(r"([A-Za-z]{1,3})(\d{1,7})")
_TRUE: Final = ("1", "true")
_MOST_TEXT: Final = 32 * MEGABYTE
# From here on, counting first costs less than what it may save.
_LARGE_SHEET: Final = 16 * MEGABYTE


class SheetScan:
    """One pass over a worksheet; see `scan_sheet`."""

    def __init__(self, noted: frozenset[str], limits: Limits, tally: CellTally) -> None:
        self.facts = SheetFacts()
        self._noted = noted
        self._limits = limits
        self._tally = tally
        self._letters: dict[str, int] = {}
        self._row = self._column = -1
        self._rows = self._height = self._width = 0
        self._type = self._style = ""
        self._has_formula = False
        self._value: list[str] = []
        self._others: ByLocalName[OnStart] = ByLocalName(
            {
                "c": self._cell,
                "v": self._content,
                "f": self._formula,
                "is": self._content,
                "row": self._begin_row,
                "col": self._hide_columns,
                "mergeCell": _check_area,
            }
        )
        self._reader = EventReader(self._start)

    def read(self, chunks: Iterable[bytes]) -> None:
        """Read the sheet and count its area: each place takes memory, filled or not."""
        self._reader.read(chunks)
        self._tally.area += self._height * self._width
        check_cells(max(self._tally.area, self._tally.cells), self._limits)

    def _start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._cell(attributes)
        elif tag == "v":
            self._content(attributes)
        else:
            handler = self._others[tag]
            if handler is not None:
                handler(attributes)

    def _hide_columns(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _TRUE or attributes.get("width") == "0":
            first, last = max(0, int(attributes["min"]) - 1), int(attributes["max"])
            self.facts.hidden_columns.update(range(first, min(last, self._limits.max_columns)))

    def _begin_row(self, attributes: Attributes) -> None:
        """Blank rows count: a file with a million of them costs as much as a full one."""
        self._row = int(attributes.get("r", self._row + 2)) - 1
        self._column = -1
        self._rows += 1
        check_place(self._rows - 1, 0, self._limits)
        if attributes.get("hidden") in _TRUE:
            self.facts.hidden_rows.add(self._row)

    def _cell(self, attributes: Attributes) -> None:
        """Until its first content, a cell is only a place."""
        self._tally.cells += 1
        if self._tally.cells & 0xFFF == 0:
            check_cells(self._tally.cells, self._limits)
        reference = attributes.get("r", "")
        match = _REFERENCE.fullmatch(reference)
        if match is None:
            if reference:
                # Calamine would make room for whatever place it reads into it.
                refuse("unreadable")
            self._column += 1
        else:
            letters, digits = match.groups()
            if letters not in self._letters:
                self._letters[letters] = column_index(letters)
            self._column = self._letters[letters]
            self._row = int(digits) - 1
        self._type = attributes.get("t", "")
        self._style = attributes.get("s", "")
        self._has_formula = False
        if self._type == "e":
            self._value = []
            self._reader.listen(self._end, self._value.append)

    def _formula(self, attributes: Attributes) -> None:
        """Its value follows, or it was never calculated."""
        self._has_formula = True
        self._content(attributes)
        self._reader.listen(self._end, None)

    def _content(self, _attributes: Attributes) -> None:
        """The place of a content counts for the extent of the sheet."""
        row, column = self._row, self._column
        if row >= self._height or column >= self._width:
            check_place(row, column, self._limits)
            self._height = max(self._height, row + 1)
            self._width = max(self._width, column + 1)
        if self._type == "s":
            self._tally.shared_texts += 1
        if self._style in self._noted:
            self.facts.note_style(row, column, int(self._style))

    def _end(self, tag: str) -> None:
        """After the formula, the value; after the cell, what calamine would show as blank."""
        name = tag.rpartition(":")[2]
        if name == "f":
            self._value = []
            self._reader.listen(self._end, self._value.append)
        elif name == "c":
            self._reader.ignore()
            self._note_text("".join(self._value).strip())

    def _note_text(self, text: str) -> None:
        if self._type == "e":
            self.facts.texts[self._row, self._column] = text or "#ERROR!"
        elif self._has_formula and not text and self._type != "str":
            # A formula may well give an empty text, which has the type "str".
            self.facts.texts[self._row, self._column] = NOT_CALCULATED


def _check_area(attributes: Attributes) -> None:
    ends = attributes.get("ref", "").split(":")
    if len(ends) > 2 or not all(map(_REFERENCE.fullmatch, ends)):
        refuse("unreadable")


def scan_sheet(
    chunks: Iterable[bytes], styles: Styles, limits: Limits, tally: CellTally
) -> SheetFacts:
    """The facts of one worksheet; refuses it as soon as it passes a limit."""
    noted = frozenset(str(style) for style in {**styles.formats, **styles.fonts})
    scan = SheetScan(noted, limits, tally)
    scan.read(chunks)
    return scan.facts


def check_cell_count(archive: Archive, sheets: Iterable[str], limits: Limits) -> None:
    """Refuse far too much by counting bytes, before the cells are looked at one by one."""
    large = [sheet for sheet in sheets if archive.size(sheet) > _LARGE_SHEET]
    values = 0
    for sheet in large:
        rows = 0
        for chunk in archive.chunks(sheet):
            values += chunk.count(b"</c>")
            rows += chunk.count(b"<row ")
            check_cells(values, limits)
            check_place(rows - 1, 0, limits)


def check_shared_texts(
    archive: Archive, texts: str, sheets: Iterable[str], limits: Limits, tally: CellTally
) -> None:
    """Refuse texts that fill the memory: each cell gets a copy of the text it points to.

    `texts` is the part of the shared texts, `sheets` those that point into it.
    """
    if archive.size(texts) > _MOST_TEXT:
        refuse("too-much-inside")
    if archive.size(texts) * tally.shared_texts <= _MOST_TEXT:
        return
    lengths = _text_lengths(archive.chunks(texts))
    if max(lengths, default=0) * tally.shared_texts <= _MOST_TEXT:
        return
    total = sum(_shared_length(archive.chunks(sheet), lengths) for sheet in sheets)
    if total > _MOST_TEXT:
        refuse("too-much-inside")


def _text_lengths(chunks: Iterable[bytes]) -> array[int]:
    lengths = array("L")

    def text(piece: str) -> None:
        if lengths:
            lengths[-1] += len(piece)

    parse(chunks, {"si": lambda _: lengths.append(0)}, text=text)
    return lengths


def _shared_length(chunks: Iterable[bytes], lengths: array[int]) -> int:
    """How many letters the cells of a sheet take once each has its copy."""
    total = 0
    points = inside = False

    def cell(attributes: Attributes) -> None:
        nonlocal points
        points = attributes.get("t") == "s"

    def value(_attributes: Attributes) -> None:
        nonlocal inside
        inside = points

    def end_value() -> None:
        nonlocal inside
        inside = False

    def text(index: str) -> None:
        nonlocal total
        at = int(index) if inside and index.strip().isdigit() else len(lengths)
        total += lengths[at] if at < len(lengths) else 0

    parse(chunks, {"c": cell, "v": value}, end={"v": end_value}, text=text)
    return total
