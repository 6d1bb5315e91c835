"""One cell of the table: its text as in the file, and the figure, blank or problem that it is."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Context, Decimal
from typing import Final

from reports.figures.figures import Blank, Figure, Measure, Problem, written_places
from reports.figures.headings import heading_key
from reports.figures.parsing import parse_figure
from reports.grid import Grid, Position, address, shown
from reports.reading.columns import FileColumn
from reports.reading.counts import is_quotient
from reports.reading.scales import NO_SCALES, Scales

# What the database keeps; a longer number comes from a division, and is kept to this.
_STORED_PLACES: Final = 8
_EXACT: Final = Context(prec=40, rounding=ROUND_DOWN)
_STACKED: Final = frozenset(":/")
_LINE: Final = re.compile(r"\s*([^\d:\n/]{2,30}):\s*([^\n/]*)\s*(?:[\n/]|$)")
_FRACTION: Final = re.compile(
    r"(\d+|\d{1,3}(?:\.\d{3})+)\s*/\s*(\d+|\d{1,3}(?:\.\d{3})+)\s*[\s(=:;–-]\s*(\d[\d.,]*)\s*%\s*\)?\s*"
)
_LONGEST_STACKED: Final = 200
_LABELS: Final = {
    Measure.RATE: frozenset(("ty le", "dat ty le")),
    Measure.COUNT: frozenset(("so luong", "tong so", "so ho so", "tong", "sl")),
}

Content = Figure | Blank | Problem


@dataclass(frozen=True, slots=True)
class FileCell:
    """One figure's cell: its A1 address, its text as in the file, and what that means."""

    address: str
    raw: str
    content: Content

    @property
    def figure(self) -> Figure | None:
        """What was read, a number or a state; None for a blank and for what cannot be read."""
        return self.content if isinstance(self.content, Figure) else None


def shared_cells(
    grid: Grid, columns: Sequence[FileColumn], rows: Sequence[int]
) -> Mapping[Position, str]:
    """The cells that one figure is merged over in several rows (in order), with its text.

    Whose figure it is, the file does not say: the sum of the units, or that of each.
    """
    shared: dict[Position, str] = {}
    for (top, left), (bottom, right) in grid.merged:
        text = grid.text(top, left) if bottom > top else ""
        inside = rows[bisect_left(rows, top) : bisect_right(rows, bottom)] if text else ()
        if len(inside) > 1:
            indexes = [column.index for column in columns if left <= column.index <= right]
            shared.update({(row, index): text for row in inside for index in indexes})
    return shared


def shared_cell(row: int, column: int, text: str) -> FileCell:
    """The cell of a figure that belongs to several rows."""
    return FileCell(address(row, column), text, Problem("merged-cell", text))


def read_cell(
    grid: Grid, row: int, column: FileColumn, measure: Measure, scales: Scales = NO_SCALES
) -> FileCell:
    """The cell of an indicator's column, or of counts; a rate comes in percent points."""
    value = grid.value(row, column.index)
    number_format = scales.formats.get((row, column.index), "")
    part = stacked_part(value, measure)
    content = parse_figure(part, measure=measure, number_format=number_format)
    raw = shown(value)
    if not isinstance(content, Figure):
        content = replace(content, text=raw)
    elif content.value is not None and number_format:
        raw, content = f"{shown(content.value)}%", _storable(content)
    elif content.value is not None:
        is_share = column.index in scales.shares and not raw.endswith("%")
        content = _in_points(content, content.value) if is_share else _storable(content)
    return FileCell(address(row, column.index), raw, content)


def _in_points(figure: Figure, share: Decimal) -> Figure | Problem:
    if share > 1:
        return Problem("out-of-range", shown(share))
    points = _EXACT.multiply(share, Decimal(100))
    return _storable(Figure.of(points, places=max(0, figure.places - 2)))


def _storable(figure: Figure) -> Figure:
    if figure.value is None or written_places(figure.value) <= _STORED_PLACES:
        return figure
    # Rounding up could carry 89,9999999999 over a target of 90.
    kept = figure.value.quantize(Decimal(1).scaleb(-_STORED_PLACES), ROUND_DOWN).normalize()
    return replace(figure, value=kept)


def stacked_part(value: object, measure: Measure) -> object:
    """The one figure that an indicator of this measure wants of a cell of several; else all of it.

    Pages that save their table as a spreadsheet write "Số lượng: 12 / Tỷ lệ: 50% / Điểm số: 1". The
    label says which is the rate and which the count; without a label nothing is taken apart, but a
    fraction with its rate: "816/1000 (81,6%)".
    A cell of labelled lines without the wanted one is left as it is, and is no number; so is a
    fraction that is not the rate beside it.
    """
    if not isinstance(value, str) or len(value) > _LONGEST_STACKED or not _STACKED & {*value}:
        return value
    if measure is Measure.RATE and (fraction := _FRACTION.fullmatch(value)):
        return f"{fraction[3]}%" if _is_rate(*fraction.groups()) else value
    for label, text in _LINE.findall(value):
        if heading_key(label) in _LABELS[measure]:
            return str(text).strip()
    return value


def _is_rate(numerator: str, denominator: str, rate: str) -> bool:
    figure = parse_figure(rate, measure=Measure.RATE)
    part, whole = (int(text.replace(".", "")) for text in (numerator, denominator))
    return isinstance(figure, Figure) and whole > 0 and is_quotient(figure, part, whole)
