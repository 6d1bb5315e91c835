"""Rubrics as data, and the points that units and reviewers give."""

from __future__ import annotations

from typing import Any

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reports.attachments.models import Attachment
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from units.access import Scope
from units.models import Unit
from units.versions import Versioned


class RubricQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> RubricQuerySet:
        """The rubrics that the user's office can score by: its own, then the ready-made ones.
        `is_used` tells whether points were given by it."""
        if scope.office is None:
            return self.none()
        rows = self.filter(Q(office=scope.office) | Q(office=None)).select_related("office")
        used = Exists(Score.objects.filter(criterion__rubric=OuterRef("pk")))
        ordered: RubricQuerySet = rows.annotate(is_used=used).order_by(
            F("office").asc(nulls_last=True), "pk"
        )
        return ordered

    def changed_by(self, scope: Scope) -> RubricQuerySet:
        """The rubrics of the user's own office, which its staff may change."""
        return self.visible_to(scope).filter(office__isnull=False)


class Rubric(models.Model):
    """A set of criteria with its points. Without an office it comes with the product."""

    code = models.SlugField(_("code"), max_length=50, unique=True)
    office = models.ForeignKey(
        Unit,
        models.CASCADE,
        related_name="rubrics",
        null=True,
        blank=True,
        verbose_name=_("office"),
    )
    name = models.CharField(_("name"), max_length=200)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = RubricQuerySet.as_manager()

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CriterionQuerySet(models.QuerySet[Any]):
    def changed_by(self, scope: Scope) -> CriterionQuerySet:
        """The lines of the rubrics of the user's own office."""
        rows = self.filter(rubric__office__isnull=False, rubric__office=scope.office)
        return rows.select_related("rubric__office", "parent")


class Criterion(models.Model):
    """One line of a rubric; a line with lines below it is their heading and has no formula.

    `parameters` belong to the formula (`rubrics/domain.py`); points are Decimal texts.
    """

    class Formula(models.TextChoices):
        GROUP = "group", _("heading")
        THRESHOLD = "threshold", _("all or nothing at a threshold")
        LINEAR = "linear", _("linear up to the target")
        BANDS = "bands", _("by bands")
        INCIDENTS = "incidents", _("minus for each incident")
        BONUS = "bonus", _("bonus")
        MANUAL = "manual", _("points given by hand")

    rubric = models.ForeignKey(
        Rubric, models.CASCADE, related_name="criteria", verbose_name=_("rubric")
    )
    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("heading"),
    )
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=300)
    maximum = models.DecimalField(_("most points"), max_digits=7, decimal_places=3)
    formula = models.CharField(_("formula"), max_length=10, choices=Formula)
    parameters = models.JSONField(_("parameters"), default=dict, blank=True)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", null=True, blank=True
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["rubric", "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["rubric", "code"], name="criterion_code_once"),
            models.CheckConstraint(condition=Q(maximum__gte=0), name="criterion_maximum_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Score(Versioned):
    """The points of one unit on one criterion in one period, as the unit and as the office say.

    A review counts first, then the formula's points; the unit's own count where the formula gives
    none, and are a claim beside it elsewhere (`domain.py`).
    """

    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="scores")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    self_points = models.DecimalField(
        _("own points"), max_digits=7, decimal_places=3, null=True, blank=True
    )
    self_note = models.CharField(_("explanation"), max_length=500, blank=True)
    self_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    self_at = models.DateTimeField(null=True)
    review_points = models.DecimalField(
        _("reviewed points"), max_digits=7, decimal_places=3, null=True, blank=True
    )
    review_note = models.CharField(_("remark"), max_length=500, blank=True)
    review_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    review_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            models.UniqueConstraint(fields=["criterion", "unit", "period"], name="score_once"),
            models.CheckConstraint(
                condition=Q(self_by=None) | Q(review_by=None) | ~Q(self_by=F("review_by")),
                name="score_not_reviewed_by_its_giver",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.criterion}"


def score_evidence_path(evidence: ScoreEvidence, filename: str) -> str:
    """Where a file is kept. The user's file name never becomes a path."""
    return f"scores/{evidence.sha256[:2]}/{evidence.sha256}"


class ScoreEvidenceQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> ScoreEvidenceQuerySet:
        """The files beside the points of units in scope."""
        rows = self.filter(score__unit__in=scope.unit_ids)
        related = ("score__unit__parent", "score__period", "score__criterion__rubric")
        return rows.select_related(*related)


class ScoreEvidence(Attachment):
    """A file that a unit lays beside its own points."""

    score = models.ForeignKey(Score, models.CASCADE, related_name="evidence")
    file = models.FileField(_("file"), upload_to=score_evidence_path, max_length=200)

    objects = ScoreEvidenceQuerySet.as_manager()

    class Meta(Attachment.Meta):
        verbose_name = _("evidence of a score")
        verbose_name_plural = _("evidence of scores")

    def __str__(self) -> str:
        return f"{self.score_id} · {self.pk}"


for _model in (Rubric, Criterion):
    auditlog.register(_model)
auditlog.register(Score, exclude_fields=["version"])
# The name of a file may name a person: the audit tells that there is one, never what it says.
auditlog.register(ScoreEvidence, exclude_fields=["file", "filename", "sha256"])
