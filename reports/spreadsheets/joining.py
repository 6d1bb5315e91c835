"""Tables of a document that were cut in two, put together again.

A page break made by hand, or a program that exports page by page, leaves one table as several. Only
what is surely the same table is joined: alike in its columns, with nothing but a note of going on
in between, and without a row of the first again. All others stay tables of their own.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from reports.figures.headings import heading_key
from reports.grid import Grid, address, column_index
from reports.spreadsheets.frames import Frame, find_frames, looks_like_figure
from reports.spreadsheets.tables import Shape

# A page number, or that the table goes on; anything longer may be a title of its own.
_GOES_ON: Final = re.compile(r"[-–\s\d/]*|(?:trang|page) [\d /]+|.{0,60}\b(?:tiep|tiep theo)")


def joined_tables(grids: Sequence[Grid], shapes: Sequence[Shape]) -> list[Grid]:
    """The tables in order, each with the parts that were cut off from it.

    A joined table has the name, titles and addresses of its first part; the rows of the others
    follow below. Repeated headings stay in it, as they do in a sheet.
    """
    joined: list[Grid] = []
    before: Shape | None = None
    for grid, shape in zip(grids, shapes, strict=True):
        if before is not None and _may_follow(before, shape) and _goes_on(joined[-1], grid):
            joined[-1] = _with_rows(joined[-1], grid)
        else:
            joined.append(grid)
        before = shape
    return joined


def _may_follow(before: Shape, shape: Shape) -> bool:
    return (
        before.width == shape.width
        and not before.is_inner
        and not shape.is_inner
        and all(_GOES_ON.fullmatch(heading_key(text)) for text in shape.above)
    )


def _goes_on(first: Grid, second: Grid) -> bool:
    frame, again = _frame(first), _frame(second)
    if frame is None:
        return False
    if again is not None:
        same = _headings(first, frame) == _headings(second, again)
        return same and not _names(first, frame) & _names(second, again)
    bare = Frame(-1, -1, frame.name_column)
    return _begins_with_figures(second, frame) and not _names(first, frame) & _names(second, bare)


def _frame(grid: Grid) -> Frame | None:
    return next(find_frames(grid, lambda _: False), None)


def _headings(grid: Grid, frame: Frame) -> list[str]:
    headings = frame.headings(grid)
    return [headings.key(column) for column in range(headings.width)]


def _names(grid: Grid, frame: Frame) -> frozenset[str]:
    """The names of the rows below the headings, total rows too."""
    rows = range(frame.bottom + 1, grid.height)
    texts = (heading_key(grid.text(row, frame.name_column)) for row in rows)
    own = heading_key(grid.text(frame.bottom, frame.name_column)) if frame.bottom >= 0 else ""
    return frozenset(text for text in texts if text and text != own)


def _begins_with_figures(grid: Grid, frame: Frame) -> bool:
    """Whether the first row names something and has figures right of it: it is no heading."""
    texts = next((texts for row in range(grid.height) if (texts := grid.row_texts(row))), {})
    name = texts.get(frame.name_column, "")
    figures = (text for column, text in texts.items() if column > frame.name_column)
    return any(map(str.isalpha, name)) and any(map(looks_like_figure, figures))


def _with_rows(first: Grid, second: Grid) -> Grid:
    by = first.height
    moved = (
        ((top + by, left), (bottom + by, right)) for (top, left), (bottom, right) in second.merged
    )
    return replace(
        first,
        cells=[*first.cells, *second.cells],
        merged=(*first.merged, *moved),
        hidden_rows=first.hidden_rows | {row + by for row in second.hidden_rows},
        converted=(*first.converted, *(_address_below(at, by) for at in second.converted)),
    )


def _address_below(place: str, by: int) -> str:
    letters = place.rstrip("0123456789")
    return address(int(place[len(letters) :]) - 1 + by, column_index(letters))
