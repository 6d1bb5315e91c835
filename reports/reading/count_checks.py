"""The counts behind the rates: whether they fit each other, the rate, and the total row."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from reports.figures.figures import Problem, format_figure_value
from reports.figures.rollup import sum_counts
from reports.reading.cells import FileCell
from reports.reading.counts import is_quotient
from reports.reading.decisions import Decisions
from reports.reading.issues import Issue, issue
from reports.reading.review import Review, ReviewedRow
from reports.reading.row_counts import RowCounts, row_counts, settled_counts
from reports.reading.sheet import ParsedSheet


def count_issues(review: Review, decisions: Decisions) -> Iterator[Issue]:
    """All that is wrong or doubtful with numerators and denominators."""
    parsed = review.parsed
    yield from _count_column_issues(parsed)
    places = settled_counts(parsed)
    if not places:
        return
    yield from _unreadable(review, decisions)
    rates = [
        (at, column.indicator)
        for at, column in enumerate(parsed.columns)
        if column.indicator and any(code == column.indicator for code, _ in places)
    ]
    for row in review.rows:
        for at, code in rates if not row.skipped else ():
            counts = row_counts(row.row, code, places)
            if not counts.skipped(decisions.skipped_cells):
                yield from _row_issues(row.row.cells[at], counts, code)
    yield from _total_issues(review)


def _count_column_issues(parsed: ParsedSheet) -> Iterator[Issue]:
    claims = Counter((column.indicator, column.role) for column in parsed.count_columns)
    for column in parsed.count_columns:
        code = ""
        if claims[column.indicator, column.role] > 1:
            code = "column-duplicate"
        elif not column.settled:
            code = "column-proposed"
        if code:
            yield issue(
                code,
                cell=column.letter,
                value=column.heading,
                indicator=column.indicator or "",
                role=column.role.value,
            )


def _unreadable(review: Review, decisions: Decisions) -> Iterator[Issue]:
    """Cells of counts that are no numbers; each once, whatever number of rates it serves."""
    columns = review.parsed.count_columns
    for row in review.rows:
        passed = set(decisions.skipped_cells)
        for column, cell in zip(columns, row.row.counts, strict=True):
            content = cell.content
            if row.skipped or not column.settled or not isinstance(content, Problem):
                continue
            if cell.address not in passed:
                passed.add(cell.address)
                yield issue(
                    content.code,
                    cell=cell.address,
                    value=cell.raw,
                    indicator=column.indicator or "",
                )


def _row_issues(rate: FileCell, counts: RowCounts, code: str) -> Iterator[Issue]:
    part, whole = counts.numbers
    figure = rate.figure
    if part is None or whole is None or counts.numerator is None or counts.denominator is None:
        return
    if counts.contradict:
        yield issue(
            "numerator-above-denominator",
            cell=counts.numerator.address,
            value=counts.numerator.raw,
            indicator=code,
            denominator=counts.denominator.raw,
            other=counts.denominator.address,
        )
    elif figure is None or figure.value is None:
        return
    elif whole == 0:
        yield issue(
            "denominator-zero",
            cell=counts.denominator.address,
            value=counts.denominator.raw,
            indicator=code,
            rate=rate.raw,
            other=rate.address,
        )
    elif not is_quotient(figure, part, whole):
        yield issue(
            "rate-differs-from-counts",
            cell=rate.address,
            value=rate.raw,
            indicator=code,
            computed=format_figure_value(Decimal(part * 100) / whole, max(figure.places, 1)),
            numerator=counts.numerator.raw,
            denominator=counts.denominator.raw,
        )


def _total_issues(review: Review) -> Iterator[Issue]:
    """Counts against the total row; each column once, whatever number of rates it serves."""
    totals = [row for row in review.rows if row.is_total and not row.skipped]
    passed: set[str] = set()
    for at, column in enumerate(review.parsed.count_columns if totals else ()):
        if not column.settled or column.letter in passed:
            continue
        passed.add(column.letter)
        yield from _total_issue(review, totals[0], at)


def _total_issue(review: Review, total: ReviewedRow, at: int) -> Iterator[Issue]:
    column, cell = review.parsed.count_columns[at], total.row.counts[at]
    contents = [row.row.counts[at].content for row in review.rows if not row.is_total]
    published, added = cell.content.value, sum_counts(contents)
    if published is None or published == added:
        return
    if any(isinstance(content, Problem) for content in contents):
        return
    yield issue(
        "counts-total-mismatch",
        cell=cell.address,
        value=cell.raw,
        heading=column.heading,
        indicator=column.indicator or "",
        role=column.role.value,
        sum=format_figure_value(added, 0),
        gap=format_figure_value(abs(published - added), 0),
    )
