"""What a run keeps of its file and of what people decided, and the period that this settles."""

from reports.figures.freezing import thaw
from reports.figures.import_models import ImportRun
from reports.figures.period_models import Period
from reports.figures.periods import PeriodSpan
from reports.reading.decisions import Decisions
from reports.reading.issues import Issues
from reports.reading.parsed_json import from_json
from reports.reading.period_checks import settle_period
from reports.reading.sheet import ParsedSheet


def decisions_of(run: ImportRun) -> Decisions:
    return Decisions.from_json(run.decisions)


def parsed_of(run: ImportRun) -> ParsedSheet:
    """What the reader found in the run's file; raises ValueError when it was not read."""
    if run.parsed is None:
        raise ValueError(f"Import {run.pk} has not been read")
    return from_json(run.parsed)


def issues_of(run: ImportRun) -> Issues:
    """The issues that were known when the run was last judged."""
    return thaw(Issues, run.issues)


def settled_period(run: ImportRun, in_file: PeriodSpan | None) -> PeriodSpan | None:
    """The period of a run's figures when its file says `in_file`: at most one query."""
    decisions = decisions_of(run)
    stored = None
    if decisions.period_code:
        stored = Period.objects.filter(code=decisions.period_code).first()
    return settle_period(in_file, decisions, stored.span if stored else None)
