"""All that a reviewer must settle or should know about a file, found at once.

Nothing here changes a figure: rates are never held against a mean of the units, counts are held
against the report's own total, and what is unclear is asked.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from math import inf
from typing import Final

from reports.figures.figures import Problem
from reports.reading.cell_checks import cell_issues
from reports.reading.column_checks import column_issues, share_issues
from reports.reading.comparisons import comparison_issues
from reports.reading.corrections import overturning
from reports.reading.count_checks import count_issues
from reports.reading.decisions import ZERO, Decisions
from reports.reading.issues import CELL_ISSUES, Issue, Severity, issue
from reports.reading.judging import compare
from reports.reading.name_checks import OF_TWO_ROWS, missing_units, name_issues, units_in_two_rows
from reports.reading.period_checks import (
    OF_CHOSEN_PERIOD,
    OF_PERIOD,
    older_report,
    period_issues,
    printed_days,
)
from reports.reading.reasons import change_reason
from reports.reading.review import BlankReading, Context, Review, loses_figure
from reports.reading.sheet import ParsedSheet
from reports.reading.total_checks import area_of, total_issues

# Beyond this a list tells nobody anything; the count does.
_MOST_LISTED: Final = 20
_MOST_OF_A_KIND: Final = 100
_MOST_THAT_BLOCK: Final = 300
# These rows and cells are refused whether they are listed or not.
_REFUSED_ANYWAY: Final = CELL_ISSUES | {"unit-unknown", "unit-proposed", "unit-duplicate"}


def review(parsed: ParsedSheet, decisions: Decisions, context: Context) -> Review:
    """Judge a parsed sheet: what would be written, and what keeps it from being written."""
    compared = compare(parsed, decisions, context)
    return replace(compared, issues=find_issues(compared, decisions, context))


def find_issues(review: Review, decisions: Decisions, context: Context) -> tuple[Issue, ...]:
    """Every issue of a review, those that block first; within a weight in reading order."""
    parsed, overturn = review.parsed, overturning(review)
    issues = [
        *period_issues(parsed, decisions, context),
        *_reading_issues(parsed, decisions, context),
        *column_issues(parsed),
        *share_issues(review, decisions),
        *name_issues(review, context),
        *cell_issues(review, decisions),
        *count_issues(review, decisions),
        *total_issues(review, decisions, context),
        *older_report(review, context),
        *comparison_issues(review, context),
        *([] if overturn is None or change_reason(decisions, review) else [overturn]),
        *missing_units(review, context),
        *_blank_issues(review, decisions),
        *_lost_figures(review, decisions),
        *_remark_issues(parsed, decisions),
    ]
    two_rows = list(units_in_two_rows(review))
    if two_rows:
        issues = [*two_rows, *(doubt for doubt in issues if doubt.code not in OF_TWO_ROWS)]
    order = {"error": 0, "confirm": 1, "warning": 2, "info": 3}
    ordered = sorted(_shortened(issues), key=lambda doubt: order[doubt.severity.value])
    return tuple(
        doubt if doubt.code in OF_CHOSEN_PERIOD else replace(doubt, sheet=parsed.sheet)
        for doubt in ordered
    )


def _shortened(issues: Iterable[Issue]) -> Iterator[Issue]:
    """The issues; no more of one kind than anybody reads, unless one left out would be written."""
    listed: Counter[str] = Counter()
    last: dict[str, Issue] = {}
    for doubt in issues:
        listed[doubt.code] += 1
        if listed[doubt.code] <= _most_of(doubt):
            last[doubt.code] = doubt
            yield doubt
    for code, times in listed.items():
        if times > _most_of(last[code]):
            yield issue(
                "more-like-this",
                cell=last[code].cell,
                value=last[code].value,
                kind=code,
                count=int(times - _most_of(last[code])),
            )


def _most_of(kind: Issue) -> float:
    if not kind.blocks:
        return _MOST_OF_A_KIND
    return _MOST_THAT_BLOCK if kind.code in _REFUSED_ANYWAY else inf


def _reading_issues(parsed: ParsedSheet, decisions: Decisions, context: Context) -> Iterator[Issue]:
    """What somebody should know about how the sheet was read."""
    if context.profile:
        yield issue("profile-used", value=context.profile)
    converted = parsed.converted
    if converted:
        sample = next((row.name for row in parsed.rows if row.name_cell in converted), "")
        yield issue("legacy-converted", cell=converted[0], value=sample, count=len(converted))
    if parsed.hidden_rows and "rows" not in decisions.hidden:
        numbers = frozenset(parsed.hidden_rows)
        hidden = [row for row in parsed.rows if row.number in numbers]
        first = next((row for row in hidden if row.number == parsed.hidden_rows[0]), None)
        yield issue(
            "hidden-rows",
            cell=first.name_cell if first else f"A{parsed.hidden_rows[0]}",
            value="; ".join(row.name for row in hidden[:_MOST_LISTED]),
            count=len(parsed.hidden_rows),
        )
    if parsed.hidden_columns and "columns" not in decisions.hidden:
        headings = {c.letter: c.heading for c in (*parsed.columns, *parsed.count_columns)}
        yield issue(
            "hidden-columns",
            cell=parsed.hidden_columns[0],
            value="; ".join(headings.get(letter, letter) for letter in parsed.hidden_columns),
            count=len(parsed.hidden_columns),
        )


def _blank_issues(review: Review, decisions: Decisions) -> Iterator[Issue]:
    """What empty cells are read as: the same whether a file is applied whole or in part.

    Where a cell of counts cannot be read, the total row proves nothing of the empty ones, and
    that is said before they are written.
    """
    for blank in review.blanks:
        undecided = blank.indicator not in decisions.blanks
        yield (undecided and _unproven(review, blank)) or _blanks_read(blank, undecided)


def _unproven(review: Review, blank: BlankReading) -> Issue | None:
    codes = [column.indicator for column in review.parsed.columns]
    at = codes.index(blank.indicator)
    cells = (row.row.cells[at] for row in review.rows if not row.is_total)
    bad = next((cell.address for cell in cells if isinstance(cell.content, Problem)), "")
    if review.totals[at].agrees is not False or not bad:
        return None
    return issue(
        "blanks-unproven",
        cell=review.parsed.columns[at].letter,
        value=review.parsed.columns[at].heading,
        indicator=blank.indicator,
        count=len(blank.cells),
        area=area_of(blank.cells),
        state=blank.reading,
        bad=bad,
    )


def _lost_figures(review: Review, decisions: Decisions) -> Iterator[Issue]:
    """Stored numbers that the file takes away; once confirmed, they are only told.

    Who agreed is not asked again for a row whose unit they confirm besides: more may be lost only
    by what others store meanwhile.
    """
    for at, column in enumerate(review.parsed.columns):
        rows = [row for row in review.rows if loses_figure(row.cells[at])]
        if not rows:
            continue
        code, first = column.indicator or "", rows[0].cells[at].address
        loss = issue("value-disappears", cell=first, indicator=code, count=len(rows))
        unasked = sum(row.row.name_cell not in decisions.names for row in rows)
        confirmed = code in decisions.lost and unasked <= decisions.lost[code]
        yield replace(loss, severity=Severity.WARNING) if confirmed else loss


def _blanks_read(blank: BlankReading, undecided: bool) -> Issue:
    cell, code, count = area_of(blank.cells), blank.indicator, len(blank.cells)
    if blank.reading == ZERO and undecided:
        return issue("blanks-read-as-zero", cell=cell, indicator=code, count=count)
    return issue("blanks-read-as", cell=cell, indicator=code, count=count, state=blank.reading)


def _remark_issues(parsed: ParsedSheet, decisions: Decisions) -> Iterator[Issue]:
    days = printed_days(parsed.period) if parsed.period is not None else ""
    for remark in parsed.remarks:
        if remark.code not in OF_PERIOD:
            yield issue(remark.code, cell=remark.cell, value=remark.text)
        elif not decisions.period_code:
            yield issue(remark.code, value=remark.text, said=days)
    if parsed.other_sheets:
        yield issue("other-sheets", value="; ".join(parsed.other_sheets))


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
