"""A parsed sheet held against decisions and the figures that are there: what would be written.

The same judgement serves the preview, the command line and the writing itself, so that what was
shown is what is written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from reports.figures.figures import Blank, Figure, Measure, Problem, State, same_figure
from reports.figures.headings import IndicatorSpec
from reports.figures.periods import PeriodSpan
from reports.figures.rollup import column_adds_up, sum_counts
from reports.figures.thresholds import Thresholds
from reports.reading.cells import Cell
from reports.reading.columns import Column
from reports.reading.decisions import ZERO, Decisions
from reports.reading.issues import Issue
from reports.reading.row_counts import row_counts, settled_counts
from reports.reading.sheet import ParsedSheet, Row

FigureKey = tuple[int, str]
_ZERO_FILES: Final = Figure.of(Decimal(0), places=0)


class CellStatus(StrEnum):
    """What becomes of a cell.

    A blank is written as its state and counted as a blank, but one that replaces something else
    is a change like any other.
    """

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    BLANK = "blank"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Context:
    """What a review must know beside the file.

    `expected` units should each have a row, `optional` ones may. `existing` are the published
    figures of the period by (unit id, indicator code), `earlier` those of the last comparable
    period, `repeated` the periods whose figures of an indicator a column repeats.
    `newer_report` is a later report than the file's whose figures stand in the period, as printed.
    `today` is the day of the review; without it nothing lies in the future.
    `profile` is the name of the profile that the file was read with, `thresholds` say from where
    on a difference is told.
    """

    office_id: int
    specs: Mapping[str, IndicatorSpec]
    expected: Mapping[int, str]
    optional: Mapping[int, str]
    period: PeriodSpan | None
    period_closed: bool
    existing: Mapping[FigureKey, Figure]
    earlier: Mapping[FigureKey, Figure] = field(default_factory=dict)
    earlier_period: str = ""
    repeated: Mapping[str, PeriodSpan] = field(default_factory=dict)
    profile: str = ""
    newer_report: str = ""
    today: date | None = None
    thresholds: Thresholds = field(default_factory=Thresholds)


@dataclass(frozen=True, slots=True)
class ReviewedCell:
    """A cell with the figure it gives, what stands there now, and whether it will be written."""

    address: str
    indicator: str
    raw: str
    status: CellStatus
    figure: Figure | None
    old: Figure | None
    writes: bool


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """A row with its unit: None when undecided or, with `skipped`, left out on purpose."""

    row: Row
    unit_id: int | None
    skipped: bool
    is_total: bool
    duplicate_of: str
    cells: tuple[ReviewedCell, ...]


@dataclass(frozen=True, slots=True)
class TotalCheck:
    """The total row of one indicator; `sum` and `agrees` are None for rates, which do not add."""

    indicator: str
    sum: Decimal | None
    published: Decimal | None
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class BlankReading:
    """How the empty cells of a column are read: a state's name or "zero", and what else may be."""

    indicator: str
    cells: tuple[str, ...]
    reading: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """The judgement of a whole file; it can be applied when no issue blocks."""

    parsed: ParsedSheet
    period: PeriodSpan | None
    rows: tuple[ReviewedRow, ...]
    totals: tuple[TotalCheck, ...]
    blanks: tuple[BlankReading, ...]
    issues: tuple[Issue, ...]

    @property
    def blocked(self) -> bool:
        """Whether something must be settled first."""
        return any(issue.blocks for issue in self.issues)

    @property
    def counts(self) -> dict[str, int]:
        """How many cells have each status; together all cells of the recognised columns."""
        found = Counter(cell.status for row in self.rows for cell in row.cells)
        return {status.value: found[status] for status in CellStatus}

    def writes(self) -> Iterator[tuple[ReviewedRow, ReviewedCell]]:
        """The cells to be written, with their rows."""
        for row in self.rows:
            for cell in row.cells:
                if cell.writes:
                    yield row, cell

    @property
    def changes_nothing(self) -> bool:
        """Whether all that the file says stands there already."""
        return next(self.writes(), None) is None


@dataclass(frozen=True, slots=True)
class _Assigned:
    """A row and the unit it belongs to, before its cells are judged."""

    row: Row
    unit_id: int | None
    skipped: bool
    is_total: bool
    duplicate_of: str = ""


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
    rows = tuple(judge.row(one) for one in assigned)
    return Review(parsed, context.period, rows, totals, blanks, ())


def duplicated(columns: tuple[Column, ...]) -> frozenset[str]:
    """The indicators that more than one column claims."""
    found = Counter(column.indicator for column in columns)
    return frozenset(code for code, times in found.items() if code and times > 1)


def _assign(parsed: ParsedSheet, decisions: Decisions, office_id: int) -> tuple[_Assigned, ...]:
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
        assigned.append(_Assigned(row, unit_id, skipped, is_total, duplicate_of))
    return tuple(assigned)


def _total(
    at: int, parsed: ParsedSheet, assigned: tuple[_Assigned, ...], context: Context
) -> TotalCheck:
    code = parsed.columns[at].indicator or ""
    of_total = [one.row.cells[at].content for one in assigned if one.is_total and not one.skipped]
    total = of_total[0] if of_total and isinstance(of_total[0], Figure) else None
    published = total.value if total is not None else None
    if context.specs[code].measure is not Measure.COUNT:
        return TotalCheck(code, None, published, None)
    # The report's total covers every row of a unit, also those that are left out here.
    contents = [one.row.cells[at].content for one in assigned if not one.is_total]
    figures = [content for content in contents if isinstance(content, Figure)]
    if total is None or published is None:
        return TotalCheck(code, sum_counts(figures), None, None)
    whole = not any(isinstance(content, Problem) for content in contents)
    agrees = whole and column_adds_up(figures, total)
    return TotalCheck(code, sum_counts(figures), published, agrees)


def _blank_reading(
    at: int,
    assigned: tuple[_Assigned, ...],
    total: TotalCheck,
    decisions: Decisions,
    context: Context,
) -> BlankReading | None:
    """What the empty cells of a column mean.

    Counts are 0 of themselves only where the column adds up to the report's own total; a person
    may decide so for any column of counts, and for none of rates.
    """
    cells = tuple(
        one.row.cells[at].address
        for one in assigned
        if not one.is_total and isinstance(one.row.cells[at].content, Blank)
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

    def row(self, one: _Assigned) -> ReviewedRow:
        usable = one.unit_id if not one.duplicate_of else None
        cells = tuple(
            self._cell(cell, code, None if code in self._doubled else usable, one)
            for cell, code in zip(one.row.cells, self._codes, strict=True)
        )
        return ReviewedRow(one.row, one.unit_id, one.skipped, one.is_total, one.duplicate_of, cells)

    def _cell(
        self, cell: Cell, indicator: str, unit_id: int | None, one: _Assigned
    ) -> ReviewedCell:
        content = cell.content
        if unit_id is None or isinstance(content, Problem):
            return _refused(cell, indicator)
        old = self._context.existing.get((unit_id, indicator))
        blank = isinstance(content, Blank)
        figure: Figure | None
        if isinstance(content, Blank):
            figure = _blank_figure(indicator, one.is_total, self._readings)
        elif indicator in self._counted:
            figure = self._with_counts(content, indicator, one.row)
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

    def _with_counts(self, rate: Figure, indicator: str, row: Row) -> Figure | None:
        """The rate with its counts; None while those are no numbers or contradict each other."""
        counts = row_counts(row, indicator, self._places)
        if rate.value is None or counts.skipped(self._skipped):
            return rate
        if counts.contradict or counts.unreadable:
            return None
        numerator, denominator = counts.numbers
        return replace(rate, numerator=numerator, denominator=denominator)


def cell_status(*, blank: bool, differs: bool, old: Figure | None) -> CellStatus:
    """The status of a cell that gives a figure, held against the one that stands there."""
    if differs and old is not None:
        return CellStatus.CHANGED
    if blank:
        return CellStatus.BLANK
    return CellStatus.NEW if differs else CellStatus.SAME


def loses_figure(cell: ReviewedCell) -> bool:
    """Whether a stored number would give way to a cell without one."""
    if not cell.writes or cell.old is None or cell.figure is None:
        return False
    return cell.old.state is State.VALUE and cell.figure.state is not State.VALUE


def _refused(cell: Cell, indicator: str) -> ReviewedCell:
    return ReviewedCell(
        cell.address, indicator, cell.raw, CellStatus.REFUSED, None, None, writes=False
    )


def _blank_figure(indicator: str, is_total: bool, readings: Mapping[str, str]) -> Figure:
    # A report that leaves out its own total says nothing about what the office did.
    if is_total:
        return Figure.blank(State.NOT_REPORTED)
    reading = readings[indicator]
    return _ZERO_FILES if reading == ZERO else Figure.blank(State(reading))
