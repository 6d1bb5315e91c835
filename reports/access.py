"""Which runs a user may see. Views never filter by user."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from reports.figures.import_models import ImportRun
from reports.rounds.models import Round
from units.access import Scope, scope_for
from units.models import Unit, User

# What only the review of a run needs: as large as its file.
_LARGE: Final = ("parsed", "issues", "decisions", "kept")


def visible_runs(scope: Scope, user: User | AnonymousUser) -> QuerySet[ImportRun]:
    """The runs that the user may see, without what was parsed: reports of the office that they
    import for, and files for entry that are their own or, for who enters for the whole office,
    anybody's. A draft is the unit's own, so that such a file is nobody else's business.
    """
    reports = Q(purpose=ImportRun.Purpose.REPORT, office__in=scope.importable_ids)
    entries = Q(purpose=ImportRun.Purpose.ENTRY, office__in=scope.enterable_ids)
    own = (
        Q(purpose=ImportRun.Purpose.ENTRY, uploaded_by=user.pk) if scope.may_enter else Q(pk__in=())
    )
    runs = ImportRun.objects.filter(reports | entries | own)
    return runs.select_related("office", "uploaded_by", "report__period").defer(*_LARGE)


def visible_run(request: HttpRequest, pk: int, *, whole: bool = True) -> ImportRun:
    """One run, with what was parsed unless it is not `whole`; 404 when there is none in scope."""
    runs = visible_runs(scope_for(request), request.user)
    run = (runs.defer(None) if whole else runs).filter(pk=pk).first()
    if run is None:
        raise Http404
    return run


def entry_runs(
    scope: Scope, user: User | AnonymousUser, one: Round, unit: Unit | None
) -> QuerySet[ImportRun]:
    """The files sent on the page of a unit, or of the whole round, that the user may see."""
    runs = visible_runs(scope, user).filter(
        purpose=ImportRun.Purpose.ENTRY, office=one.office_id, period_code=one.period.code
    )
    if unit is not None:
        return runs.filter(decisions__entry__unit=unit.pk)
    return runs.filter(decisions__entry__isnull=True)
