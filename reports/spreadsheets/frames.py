"""The heading block of a table: where it stands, and what it says above each column."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from reports.figures.headings import heading_key
from reports.grid import Grid, Position

MOST_HEADING_ROWS: Final = 5
_MOST_FRAMES: Final = 5
_ROWS_SEARCHED_FOR_NAMES: Final = 60
_ROWS_SEARCHED_FOR_HEADINGS: Final = 500
_NAME_HEADINGS: Final = frozenset(
    heading_key(text)
    for text in (
        *("Cơ quan, đơn vị, địa phương", "Cơ quan, đơn vị", "Cơ quan", "Đơn vị", "Địa phương"),
        *("Đơn vị, địa phương", "Địa phương, đơn vị", "Tên đơn vị", "Tên cơ quan, đơn vị"),
        *("Tên cơ quan", "Tên địa phương", "Tên đơn vị, địa phương", "Tên đơn vị hành chính"),
        *("Tên cơ quan, đơn vị, địa phương", "Đơn vị hành chính", "Đơn vị cấp xã"),
        *("Đơn vị thực hiện", "Đơn vị giải quyết", "Đơn vị báo cáo", "Đơn vị tiếp nhận"),
        *("Đơn vị xử lý", "Cơ quan thực hiện", "Cơ quan giải quyết"),
        *("Lĩnh vực/Đơn vị thực hiện", "Lĩnh vực, đơn vị"),
        *("Xã, thị trấn", "Xã, phường, thị trấn", "Xã, phường", "Phường, xã"),
        *("Xã, phường, đặc khu", "Tên xã, thị trấn", "Tên xã, phường, thị trấn"),
        *("UBND xã, thị trấn", "UBND các xã, thị trấn", "UBND xã, phường", "UBND cấp xã"),
        *("UBND xã, phường, thị trấn", "UBND các xã, phường, thị trấn"),
    )
)
_COLUMN_NUMBER: Final = re.compile(
    r"[(\[]?\s*(?:\d{1,2}|[A-Za-z])\s*[)\]]?(?:\s*=[\d\s()\[\]+\-–*/:x×%.,=]*)?"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """The heading block: rows `top` to `bottom` (inclusive) and the column of the names."""

    top: int
    bottom: int
    name_column: int

    def headings(self, grid: Grid) -> Headings:
        """What the block says, with merged cells filled in all their places."""
        return Headings(self, _spread(grid, self))


@dataclass(frozen=True, slots=True)
class Headings:
    """The texts of a heading block by row and column."""

    frame: Frame
    texts: Mapping[Position, str]

    @property
    def width(self) -> int:
        """How many columns there are, up to the last with a heading."""
        return max((column for _, column in self.texts), default=0) + 1

    def parts(self, column: int) -> tuple[str, ...]:
        """The texts above a column, top to bottom, each once and without column numbers."""
        rows = range(self.frame.top, self.frame.bottom + 1)
        texts = (self.texts.get((row, column), "") for row in rows)
        return tuple(
            dict.fromkeys(text for text in texts if text and not _COLUMN_NUMBER.fullmatch(text))
        )

    def key(self, column: int) -> str:
        """All that stands above a column as one key."""
        return heading_key(" / ".join(self.parts(column)))


def find_frames(grid: Grid, names_unit: Callable[[str], bool]) -> Iterator[Frame]:
    """The places where a table may begin, the likeliest first.

    A row that says the same as one above repeats that heading and begins no other table.
    """
    frames: list[Mapping[int, str]] = []
    for row in range(min(grid.height, _ROWS_SEARCHED_FOR_HEADINGS)):
        texts = grid.row_texts(row) if len(frames) < _MOST_FRAMES else {}
        column = next((at for at, text in texts.items() if heads_names(text)), None)
        if column is not None and len(texts) > 1 and texts not in frames:
            frames.append(texts)
            yield block_around(grid, row, column)
    by_units = _frame_by_units(grid, names_unit)
    if by_units is not None:
        yield by_units


def heads_names(text: str) -> bool:
    """Whether a text heads a column of unit names: "Cơ quan, đơn vị, địa phương"."""
    return len(text) < 60 and ":" not in text and heading_key(text) in _NAME_HEADINGS


def block_around(grid: Grid, row: int, name_column: int) -> Frame:
    """The heading rows around the cell that heads the names.

    Rows without a text in the name column belong to it: the cell is merged down, or its group
    titles stand above it.
    """
    covered = _merged_bottom(grid, row, name_column)
    bottom = row
    while bottom - row + 1 < MOST_HEADING_ROWS and bottom + 1 < grid.height:
        below = grid.row_texts(bottom + 1)
        if not _is_heading_row(grid, bottom + 1, below, name_column, covered):
            break
        bottom += 1
    top = row
    while top > 0 and bottom - top + 1 < MOST_HEADING_ROWS and _is_group_row(grid, top - 1, top):
        top -= 1
    return Frame(top, bottom, name_column)


def _is_heading_row(
    grid: Grid, row: int, texts: Mapping[int, str], name_column: int, covered: int
) -> bool:
    if row <= covered:
        return True
    if not texts:
        return False
    if is_number_row(texts):
        return True
    to_the_left = [text for column, text in texts.items() if column <= name_column]
    return not to_the_left and not any(looks_like_figure(text) for text in texts.values())


def _is_group_row(grid: Grid, row: int, below: int) -> bool:
    """Whether a row above carries group titles: merged over columns, beside no long title."""
    spans = [rng for rng in grid.merged if rng[0][0] == row and rng[1][1] > rng[0][1]]
    width = max(grid.row_texts(below), default=0)
    return len(grid.row_texts(row)) > 1 and any(
        start[1] > 0 and end[1] - start[1] < width - 1 for start, end in spans
    )


def _merged_bottom(grid: Grid, row: int, column: int) -> int:
    for (top, left), (bottom, right) in grid.merged:
        if top <= row <= bottom and left <= column <= right:
            return bottom
    return row


def is_number_row(texts: Mapping[int, str]) -> bool:
    """A row "(1) (2) (3)=(4)+(5)": the columns' numbers, not figures of a unit."""
    if len(texts) < 3 or not all(_COLUMN_NUMBER.fullmatch(text) for text in texts.values()):
        return False
    numbers = [int(match[0]) for text in texts.values() if (match := re.search(r"\d+", text))]
    return len(numbers) >= 2 and all(b - a == 1 for a, b in pairwise(numbers))


def looks_like_figure(text: str) -> bool:
    """Whether a text is made of digits and their separators."""
    return re.fullmatch(r"[\d.,\s]+%?", text) is not None


def _frame_by_units(grid: Grid, names_unit: Callable[[str], bool]) -> Frame | None:
    """Without a known heading, the column with the most unit names is the column of names."""
    rows = range(min(grid.height, _ROWS_SEARCHED_FOR_NAMES))
    hits = [(at, row) for row in rows for at in _unit_columns(grid, row, names_unit)]
    by_column: dict[int, list[int]] = {}
    for at, row in hits:
        by_column.setdefault(at, []).append(row)
    column = max(by_column, key=lambda key: len(by_column[key]), default=None)
    if column is None or len(by_column[column]) < 2:
        return None
    first = by_column[column][0]
    while first > 0 and _holds_figures(grid, first - 1):
        first -= 1
    top = first
    while top > 0 and first - top < MOST_HEADING_ROWS and len(grid.row_texts(top - 1)) > 1:
        top -= 1
    return Frame(top, first - 1, column) if top < first else None


def _unit_columns(grid: Grid, row: int, names_unit: Callable[[str], bool]) -> Iterator[int]:
    for column, text in grid.row_texts(row).items():
        if any(char.isalpha() for char in text) and names_unit(text):
            yield column


def _holds_figures(grid: Grid, row: int) -> bool:
    texts = grid.row_texts(row)
    return any(map(looks_like_figure, texts.values())) and not is_number_row(texts)


def _spread(grid: Grid, frame: Frame) -> dict[Position, str]:
    rows = range(frame.top, frame.bottom + 1)
    texts = {(row, column): text for row in rows for column, text in grid.row_texts(row).items()}
    merged = [
        ((top, left), (bottom, right))
        for (top, left), (bottom, right) in grid.merged
        if bottom >= frame.top and top <= frame.bottom
    ]
    if not merged:
        _spread_titles(texts, frame)
    for (top, left), (bottom, right) in merged:
        text = texts.get((top, left), "")
        for row in range(max(top, frame.top), min(bottom, frame.bottom) + 1):
            texts.update({(row, column): text for column in range(left, right + 1)})
    return texts


def _spread_titles(texts: dict[Position, str], frame: Frame) -> None:
    """Group titles over the columns right of them, for files that keep no merged cells (csv).

    A title goes on over a blank if both have headings below, and one title above.
    """
    width = max((column for _, column in texts), default=0) + 1
    for row in range(frame.top, frame.bottom):
        for column in range(frame.name_column + 2, width):
            before = texts.get((row, column - 1))
            if (
                before
                and (row, column) not in texts
                and (row + 1, column - 1) in texts
                and (row + 1, column) in texts
                and texts.get((row - 1, column)) == texts.get((row - 1, column - 1))
            ):
                texts[row, column] = before
