"""An entry workbook → what its officer filled in, cell by cell, as any other parsed sheet.

Columns are known by the hidden row of codes and rows by the hidden column of codes, so that
neither their order nor a program in between matters. What was left as it was downloaded says
nothing, and so changes nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reports.entry.book import NAME_KEY, ROW_MARK, BookCodes, word_key
from reports.entry.domain import rate_of, stored
from reports.figures.figures import Blank, Figure, Measure, Problem, State, same_figure
from reports.figures.parsing import parse_figure
from reports.figures.periods import PeriodSpan
from reports.grid import Grid, address, shown
from reports.reading.cells import Content, FileCell
from reports.reading.columns import ColumnRole, FileColumn
from reports.reading.issues import Issue, refusal
from reports.reading.sheet import BookMarks, ParsedRow, ParsedSheet
from units.names.matching import Match, UnitIndex
from units.names.spelling import canonical_key

_NO_MATCH: Final = Match("none")
_CERTAIN: Final = 100


@dataclass(frozen=True, slots=True)
class Measured:
    """What the reading must know of an indicator."""

    code: str
    name: str
    measure: Measure
    by_counts: bool


@dataclass(frozen=True, slots=True)
class Known:
    """The units by which rows are told: ids by code, and all their names; and the period that the
    workbook's code stands for."""

    ids: Mapping[str, int]
    index: UnitIndex
    span: PeriodSpan | None


@dataclass(frozen=True, slots=True)
class _FilledTable:
    """The sheet that was filled in, where its codes stand, and the columns by code and field."""

    grid: Grid
    key_row: int
    name_column: int
    places: Mapping[tuple[str, str], int]


def parse_book(
    grids: Iterable[Grid], codes: BookCodes, indicators: Iterable[Measured], known: Known
) -> ParsedSheet | Issue:
    """Read a workbook whose codes are known; the issue for which it is refused if its table is
    gone. Rows without a code and without a name are passed over."""
    table = next(filter(None, map(_table, grids)), None)
    listed = [indicator for indicator in indicators if table and _at(table, indicator) is not None]
    if table is None or not listed:
        return refusal("entry-table-missing")
    reader = _Reader(table, codes, listed)
    rows = []
    marks: dict[str, int] = {}
    untouched: set[str] = set()
    for number in range(table.key_row + 1, table.grid.height):
        unit, name = table.grid.text(number, 0), table.grid.text(number, table.name_column)
        if not unit and not name:
            continue
        match = _match(unit, name, codes, known)
        cells = tuple(reader.cell(number, unit, indicator) for indicator in listed)
        name_cell = address(number, table.name_column)
        rows.append(
            ParsedRow(number + 1, name or codes.names[unit], name_cell, match, False, cells)
        )
        for cell, indicator in zip(cells, listed, strict=True):
            base = codes.base(unit, indicator.code)
            marks[cell.address] = base.version
            if _is_as_downloaded(cell.content, base.figure):
                untouched.add(cell.address)
    return ParsedSheet(
        sheet=table.grid.name,
        area=f"{address(table.key_row + 1, table.name_column)}:{_end(table)}",
        columns=tuple(_column(table, indicator) for indicator in listed),
        other_columns=(),
        rows=tuple(rows),
        period=known.span,
        book=BookMarks(codes.office, codes.period, codes.round_id, marks, frozenset(untouched)),
    )


def for_entry(parsed: ParsedSheet, codes: Collection[str]) -> ParsedSheet:
    """A report's table as units' own figures: without its total rows, and of its columns only
    those of the indicators that units enter."""
    kept = [at for at, column in enumerate(parsed.columns) if column.indicator in codes]
    left = [column for column in parsed.columns if column.indicator not in codes]
    counts = [at for at, column in enumerate(parsed.count_columns) if column.indicator in codes]
    return replace(
        parsed,
        columns=tuple(parsed.columns[at] for at in kept),
        count_columns=tuple(parsed.count_columns[at] for at in counts),
        other_columns=(
            *parsed.other_columns,
            *(replace(column, indicator=None) for column in left),
        ),
        rows=tuple(_narrowed(row, kept, counts) for row in parsed.rows if not row.is_total),
    )


def _narrowed(row: ParsedRow, kept: Sequence[int], counts: Sequence[int]) -> ParsedRow:
    counted = tuple(row.counts[at] for at in counts) if row.counts else ()
    return replace(row, cells=tuple(row.cells[at] for at in kept), counts=counted)


def _table(grid: Grid) -> _FilledTable | None:
    for row in range(grid.height):
        if grid.text(row, 0) != ROW_MARK:
            continue
        texts = grid.row_texts(row)
        places = {
            (code, field): column
            for column, text in texts.items()
            if ":" in text
            for code, _, field in [text.partition(":")]
        }
        named = [column for column, text in texts.items() if text == NAME_KEY]
        return _FilledTable(grid, row, named[0], places) if named else None
    return None


def _end(table: _FilledTable) -> str:
    return address(table.grid.height - 1, max(table.places.values()))


def _at(table: _FilledTable, indicator: Measured) -> int | None:
    """The column in which a figure of the indicator begins."""
    return table.places.get((indicator.code, "numerator" if indicator.by_counts else "value"))


def _column(table: _FilledTable, indicator: Measured) -> FileColumn:
    role = ColumnRole.RATE if indicator.measure is Measure.RATE else ColumnRole.COUNT
    return FileColumn(_at(table, indicator) or 0, indicator.name, indicator.code, role, _CERTAIN)


def _match(unit: str, name: str, codes: BookCodes, known: Known) -> Match:
    """The unit of a row: by its code where the name does not say otherwise."""
    printed = codes.names.get(unit, "")
    agrees = not name or canonical_key(name) == canonical_key(printed)
    if unit in known.ids and printed and agrees:
        return Match("exact", known.ids[unit])
    return known.index.match(name) if name else _NO_MATCH


def _is_as_downloaded(content: Content, base: Figure | None) -> bool:
    if base is None:
        return isinstance(content, Blank)
    return isinstance(content, Figure) and same_figure(content, base)


class _Reader:
    """Reads the fields of one indicator in one row as one figure."""

    def __init__(self, table: _FilledTable, codes: BookCodes, listed: Iterable[Measured]) -> None:
        self._table, self._codes = table, codes
        # Formats cost as much as the cells, and tell only of rates whether 0,769 is 76,9%.
        typed = any(
            indicator.measure is Measure.RATE and not indicator.by_counts for indicator in listed
        )
        self._formats = table.grid.number_formats() if typed else {}

    def cell(self, row: int, unit: str, indicator: Measured) -> FileCell:
        """The figure that a row gives, at the address where it begins."""
        base = self._codes.base(unit, indicator.code).figure
        content, raw = self._content(row, indicator, base)
        if isinstance(content, Blank) and base is not None:
            # As on the page: who empties a figure says that it is still to come.
            content = Figure.blank(State.NOT_REPORTED)
        if isinstance(content, Problem):
            content = Problem(content.code, raw)
        return FileCell(address(row, _at(self._table, indicator) or 0), raw, content)

    def _value(self, row: int, indicator: Measured, field: str) -> object:
        column = self._table.places.get((indicator.code, field))
        return None if column is None else self._table.grid.value(row, column)

    def _content(self, row: int, indicator: Measured, base: Figure | None) -> tuple[Content, str]:
        word = shown(self._value(row, indicator, "state"))
        state = self._state(word)
        numbers = self._numbers(row, indicator, base)
        raw = " / ".join(text for text, _content in numbers if text)
        if isinstance(state, Problem):
            return state, word
        wrong = next((c for _text, c in numbers if isinstance(c, Problem)), None)
        if wrong is not None:
            return wrong, raw
        worded = next((c.state for c in _figures(numbers) if c.value is None), None)
        values = [c for c in _figures(numbers) if c.value is not None]
        if worded is not None and state in (None, State.VALUE, worded):
            state = worded
        if state not in (None, State.VALUE):
            both = f"{word} · {raw}" if word and raw else word or raw
            return (Problem("state-and-number", both), both) if values else _stated(state, both)
        if not values:
            return (Problem("value-missing", word), word) if state else (Blank(""), "")
        return self._figure(indicator, numbers), raw

    def _state(self, word: str) -> State | Problem | None:
        if not word:
            return None
        known = self._codes.words.get(word_key(word))
        if known is not None:
            return known
        read = parse_figure(word, measure=Measure.COUNT)
        if isinstance(read, Figure) and read.value is None:
            return read.state
        return None if isinstance(read, Blank) else Problem("unknown-state", word)

    def _numbers(
        self, row: int, indicator: Measured, base: Figure | None
    ) -> list[tuple[str, Content]]:
        """The fields for numbers with their texts; of a rate by counts the rate itself only where
        it was downloaded without counts, for elsewhere it is a formula."""
        if not indicator.by_counts:
            value = self._value(row, indicator, "value")
            column = self._table.places.get((indicator.code, "value"), 0)
            code = self._formats.get((row, column), "")
            return [
                (shown(value), parse_figure(value, measure=indicator.measure, number_format=code))
            ]
        counts = [self._value(row, indicator, field) for field in ("numerator", "denominator")]
        read = [(shown(value), parse_figure(value, measure=Measure.COUNT)) for value in counts]
        alone = base is not None and base.value is not None and base.numerator is None
        if alone and all(isinstance(content, Blank) for _text, content in read):
            rate = self._value(row, indicator, "rate")
            return [(shown(rate), parse_figure(rate, measure=Measure.RATE))]
        return read

    @staticmethod
    def _figure(indicator: Measured, numbers: list[tuple[str, Content]]) -> Content:
        values = [c.value if isinstance(c, Figure) else None for _text, c in numbers]
        if len(values) == 1 and values[0] is not None:
            [(_text, content)] = numbers
            places = content.places if isinstance(content, Figure) else 0
            return Figure.of(stored(values[0]), places=places)
        above, below = values
        if above is None or below is None:
            return Problem("counts-incomplete", "")
        rate = rate_of(int(above), int(below))
        return rate if isinstance(rate, Figure) else Problem(rate, "")


def _figures(numbers: list[tuple[str, Content]]) -> Iterator[Figure]:
    for _text, content in numbers:
        if isinstance(content, Figure):
            yield content


def _stated(state: State | None, text: str) -> tuple[Content, str]:
    return Figure.blank(state or State.NOT_REPORTED), text
