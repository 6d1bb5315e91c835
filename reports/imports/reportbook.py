"""The book of reports that figures come from."""

from reports.figures.period_models import Period
from reports.figures.periods import ReportReference
from reports.figures.report_models import Report
from units.models import Unit


def report_ensure(*, office: Unit, period: Period, reference: ReportReference | None) -> Report:
    """The report with that number about the office's units in the period, made when missing.

    Date and issuer are filled in where the book does not know them yet, and never overwritten.
    Without a reference, all figures of the period that came without a number share one report.
    """
    if reference is None:
        return Report.objects.get_or_create(office=office, period=period, number="")[0]
    known = {"issued_on": reference.issued_on, "issuer": (reference.issuer or "")[:200]}
    report, _ = Report.objects.get_or_create(
        office=office, period=period, number=reference.number[:60], defaults=known
    )
    missing = [name for name, value in known.items() if value and not getattr(report, name)]
    for name in missing:
        setattr(report, name, known[name])
    if missing:
        report.save(update_fields=missing)
    return report
