"""What a sheet's file says beside its values: hidden parts, errors, formats, fonts, its extent."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field

from reports.grid import MergedRange, Position


@dataclass(frozen=True, slots=True)
class Styles:
    """The number formats (other than General) and the font names of the cells' styles."""

    formats: Mapping[int, str]
    fonts: Mapping[int, str]


@dataclass(slots=True)
class SheetFacts:
    """Filled while a sheet is scanned. Rows and columns count from 0.

    `texts` stand in cells that the values leave blank: errors and formulas never calculated.
    `merged` is for files whose merged cells calamine does not tell.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    texts: dict[Position, str] = field(default_factory=dict)
    merged: list[MergedRange] = field(default_factory=list)
    _styled: array[int] = field(default_factory=lambda: array("Q"))

    def note_style(self, row: int, column: int, style: int) -> None:
        """Note the style of a cell; packed, since a sheet may have a million of them."""
        self._styled.append(row << 40 | column << 20 | style)

    def of_styles(self, values: Mapping[int, str]) -> dict[Position, str]:
        """The cells that have one of these styles, with its value (a format, a font)."""
        return {
            (packed >> 40, packed >> 20 & 0xFFFFF): values[packed & 0xFFFFF]
            for packed in self._styled
            if packed & 0xFFFFF in values
        }


@dataclass(slots=True)
class CellTally:
    """The cells of a whole file, counted while its sheets are scanned."""

    area: int = 0
    cells: int = 0
    shared_texts: int = 0


def is_legacy_font(name: str) -> bool:
    """Whether a font shows text of an encoding older than Unicode: ".VnTime", "VNI-Times"."""
    return name.lower().startswith((".vn", "vni"))
