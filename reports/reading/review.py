"""A parsed sheet held against decisions and the figures that are there: what would be written.

The same judgement serves the preview, the command line and the writing itself, so that what was
shown is what is written.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from reports.figures.figures import Figure, State
from reports.figures.periods import PeriodSpan
from reports.reading.columns import FileColumn
from reports.reading.headings import IndicatorSpec
from reports.reading.issues import Issue
from reports.reading.sheet import ParsedRow, ParsedSheet

FigureKey = tuple[int, str]


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
class Thresholds:
    """What counts as a jump since the last comparable period, and as a column that repeats one.

    A rate jumps by `jump_points` percent points; a count by a multiple (`jump_times`) and then by
    at least `jump_count` things. A column of fewer than `fewest_repeated` figures, or of nothing
    but one figure, repeats others by chance.
    """

    jump_points: Decimal = Decimal(30)
    jump_times: int = 3
    jump_count: int = 10
    fewest_repeated: int = 3


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
    """A row with its unit: None when undecided or, with `skipped`, left out on purpose.

    `duplicate_of` is where the unit's name stands in an earlier row. Without `cells` it waits to be
    judged.
    """

    row: ParsedRow
    unit_id: int | None
    skipped: bool
    is_total: bool
    duplicate_of: str = ""
    cells: tuple[ReviewedCell, ...] = ()


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
        statuses = Counter(cell.status for row in self.rows for cell in row.cells)
        return {status.value: statuses[status] for status in CellStatus}

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


def loses_figure(cell: ReviewedCell) -> bool:
    """Whether a stored number would give way to a cell without one."""
    if not cell.writes or cell.old is None or cell.figure is None:
        return False
    return cell.old.state is State.VALUE and cell.figure.state is not State.VALUE


def duplicated(columns: tuple[FileColumn, ...]) -> frozenset[str]:
    """The indicators that more than one column claims."""
    claims = Counter(column.indicator for column in columns)
    return frozenset(code for code, times in claims.items() if code and times > 1)
