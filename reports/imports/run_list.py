"""The list of imports: each run with its period, though that may not exist yet."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import get_language

from reports.figures.import_models import ImportRun
from reports.figures.period_models import Period
from reports.figures.periods import PeriodSpan, label, span_for_code

Status = ImportRun.Status


def with_periods(runs: Iterable[ImportRun]) -> list[tuple[ImportRun, str]]:
    """Runs with the name of their period in the reader's language; empty where none is known.

    One query beside that for the runs.
    """
    listed = list(runs)
    spans = _spans({run.period_code for run in listed})
    return [(run, _name(spans.get(run.period_code), run.period_code)) for run in listed]


def waiting_twin(run: ImportRun, among: QuerySet[ImportRun]) -> ImportRun | None:
    """The first earlier run of the same file for the same use that is not applied yet, `among`
    those that the user may open: one query."""
    waits = (Status.QUEUED, Status.READING, Status.REVIEW, Status.INTERRUPTED)
    same = among.filter(sha256=run.sha256, office=run.office_id, purpose=run.purpose)
    return same.filter(status__in=waits, pk__lt=run.pk).order_by("pk").first()


def period_choices_of(runs: QuerySet[ImportRun]) -> list[tuple[str, str]]:
    """The periods of some runs by code and name, the latest first: two queries."""
    codes = set(runs.order_by().exclude(period_code="").values_list("period_code", flat=True))
    spans = _spans(codes)

    def latest(code: str) -> tuple[date, str]:
        span = spans.get(code)
        return (span.end if span else date.min, code)

    return [
        (code, _name(spans.get(code), code)) for code in sorted(codes, key=latest, reverse=True)
    ]


def _spans(codes: set[str]) -> dict[str, PeriodSpan]:
    """The days of each code that names a period: an office's own, else those of the calendar."""
    stored = Period.objects.in_bulk(codes, field_name="code")
    spans = {code: period.span for code, period in stored.items()}
    for code in codes - set(spans):
        try:
            spans[code] = span_for_code(code)
        except ValueError:
            continue
    return spans


def _name(span: PeriodSpan | None, code: str) -> str:
    return label(span, "en" if get_language() == "en" else "vi") if span else code
