"""Whether the period of a file is the right one, and the report that it comes from."""

from collections.abc import Iterator
from typing import Final

from reports.figures.periods import PeriodSpan, format_date, span_for_code
from reports.reading.decisions import Decisions
from reports.reading.issues import Issue, issue
from reports.reading.reasons import period_reason
from reports.reading.review import CellStatus, Context, Review
from reports.reading.sheet import ParsedSheet

# What the file itself says against its period; whoever chooses one has settled it.
OF_PERIOD: Final = frozenset(
    {"period-unclear", "several-periods", "sheet-period-differs", "period-impossible"}
)
# What speaks of the period that a person chose, and of no sheet.
OF_CHOSEN_PERIOD: Final = frozenset({"period-unknown", "period-closed"})


def settle_period(
    in_file: PeriodSpan | None, decisions: Decisions, stored: PeriodSpan | None = None
) -> PeriodSpan | None:
    """The period of the figures: as decided at the upload or in the review, else `in_file`.

    `stored` is the period that already has the code decided on: its days and even its code may be
    an office's own. None when nothing says the period, or when what was decided is none.
    """
    if not decisions.period_code:
        return in_file
    if stored is not None and stored.code == decisions.period_code:
        return stored
    try:
        return span_for_code(decisions.period_code)
    except ValueError:
        return None


def period_issues(parsed: ParsedSheet, decisions: Decisions, context: Context) -> Iterator[Issue]:
    """What is unclear about the period and the report."""
    period, in_file = context.period, parsed.period
    if period is None and decisions.period_code:
        yield issue("period-unknown", value=decisions.period_code)
    elif period is None and not OF_PERIOD.intersection(remark.code for remark in parsed.remarks):
        yield issue("period-missing")
    elif (
        in_file
        and period
        and printed_days(in_file) != printed_days(period)
        and not period_reason(decisions, in_file, period)
    ):
        yield issue(
            "period-differs",
            value=printed_days(in_file),
            said=printed_days(in_file),
            said_code=in_file.code,
            chosen=printed_days(period),
            chosen_code=period.code,
        )
    yield from _period_ahead(parsed, decisions, context)
    if period is not None and context.period_closed:
        yield issue("period-closed", value=period.code)
    if parsed.report is None:
        yield issue("report-missing")


def _period_ahead(parsed: ParsedSheet, decisions: Decisions, context: Context) -> Iterator[Issue]:
    """A period that the file names and that was not over: its year may be mistyped.

    Whoever chooses the period, or gives a reason, has seen it.
    """
    period = context.period
    if period is None or decisions.period_code or period_reason(decisions, parsed.period, period):
        return
    days = {"value": printed_days(period), "said": printed_days(period)}
    issued = parsed.report.issued_on if parsed.report else None
    if issued is not None and period.end > issued:
        yield issue("period-after-report", **days, day=format_date(issued))
    elif context.today is not None and period.end > context.today:
        yield issue("period-in-future", **days)


def older_report(review: Review, context: Context) -> Iterator[Issue]:
    """Figures of a later report that an older one would replace: told, since that may be meant."""
    reference, changed = review.parsed.report, review.counts[CellStatus.CHANGED.value]
    if reference is not None and context.newer_report and changed:
        yield issue(
            "report-older", value=reference.number, newer=context.newer_report, count=changed
        )


def printed_days(span: PeriodSpan) -> str:
    """The first and the last day of a period, the same in every language."""
    return f"{format_date(span.start)} – {format_date(span.end)}"
