"""Which import runs and reports a user may see. Views never filter by user themselves."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet
from django.http import Http404

from reports.models import ImportRun, Report
from units.access import Scope

# What only the review of a run needs: as large as its file.
_LARGE: Final = ("parsed", "issues", "decisions", "kept")


def visible_runs(scope: Scope) -> QuerySet[ImportRun]:
    """The import runs of the office that the user may import for, without what was parsed."""
    runs = ImportRun.objects.filter(office__in=scope.importable_ids)
    return runs.select_related("office", "uploaded_by", "report__period").defer(*_LARGE)


def visible_run(scope: Scope, pk: int, *, whole: bool = True) -> ImportRun:
    """One run, with what was parsed unless it is not `whole`; 404 when there is none in scope."""
    runs = visible_runs(scope).defer(None) if whole else visible_runs(scope)
    run = runs.filter(pk=pk).first()
    if run is None:
        raise Http404
    return run


def visible_report(scope: Scope, pk: int) -> Report:
    """A report whose published facts the user may write down; 404 when it is not in scope."""
    reports = Report.objects.select_related("office", "period")
    reports = reports.filter(office__in=scope.importable_ids)
    report = reports.filter(pk=pk).first()
    if report is None:
        raise Http404
    return report
