"""One cell of the table: its text as in the file, and the figure, blank or problem that it is."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Context, Decimal
from typing import Final

from reports.figures.figures import Blank, Figure, Measure, Problem
from reports.figures.parsing import parse_figure
from reports.grid import Grid, Position, address, shown
from reports.reading.columns import FileColumn
from reports.reading.scales import Scales
from reports.reading.stacked import stacked_part

# What the database keeps; a longer number comes from a division, and is kept to this.
_STORED_PLACES: Final = Decimal("0.00000001")
_EXACT: Final = Context(prec=40, rounding=ROUND_DOWN)
_STACKED: Final = frozenset(":/")

Content = Figure | Blank | Problem


@dataclass(frozen=True, slots=True)
class FileCell:
    """One figure's cell: its A1 address, its text as in the file, and what that means."""

    address: str
    raw: str
    content: Content


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
    grid: Grid, row: int, column: FileColumn, measure: Measure, scales: Scales
) -> FileCell:
    """The cell of an indicator's column; a rate comes in percent points."""
    value = grid.value(row, column.index)
    number_format = scales.formats.get((row, column.index), "")
    part = stacked_part(value, measure) if isinstance(value, str) and _STACKED & {*value} else value
    content = parse_figure(part, measure=measure, number_format=number_format)
    raw = shown(value)
    if isinstance(content, Figure) and content.value is not None:
        if number_format:
            raw = f"{shown(content.value)}%"
        elif column.index in scales.shares and not raw.endswith("%"):
            content = _in_points(content, content.value)
        content = _storable(content)
    elif isinstance(content, Problem):
        content = Problem(content.code, raw)
    elif isinstance(content, Blank):
        content = Blank(raw)
    return FileCell(address(row, column.index), raw, content)


def read_count(grid: Grid, row: int, column: FileColumn) -> FileCell:
    value = grid.value(row, column.index)
    content = parse_figure(stacked_part(value, Measure.COUNT), measure=Measure.COUNT)
    raw = shown(value)
    if isinstance(content, Problem):
        content = Problem(content.code, raw)
    elif isinstance(content, Blank):
        content = Blank(raw)
    return FileCell(address(row, column.index), raw, content)


def _in_points(figure: Figure, share: Decimal) -> Figure | Problem:
    if share > 1:
        return Problem("out-of-range", shown(share))
    points = _EXACT.multiply(share, Decimal(100))
    return Figure.of(points, places=max(0, figure.places - 2))


def _storable(content: Content) -> Content:
    value = content.value if isinstance(content, Figure) else None
    exponent = value.as_tuple().exponent if value is not None else 0
    if value is None or not isinstance(content, Figure) or int(exponent) >= -8:
        return content
    # Rounding up could carry 89,9999999999 over a target of 90.
    kept = value.quantize(_STORED_PLACES, ROUND_DOWN).normalize()
    return replace(content, value=kept)
