"""What the review page shows of a run."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from reports.figures.import_models import ImportRun
from reports.figures.period_models import span_label
from reports.figures.periods import format_date
from reports.imports.applied import as_applied
from reports.imports.applying import seen_token
from reports.imports.parsed import decisions_of
from reports.imports.partial import good_part, left_out, questioned_rows
from reports.imports.preview_columns import (
    PreviewColumn,
    ReviewChoice,
    column_preview,
    file_choices,
)
from reports.imports.preview_issues import IssueLine, issue_lines
from reports.imports.preview_names import NameDoubt, name_doubts
from reports.imports.preview_reasons import ReasonField, TotalLine, reason_fields, total_lines
from reports.imports.selectors import import_review
from reports.reading.checks import unit_counts
from reports.reading.issues import Severity
from reports.reading.review import CellStatus, Review, ReviewedRow
from units.models import Unit


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of the file with its unit; `questioned` where any remark but a note speaks of it."""

    reviewed: ReviewedRow
    unit: Unit | None
    questioned: bool

    @property
    def doubtful(self) -> bool:
        """Whether its name is no unit's own."""
        return not self.reviewed.is_total and self.reviewed.row.match.unit_id is None


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """All that the review page shows of a run.

    `counts` are the cells by status. `left_out` is how many cells would be left out if only the
    good ones were applied, None where nothing is in doubt or nothing good is left. `seen` goes with
    the button that applies.
    """

    run: ImportRun
    review: Review
    counts: dict[str, int]
    columns: tuple[PreviewColumn, ...]
    counted: tuple[PreviewColumn, ...]
    ignored: tuple[PreviewColumn, ...]
    file_choices: tuple[ReviewChoice, ...]
    rows: tuple[PreviewRow, ...]
    names: tuple[NameDoubt, ...]
    reasons: tuple[ReasonField, ...]
    totals: tuple[TotalLine, ...]
    issues: list[IssueLine]
    left_out: int | None
    seen: str

    @property
    def report_day(self) -> str:
        report = self.review.parsed.report
        return format_date(report.issued_on) if report and report.issued_on else ""

    @property
    def period_label(self) -> str:
        return span_label(self.review.period) if self.review.period else ""

    @property
    def units(self) -> Mapping[str, int]:
        """How many rows of units matched, wait for a decision, or are unknown."""
        return unit_counts(self.review)

    @property
    def cell_count(self) -> int:
        return sum(self.counts.values())

    @property
    def blanks_written(self) -> int:
        """The empty cells whose state is not stored so already."""
        return sum(cell.status is CellStatus.BLANK for _row, cell in self.review.writes())

    @property
    def questioned(self) -> int:
        """How many rows are in doubt."""
        return sum(row.questioned for row in self.rows)

    @property
    def marks(self) -> bool:
        """Whether any cell of the file is bad or doubtful, so that marking it helps."""
        issues = self.review.issues
        return any(issue.cell and issue.severity is not Severity.INFO for issue in issues)

    @property
    def can_apply(self) -> bool:
        """Whether nothing is left to settle and something is left to write."""
        return self.run.status == ImportRun.Status.REVIEW and not self.review.blocked


def import_preview(run: ImportRun) -> ImportPreview:
    """The review of a run in words; raises ValueError when its file was not read.

    What was applied is shown as it was then, and not held against the figures of today. A run that
    had nothing to do waits for its review again, where the figures have changed since.
    At most seven queries, whatever the size of the file.
    """
    judged = import_review(run)
    if run.status in (ImportRun.Status.APPLIED, ImportRun.Status.UNDONE):
        judged = replace(judged, review=as_applied(run, judged.review))
    review, parsed = judged.review, judged.review.parsed
    if run.status == ImportRun.Status.UNCHANGED and not review.changes_nothing:
        run.status = ImportRun.Status.REVIEW
    names = {code: indicator.short_name for code, indicator in judged.indicators.items()}
    decisions = decisions_of(run)
    questioned = questioned_rows(review.issues)
    of_column = column_preview(run, review, judged.indicators)
    return ImportPreview(
        run=run,
        review=review,
        counts=review.counts,
        columns=tuple(map(of_column, parsed.columns)),
        counted=tuple(map(of_column, parsed.count_columns)),
        ignored=tuple(map(of_column, parsed.other_columns)),
        file_choices=tuple(file_choices(run, review)),
        rows=tuple(
            PreviewRow(row, judged.units.get(row.unit_id or 0), row.row.number in questioned)
            for row in review.rows
        ),
        names=tuple(name_doubts(judged, decisions.names)),
        reasons=tuple(reason_fields(review, decisions, names)),
        totals=tuple(total_lines(review, names)),
        issues=issue_lines(review.issues, names),
        left_out=_left_out(review),
        seen=seen_token(review),
    )


def _left_out(review: Review) -> int | None:
    if not review.blocked:
        return None
    good = good_part(review)
    return None if good.blocked or good.changes_nothing else len(left_out(good))
