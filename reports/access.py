"""Which runs, reports, rounds and submissions a user may see. Views never filter by user."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from reports.figures.import_models import ImportRun
from reports.figures.record_models import Record, Source
from reports.figures.report_models import Report
from reports.history.difference_models import Difference
from reports.rounds.models import Round
from reports.rounds.submission_models import Evidence, Submission
from units.access import Scope, scope_for
from units.models import Unit, User
from units.querysets import UnitQuerySet

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


def visible_report(scope: Scope, pk: int) -> Report:
    """A report whose published facts the user may write down; 404 when it is not in scope."""
    reports = Report.objects.select_related("office", "period")
    reports = reports.filter(office__in=scope.importable_ids)
    report = reports.filter(pk=pk).first()
    if report is None:
        raise Http404
    return report


def visible_round(scope: Scope, period_code: str) -> Round:
    """The round of the user's office for a period; 404 when there is none."""
    rounds = Round.objects.select_related("period", "office").filter(office=scope.office)
    one = rounds.filter(period__code=period_code).first()
    if one is None:
        raise Http404
    return one


def enterable_unit(scope: Scope, code: str) -> Unit:
    """A unit that reports to the user's office and whose figures the user may enter; else 404."""
    units = Unit.objects.select_related("parent").filter(pk__in=scope.enterable_ids)
    unit: Unit | None = units.filter(code=code, parent=scope.office).first()
    if unit is None:
        raise Http404
    return unit


def hears_reminders(scope: Scope, unit: Unit) -> bool:
    """Whether the user reads on the unit's pages what it owes: those who enter for it; staff have
    the desk."""
    return scope.enters(unit.pk) and not scope.sees_office


def visible_submissions(scope: Scope) -> QuerySet[Submission]:
    """The submissions of units in scope."""
    return Submission.objects.filter(unit__in=scope.unit_ids).select_related(
        "round__period", "round__office", "unit", "submitted_by", "decided_by"
    )


def visible_submission(scope: Scope, pk: int) -> Submission:
    """One submission in scope; 404 when there is none."""
    submission = visible_submissions(scope).filter(pk=pk).first()
    if submission is None:
        raise Http404
    return submission


def judged_submission(scope: Scope, pk: int) -> Submission:
    """A submission that the user may accept or return; 404 when there is none in scope."""
    submission = visible_submissions(scope).filter(pk=pk, unit__in=scope.judged_ids).first()
    if submission is None:
        raise Http404
    return submission


def may_withdraw(scope: Scope, submission: Submission, user: User) -> bool:
    """Whether the user may take a submission back to a draft: the unit itself may, and who sent
    it. The office returns what others sent, with a reason."""
    if submission.submitted_by_id == user.pk:
        return scope.enters(submission.unit_id)
    return scope.enters(submission.unit_id) and submission.unit_id not in scope.judged_ids


def visible_evidence(scope: Scope, pk: int) -> Evidence:
    """A file laid beside figures of a unit in scope; 404 when there is none.

    A draft is the unit's own: before it is sent only those who enter its figures see its files.
    """
    found = Evidence.objects.select_related("submission__unit").filter(
        pk=pk, submission__unit__in=scope.unit_ids
    )
    evidence = found.first()
    if evidence is None:
        raise Http404
    if evidence not in visible_files(scope, evidence.submission):
        raise Http404
    return evidence


def visible_files(scope: Scope, submission: Submission) -> QuerySet[Evidence]:
    """The files beside a submission, the oldest first.

    All for those who enter its figures; for others those that were there when it was last sent,
    and none of a draft.
    """
    files = submission.evidence.select_related("indicator", "uploaded_by")
    if scope.enters(submission.unit_id):
        return files
    if submission.state == Submission.State.DRAFT or submission.submitted_at is None:
        return files.none()
    return files.filter(uploaded_at__lte=submission.submitted_at)


def compared_units(scope: Scope) -> UnitQuerySet:
    """The units below the user's office whose figures the user may see, in the official order."""
    units = Unit.objects.reporting_to(scope.office)
    return units if scope.sees_office else units.filter(pk__in=scope.unit_ids)


def sayable_states(scope: Scope, unit_id: int) -> frozenset[str]:
    """What a user may call a difference of a unit: staff anything, the unit that it is explained,
    others nothing."""
    if unit_id in scope.judged_ids:
        return frozenset(Difference.State.values)
    if scope.enters(unit_id):
        return frozenset({Difference.State.EXPLAINED.value})
    return frozenset()


def spoken_record(scope: Scope, *, period: str, unit: str, indicator: str) -> Record:
    """A unit's own figure of whose difference the user may speak; else 404."""
    records = Record.objects.filter(
        period__code=period,
        indicator__code=indicator,
        unit__in=compared_units(scope).filter(code=unit).order_by().values("pk"),
        source=Source.UNIT,
    )
    record = records.first()
    if record is None or not sayable_states(scope, record.unit_id):
        raise Http404
    return record
