"""What a report says of the office itself: a place for each indicator, ready to be written down."""

from __future__ import annotations

from django.db import transaction

from reports.models import Indicator, PublishedFact, Record, Report, Source


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
