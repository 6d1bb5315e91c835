"""What a report says of the office itself: a place for each indicator, ready to be written down."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.record_models import Record, Source
from reports.figures.report_models import PublishedFact, Report
from reports.rounds.selectors import is_closed
from units.refusing import Refused


@transaction.atomic
def report_facts_prepare(*, report: Report) -> None:
    """Make an empty fact for each indicator that the office has a figure for in the report."""
    published = Record.objects.filter(
        period=report.period_id, unit=report.office_id, source=Source.PROVINCE
    ).values("indicator")
    missing = Indicator.objects.filter(pk__in=published).exclude(
        pk__in=report.facts.values("indicator")
    )
    PublishedFact.objects.bulk_create(
        PublishedFact(report=report, indicator=indicator) for indicator in missing
    )


@transaction.atomic
def report_facts_write(*, report: Report, facts: Iterable[PublishedFact]) -> None:
    """Keep what was written down of a report, under the lock of its period.

    Refused when the period is locked or published by now.
    """
    period = Period.objects.select_for_update().get(pk=report.period_id)
    if is_closed(report.office_id, period):
        text = _("Period %(value)s is closed. Open it before importing figures.")
        raise Refused(text % {"value": period.label})
    for fact in facts:
        fact.save()
