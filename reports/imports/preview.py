"""What the review page and the command show of a run: words and texts, ready to print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import get_language

from reports.figures import periods
from reports.figures.figures import format_figure_value
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.presentation import figure_text
from reports.imports import presentation
from reports.imports.applied import as_applied
from reports.imports.partial import good_part, left_out, questioned_rows
from reports.imports.preview_columns import FileChoice, PreviewColumn, file_choices, preview_columns
from reports.imports.preview_issues import IssueLine, issue_lines
from reports.imports.preview_reasons import ReasonField, reason_fields
from reports.imports.purpose import RunReview
from reports.imports.seen import seen_token
from reports.imports.selectors import import_review
from reports.reading.checks import unit_counts
from reports.reading.decisions import Decisions
from reports.reading.issues import Severity
from reports.reading.review import CellStatus, Review, ReviewedCell, ReviewedRow, TotalCheck
from units.models import Unit


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """A cell as it will be: `status` is new, changed, same, blank or refused.

    `text` is the figure or, where there is none, its state in words; `old` what is replaced.
    """

    address: str
    status: str
    text: str
    state: str
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
class Proposed:
    """A unit that a name may mean, and why."""

    unit: Unit
    reason: str


@dataclass(frozen=True, slots=True)
class NameDoubt:
    """A name to be decided: proposals best first, and the decision so far.

    `chosen` is the unit decided on; `skipped` tells that the row is left out.
    """

    cell: str
    name: str
    proposals: tuple[Proposed, ...]
    chosen: Unit | None
    skipped: bool

    @property
    def open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.chosen is None and not self.skipped

    @property
    def by_proposal(self) -> bool:
        """Whether the unit decided on is one of the proposals."""
        return any(proposal.unit == self.chosen for proposal in self.proposals)


@dataclass(frozen=True, slots=True)
class TotalLine:
    """The check of a count's total row: "28" and "28". `agrees` is None where none was printed.

    `cells` are those added up, "E8:E26", and `total` is the cell they are held against.
    """

    indicator: str
    name: str
    sum: str
    published: str
    agrees: bool | None
    cells: str = ""
    total: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What was recognised: report, period (that of the file is `period_said`), place, units."""

    report_number: str
    report_date: str
    report_issuer: str
    period_said: str
    period_code: str
    period_label: str
    period_start: date | None
    period_end: date | None
    sheet: str
    area: str
    other_sheets: tuple[str, ...]
    units: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class GoodPart:
    """What applying without the doubts would do: cells written, and cells left out."""

    writes: int
    left_out: int


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """All that the review page shows of a run.

    `why_not` says what keeps it from being applied; `good` is what could be applied without it,
    None where nothing is in doubt or nothing good is left. `seen` goes with the wish to apply.
    `blanks_written` are the empty cells whose state is not stored so already.
    """

    run: ImportRun
    facts: Facts
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

    def issues_of(self, severity: str) -> tuple[IssueLine, ...]:
        """The issues of one weight."""
        return tuple(line for line in self.issues if line.severity == severity)


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
    decisions = Decisions.from_json(run.decisions)
    names = {code: indicator.short_name for code, indicator in judged.indicators.items()}
    issues = tuple(issue_lines(review.issues, names))
    columns = preview_columns(run, review, judged.indicators)
    questioned = questioned_rows(review.issues)
    return ImportPreview(
        run=run,
        facts=_facts(judged),
        columns=columns.known,
        counted=columns.counts,
        ignored=columns.ignored,
        file_choices=file_choices(run, review),
        rows=tuple(_row(row, judged, questioned) for row in review.rows),
        counts=review.counts,
        blanks_written=_blanks_written(review),
        cell_count=sum(len(row.cells) for row in review.rows),
        names=tuple(_name_doubts(judged, decisions)),
        reasons=tuple(reason_fields(review, decisions, names)),
        totals=tuple(
            _total(check, review, names) for check in review.totals if check.sum is not None
        ),
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


def _facts(judged: RunReview) -> Facts:
    parsed, period = judged.review.parsed, judged.review.period
    report = parsed.report
    language = "en" if get_language() == "en" else "vi"
    return Facts(
        report_number=report.number if report else "",
        report_date=periods.format_date(report.issued_on) if report and report.issued_on else "",
        report_issuer=(report.issuer or "") if report else "",
        period_said=parsed.period.code if parsed.period else "",
        period_code=period.code if period else "",
        period_label=periods.label(period, language) if period else "",
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        sheet=parsed.sheet,
        area=parsed.area,
        other_sheets=parsed.other_sheets,
        units=unit_counts(judged.review),
    )


def _row(row: ReviewedRow, judged: RunReview, questioned: frozenset[int]) -> PreviewRow:
    cells = tuple(_cell(cell, judged.indicators) for cell in row.cells)
    counts: dict[str, int] = {}
    for cell in cells:
        counts[cell.status] = counts.get(cell.status, 0) + 1
    return PreviewRow(
        number=row.row.number,
        name=row.row.name,
        unit=judged.units.get(row.unit_id) if row.unit_id is not None else None,
        is_total=row.is_total,
        skipped=row.skipped,
        doubtful=not row.is_total and row.row.match.unit_id is None,
        questioned=row.row.number in questioned,
        cells=cells,
        counts=counts,
    )


def _cell(cell: ReviewedCell, indicators: Mapping[str, Indicator]) -> PreviewCell:
    old = figure_text(cell.old) if cell.old is not None and cell.writes else ""
    text = figure_text(cell.figure) if cell.figure is not None else cell.raw
    state = cell.figure.state.value if cell.figure is not None else ""
    return PreviewCell(cell.address, cell.status.value, text, state, old, cell.raw)


def _name_doubts(judged: RunReview, decisions: Decisions) -> Iterator[NameDoubt]:
    """The rows whose unit is asked for: unknown, decided on, or one of two rows of one unit."""
    rows = judged.review.rows
    doubled = {row.duplicate_of for row in rows if row.duplicate_of and not row.is_total}
    doubled |= {row.row.name_cell for row in rows if row.duplicate_of and not row.is_total}
    for row in rows:
        match = row.row.match
        in_question = row.row.name_cell in decisions.names or row.row.name_cell in doubled
        if row.row.is_total or (match.unit_id is not None and not in_question):
            continue
        chosen = decisions.names.get(row.row.name_cell)
        proposals = tuple(
            Proposed(judged.units[proposal.unit_id], str(presentation.REASONS[proposal.reason]))
            for proposal in match.proposals
            if proposal.unit_id in judged.units
        )
        yield NameDoubt(
            cell=row.row.name_cell,
            name=row.row.name,
            proposals=proposals,
            chosen=judged.units.get(chosen) if chosen is not None else None,
            skipped=row.skipped,
        )


def _total(check: TotalCheck, review: Review, names: Mapping[str, str]) -> TotalLine:
    total = "" if check.sum is None else format_figure_value(check.sum, 0)
    published = "" if check.published is None else format_figure_value(check.published, 0)
    cells = [
        (cell.address, row.is_total)
        for row in review.rows
        for cell in row.cells
        if cell.indicator == check.indicator and not row.skipped
    ]
    added = [address for address, is_total in cells if not is_total]
    return TotalLine(
        check.indicator,
        names.get(check.indicator, ""),
        total,
        published,
        check.agrees,
        f"{added[0]}:{added[-1]}" if added else "",
        next((address for address, is_total in cells if is_total), ""),
    )


def _blanks_written(review: Review) -> int:
    return sum(
        cell.writes and cell.status is CellStatus.BLANK
        for row in review.rows
        if not row.skipped
        for cell in row.cells
    )
