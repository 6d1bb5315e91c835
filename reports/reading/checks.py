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
from reports.reading.named_lines import Remark
from reports.reading.period_checks import OF_PERIOD, older_report, period_issues, printed_days
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
    parsed = review.parsed
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
        *_change_issues(review, decisions),
        *missing_units(review, context),
        *_blank_issues(review, decisions),
        *_lost_figures(review, decisions),
        *_remark_issues(parsed, decisions),
    ]
    two_rows = list(units_in_two_rows(review))
    if two_rows:
        issues = [*two_rows, *(doubt for doubt in issues if doubt.code not in OF_TWO_ROWS)]
    order = {"error": 0, "confirm": 1, "warning": 2, "info": 3}
    return tuple(sorted(_shortened(issues), key=lambda doubt: order[doubt.severity.value]))


def _shortened(found: Iterable[Issue]) -> Iterator[Issue]:
    """The issues; no more of one kind than anybody reads, unless one left out would be written."""
    listed: Counter[str] = Counter()
    last: dict[str, Issue] = {}
    for doubt in found:
        listed[doubt.code] += 1
        if listed[doubt.code] <= _most_of(doubt):
            last[doubt.code] = doubt
            yield doubt
    for code, times in listed.items():
        if times > _most_of(last[code]):
            yield issue(
                "more-like-this",
                sheet=last[code].sheet,
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


def _change_issues(review: Review, decisions: Decisions) -> Iterator[Issue]:
    overturn = overturning(review)
    if overturn is not None and not change_reason(decisions, review):
        yield overturn


def _blank_issues(review: Review, decisions: Decisions) -> Iterator[Issue]:
    """What empty cells are read as: the same whether a file is applied whole or in part.

    Where a cell of counts cannot be read, the total row proves nothing of the empty ones, and
    that is said before they are written.
    """
    sheet = review.parsed.sheet
    for blank in review.blanks:
        undecided = blank.indicator not in decisions.blanks
        yield (undecided and _unproven(review, blank)) or _blanks_read(sheet, blank, undecided)


def _unproven(review: Review, blank: BlankReading) -> Issue | None:
    codes = [column.indicator for column in review.parsed.columns]
    at = codes.index(blank.indicator)
    cells = (row.row.cells[at] for row in review.rows if not row.is_total)
    bad = next((cell.address for cell in cells if isinstance(cell.content, Problem)), "")
    if review.totals[at].agrees is not False or not bad:
        return None
    return issue(
        "blanks-unproven",
        sheet=review.parsed.sheet,
        cell=review.parsed.columns[at].letter,
        value=review.parsed.columns[at].heading,
        indicator=blank.indicator,
        count=len(blank.cells),
        area=area_of(blank.cells),
        state=blank.reading,
        bad=bad,
    )


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


def _blanks_read(sheet: str, blank: BlankReading, undecided: bool) -> Issue:
    cell, count = area_of(blank.cells), len(blank.cells)
    if blank.reading == ZERO and undecided:
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


def _remark_issues(parsed: ParsedSheet, decisions: Decisions) -> Iterator[Issue]:
    for remark in parsed.remarks:
        if remark.code in OF_PERIOD:
            yield from _period_unclear(remark, parsed, decisions)
            continue
        yield issue(remark.code, sheet=parsed.sheet, cell=remark.cell, value=remark.text)
    if parsed.other_sheets:
        yield issue("other-sheets", sheet=parsed.sheet, value="; ".join(parsed.other_sheets))


def _period_unclear(remark: Remark, parsed: ParsedSheet, decisions: Decisions) -> Iterator[Issue]:
    if not decisions.period_code:
        days = printed_days(parsed.period) if parsed.period is not None else ""
        yield issue(remark.code, sheet=parsed.sheet, value=remark.text, said=days)


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
