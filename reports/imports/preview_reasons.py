"""The totals of a file, where the review page asks for a reason, and the reasons that are kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from reports.figures.figures import format_figure_value
from reports.imports import presentation
from reports.reading.decisions import Decisions
from reports.reading.reasons import change_reason, period_reason, total_reason
from reports.reading.review import Review, TotalCheck

_ASKING: Final = {
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
    cells: str = ""
    total: str = ""


@dataclass(frozen=True, slots=True)
class ReasonField:
    """A reason to be given, or one that is in force: `messages` say for what it is still open.

    `by` is who gave it, as far as that was noted.
    """

    field: str
    messages: tuple[str, ...]
    reason: str
    by: str = ""


def reason_fields(
    review: Review, decisions: Decisions, names: Mapping[str, str]
) -> Iterator[ReasonField]:
    """The reasons of a review; `names` are indicators by code in the reader's language."""
    kept = {
        "period": period_reason(decisions, review.parsed.period, review.period),
        "total": total_reason(decisions, review.totals),
        "change": change_reason(decisions, review),
    }
    given_by = {
        "period": decisions.period_by,
        "total": decisions.total_by,
        "change": decisions.change_by,
    }
    for field, codes in _ASKING.items():
        issues = (issue for issue in review.issues if issue.code in codes)
        messages = tuple(presentation.message(issue, names) for issue in issues)
        if messages or kept[field]:
            yield ReasonField(f"{field}-reason", messages, kept[field], given_by[field])


def total_lines(review: Review, names: Mapping[str, str]) -> Iterator[TotalLine]:
    """The total row of each count; rates have none that could be checked."""
    for check in review.totals:
        if check.sum is not None:
            yield _total(check, review, names)


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
        names.get(check.indicator, ""),
        total,
        published,
        check.agrees,
        f"{added[0]}:{added[-1]}" if added else "",
        next((address for address, is_total in cells if is_total), ""),
    )
