"""Periods come into being when they are first needed."""

from reports.figures.period_models import Period
from reports.figures.periods import PeriodSpan, span_for_code


def period_ensure(*, code: str | None = None, span: PeriodSpan | None = None) -> Period:
    """The period of a code ("2023-H1") or span, made when it does not exist yet.

    An existing period keeps its own days, which an office may have changed. Raises ValueError for
    a code that names no period, or when neither is given.
    """
    if span is None and not code:
        raise ValueError("A period needs a code or a span")
    known = Period.objects.filter(code=code if span is None else span.code).first()
    if known is not None:
        return known
    new_span = span if span is not None else span_for_code(code or "")
    period, _ = Period.objects.get_or_create(
        code=new_span.code,
        defaults={"kind": new_span.kind.value, "start": new_span.start, "end": new_span.end},
    )
    return period
