"""A file that is to fill drafts, held against the round, its sender and what is typed by now.

The same judgement as for a report, but that a blank says nothing, no total is expected and no unit
missed; and that whoever sends it must be allowed to type what it says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from reports.figures.figures import Blank, State
from reports.figures.periods import PeriodSpan
from reports.reading.checks import find_issues
from reports.reading.decisions import Decisions
from reports.reading.issues import Issue, issue
from reports.reading.judging import compare
from reports.reading.period_checks import printed_days
from reports.reading.review import CellStatus, Context, FigureKey, Review, ReviewedCell, ReviewedRow
from reports.reading.sheet import ParsedSheet

# What a report must say and a unit's own figures need not.
_NOT_ASKED: Final = frozenset(
    {
        "blanks-read-as",
        "blanks-read-as-zero",
        "blanks-unproven",
        "total-missing",
        "total-mismatch",
        "totals-differ",
        "total-outside-range",
        "rate-total-kept",
        "counts-total-mismatch",
        "units-missing",
        "agencies-missing",
        "report-missing",
        "report-older",
        "period-differs",
        "period-closed",
        "period-missing",
        "same-as-period",
    }
)


@dataclass(frozen=True, slots=True)
class EntryContext:
    """The round that is filled, who sends the file, and what stands in the drafts.

    `office`, `round_id` and `span` are those of the round. `reach` are the units that the sender
    enters for, `unit` the one on whose page the file was sent (None: all of them). `sent` are the
    units whose figures are sent already, `versions` those of the drafts' figures (0: none).
    `may_exempt` lets the office say what is not assessed.
    """

    office: str
    round_id: int
    span: PeriodSpan
    is_open: bool
    reach: frozenset[int]
    unit: int | None
    unit_name: str
    sent: frozenset[int]
    versions: Mapping[FigureKey, int]
    may_exempt: bool


def entry_review(
    parsed: ParsedSheet, decisions: Decisions, context: Context, entry: EntryContext
) -> Review:
    """Judge a file for entry: which figures of drafts it changes, and what keeps it from that.

    `context.existing` are the figures of the drafts.
    """
    rows = tuple(row for row in parsed.rows if not row.is_total)
    compared = compare(replace(parsed, rows=rows), decisions, context)
    wrong_book = tuple(_of_file(parsed, entry))
    if any(issue_.code in ("entry-office", "entry-period") for issue_ in wrong_book):
        quiet = tuple(replace(row, cells=_refused(row)) for row in compared.rows)
        return replace(compared, rows=quiet, totals=(), blanks=(), issues=wrong_book)
    judged = replace(
        compared,
        rows=tuple(_judged(row, parsed, entry) for row in compared.rows),
        totals=(),
        blanks=(),
    )
    others = (
        issue_
        for issue_ in find_issues(judged, decisions, context)
        if issue_.code not in _NOT_ASKED
    )
    own = (*wrong_book, *_of_units(judged, entry), *_of_cells(judged, entry))
    return replace(judged, issues=(*own, *others))


def _of_file(parsed: ParsedSheet, entry: EntryContext) -> Iterator[Issue]:
    """Another office's workbook, another period's, or a round that takes nothing now."""
    book, wanted = parsed.book, printed_days(entry.span)
    if book is not None and book.office != entry.office:
        yield issue("entry-office", sheet=parsed.sheet, value=book.office)
    elif book is not None and (book.period, book.round_id) != (entry.span.code, entry.round_id):
        printed = printed_days(parsed.period) if parsed.period else book.period
        yield issue("entry-period", sheet=parsed.sheet, value=printed, wanted=wanted)
    elif book is None and parsed.period and printed_days(parsed.period) != wanted:
        printed = printed_days(parsed.period)
        yield issue("entry-period", sheet=parsed.sheet, value=printed, wanted=wanted)
    if not entry.is_open:
        yield issue("entry-round-closed", sheet=parsed.sheet, value=wanted)


def _judged(row: ReviewedRow, parsed: ParsedSheet, entry: EntryContext) -> ReviewedRow:
    """The row with blanks and untouched cells left alone, or refused where it is not to be had."""
    untouched = parsed.book.untouched if parsed.book else frozenset[str]()
    if row.skipped or _trouble(row, entry, untouched):
        return replace(row, cells=_refused(row))
    cells = tuple(
        _left(cell) if isinstance(typed.content, Blank) or typed.address in untouched else cell
        for cell, typed in zip(row.cells, row.row.cells, strict=True)
    )
    return replace(row, cells=cells)


def _left(cell: ReviewedCell) -> ReviewedCell:
    """A cell that says nothing: what stands in the draft stays."""
    if cell.status is CellStatus.REFUSED:
        return cell
    status = CellStatus.SAME if cell.old is not None else CellStatus.BLANK
    return replace(cell, status=status, figure=cell.old, writes=False)


def _refused(row: ReviewedRow) -> tuple[ReviewedCell, ...]:
    return tuple(
        replace(cell, status=CellStatus.REFUSED, figure=None, old=None, writes=False)
        for cell in row.cells
    )


def _trouble(row: ReviewedRow, entry: EntryContext, untouched: frozenset[str]) -> str:
    """Why nothing of a row may be taken: the code, "" where it may."""
    if row.unit_id is None:
        return ""
    if entry.unit is not None and row.unit_id != entry.unit:
        return "entry-unit-other"
    if row.unit_id not in entry.reach:
        return "entry-unit-outside"
    says = any(
        not isinstance(cell.content, Blank) and cell.address not in untouched
        for cell in row.row.cells
    )
    return "entry-unit-sent" if says and row.unit_id in entry.sent else ""


def _of_units(review: Review, entry: EntryContext) -> Iterator[Issue]:
    book = review.parsed.book
    untouched = book.untouched if book else frozenset[str]()
    for row in review.rows:
        code = "" if row.skipped else _trouble(row, entry, untouched)
        if code:
            place = {"sheet": review.parsed.sheet, "cell": row.row.name_cell}
            yield issue(code, **place, value=row.row.name, unit=entry.unit_name)


def _of_cells(review: Review, entry: EntryContext) -> Iterator[Issue]:
    """Figures that somebody changed since the download, and what only the office may decide."""
    book, sheet = review.parsed.book, review.parsed.sheet
    for row, cell in review.writes():
        place = {"sheet": sheet, "cell": cell.address, "value": cell.raw}
        states = {figure.state for figure in (cell.figure, cell.old) if figure is not None}
        if State.EXEMPT in states and not entry.may_exempt:
            yield issue("entry-exempt", **place, indicator=cell.indicator, unit=row.row.name)
        elif book is not None and row.unit_id is not None:
            now = entry.versions.get((row.unit_id, cell.indicator), 0)
            if book.versions.get(cell.address, 0) != now:
                yield issue(
                    "entry-changed-since", **place, indicator=cell.indicator, unit=row.row.name
                )
