"""The columns of a table: which indicator each carries, and how surely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from reports.domain.figures import Measure
from reports.domain.frames import Frame, heading_parts, spread_headings
from reports.domain.grid import Grid, column_letter
from reports.domain.headings import HeadingIndex, heading_measure

# By column letter: the indicator chosen, "online:numerator" for a count behind a rate, or None to
# leave the column out.
ColumnChoices = Mapping[str, str | None]


class Role(StrEnum):
    """What the cells of a column are to their indicator."""

    RATE = "rate"
    COUNT = "count"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures. Without an `indicator` it is left out; `confidence` 100 is certain.

    `chosen` tells that a person decided, so that there is nothing left to ask. `parts` are the
    texts of the heading, top to bottom; they are not kept with the run.
    """

    index: int
    heading: str
    indicator: str | None = None
    role: Role = Role.RATE
    confidence: int = 0
    chosen: bool = False
    parts: tuple[str, ...] = field(default=(), compare=False, repr=False)

    @property
    def letter(self) -> str:
        """The letter of the column in the file."""
        return column_letter(self.index)

    @property
    def settled(self) -> bool:
        """Whether it is known for certain, or by decision, what the column is."""
        return self.chosen or self.confidence == 100


def find_columns(
    grid: Grid, frame: Frame, headings: HeadingIndex, choices: ColumnChoices
) -> tuple[Column, ...]:
    """All headed columns to the right of the names, with their indicators where known."""
    spread = spread_headings(grid, frame)
    width = max((len(line) for line in grid.cells), default=0)
    columns = []
    for index in range(frame.name_column + 1, width):
        parts = heading_parts(spread, frame, index)
        if parts:
            columns.append(_column(index, parts, headings, choices))
    return _without_needless_proposals(_without_counts_of_rates(columns))


def _column(
    index: int, parts: tuple[str, ...], headings: HeadingIndex, choices: ColumnChoices
) -> Column:
    blank = Column(index, " / ".join(parts), parts=parts)
    if blank.letter in choices:
        code = choices[blank.letter]
        known = code if code in headings.specs else None
        return _assigned(replace(blank, chosen=True), known, 100, headings)
    found = headings.recognise(parts)
    if found is None:
        return blank
    return _assigned(blank, found.code, found.confidence, headings)


def _assigned(column: Column, code: str | None, confidence: int, headings: HeadingIndex) -> Column:
    if code is None:
        return column
    counts = headings.specs[code].measure is Measure.COUNT
    role = Role.COUNT if counts else Role.RATE
    return replace(column, indicator=code, role=role, confidence=confidence)


def _without_counts_of_rates(columns: list[Column]) -> list[Column]:
    """Where one of several columns for a rate says that it is the rate, the others are not.

    "Hồ sơ trực tuyến" beside "Tỷ lệ hồ sơ trực tuyến" counts the files.
    """
    claims = [c for c in columns if c.indicator and c.role is Role.RATE and not c.chosen]
    said = Counter(c.indicator for c in claims if heading_measure(c.heading) is Measure.RATE)
    return [
        replace(column, indicator=None, confidence=0)
        if column in claims
        and said[column.indicator] == 1
        and heading_measure(column.heading) is None
        else column
        for column in columns
    ]


def _without_needless_proposals(columns: list[Column]) -> tuple[Column, ...]:
    """A heading that only resembles an indicator asks nothing where another column is it."""
    certain = {column.indicator for column in columns if column.confidence == 100}
    return tuple(
        replace(column, indicator=None, confidence=0)
        if column.confidence < 100 and column.indicator in certain
        else column
        for column in columns
    )
