"""A unit's own figures for a period, on their way to the office."""

from __future__ import annotations

from typing import Final

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reports.attachments.models import Attachment
from reports.figures.figures import Figure, State
from reports.figures.history_models import AppendOnly
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.record_models import RecordState
from reports.rounds.models import Round
from units.access import Scope
from units.models import Unit
from units.versions import Versioned


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Submissions by who sees and who judges them."""

    def visible_to(self, scope: Scope) -> SubmissionQuerySet:
        """Those of units in scope."""
        return self.filter(unit__in=scope.unit_ids).select_related(
            "round__period", "round__office", "unit", "submitted_by", "decided_by"
        )

    def sent(self) -> SubmissionQuerySet:
        """Those that wait for the office or were accepted."""
        return self.filter(state__in=Submission.SENT)

    def judged_by(self, scope: Scope) -> SubmissionQuerySet:
        """Those that the user may accept or return."""
        return self.visible_to(scope).filter(unit__in=scope.judged_ids)


class Submission(Versioned):
    """One unit's figures in one round.

    draft → submitted → accepted, or → returned → submitted …; submitted → draft by withdrawal;
    accepted → returned where a mistake is found late (its records stay until the next acceptance).
    A draft is the unit's own: pages of the office show that it exists, not what it says; only
    staff who enter on the unit's behalf open it. Accepting writes
    the figures as records of the source `unit`. Nobody accepts what they sent themselves.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("submitted")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("returned")

    round = models.ForeignKey(Round, models.PROTECT, related_name="submissions")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="submissions", verbose_name=_("unit")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    nothing_arose = models.BooleanField(_("nothing arose in the period"), default=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    # Of the first sending counts whether it was on time; of the last what is shown.
    first_submitted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(_("submitted at"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    decided_at = models.DateTimeField(null=True)

    SENT: Final = (State.SUBMITTED, State.ACCEPTED)
    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="submission_once"),
            models.CheckConstraint(
                condition=~Q(state="accepted") | ~Q(decided_by=F("submitted_by")),
                name="submission_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.round.period}"

    @property
    def is_editable(self) -> bool:
        """Whether the unit may still change its figures without withdrawing first."""
        return self.state in {self.State.DRAFT, self.State.RETURNED}


class SubmissionStep(AppendOnly):
    """One step of a submission. Rows are added, never changed or deleted.

    `cells` are the reasons of a return, by indicator code.
    """

    class Action(models.TextChoices):
        SUBMIT = "submit", _("submitted")
        WITHDRAW = "withdraw", _("withdrawn")
        RETURN = "return", _("returned")
        ACCEPT = "accept", _("accepted")

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="steps")
    action = models.CharField(max_length=10, choices=Action)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    cells = models.JSONField(default=dict)
    # What was sent, by indicator code, so that a later edit does not rewrite what was judged.
    figures = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step of a submission")
        verbose_name_plural = _("steps of submissions")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.action}"


class DraftFigure(Versioned):
    """One figure as the unit has it now. `version` grows with each change: who saves what they
    did not see is told, and nothing is overwritten in silence."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=12, choices=RecordState)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=8, null=True, blank=True)
    places = models.PositiveSmallIntegerField(default=0)
    numerator = models.BigIntegerField(_("numerator"), null=True, blank=True)
    denominator = models.BigIntegerField(_("denominator"), null=True, blank=True)
    note = models.CharField(_("reason of the difference"), max_length=300, blank=True)
    import_run = models.ForeignKey(ImportRun, models.PROTECT, related_name="+", null=True)
    sheet = models.CharField(max_length=100, blank=True)
    cell = models.CharField(max_length=20, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    updated_at = models.DateTimeField()

    class Meta:
        verbose_name = _("figure of a draft")
        verbose_name_plural = _("figures of drafts")
        constraints = [
            models.UniqueConstraint(fields=["submission", "indicator"], name="draft_figure_once"),
            models.CheckConstraint(
                condition=Q(state=RecordState.VALUE, value__isnull=False)
                | (~Q(state=RecordState.VALUE) & Q(value__isnull=True)),
                name="draft_value_only_with_state_value",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True)
                | Q(denominator__isnull=True)
                | Q(numerator__lte=F("denominator")),
                name="draft_numerator_within",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}/{self.indicator_id}: {self.value}"

    @property
    def figure(self) -> Figure:
        """The figure as the domain knows it."""
        return Figure(State(self.state), self.value, self.places, self.numerator, self.denominator)


def evidence_path(evidence: Evidence, filename: str) -> str:
    """Where a file is kept. The user's file name never becomes a path."""
    return f"evidence/{evidence.sha256[:2]}/{evidence.sha256}"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Files beside figures by who sees them."""

    def visible_to(self, scope: Scope) -> EvidenceQuerySet:
        """All of the units whose figures the user enters; of other units in scope those that were
        there when the figures were last sent, and none of a draft, which is the unit's own."""
        sent = Q(
            submission__unit__in=scope.unit_ids, uploaded_at__lte=F("submission__submitted_at")
        ) & ~Q(submission__state=Submission.State.DRAFT)
        rows = self.filter(Q(submission__unit__in=scope.enterable_ids) | sent)
        return rows.select_related("submission__unit", "indicator", "uploaded_by")


class Evidence(Attachment):
    """A file that an officer lays beside the figures: a scan, an export of the portal."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="evidence")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", null=True)
    file = models.FileField(_("file"), upload_to=evidence_path, max_length=200)
    size = models.PositiveBigIntegerField(_("size in bytes"))

    objects = EvidenceQuerySet.as_manager()

    class Meta(Attachment.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")

    def __str__(self) -> str:
        return self.filename


auditlog.register(Submission, exclude_fields=["version"])
auditlog.register(Evidence)
