"""What the review page and the command show of a run: words and texts, ready to print."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import get_language

from reports.figures.import_models import ImportRun
from reports.figures.periods import ReportReference, format_date, label
from reports.figures.presentation import figure_text
from reports.imports.applied import as_applied
from reports.imports.parsed import decisions_of
from reports.imports.partial import good_part, left_out, questioned_rows
from reports.imports.preview_columns import FileChoice, PreviewColumn, file_choices, preview_columns
from reports.imports.preview_issues import IssueLine, issue_lines
from reports.imports.preview_names import NameDoubt, name_doubts
from reports.imports.preview_reasons import ReasonField, TotalLine, reason_fields, total_lines
from reports.imports.purpose import RunReview
from reports.imports.seen import seen_token
from reports.imports.selectors import import_review
from reports.reading.checks import unit_counts
from reports.reading.issues import Severity
from reports.reading.review import CellStatus, Review, ReviewedCell, ReviewedRow
from units.models import Unit


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """A cell as it will be: `status` is new, changed, same, blank or refused.

    `text` is the figure or, where there is none, its state in words; `old` what is replaced.
    """

    address: str
    status: str
    text: str
    old: str
    raw: str


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of the file with its unit, and how many of its cells have each status.

    `doubtful` is a row whose name is no unit's own, `questioned` one that any remark but a mere
    note speaks of.
    """

    number: int
    name: str
    unit: Unit | None
    is_total: bool
    skipped: bool
    doubtful: bool
    questioned: bool
    cells: tuple[PreviewCell, ...]
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class GoodPart:
    """What applying without the doubts would do: cells written, and cells left out."""

    writes: int
    left_out: int


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """All that the review page shows of a run.

    `units` counts those matched, proposed and unknown. `why_not` says what keeps the file from
    being applied; `good` is what could be applied without it, None where nothing is in doubt or
    nothing good is left. `seen` goes with the button that applies. `blanks_written` are the empty
    cells whose state is not stored so already.
    """

    run: ImportRun
    review: Review
    units: Mapping[str, int]
    columns: tuple[PreviewColumn, ...]
    counted: tuple[PreviewColumn, ...]
    ignored: tuple[PreviewColumn, ...]
    file_choices: tuple[FileChoice, ...]
    rows: tuple[PreviewRow, ...]
    counts: Mapping[str, int]
    blanks_written: int
    cell_count: int
    names: tuple[NameDoubt, ...]
    reasons: tuple[ReasonField, ...]
    totals: tuple[TotalLine, ...]
    issues: tuple[IssueLine, ...]
    why_not: tuple[str, ...]
    good: GoodPart | None
    seen: str

    @property
    def report(self) -> ReportReference | None:
        """The report that the file names."""
        return self.review.parsed.report

    @property
    def report_day(self) -> str:
        day = self.report.issued_on if self.report else None
        return format_date(day) if day else ""

    @property
    def period_label(self) -> str:
        """The period of the figures in the reader's language."""
        period = self.review.period
        return label(period, "en" if get_language() == "en" else "vi") if period else ""

    @property
    def questioned(self) -> int:
        """How many rows are in doubt."""
        return sum(row.questioned for row in self.rows)

    @property
    def marks(self) -> bool:
        """Whether any cell of the file is bad or doubtful, so that marking it helps."""
        return any(line.cell and line.severity != Severity.INFO for line in self.issues)

    @property
    def can_apply(self) -> bool:
        """Whether nothing is left to settle and something is left to write."""
        waits = self.run.status == ImportRun.Status.REVIEW
        return waits and not self.why_not


def import_preview(run: ImportRun) -> ImportPreview:
    """The review of a run in words; raises ValueError when its file was not read.

    A run that had nothing to do waits for its review again, where the figures have changed since.
    At most seven queries, whatever the size of the file.
    """
    judged = import_review(run)
    if run.status in _HISTORY:
        judged = replace(judged, review=as_applied(run, judged.review))
    review = judged.review
    if run.status == ImportRun.Status.UNCHANGED and not review.changes_nothing:
        run.status = ImportRun.Status.REVIEW
    decisions = decisions_of(run)
    names = {code: indicator.short_name for code, indicator in judged.indicators.items()}
    issues = tuple(issue_lines(review.issues, names))
    columns = preview_columns(run, review, judged.indicators)
    questioned = questioned_rows(review.issues)
    return ImportPreview(
        run=run,
        review=review,
        units=unit_counts(review),
        columns=columns.known,
        counted=columns.counts,
        ignored=columns.ignored,
        file_choices=file_choices(run, review),
        rows=tuple(_row(row, judged, questioned) for row in review.rows),
        counts=review.counts,
        blanks_written=_blanks_written(review),
        cell_count=sum(len(row.cells) for row in review.rows),
        names=tuple(name_doubts(judged, decisions)),
        reasons=tuple(reason_fields(review, decisions, names)),
        totals=tuple(total_lines(review, names)),
        issues=issues,
        why_not=tuple(
            line.message for line in issues if Severity(line.severity) in _BLOCKING_SEVERITIES
        ),
        good=_good_part(review),
        seen=seen_token(review),
    )


def _good_part(review: Review) -> GoodPart | None:
    if not review.blocked:
        return None
    good = good_part(review)
    writes = sum(1 for _ in good.writes())
    return GoodPart(writes, len(left_out(good))) if writes and not good.blocked else None


# What was applied is shown as it was then, and not held against the figures of today.
_HISTORY = (ImportRun.Status.APPLIED, ImportRun.Status.UNDONE)
_BLOCKING_SEVERITIES = (Severity.ERROR, Severity.CONFIRM)


def _row(row: ReviewedRow, judged: RunReview, questioned: frozenset[int]) -> PreviewRow:
    cells = tuple(map(_cell, row.cells))
    return PreviewRow(
        number=row.row.number,
        name=row.row.name,
        unit=judged.units.get(row.unit_id) if row.unit_id is not None else None,
        is_total=row.is_total,
        skipped=row.skipped,
        doubtful=not row.is_total and row.row.match.unit_id is None,
        questioned=row.row.number in questioned,
        cells=cells,
        counts=Counter(cell.status for cell in cells),
    )


def _cell(cell: ReviewedCell) -> PreviewCell:
    old = figure_text(cell.old) if cell.old is not None and cell.writes else ""
    text = figure_text(cell.figure) if cell.figure is not None else cell.raw
    return PreviewCell(cell.address, cell.status.value, text, old, cell.raw)


def _blanks_written(review: Review) -> int:
    return sum(
        cell.writes and cell.status is CellStatus.BLANK
        for row in review.rows
        if not row.skipped
        for cell in row.cells
    )
