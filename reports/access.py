"""Which import runs and reports a user may see. Views never filter by user themselves."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from reports.models import ImportRun, Report
from units.access import Scope


def visible_runs(scope: Scope) -> QuerySet[ImportRun]:
    """The import runs of the office that the user may import for."""
    if not scope.may_import:
        return ImportRun.objects.none()
    runs = ImportRun.objects.filter(office__in=scope.unit_ids)
    return runs.select_related("office", "uploaded_by", "chosen_period", "report__period")


def visible_run(scope: Scope, pk: int) -> ImportRun:
    """One run; 404 when there is none in scope."""
    run = visible_runs(scope).filter(pk=pk).first()
    if run is None:
        raise Http404
    return run


def visible_report(scope: Scope, pk: int) -> Report:
    """A report whose published facts the user may write down; 404 when it is not in scope."""
    if not scope.may_import:
        raise Http404
    reports = Report.objects.select_related("office", "period").filter(office__in=scope.unit_ids)
    report = reports.filter(pk=pk).first()
    if report is None:
        raise Http404
    return report
