"""A parsed sheet held against decisions and stored figures, row by row and cell by cell."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Final

from reports.figures.figures import Blank, Figure, Measure, Problem, State, same_figure
from reports.figures.rollup import column_adds_up, sum_counts
from reports.reading.cells import FileCell
from reports.reading.decisions import ZERO, Decisions
from reports.reading.review import (
    BlankReading,
    CellStatus,
    Context,
    Review,
    ReviewedCell,
    ReviewedRow,
    TotalCheck,
    duplicated,
)
from reports.reading.row_counts import row_counts, settled_counts
from reports.reading.sheet import ParsedRow, ParsedSheet

_ZERO_FILES: Final = Figure.of(Decimal(0), places=0)


def compare(parsed: ParsedSheet, decisions: Decisions, context: Context) -> Review:
    """Settle units, figures, totals and blanks, and hold them against the existing figures.

    The review comes without issues; `checks.review` adds them.
    """
    assigned = _assign(parsed, decisions, context.office_id)
    totals = tuple(_total(at, parsed, assigned, context) for at in range(len(parsed.columns)))
    blanks = tuple(
        reading
        for at, total in enumerate(totals)
        if (reading := _blank_reading(at, assigned, total, decisions, context))
    )
    readings = {blank.indicator: blank.reading for blank in blanks}
    doubled = duplicated(parsed.columns)
    judge = _Judge(parsed, decisions, context, readings, doubled)
    rows = tuple(map(judge.row, assigned))
    return Review(parsed, context.period, rows, totals, blanks, ())


def _assign(parsed: ParsedSheet, decisions: Decisions, office_id: int) -> tuple[ReviewedRow, ...]:
    first: dict[int, str] = {}
    assigned = []
    for row in parsed.rows:
        decided = row.name_cell in decisions.names
        unit_id = decisions.names[row.name_cell] if decided else row.match.unit_id
        skipped = decided and unit_id is None
        if row.is_total and not skipped:
            unit_id = office_id
        earlier = first.setdefault(unit_id, row.name_cell) if unit_id is not None else ""
        duplicate_of = earlier if earlier != row.name_cell else ""
        is_total = row.is_total or unit_id == office_id
        assigned.append(ReviewedRow(row, unit_id, skipped, is_total, duplicate_of))
    return tuple(assigned)


def _total(
    at: int, parsed: ParsedSheet, assigned: tuple[ReviewedRow, ...], context: Context
) -> TotalCheck:
    code = parsed.columns[at].indicator or ""
    of_total = [row.row.cells[at] for row in assigned if row.is_total and not row.skipped]
    total = of_total[0].figure if of_total else None
    published = total.value if total is not None else None
    if context.specs[code].measure is not Measure.COUNT:
        return TotalCheck(code, None, published, None)
    # The report's total covers every row of a unit, also those that are left out here.
    contents = [row.row.cells[at].content for row in assigned if not row.is_total]
    if total is None or published is None:
        return TotalCheck(code, sum_counts(contents), None, None)
    whole = not any(isinstance(content, Problem) for content in contents)
    agrees = whole and column_adds_up(contents, total)
    return TotalCheck(code, sum_counts(contents), published, agrees)


def _blank_reading(
    at: int,
    assigned: tuple[ReviewedRow, ...],
    total: TotalCheck,
    decisions: Decisions,
    context: Context,
) -> BlankReading | None:
    """What the empty cells of a column mean.

    Counts are 0 of themselves only where the column adds up to the report's own total; a person
    may decide so for any column of counts, and for none of rates.
    """
    cells = tuple(
        row.row.cells[at].address
        for row in assigned
        if not row.is_total and isinstance(row.row.cells[at].content, Blank)
    )
    if not cells:
        return None
    spec = context.specs[total.indicator]
    states = (State.NOT_STARTED.value, State.NOT_REPORTED.value, State.NO_CASES.value)
    choices = (ZERO, *states) if spec.measure is Measure.COUNT else states
    decided = decisions.blanks.get(total.indicator, "")
    default = ZERO if total.agrees else spec.blank_means.value
    reading = decided if decided in choices else default
    return BlankReading(total.indicator, cells, reading, choices)


class _Judge:
    """Judges the rows of one sheet: what each cell gives, held against what is stored."""

    def __init__(
        self,
        parsed: ParsedSheet,
        decisions: Decisions,
        context: Context,
        readings: Mapping[str, str],
        doubled: frozenset[str],
    ) -> None:
        self._codes = [column.indicator or "" for column in parsed.columns]
        self._places = settled_counts(parsed)
        self._counted = frozenset(code for code, _ in self._places)
        self._skipped = decisions.skipped_cells
        self._readings, self._doubled, self._context = readings, doubled, context

    def row(self, row: ReviewedRow) -> ReviewedRow:
        usable = row.unit_id if not row.duplicate_of else None
        cells = tuple(
            self._cell(cell, code, None if code in self._doubled else usable, row)
            for cell, code in zip(row.row.cells, self._codes, strict=True)
        )
        return replace(row, cells=cells)

    def _cell(
        self, cell: FileCell, indicator: str, unit_id: int | None, row: ReviewedRow
    ) -> ReviewedCell:
        content = cell.content
        if unit_id is None or isinstance(content, Problem):
            return _refused(cell, indicator)
        old = self._context.existing.get((unit_id, indicator))
        blank = isinstance(content, Blank)
        figure: Figure | None
        if isinstance(content, Blank):
            figure = _blank_figure(indicator, row.is_total, self._readings)
        elif indicator in self._counted:
            figure = self._with_counts(content, indicator, row.row)
        else:
            figure = content
            # A file without counts says nothing against those that are known.
            if old is not None and same_figure(figure, old.without_counts()):
                figure = old
        if figure is None:
            return _refused(cell, indicator)
        differs = old is None or not same_figure(figure, old)
        if old is not None and not differs:
            figure = old
        status = cell_status(blank=blank, differs=differs, old=old)
        return ReviewedCell(cell.address, indicator, cell.raw, status, figure, old, differs)

    def _with_counts(self, rate: Figure, indicator: str, row: ParsedRow) -> Figure | None:
        """The rate with its counts; None while those are no numbers, contradict each
        other, or count nothing."""
        counts = row_counts(row, indicator, self._places)
        if rate.value is None or counts.skipped(self._skipped):
            return rate
        numerator, denominator = counts.numbers
        if counts.contradict or counts.unreadable or denominator == 0:
            return None
        return replace(rate, numerator=numerator, denominator=denominator)


def cell_status(*, blank: bool, differs: bool, old: Figure | None) -> CellStatus:
    """The status of a cell that gives a figure, held against the one that stands there."""
    if differs and old is not None:
        return CellStatus.CHANGED
    if blank:
        return CellStatus.BLANK
    return CellStatus.NEW if differs else CellStatus.SAME


def _refused(cell: FileCell, indicator: str) -> ReviewedCell:
    return ReviewedCell(
        cell.address, indicator, cell.raw, CellStatus.REFUSED, None, None, writes=False
    )


def _blank_figure(indicator: str, is_total: bool, readings: Mapping[str, str]) -> Figure:
    # A report that leaves out its own total says nothing about what the office did.
    if is_total:
        return Figure.blank(State.NOT_REPORTED)
    reading = readings[indicator]
    return _ZERO_FILES if reading == ZERO else Figure.blank(State(reading))
