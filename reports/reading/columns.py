"""The columns of a table: which indicator each carries, and how surely."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from reports.figures.figures import Blank, Figure, Measure, Problem
from reports.figures.headings import heading_key
from reports.figures.parsing import parse_figure
from reports.grid import Grid, column_letter
from reports.reading.headings import HeadingIndex, heading_measure
from reports.reading.titles import find_period
from reports.spreadsheets.frames import Frame, looks_like_figure

# By column letter: the indicator chosen, "online:numerator" for a count behind a rate, or None to
# leave the column out.
ColumnChoices = Mapping[str, str | None]

_ON_TIME, _EARLY = "dung han", "truoc han"
_LATEST = 95
_ROWS_LOOKED_AT = 200
# Whole numbers that a count has as easily as a rate or a share: they tell nothing.
_SAY_NOTHING = frozenset((0, 1, 100))
_ROWS_ASKED = 40
_FEWEST_WHOLE = 3
_MOST_PERCENT = 100
MAY_COUNT = 89


class ColumnRole(StrEnum):
    """What the cells of a column are to their indicator."""

    RATE = "rate"
    COUNT = "count"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of figures. Without an `indicator` it is left out; `confidence` 100 is certain.

    `chosen` tells that a person decided, so that there is nothing left to ask. `parts` are the
    texts of the heading, top to bottom; they are not kept with the run.
    """

    index: int
    heading: str
    indicator: str | None = None
    role: ColumnRole = ColumnRole.RATE
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
) -> tuple[FileColumn, ...]:
    """The columns to the right of the names, with their indicators where known.

    One without a heading is a column where figures stand in it: all headings may stand beside
    their figures, and nothing would tell.
    """
    texts = frame.headings(grid)
    width = max((len(line) for line in grid.cells), default=0)
    rows = _first_rows(grid, frame.bottom + 1)
    columns = []
    for index in range(frame.name_column + 1, width):
        parts = texts.parts(index)
        if parts or _holds_figures(grid, rows, index):
            columns.append(_column(index, parts, headings, choices))
    columns = _with_latest_periods(_without_parts_of_on_time(columns), headings)
    columns = [_asked_if_whole(column, grid, frame.bottom + 1) for column in columns]
    return _without_needless_proposals(_without_counts_of_rates(columns))


def _first_rows(grid: Grid, first_row: int) -> list[int]:
    """The first rows below the headings that hold more than a title."""
    rows = range(first_row, min(grid.height, first_row + _ROWS_LOOKED_AT))
    return [row for row in rows if len(grid.row_texts(row)) > 1][:_ROWS_ASKED]


def _holds_figures(grid: Grid, rows: Sequence[int], column: int) -> bool:
    """Whether at least half of these rows hold a number in a column."""
    figures = sum(looks_like_figure(grid.text(row, column)) for row in rows)
    return figures >= _FEWEST_WHOLE and figures * 2 >= len(rows)


def apart_from_early(columns: Iterable[FileColumn]) -> tuple[FileColumn, ...]:
    """The columns "Đúng hạn" that leave out the early files, which "Trước hạn" beside them has.

    Neither is the rate of files resolved in time, which takes both together.
    """
    listed = tuple(columns)
    early = {(heading_key(column.heading), heading_measure(column.heading)) for column in listed}
    return tuple(
        column
        for column in listed
        if _ON_TIME in (key := heading_key(column.heading))
        and (key.replace(_ON_TIME, _EARLY), heading_measure(column.heading)) in early
    )


def _column(
    index: int, parts: tuple[str, ...], headings: HeadingIndex, choices: ColumnChoices
) -> FileColumn:
    blank = FileColumn(index, " / ".join(parts), parts=parts)
    if blank.letter in choices:
        code = choices[blank.letter]
        known = code if code in headings.specs else None
        return _assigned(replace(blank, chosen=True), known, 100, headings)
    recognised = headings.recognise(parts) if parts else None
    if recognised is None:
        return blank
    return _assigned(blank, recognised.code, recognised.confidence, headings)


def _assigned(
    column: FileColumn, code: str | None, confidence: int, headings: HeadingIndex
) -> FileColumn:
    if code is None:
        return column
    counts = headings.specs[code].measure is Measure.COUNT
    role = ColumnRole.COUNT if counts else ColumnRole.RATE
    return replace(column, indicator=code, role=role, confidence=confidence)


def tells_on_time(column: FileColumn) -> bool:
    """Whether a heading speaks of files resolved in time."""
    return _ON_TIME in heading_key(column.heading)


def _without_parts_of_on_time(columns: list[FileColumn]) -> list[FileColumn]:
    """A share of files in time that two columns hold in parts is in neither of them."""
    apart = apart_from_early(columns)
    early = {heading_key(column.heading).replace(_ON_TIME, _EARLY) for column in apart}
    return [
        replace(column, indicator=None, confidence=0)
        if not column.chosen and (column in apart or heading_key(column.heading) in early)
        else column
        for column in columns
    ]


def _with_latest_periods(columns: list[FileColumn], headings: HeadingIndex) -> list[FileColumn]:
    """Of several periods below one indicator the last is proposed: the others compare with it."""
    groups: dict[tuple[str, ...], list[tuple[date, FileColumn]]] = {}
    for column in columns:
        free = len(column.parts) > 1 and column.indicator is None and not column.chosen
        span = find_period(column.parts[-1:]) if free else None
        if span is not None:
            groups.setdefault(column.parts[:-1], []).append((span.end, column))
    latest: dict[int, str] = {}
    for titles, periods in groups.items():
        recognised = headings.recognise(titles) if len(periods) > 1 else None
        if recognised is not None and recognised.certain:
            latest[max(periods, key=lambda pair: pair[0])[1].index] = recognised.code
    return [
        _assigned(column, latest.get(column.index), _LATEST, headings)
        if column.index in latest
        else column
        for column in columns
    ]


def _asked_if_whole(column: FileColumn, grid: Grid, first_row: int) -> FileColumn:
    """A rate whose heading does not say so and whose numbers are all whole may be a count.

    If most of them are above 100 it is one.
    """
    if column.indicator is None or column.role is not ColumnRole.RATE or column.chosen:
        return column
    if heading_measure(column.heading) is not None:
        return column
    rows = range(first_row, min(grid.height, first_row + _ROWS_LOOKED_AT))
    contents = [_as_count(grid.value(row, column.index)) for row in rows]
    values = (content.value for content in contents)
    telling = [value for value in values if value is not None and value not in _SAY_NOTHING]
    if any(isinstance(content, Problem) for content in contents) or len(telling) < _FEWEST_WHOLE:
        return column
    if sum(value > _MOST_PERCENT for value in telling) * 2 > len(telling):
        return replace(column, indicator=None, confidence=0)
    return replace(column, confidence=min(column.confidence, MAY_COUNT))


def _as_count(value: object) -> Figure | Blank | Problem:
    """A cell read as a count; words are no sign that it is none."""
    words = isinstance(value, str) and not any(map(str.isdigit, value))
    return Blank("") if words else parse_figure(value, measure=Measure.COUNT)


def _without_counts_of_rates(columns: list[FileColumn]) -> list[FileColumn]:
    """Where one of several columns for a rate says that it is the rate, the others are not.

    "Hồ sơ trực tuyến" beside "Tỷ lệ hồ sơ trực tuyến" counts the files.
    """
    claims = [c for c in columns if c.indicator and c.role is ColumnRole.RATE and not c.chosen]
    rates = Counter(c.indicator for c in claims if heading_measure(c.heading) is Measure.RATE)
    return [
        replace(column, indicator=None, confidence=0)
        if column in claims
        and rates[column.indicator] == 1
        and heading_measure(column.heading) is None
        else column
        for column in columns
    ]


def _without_needless_proposals(columns: list[FileColumn]) -> tuple[FileColumn, ...]:
    """A heading that only resembles an indicator asks nothing where another column is it."""
    certain = {column.indicator for column in columns if column.confidence == 100}
    return tuple(
        replace(column, indicator=None, confidence=0)
        if column.confidence < 100 and column.indicator in certain
        else column
        for column in columns
    )
