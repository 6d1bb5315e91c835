"""All that a reviewer must settle or should know about a file, found at once.

Nothing here changes a figure: rates are never held against a mean of the units, counts are held
against the report's own total, and what is unclear is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from reports.domain.comparisons import comparison_issues
from reports.domain.count_checks import count_issues
from reports.domain.decisions import ZERO, Decisions
from reports.domain.figures import Measure, Problem, format_figure_value
from reports.domain.issues import Issue, Severity, issue
from reports.domain.periods import PeriodSpan, format_date, span_for_code
from reports.domain.reasons import period_reason, total_reason
from reports.domain.review import (
    BlankReading,
    Context,
    Review,
    ReviewedRow,
    TotalCheck,
    compare,
    duplicated,
    loses_figure,
)
from reports.domain.sheet import ParsedSheet

# Beyond this a list tells nobody anything; the count does.
_MOST_LISTED: Final = 20
_MOST_OF_A_KIND: Final = 100


def review(parsed: ParsedSheet, decisions: Decisions, context: Context) -> Review:
    """Judge a parsed sheet: what would be written, and what keeps it from being written."""
    compared = compare(parsed, decisions, context)
    return replace(compared, issues=find_issues(compared, decisions, context))


def find_issues(review: Review, decisions: Decisions, context: Context) -> tuple[Issue, ...]:
    """Every issue of a review, those that block first; within a weight in reading order."""
    parsed = review.parsed
    found = [
        *period_issues(parsed, decisions, context),
        *_reading_issues(parsed, decisions, context),
        *_column_issues(parsed),
        *_name_issues(review),
        *_cell_issues(review, decisions),
        *count_issues(review, decisions),
        *_total_issues(review, decisions, context),
        *comparison_issues(review, context),
        *_missing_units(review, context),
        *_blank_issues(review),
        *_lost_figures(review, decisions),
        *_remark_issues(parsed),
    ]
    order = {"error": 0, "confirm": 1, "warning": 2, "info": 3}
    return tuple(sorted(_shortened(found), key=lambda one: order[one.severity.value]))


def _shortened(found: Iterable[Issue]) -> Iterator[Issue]:
    """The issues; of those that only tell, no more of one kind than anybody reads."""
    listed: Counter[str] = Counter()
    last: dict[str, Issue] = {}
    for one in found:
        listed[one.code] += 1
        if one.blocks or listed[one.code] <= _MOST_OF_A_KIND:
            yield one
        last.setdefault(one.code, one)
        if listed[one.code] == _MOST_OF_A_KIND:
            last[one.code] = one
    for code, times in listed.items():
        if times > _MOST_OF_A_KIND and not last[code].blocks:
            yield issue(
                "more-like-this",
                sheet=last[code].sheet,
                cell=last[code].cell,
                value=last[code].value,
                kind=code,
                count=times - _MOST_OF_A_KIND,
            )


def settle_period(
    said: PeriodSpan | None, decisions: Decisions, stored: PeriodSpan | None = None
) -> PeriodSpan | None:
    """The period of the figures: as decided at the upload or in the review, else `said`.

    `stored` is the period that already has the code decided on: its days and even its code may be
    an office's own. None when nothing says the period, or when what was decided is none.
    """
    if not decisions.period_code:
        return said
    if stored is not None and stored.code == decisions.period_code:
        return stored
    try:
        return span_for_code(decisions.period_code)
    except ValueError:
        return None


def period_issues(parsed: ParsedSheet, decisions: Decisions, context: Context) -> Iterator[Issue]:
    """What is unclear about the period and the report."""
    sheet, period, said = parsed.sheet, context.period, parsed.period
    if period is None and decisions.period_code:
        yield issue("period-unknown", value=decisions.period_code)
    elif period is None:
        yield issue("period-missing", sheet=sheet)
    elif (
        said
        and printed_days(said) != printed_days(period)
        and not period_reason(decisions, said, period)
    ):
        yield issue(
            "period-differs",
            sheet=sheet,
            value=printed_days(said),
            said=printed_days(said),
            said_code=said.code,
            chosen=printed_days(period),
            chosen_code=period.code,
        )
    if period is not None and context.period_closed:
        yield issue("period-closed", value=period.code)
    if parsed.report is None:
        yield issue("report-missing", sheet=sheet)


def printed_days(span: PeriodSpan) -> str:
    """The first and the last day of a period, the same in every language."""
    return f"{format_date(span.start)} – {format_date(span.end)}"


def _reading_issues(parsed: ParsedSheet, decisions: Decisions, context: Context) -> Iterator[Issue]:
    """What somebody should know about how the sheet was read."""
    sheet = parsed.sheet
    if context.profile:
        yield issue("profile-used", sheet=sheet, value=context.profile)
    converted = frozenset(parsed.converted)
    if converted:
        sample = next((row.name for row in parsed.rows if row.name_cell in converted), "")
        yield issue(
            "legacy-converted",
            sheet=sheet,
            cell=parsed.converted[0],
            value=sample,
            count=len(parsed.converted),
        )
    if parsed.hidden_rows and "rows" not in decisions.hidden:
        yield issue(
            "hidden-rows",
            sheet=sheet,
            cell=_hidden_cell(parsed),
            value="; ".join(_hidden_names(parsed)),
            count=len(parsed.hidden_rows),
        )
    if parsed.hidden_columns and "columns" not in decisions.hidden:
        headings = {c.letter: c.heading for c in (*parsed.columns, *parsed.count_columns)}
        yield issue(
            "hidden-columns",
            sheet=sheet,
            cell=parsed.hidden_columns[0],
            value="; ".join(headings.get(letter, letter) for letter in parsed.hidden_columns),
            count=len(parsed.hidden_columns),
        )


def _hidden_cell(parsed: ParsedSheet) -> str:
    first = parsed.hidden_rows[0]
    return next((row.name_cell for row in parsed.rows if row.number == first), f"A{first}")


def _hidden_names(parsed: ParsedSheet) -> list[str]:
    hidden = frozenset(parsed.hidden_rows)
    return [row.name for row in parsed.rows if row.number in hidden][:_MOST_LISTED]


def _column_issues(parsed: ParsedSheet) -> Iterator[Issue]:
    sheet = parsed.sheet
    if not parsed.columns:
        yield issue("no-column-recognised", sheet=sheet)
    doubled = duplicated(parsed.columns)
    for column in parsed.columns:
        place = {"sheet": sheet, "cell": column.letter, "value": column.heading}
        code = column.indicator or ""
        if code in doubled:
            yield issue("column-duplicate", **place, indicator=code)
        elif column.confidence < 100 and not column.chosen:
            yield issue("column-proposed", **place, indicator=code)
        if column.letter in parsed.shares_in_doubt:
            yield issue("rate-or-share", **place, indicator=code)
    for column in parsed.other_columns:
        if not column.chosen:
            yield issue("column-ignored", sheet=sheet, cell=column.letter, value=column.heading)


def _name_issues(review: Review) -> Iterator[Issue]:
    sheet = review.parsed.sheet
    for row in review.rows:
        name_cell, name = row.row.name_cell, row.row.name
        if row.duplicate_of and not row.is_total:
            yield issue(
                "unit-duplicate", sheet=sheet, cell=name_cell, value=name, first=row.duplicate_of
            )
        elif row.unit_id is None and not row.skipped:
            code = "unit-proposed" if row.row.match.proposals else "unit-unknown"
            yield issue(code, sheet=sheet, cell=name_cell, value=name)


def _cell_issues(review: Review, decisions: Decisions) -> Iterator[Issue]:
    sheet = review.parsed.sheet
    for row in review.rows:
        if row.skipped:
            continue
        for cell in row.row.cells:
            content = cell.content
            if isinstance(content, Problem) and cell.address not in decisions.skipped_cells:
                yield issue(content.code, sheet=sheet, cell=cell.address, value=cell.raw)


def _total_issues(review: Review, decisions: Decisions, context: Context) -> Iterator[Issue]:
    sheet = review.parsed.sheet
    total_rows = [row for row in review.rows if row.is_total and not row.skipped]
    if not total_rows:
        yield issue("total-missing", sheet=sheet)
        return
    first, *others = total_rows
    for other in others:
        if [c.content for c in first.row.cells] != [c.content for c in other.row.cells]:
            yield issue(
                "totals-differ",
                sheet=sheet,
                cell=other.row.name_cell,
                value=other.row.name,
                first=first.row.name_cell,
            )
    explained = total_reason(decisions, review.totals)
    for at, check in enumerate(review.totals):
        if check.agrees is False and not explained:
            yield from _mismatch(review, at, check, first)
    yield from _rates_kept(review, first, context)


def _mismatch(review: Review, at: int, check: TotalCheck, first: ReviewedRow) -> Iterator[Issue]:
    contents = (row.row.cells[at].content for row in review.rows)
    if (
        check.sum is None
        or check.published is None
        or any(isinstance(content, Problem) for content in contents)
    ):
        return
    yield issue(
        "total-mismatch",
        sheet=review.parsed.sheet,
        cell=first.row.cells[at].address,
        value=first.row.cells[at].raw,
        indicator=check.indicator,
        sum=format_figure_value(check.sum, 0),
        published=format_figure_value(check.published, 0),
        gap=format_figure_value(abs(check.published - check.sum), 0),
        more=int(check.sum > check.published),
    )


def _rates_kept(review: Review, first: ReviewedRow, context: Context) -> Iterator[Issue]:
    rates = [
        cell
        for cell in first.cells
        if context.specs[cell.indicator].measure is Measure.RATE and cell.figure is not None
    ]
    if rates:
        area = _area([cell.address for cell in rates])
        yield issue("rate-total-kept", sheet=review.parsed.sheet, cell=area, value=first.row.name)


def _missing_units(review: Review, context: Context) -> Iterator[Issue]:
    present = {row.unit_id for row in review.rows}
    undecided = any(row.unit_id is None and not row.skipped for row in review.rows)
    listed = {"units-missing": context.expected, "agencies-missing": context.optional}
    for code, units in listed.items():
        names = [name for unit_id, name in units.items() if unit_id not in present]
        # Names still to be decided are most likely those of the units that seem to be missing.
        if names and not (undecided and code == "agencies-missing"):
            yield issue(
                code,
                sheet=review.parsed.sheet,
                value="; ".join(names[:_MOST_LISTED]),
                count=len(names),
            )


def _blank_issues(review: Review) -> Iterator[Issue]:
    sheet = review.parsed.sheet
    for blank in review.blanks:
        yield _blanks_read(sheet, blank)


def _lost_figures(review: Review, decisions: Decisions) -> Iterator[Issue]:
    """Stored numbers that the file takes away; once confirmed, they are only told."""
    for at, column in enumerate(review.parsed.columns):
        lost = [row.cells[at] for row in review.rows if loses_figure(row.cells[at])]
        if not lost:
            continue
        code = column.indicator or ""
        found = issue(
            "value-disappears",
            sheet=review.parsed.sheet,
            cell=lost[0].address,
            indicator=code,
            count=len(lost),
        )
        confirmed = len(lost) <= decisions.lost.get(code, 0)
        yield replace(found, severity=Severity.WARNING) if confirmed else found


def _blanks_read(sheet: str, blank: BlankReading) -> Issue:
    cell, count = _area(blank.cells), len(blank.cells)
    if blank.reading == ZERO:
        code = "blanks-read-as-zero"
        return issue(code, sheet=sheet, cell=cell, indicator=blank.indicator, count=count)
    return issue(
        "blanks-read-as",
        sheet=sheet,
        cell=cell,
        indicator=blank.indicator,
        count=count,
        state=blank.reading,
    )


def _area(addresses: Iterable[str]) -> str:
    """The range from the first to the last of these cells."""
    listed = list(addresses)
    return listed[0] if len(listed) == 1 else f"{listed[0]}:{listed[-1]}"


def _remark_issues(parsed: ParsedSheet) -> Iterator[Issue]:
    for remark in parsed.remarks:
        yield issue(remark.code, sheet=parsed.sheet, cell=remark.cell, value=remark.text)
    if parsed.other_sheets:
        yield issue("other-sheets", sheet=parsed.sheet, value="; ".join(parsed.other_sheets))


def unit_counts(review: Review) -> Mapping[str, int]:
    """How many rows of units matched surely, wait for a decision, or are unknown."""
    rows = [row for row in review.rows if not row.is_total]
    proposed = sum(
        row.unit_id is None and not row.skipped and bool(row.row.match.proposals) for row in rows
    )
    matched = sum(row.unit_id is not None for row in rows)
    skipped = sum(row.skipped for row in rows)
    unknown = len(rows) - matched - proposed - skipped
    return {"matched": matched, "proposed": proposed, "unknown": unknown}
