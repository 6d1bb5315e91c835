"""The table of a report among the sheets of its file, found and read cell by cell."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from reports.figures.figures import Measure
from reports.figures.periods import ReportReference
from reports.grid import Grid, address, column_letter
from reports.reading.cells import FileCell, read_cell, shared_cell, shared_cells
from reports.reading.columns import FileColumn
from reports.reading.counts import (
    ROWS_LOOKED_AT,
    Numbers,
    count_candidates,
    find_counts,
    whole_numbers,
)
from reports.reading.headings import HeadingIndex
from reports.reading.layout import Layout, find_layout
from reports.reading.lines import RowKind, TableLine
from reports.reading.named_lines import Remark, name_lines
from reports.reading.percent_sums import find_wholes, wrong_sum
from reports.reading.progress import CELLS, COLUMNS, ROWS_BETWEEN_NEWS, Progress, no_progress
from reports.reading.references import find_report
from reports.reading.row_counts import without_cases
from reports.reading.scales import Scales, find_scales
from reports.reading.sheet import NO_CHOICES, Choices, ParsedRow, ParsedSheet
from reports.reading.titles import NamedPeriod, named_period
from units.names.matching import Match, UnitIndex

# Nine rows of ten: a sheet for another month may lack a unit.
_ALIKE, _ALIKE_OF = 9, 10


@dataclass(frozen=True, slots=True)
class FoundTable:
    """The table that was chosen among the sheets, and what the file says about itself."""

    layout: Layout
    named: NamedPeriod
    report: ReportReference | None
    other_sheets: tuple[str, ...]
    # Those of the other sheets that could be meant as well as the one that was taken.
    alike: tuple[str, ...] = ()


def find_table(
    grids: Sequence[Grid],
    headings: HeadingIndex,
    names_unit: Callable[[str], bool],
    *,
    filename: str = "",
    choices: Choices = NO_CHOICES,
) -> FoundTable | None:
    """The table with the most figures among the sheets, hidden ones last; None when none has one.

    A sheet that was chosen comes before all others. The period and the report are read from above
    the table, then the sheet's name, then the file's name.
    """
    layouts = [
        layout
        for grid in grids
        if (layout := find_layout(grid, headings, names_unit, choices.columns_of(grid))) is not None
    ]
    best = max(
        layouts,
        key=lambda layout: (layout.grid.name == choices.sheet, *_weight(layout)),
        default=None,
    )
    if best is None:
        return None
    others = [layout for layout in layouts if layout is not best]
    is_chosen = best.grid.name == choices.sheet
    alike = () if is_chosen else (layout.grid.name for layout in others if _is_alike(layout, best))
    titles = best.title_texts()
    named = named_period(titles, best.grid.name, filename, _titles_above(grids, best.grid.name))
    names = tuple(layout.grid.name for layout in others)
    return FoundTable(best, named, find_report(titles), names, tuple(alike))


def _titles_above(grids: Sequence[Grid], name: str) -> list[tuple[str, ...]]:
    """What stands above the tables before, in a document or page; a sheet stands alone."""
    before = takewhile(lambda grid: grid.name != name, grids)
    return [grid.titles for grid in before if grid.titles][::-1]


def _weight(layout: Layout) -> tuple[bool, int]:
    return not layout.grid.hidden, len(_indicators(layout)) * _row_count(layout)


def _indicators(layout: Layout) -> frozenset[str | None]:
    return frozenset(column.indicator for column in layout.recognised)


def _row_count(layout: Layout) -> int:
    return sum(line.kind in (RowKind.UNIT, RowKind.TOTAL) for line in layout.lines)


def _is_alike(other: Layout, best: Layout) -> bool:
    """Whether another sheet has the same indicators for about as many rows, as each month has."""
    same = _indicators(other) == _indicators(best) and other.grid.hidden == best.grid.hidden
    rows, most = _row_count(other), _row_count(best)
    return same and bool(_indicators(best)) and rows * _ALIKE_OF >= most * _ALIKE


def parse_table(
    table: FoundTable,
    headings: HeadingIndex,
    units: UnitIndex,
    *,
    choices: Choices = NO_CHOICES,
    progress: Progress = no_progress,
) -> ParsedSheet:
    """Read the rows and cells of a found table. `progress(step, done, total)` counts rows."""
    layout, grid = table.layout, table.layout.grid
    columns = layout.recognised
    progress(COLUMNS, len(columns), len(layout.columns))
    lines, ignored = name_lines(layout, units, progress)
    hidden = tuple(line.row + 1 for line, _ in lines if line.row in grid.hidden_rows)
    if choices.skips_hidden_rows:
        lines = [(line, match) for line, match in lines if line.row not in grid.hidden_rows]
    table_rows = [line.row for line, _ in lines]
    scales = find_scales(grid, columns, table_rows, choices.are_shares)
    rows = _read_rows(layout, columns, lines, headings, scales, progress)
    counted, rows = _with_counts(layout, rows, headings, choices)
    used = {column.index for column in (*columns, *counted)}
    return ParsedSheet(
        sheet=grid.name,
        area=_area(layout, (*columns, *counted)),
        columns=columns,
        other_columns=tuple(c for c in layout.columns if c.index not in used),
        rows=rows,
        period=table.named.span,
        report=table.report,
        remarks=(*ignored, *_remarks(table, table_rows)),
        shares_in_doubt=scales.in_doubt,
        other_sheets=table.other_sheets,
        count_columns=counted,
        hidden_rows=hidden,
        hidden_columns=tuple(
            letter for letter in map(column_letter, sorted(used)) if letter in grid.hidden_columns
        ),
        converted=grid.converted,
    )


def _remarks(table: FoundTable, table_rows: list[int]) -> Iterator[Remark]:
    """What is to be said of the table as a whole."""
    layout, row, beside = table.layout, table.layout.continues_differently, table.layout.beside
    if row is not None:
        cell = address(row, layout.name_column)
        yield Remark("second-table", cell, layout.grid.text(row, layout.name_column))
    if beside is not None:
        yield Remark("tables-side-by-side", column_letter(beside), "")
    for group in find_wholes(layout.columns):
        sums = (wrong_sum(layout.grid, table_row, group) for table_row in table_rows)
        yield from (Remark("shares-not-100", *wrong) for wrong in sums if wrong is not None)
    if table.named.doubt:
        yield Remark(table.named.doubt, "", table.named.words)
    if table.alike:
        yield Remark("sheets-alike", "", "; ".join(table.alike))


def _with_counts(
    layout: Layout, rows: tuple[ParsedRow, ...], headings: HeadingIndex, choices: Choices
) -> tuple[tuple[FileColumn, ...], tuple[ParsedRow, ...]]:
    """The columns of counts behind the rates, and the rows with their cells."""
    of_columns = choices.columns_of(layout.grid)
    candidates = count_candidates(layout.columns, of_columns)
    if not candidates:
        return (), rows
    looked_at = [row for row in rows if row.match.unit_id or row.match.proposals or row.is_total]
    looked_at = (looked_at or list(rows))[:ROWS_LOOKED_AT]
    numbers = Numbers(
        rates={
            column.index: [row.cells[at].figure for row in looked_at]
            for at, column in enumerate(layout.recognised)
        },
        counts={
            column.index: whole_numbers(
                [_count(layout.grid, row, column).content for row in looked_at]
            )
            for column in candidates
        },
    )
    counted = find_counts(layout.columns, numbers, headings, of_columns)
    with_counts = [
        replace(row, counts=tuple(_count(layout.grid, row, column) for column in counted))
        for row in rows
    ]
    return counted, without_cases(with_counts, layout.recognised, counted)


def _count(grid: Grid, row: ParsedRow, column: FileColumn) -> FileCell:
    return read_cell(grid, row.number - 1, column, Measure.COUNT)


def _area(layout: Layout, columns: Sequence[FileColumn]) -> str:
    right = max((column.index for column in columns), default=layout.name_column)
    return f"{address(layout.first_heading_row, 0)}:{address(layout.last_row, right)}"


def _read_rows(
    layout: Layout,
    columns: Sequence[FileColumn],
    lines: Sequence[tuple[TableLine, Match]],
    headings: HeadingIndex,
    scales: Scales,
    progress: Progress,
) -> tuple[ParsedRow, ...]:
    measures = [headings.specs[c.indicator].measure for c in columns if c.indicator is not None]
    shared = shared_cells(layout.grid, columns, [line.row for line, _ in lines])
    rows = []
    for done, (line, match) in enumerate(lines):
        if done % ROWS_BETWEEN_NEWS == 0:
            progress(CELLS, done, len(lines))
        cells = tuple(
            shared_cell(line.row, column.index, shared[line.row, column.index])
            if (line.row, column.index) in shared
            else read_cell(layout.grid, line.row, column, measure, scales)
            for column, measure in zip(columns, measures, strict=True)
        )
        name_cell = address(line.row, line.name_column)
        is_total = line.kind is RowKind.TOTAL
        rows.append(ParsedRow(line.row + 1, line.name, name_cell, match, is_total, cells))
    progress(CELLS, len(lines), len(lines))
    return tuple(rows)
