"""The book of reports that figures come from."""

from reports.figures.period_models import Period
from reports.figures.periods import ReportReference
from reports.figures.report_models import Report
from units.models import Unit


def report_ensure(
    *, office: Unit, period: Period, reference: ReportReference | None, source_system: str = ""
) -> Report:
    """The report with that number about the office's units in the period, made when missing.

    Date and issuer are filled in where the book does not know them yet, and never overwritten.
    Without a reference, all figures of the period that came without a number share one report.
    """
    report, _ = Report.objects.get_or_create(
        office=office,
        period=period,
        number=reference.number[:60] if reference else "",
        defaults={
            "issued_on": reference.issued_on if reference else None,
            "issuer": (reference.issuer or "")[:200] if reference else "",
            "source_system": source_system,
        },
    )
    if reference is not None:
        _complete(report, reference)
    return report


def _complete(report: Report, reference: ReportReference) -> None:
    missing = []
    if report.issued_on is None and reference.issued_on is not None:
        report.issued_on = reference.issued_on
        missing.append("issued_on")
    if not report.issuer and reference.issuer:
        report.issuer = reference.issuer[:200]
        missing.append("issuer")
    if missing:
        report.save(update_fields=missing)
