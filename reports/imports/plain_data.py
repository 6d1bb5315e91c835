"""The outcome of an import as plain data, for scripts: its codes and keys are stable."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from reports.imports import presentation
from reports.imports.selectors import indicator_names
from reports.reading.checks import unit_counts
from reports.reading.issues import Issue
from reports.reading.review import Review, TotalCheck


def report_data(status: str, review: Review) -> dict[str, Any]:
    """The outcome of an import as plain data; numbers stay Decimal."""
    names = indicator_names()
    return {
        "status": status,
        "period": _period_data(review),
        "counts": review.counts,
        "units": dict(unit_counts(review)),
        "totals": [_total_data(total) for total in review.totals],
        "issues": [_issue_data(issue, names) for issue in review.issues],
    }


def refusal_data(issues: Sequence[Issue]) -> dict[str, Any]:
    """The same of a file that was refused."""
    return {
        "status": "refused",
        "period": None,
        "counts": dict.fromkeys(("new", "changed", "same", "blank", "refused"), 0),
        "units": dict.fromkeys(("matched", "proposed", "unknown"), 0),
        "totals": [],
        "issues": [_issue_data(issue, {}) for issue in issues],
    }


def _period_data(review: Review) -> dict[str, str] | None:
    if review.period is None:
        return None
    span = review.period
    return {"code": span.code, "start": span.start.isoformat(), "end": span.end.isoformat()}


def _total_data(total: TotalCheck) -> dict[str, Any]:
    return {
        "indicator": total.indicator,
        "sum": total.sum,
        "published": total.published,
        "agrees": total.agrees,
    }


def _issue_data(issue: Issue, names: dict[str, str]) -> dict[str, str]:
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "sheet": issue.sheet,
        "cell": issue.cell,
        "value": issue.value,
        "message": presentation.message(issue, names),
    }


def json_number(value: object) -> int | float:
    """JSON has one kind of number; a Decimal of at most eight decimals prints as itself."""
    if not isinstance(value, Decimal):
        raise TypeError(f"{value!r} is no JSON")
    return int(value) if value == value.to_integral_value() else float(value)
