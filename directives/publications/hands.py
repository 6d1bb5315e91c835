"""Who had a hand in what a period publishes: they ask another person to publish it."""

from typing import Any

from auditlog.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from directives.clauses.models import Directive
from directives.findings.models import Finding
from reports.figures.import_models import ImportRun
from reports.figures.period_models import Period
from reports.figures.record_models import RecordChange
from reports.figures.report_models import PublishedFact
from reports.rounds.submission_models import DraftFigure, Submission, SubmissionStep
from units.models import Unit, User

_Action = SubmissionStep.Action


def has_hand_in(
    user: User, office: Unit, period: Period, directive: Directive | None = None
) -> bool:
    """Whether the user brought in, entered, accepted or corrected anything of the period that is
    printed: a figure, a place that the report gives, a sentence of the directive's letter.

    Who did cannot publish it alone. What was taken back since counts too: it is their work that
    another person should look at.
    """
    return any(
        rows.exists()
        for rows in (
            _changes(user, office, period),
            _reports_brought_in(user, office, period),
            *_accepted(user, office, period),
            _facts_typed(user, office, period),
            _findings_written(user, directive),
        )
    )


def _by_file(user: User, run: str = "") -> Q:
    """Rows whose file the user uploaded or applied; `run` leads to it ("import_run__")."""
    return Q(**{f"{run}uploaded_by": user}) | Q(**{f"{run}applied_by": user})


def _changes(user: User, office: Unit, period: Period) -> QuerySet[Any]:
    """What the history of the figures says, of typed ones as of those from a file."""
    figures = Q(unit=office) | Q(unit__parent=office)
    by = Q(changed_by=user) | _by_file(user, "import_run__")
    return RecordChange.objects.filter(figures, by, period=period)


def _reports_brought_in(user: User, office: Unit, period: Period) -> QuerySet[Any]:
    """A report that changed nothing stands behind the figures all the same."""
    return ImportRun.objects.filter(_by_file(user), office=office, report__period=period)


def _accepted(user: User, office: Unit, period: Period) -> tuple[QuerySet[Any], ...]:
    """Hands in what units sent and the office accepted once: a return for a mistake found late
    leaves the figures official. Who returns it made none of them."""
    accepted = Submission.objects.filter(
        Q(state=Submission.State.ACCEPTED) | Q(steps__action=_Action.ACCEPT),
        round__office=office,
        round__period=period,
    ).values("pk")
    typed = Q(updated_by=user) | _by_file(user, "import_run__")
    steps = SubmissionStep.objects.filter(by=user, action__in=(_Action.SUBMIT, _Action.ACCEPT))
    return (
        DraftFigure.objects.filter(typed, submission__in=accepted),
        steps.filter(submission__in=accepted),
    )


def _facts_typed(user: User, office: Unit, period: Period) -> QuerySet[Any]:
    """Places and shares that the user wrote down from the reports of the period."""
    facts = PublishedFact.objects.filter(report__office=office, report__period=period)
    return _logged(user, facts)


def _findings_written(user: User, directive: Directive | None) -> QuerySet[Any]:
    """Words of the letter that the user chose; sentences that the figures wrote are nobody's."""
    own = Q(action=LogEntry.Action.UPDATE) | Q(changes__is_edited__1="True")
    findings = Finding.objects.filter(directive=directive, is_edited=True)
    return _logged(user, findings).filter(own, changes__has_key="text")


def _logged(user: User, rows: QuerySet[Any]) -> QuerySet[Any]:
    """What the audit keeps of the user's writes to the rows."""
    model: type[Model] = rows.model
    kind = ContentType.objects.get_for_model(model)
    entries: QuerySet[Any] = LogEntry.objects.filter(
        content_type=kind, actor=user, object_id__in=rows.values("pk")
    )
    return entries
