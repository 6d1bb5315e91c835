"""What the review page and the command show of a run: words and texts, ready to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from reports import wording
from reports.domain import periods
from reports.domain.checks import unit_counts
from reports.domain.columns import Column
from reports.domain.decisions import Decisions
from reports.domain.figures import Figure, format_figure_value
from reports.domain.issues import Issue, Severity
from reports.domain.review import BlankReading, ReviewedCell, ReviewedRow, TotalCheck
from reports.models import ImportRun, Indicator
from reports.selectors.imports import RunReview, import_review
from units.models import Unit


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: what is sent, what is shown, and whether it is chosen now."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """A column of the file and its indicator; `indicator` is "" for one that is left out.

    `blanks` is how many cells of units are empty, `readings` what they may mean.
    """

    letter: str
    heading: str
    indicator: str
    name: str
    certain: bool
    blanks: int
    readings: tuple[Choice, ...]


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
    """A row of the file with its unit, and how many of its cells have each status."""

    number: int
    name: str
    unit: Unit | None
    is_total: bool
    skipped: bool
    doubtful: bool
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
        return any(one.unit == self.chosen for one in self.proposals)


@dataclass(frozen=True, slots=True)
class TotalLine:
    """The check of a count's total row: "28" and "28". `agrees` is None where none was printed."""

    indicator: str
    name: str
    sum: str
    published: str
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class IssueLine:
    """An issue with its sentence."""

    code: str
    severity: str
    sheet: str
    cell: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What was recognised: report, period, place of the table, units."""

    report_number: str
    report_date: str
    report_issuer: str
    period_code: str
    period_label: str
    period_start: date | None
    period_end: date | None
    sheet: str
    area: str
    other_sheets: tuple[str, ...]
    units: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """All that the review page shows of a run. `why_not` says what keeps it from being applied."""

    run: ImportRun
    facts: Facts
    columns: tuple[PreviewColumn, ...]
    ignored: tuple[PreviewColumn, ...]
    rows: tuple[PreviewRow, ...]
    counts: Mapping[str, int]
    cell_count: int
    names: tuple[NameDoubt, ...]
    totals: tuple[TotalLine, ...]
    issues: tuple[IssueLine, ...]
    why_not: tuple[str, ...]

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

    At most seven queries, whatever the size of the file.
    """
    judged = import_review(run)
    review = judged.review
    decisions = Decisions.from_json(run.decisions)
    names = {code: indicator.short_name for code, indicator in judged.indicators.items()}
    issues = tuple(issue_lines(review.issues, names))
    blanks = {blank.indicator: blank for blank in review.blanks}
    return ImportPreview(
        run=run,
        facts=_facts(judged),
        columns=tuple(_column(one, names, blanks) for one in review.parsed.columns),
        ignored=tuple(_column(one, names, {}) for one in review.parsed.other_columns),
        rows=tuple(_row(row, judged) for row in review.rows),
        counts=review.counts,
        cell_count=sum(len(row.cells) for row in review.rows),
        names=tuple(_name_doubts(judged, decisions)),
        totals=tuple(_total(one, names) for one in review.totals if one.sum is not None),
        issues=issues,
        why_not=tuple(
            line.message for line in issues if Severity(line.severity) in _BLOCKING_SEVERITIES
        ),
    )


_BLOCKING_SEVERITIES = (Severity.ERROR, Severity.CONFIRM)


def issue_lines(issues: Iterable[Issue], names: Mapping[str, str]) -> Iterator[IssueLine]:
    """Issues with their sentences; `names` are indicators by code in the reader's language."""
    for one in issues:
        text = wording.message(one, names)
        yield IssueLine(one.code, one.severity.value, one.sheet, one.cell, one.value, text)


def _facts(judged: RunReview) -> Facts:
    parsed, period = judged.review.parsed, judged.review.period
    report = parsed.report
    language = "en" if get_language() == "en" else "vi"
    return Facts(
        report_number=report.number if report else "",
        report_date=periods.format_date(report.issued_on) if report and report.issued_on else "",
        report_issuer=(report.issuer or "") if report else "",
        period_code=period.code if period else "",
        period_label=periods.label(period, language) if period else "",
        period_start=period.start if period else None,
        period_end=period.end if period else None,
        sheet=parsed.sheet,
        area=parsed.area,
        other_sheets=parsed.other_sheets,
        units=unit_counts(judged.review),
    )


def _column(
    column: Column, names: Mapping[str, str], blanks: Mapping[str, BlankReading]
) -> PreviewColumn:
    code = column.indicator or ""
    blank = blanks.get(code)
    return PreviewColumn(
        letter=column.letter,
        heading=column.heading,
        indicator=code,
        name=names.get(code, ""),
        certain=column.confidence == 100 or column.chosen,
        blanks=len(blank.cells) if blank else 0,
        readings=tuple(_readings(blank)) if blank else (),
    )


def _readings(blank: BlankReading) -> Iterator[Choice]:
    for value in blank.choices:
        yield Choice(value, str(wording.BLANK_READINGS[value]), value == blank.reading)


def _row(row: ReviewedRow, judged: RunReview) -> PreviewRow:
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
        cells=cells,
        counts=counts,
    )


def _cell(cell: ReviewedCell, indicators: Mapping[str, Indicator]) -> PreviewCell:
    old = figure_text(cell.old) if cell.old is not None and cell.writes else ""
    text = figure_text(cell.figure) if cell.figure is not None else cell.raw
    state = cell.figure.state.value if cell.figure is not None else ""
    return PreviewCell(cell.address, cell.status.value, text, state, old, cell.raw)


def figure_text(figure: Figure) -> str:
    """A figure as offices print it, or its state in the reader's language."""
    if figure.value is None:
        return str(wording.BLANK_READINGS[figure.state.value])
    return format_figure_value(figure.value, figure.places)


def _name_doubts(judged: RunReview, decisions: Decisions) -> Iterator[NameDoubt]:
    for row in judged.review.rows:
        match = row.row.match
        decided = row.row.name_cell in decisions.names
        if row.row.is_total or (match.unit_id is not None and not decided):
            continue
        chosen = decisions.names.get(row.row.name_cell)
        proposals = tuple(
            Proposed(judged.units[one.unit_id], str(wording.REASONS[one.reason]))
            for one in match.proposals
            if one.unit_id in judged.units
        )
        yield NameDoubt(
            cell=row.row.name_cell,
            name=row.row.name,
            proposals=proposals,
            chosen=judged.units.get(chosen) if chosen is not None else None,
            skipped=row.skipped,
        )


def _total(check: TotalCheck, names: Mapping[str, str]) -> TotalLine:
    total = "" if check.sum is None else format_figure_value(check.sum, 0)
    published = "" if check.published is None else format_figure_value(check.published, 0)
    return TotalLine(
        check.indicator, names.get(check.indicator, ""), total, published, check.agrees
    )


def is_zero_from_blank(cell: PreviewCell) -> bool:
    """Whether a 0 was not written in the file but follows from the total."""
    return cell.status == "blank" and cell.state == "value"
