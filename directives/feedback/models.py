"""Difficulties that units report, and what became of them."""

from __future__ import annotations

from typing import Any

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from directives.clauses.models import Clause, Directive
from reports.attachments.models import Attachment
from reports.figures.indicator_models import Indicator
from units.access import Scope
from units.models import Unit
from units.versions import Versioned


class FeedbackQuerySet(models.QuerySet[Any]):
    def visible_to(self, scope: Scope) -> FeedbackQuerySet:
        """What units in scope have reported on directives of the user's office."""
        rows = self.filter(directive__issuer=scope.office, unit__in=scope.unit_ids)
        related = ("clause", "indicator", "unit", "sent_by", "assigned_to", "answered_by")
        return rows.select_related("directive__issuer", *related)

    def judged_by(self, scope: Scope) -> FeedbackQuerySet:
        """Those of them that the user answers for the office."""
        return self.visible_to(scope).filter(unit__in=scope.judged_ids)

    def unanswered(self) -> FeedbackQuerySet:
        """New, or with a person who has not answered yet."""
        return self.filter(state__in=("new", "assigned"))

    def sent_late(self) -> FeedbackQuerySet:
        """Sent after the last day that the directive gave."""
        return self.filter(due_on__isnull=False, sent_at__date__gt=F("due_on"))

    def unread_answers(self) -> FeedbackQuerySet:
        """Answered, and nobody of the unit has opened the answer."""
        return self.filter(answered_at__isnull=False, read_at__isnull=True).exclude(
            state__in=("new", "assigned")
        )


class Feedback(Versioned):
    """One difficulty of one unit: new → assigned → answered → closed (again open with a reason)."""

    class State(models.TextChoices):
        NEW = "new", _("new")
        ASSIGNED = "assigned", _("assigned")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed")

    directive = models.ForeignKey(
        Directive, models.PROTECT, related_name="feedback", verbose_name=_("directive")
    )
    clause = models.ForeignKey(
        Clause,
        models.SET_NULL,
        related_name="feedback",
        null=True,
        blank=True,
        verbose_name=_("clause"),
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", null=True, blank=True
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="feedback")
    text = models.TextField(_("difficulty"), max_length=3000)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    # The last day that was in force when it was sent; empty where none was set.
    due_on = models.DateField(null=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    sent_at = models.DateTimeField()
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    answer = models.TextField(_("answer"), max_length=3000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    answered_at = models.DateTimeField(null=True)
    # When somebody of the unit opened the answer first; a new answer is unread again.
    read_at = models.DateTimeField(null=True, editable=False)
    reopen_reason = models.TextField(_("why it is open again"), max_length=500, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    closed_at = models.DateTimeField(null=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = _("feedback")
        verbose_name_plural = _("feedback")
        ordering = ["-sent_at", "-id"]

    def __str__(self) -> str:
        return f"{self.unit} · {self.pk}"

    @property
    def waits(self) -> bool:
        """Whether no answer holds: new or given to somebody, perhaps opened again."""
        return self.state in (self.State.NEW, self.State.ASSIGNED)

    @property
    def has_new_answer(self) -> bool:
        """Whether nobody of the unit has opened its answer."""
        return self.answered_at is not None and self.read_at is None and not self.waits


def feedback_path(file: FeedbackFile, filename: str) -> str:
    """Where a file is kept. The user's file name never becomes a path."""
    return f"feedback/{file.sha256[:2]}/{file.sha256}"


class FeedbackFile(Attachment):
    """A file that a unit adds to a difficulty."""

    feedback = models.ForeignKey(Feedback, models.CASCADE, related_name="files")
    file = models.FileField(_("file"), upload_to=feedback_path, max_length=200)

    class Meta(Attachment.Meta):
        verbose_name = _("file of a feedback")
        verbose_name_plural = _("files of feedback")

    def __str__(self) -> str:
        return f"{self.feedback_id} · {self.pk}"


# What people write, and how they name their files, may name a person: the audit tells that it was
# done, never what it says.
auditlog.register(Feedback, exclude_fields=["text", "answer", "read_at", "version"])
auditlog.register(FeedbackFile, exclude_fields=["file", "filename", "sha256"])
