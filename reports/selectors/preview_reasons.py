"""Where the review page asks for a reason, and the reasons that are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reports import wording
from reports.domain.decisions import Decisions
from reports.domain.reasons import period_reason, total_reason
from reports.domain.review import Review


@dataclass(frozen=True, slots=True)
class ReasonField:
    """A reason to be given, or one that is in force: `messages` say for what it is still open."""

    field: str
    messages: tuple[str, ...]
    reason: str


def reason_fields(
    review: Review, decisions: Decisions, names: Mapping[str, str]
) -> Iterator[ReasonField]:
    """The reasons of a review; `names` are indicators by code in the reader's language."""
    kept = {
        "period": period_reason(decisions, review.parsed.period, review.period),
        "total": total_reason(decisions, review.totals),
    }
    for field, code in (("period", "period-differs"), ("total", "total-mismatch")):
        issues = (one for one in review.issues if one.code == code)
        messages = tuple(wording.message(one, names) for one in issues)
        if messages or kept[field]:
            yield ReasonField(f"{field}-reason", messages, kept[field])
