"""One uploaded file and how far it has come."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reports.figures.report_models import Report
from units.access import Scope
from units.models import Unit, User


def upload_path(run: ImportRun, filename: str) -> str:
    """Where the original file is kept. The user's file name never becomes a path."""
    return f"imports/{run.sha256[:2]}/{run.sha256}"


class ImportProfile(models.Model):
    """How files of one shape are read: a confirmed mapping, used again for the next such file."""

    office = models.ForeignKey(Unit, models.PROTECT, related_name="import_profiles")
    name = models.CharField(_("name"), max_length=200)
    fingerprint = models.CharField(max_length=64, editable=False)
    headings = models.JSONField(_("headings of the file"), default=list)
    columns = models.JSONField(_("what each heading is"), default=dict)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )
    created_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(_("last used"), null=True)

    class Meta:
        verbose_name = _("import profile")
        verbose_name_plural = _("import profiles")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["office", "fingerprint"], name="profile_once_per_shape")
        ]

    def __str__(self) -> str:
        return self.name


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Runs by who sees them."""

    def visible_to(self, scope: Scope, user: User | AnonymousUser) -> ImportRunQuerySet:
        """Reports of the office that the user imports for, and files for entry that are their own
        or, for who enters for the whole office, anybody's: a draft is the unit's own, so that
        such a file is nobody else's business."""
        entry = Q(purpose=ImportRun.Purpose.ENTRY)
        seen = Q(purpose=ImportRun.Purpose.REPORT, office__in=scope.importable_ids)
        seen |= entry & Q(office__in=scope.enterable_ids)
        if scope.may_enter:
            seen |= entry & Q(uploaded_by=user.pk)
        return self.filter(seen).select_related("office", "uploaded_by", "report__period")

    def without_content(self) -> ImportRunQuerySet:
        """Without what only the review of a run needs: as large as its file."""
        return self.defer("parsed", "issues", "decisions", "kept")


class ImportRun(models.Model):
    """A file on its way to records.

    queued → reading → review → applied → undone; reading → refused (not a report),
    interrupted (the worker died; can be run again); review → unchanged (nothing to do).
    """

    class Origin(models.TextChoices):
        WEB = "web", _("web page")
        COMMAND = "command", _("command line")
        FOLDER = "folder", _("drop folder")

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting")
        READING = "reading", _("being read")
        REVIEW = "review", _("to be reviewed")
        APPLIED = "applied", _("applied")
        UNCHANGED = "unchanged", _("nothing to do")
        REFUSED = "refused", _("refused")
        INTERRUPTED = "interrupted", _("interrupted")
        UNDONE = "undone", _("undone")

    # A run that was applied or undone is history; its file is not read into it again.
    READABLE: ClassVar = (
        Status.QUEUED,
        Status.READING,
        Status.REVIEW,
        Status.UNCHANGED,
        Status.REFUSED,
        Status.INTERRUPTED,
    )

    class Purpose(models.TextChoices):
        """What its figures become: records of the province, or the drafts of units."""

        REPORT = "report", _("a report's figures")
        ENTRY = "entry", _("figures of units")

    office = models.ForeignKey(
        Unit, models.PROTECT, related_name="import_runs", verbose_name=_("office that imports")
    )
    purpose = models.CharField(
        _("for"), max_length=10, choices=Purpose, default=Purpose.REPORT, editable=False
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="import_runs",
        null=True,
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    file = models.FileField(_("file"), upload_to=upload_path, max_length=200)
    filename = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    origin = models.CharField(_("came by"), max_length=10, choices=Origin, default=Origin.WEB)
    profile = models.ForeignKey(
        ImportProfile, models.SET_NULL, related_name="runs", null=True, blank=True
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status, default=Status.QUEUED, db_index=True
    )
    # Of the period chosen or read from the file, for lists, which leave out what was parsed.
    period_code = models.CharField(max_length=40, blank=True, default="", editable=False)
    step = models.PositiveSmallIntegerField(default=0)
    step_done = models.PositiveIntegerField(default=0)
    step_total = models.PositiveIntegerField(default=0)
    heartbeat = models.DateTimeField(null=True)
    # Whose reading counts: a reader that was taken for dead may still be alive.
    reader = models.CharField(max_length=32, blank=True, editable=False)
    parsed = models.JSONField(null=True)
    issues = models.JSONField(default=list)
    decisions = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    report = models.ForeignKey(
        Report, models.PROTECT, related_name="import_runs", null=True, blank=True
    )
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )
    applied_at = models.DateTimeField(_("applied at"), null=True)
    partial = models.BooleanField(_("only the good cells"), default=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, related_name="+", null=True
    )
    undone_at = models.DateTimeField(_("undone at"), null=True)
    kept = models.JSONField(_("cells kept when undone"), default=list)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_moving(self) -> bool:
        """Whether the worker still has it."""
        return self.status in {self.Status.QUEUED, self.Status.READING}

    def refuse(self, issue: dict[str, Any]) -> None:
        """Note that the file cannot be read, with the one issue that says why."""
        self.status = self.Status.REFUSED
        self.issues = [issue]
