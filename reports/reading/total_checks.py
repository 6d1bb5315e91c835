"""The total row against the units' own figures."""

from collections.abc import Iterable, Iterator

from reports.figures.figures import Measure, Problem, format_figure_value
from reports.reading.decisions import Decisions
from reports.reading.issues import Issue, issue
from reports.reading.reasons import total_reason
from reports.reading.review import Context, Review, ReviewedRow, TotalCheck


def total_issues(review: Review, decisions: Decisions, context: Context) -> Iterator[Issue]:
    """What is wrong with the total row, or to be known of it."""
    total_rows = [row for row in review.rows if row.is_total and not row.skipped]
    if not total_rows:
        yield issue("total-missing")
        return
    first, *others = total_rows
    for other in others:
        if [c.content for c in first.row.cells] != [c.content for c in other.row.cells]:
            yield issue(
                "totals-differ",
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
        area = area_of([cell.address for cell in rates])
        yield issue("rate-total-kept", cell=area, value=first.row.name)


def area_of(addresses: Iterable[str]) -> str:
    """The range from the first to the last of these cells."""
    listed = list(addresses)
    return listed[0] if len(listed) == 1 else f"{listed[0]}:{listed[-1]}"
