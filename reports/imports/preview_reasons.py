"""Where the review page asks for a reason, and the reasons that are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from reports.imports import presentation
from reports.reading.decisions import Decisions
from reports.reading.reasons import change_reason, period_reason, total_reason
from reports.reading.review import Review

_ASKING: Final = {
    "period": ("period-differs", "period-after-report", "period-in-future"),
    "total": ("total-mismatch",),
    "change": ("columns-swapped", "changed-by-factor", "most-changed"),
}


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
