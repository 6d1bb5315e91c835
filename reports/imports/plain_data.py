"""The outcome of an import for scripts, whose codes and keys are stable, and for who runs them.

The words of the command line and of the notes beside files are Vietnamese, whatever the language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any, Final

from reports.figures.periods import PeriodSpan, format_date, label
from reports.imports import presentation
from reports.imports.selectors import indicator_names
from reports.reading.checks import unit_counts
from reports.reading.issues import Issue
from reports.reading.review import Review

_COUNTS: Final = {
    "new": "mới",
    "changed": "thay đổi",
    "same": "giữ nguyên",
    "blank": "trống",
    "refused": "từ chối",
}
SEVERITIES: Final = {
    "error": "lỗi",
    "confirm": "cần xác nhận",
    "warning": "cảnh báo",
    "info": "lưu ý",
}


def report_data(status: str, review: Review) -> dict[str, Any]:
    """The outcome of an import as plain data; numbers stay Decimal."""
    names = indicator_names()
    return {
        "status": status,
        "period": _period_data(review),
        "counts": review.counts,
        "units": dict(unit_counts(review)),
        "totals": [asdict(total) for total in review.totals],
        "issues": [_issue_data(issue, names) for issue in review.issues],
    }


def refusal_data(issues: Sequence[Issue]) -> dict[str, Any]:
    """The same of a file that was refused."""
    return {
        "status": "refused",
        "period": None,
        "counts": dict.fromkeys(_COUNTS, 0),
        "units": dict.fromkeys(("matched", "proposed", "unknown"), 0),
        "totals": [],
        "issues": [_issue_data(issue, {}) for issue in issues],
    }


def _period_data(review: Review) -> dict[str, str] | None:
    if review.period is None:
        return None
    span = review.period
    return {"code": span.code, "start": span.start.isoformat(), "end": span.end.isoformat()}


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


def counts_text(counts: Mapping[str, int]) -> str:
    """How many cells have each fate: "mới 70, thay đổi 0, giữ nguyên 0, trống 30, từ chối 0"."""
    return ", ".join(f"{_COUNTS[name]} {count}" for name, count in counts.items())


def period_text(span: PeriodSpan) -> str:
    """A period with its days: "6 tháng đầu năm 2023 (15/12/2022 – 14/6/2023)"."""
    return f"{label(span)} ({format_date(span.start)} – {format_date(span.end)})"
