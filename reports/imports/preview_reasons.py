"""The totals of a file, where the review page asks for a reason, and the reasons that are kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from reports.figures.figures import format_figure_value
from reports.imports import presentation
from reports.reading.decisions import Decisions
from reports.reading.reasons import change_reason, period_reason, total_reason
from reports.reading.review import Review

ASKING: Final = {
    "period": ("period-differs", "period-after-report", "period-in-future"),
    "total": ("total-mismatch",),
    "change": ("columns-swapped", "changed-by-factor", "most-changed"),
}


@dataclass(frozen=True, slots=True)
class TotalLine:
    """The check of a count's total row: "28" and "28". `agrees` is None where none was printed.

    `cells` are those added up, "E8:E26", and `total` is the cell they are held against.
    """

    name: str
    sum: str
    published: str
    agrees: bool | None
    cells: str
    total: str


@dataclass(frozen=True, slots=True)
class ReasonField:
    """A reason to be given, or one that is in force: `messages` say for what it is still open.

    `by` is who gave it, as far as that was noted.
    """

    field: str
    messages: tuple[str, ...]
    reason: str
    by: str


def reason_fields(
    review: Review, decisions: Decisions, names: Mapping[str, str]
) -> Iterator[ReasonField]:
    """The reasons of a review; `names` are indicators by code in the reader's language."""
    in_file = review.parsed.period
    kept = {
        "period": (period_reason(decisions, in_file, review.period), decisions.period.by),
        "total": (total_reason(decisions, review.totals), decisions.total.by),
        "change": (change_reason(decisions, review), decisions.change.by),
    }
    for sort, (reason, by) in kept.items():
        issues = (issue for issue in review.issues if issue.code in ASKING[sort])
        messages = tuple(presentation.message(issue, names) for issue in issues)
        if messages or reason:
            yield ReasonField(f"{sort}-reason", messages, reason, by)


def total_lines(review: Review, names: Mapping[str, str]) -> Iterator[TotalLine]:
    """The total row of each count; rates have none that could be checked."""
    for check in review.totals:
        if check.sum is None:
            continue
        rows = [row for row in review.rows if not row.skipped]
        placed = [
            (cell.address, row.is_total)
            for row in rows
            for cell in row.cells
            if cell.indicator == check.indicator
        ]
        added = [address for address, is_total in placed if not is_total]
        printed = check.published
        yield TotalLine(
            name=names.get(check.indicator, ""),
            sum=format_figure_value(check.sum, 0),
            published="" if printed is None else format_figure_value(printed, 0),
            agrees=check.agrees,
            cells=f"{added[0]}:{added[-1]}" if added else "",
            total=next((address for address, is_total in placed if is_total), ""),
        )
