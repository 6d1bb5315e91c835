"""A reason belongs to what it was given for: another choice, or another gap, asks anew."""

from collections.abc import Iterable, Mapping
from typing import Any

from reports.figures.figures import format_figure_value
from reports.figures.periods import PeriodSpan
from reports.reading.corrections import overturned
from reports.reading.decisions import Decisions
from reports.reading.review import Review, TotalCheck


def total_gap(totals: Iterable[TotalCheck]) -> str:
    """The totals that do not add up, "overdue 27/28"; empty when all do."""
    return "; ".join(
        f"{check.indicator} {format_figure_value(check.sum, 0)}/"
        f"{format_figure_value(check.published, 0)}"
        for check in totals
        if check.agrees is False and check.sum is not None and check.published is not None
    )


def total_reason(decisions: Decisions, totals: Iterable[TotalCheck]) -> str:
    """The reason given for the totals as they stand; empty where it was given for others."""
    return decisions.total.for_subject(total_gap(totals))


def change_reason(decisions: Decisions, review: Review) -> str:
    """The reason given for the change of stored figures as it is; empty where it is another."""
    return decisions.change.for_subject(overturned(review))


def period_days(in_file: PeriodSpan | None) -> str:
    """The period that a file names, "2022-12-15/2023-06-14"; empty where it names none."""
    return f"{in_file.start}/{in_file.end}" if in_file else ""


def period_reason(
    decisions: Decisions, in_file: PeriodSpan | None, period: PeriodSpan | None
) -> str:
    """The reason for another period than the file's, or for the file's own where that is odd.

    Empty where the reason was given for another sheet, which names another period than this one.
    """
    if in_file is None or period is None:
        return ""
    own = period_days(in_file) == period_days(period)
    if own and (decisions.period_code or not decisions.period.given_for):
        return ""
    return decisions.period.for_subject(period_days(in_file))


def reasons_in_force(review: Review, decisions: Decisions) -> str:
    """What the history says of every figure that a review lets through."""
    in_file = review.parsed.period
    reasons = (
        period_reason(decisions, in_file, review.period),
        total_reason(decisions, review.totals),
        change_reason(decisions, review),
    )
    return " ".join(filter(None, reasons))


def for_another_period(kept: Mapping[str, Any], change: Mapping[str, Any]) -> bool:
    """Whether a change of the decisions on the period leaves its reason behind."""
    if "code" not in change or change.get("reason"):
        return False
    return bool((change["code"] or "") != kept.get("code", ""))
