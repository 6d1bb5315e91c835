"""What was made public of a period: numbered, frozen, never changed."""

from __future__ import annotations

from auditlog.registry import auditlog
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from directives.clauses.models import Directive
from reports.figures.history_models import AppendOnly, AppendOnlyQuerySet
from reports.figures.period_models import Period
from units.access import Scope
from units.models import Unit, User


class PublicationQuerySet(AppendOnlyQuerySet):
    """Versions by office and by who reads them."""

    def visible_to(self, scope: Scope) -> PublicationQuerySet:
        """Those of the user's own office, for who sees all its units."""
        rows = self.of_office(scope.office) if scope.sees_office else self.none()
        return rows.select_related("published_by")

    def of_office(self, office: Unit | None) -> PublicationQuerySet:
        """Those of an office: what is published hides nothing from the office's own units."""
        return self.filter(office=office).select_related("office", "period", "directive")


class Publication(AppendOnly):
    """One version of a period's figures, units, targets and words, as they were that day.

    `content` is the canonical JSON text of `publications/frozen.py`, and `checksum` its
    SHA-256: every print is made from it alone. Version 2 and later carry a reason and the cells
    that changed since the version before. `token` is the unguessable end of its public address.
    """

    office = models.ForeignKey(Unit, models.PROTECT, related_name="publications")
    period = models.ForeignKey(Period, models.PROTECT, related_name="publications")
    directive = models.ForeignKey(Directive, models.PROTECT, related_name="publications", null=True)
    version = models.PositiveSmallIntegerField(_("version"))
    number = models.CharField(_("number"), max_length=40, help_text=_("“VL-2023-H1”"))
    content = models.TextField()
    checksum = models.CharField(max_length=64)
    reason = models.CharField(_("reason of the correction"), max_length=500, blank=True)
    changed = models.JSONField(default=list)
    token = models.CharField(max_length=40, unique=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    published_at = models.DateTimeField()

    objects = PublicationQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-period__end", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "period", "version"], name="publication_version_once"
            ),
            models.CheckConstraint(
                condition=Q(version=1) | (Q(version__gt=1) & ~Q(reason="")),
                name="publication_correction_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.version}"


class PublicationRequestQuerySet(models.QuerySet["PublicationRequest"]):
    """Requests by whether they wait, and for whom."""

    def waiting(self) -> PublicationRequestQuerySet:
        """Neither answered nor taken back."""
        rows = self.filter(publication__isnull=True, withdrawn_at__isnull=True)
        return rows.select_related("period", "directive", "asked_by")

    def visible_to(self, scope: Scope) -> PublicationRequestQuerySet:
        """Those of the user's office."""
        return self.filter(office=scope.office) if scope.office else self.none()

    def answered_by(self, scope: Scope, user: User | AnonymousUser) -> PublicationRequestQuerySet:
        """What others ask the user to publish; none for who may not."""
        rows = self.visible_to(scope).waiting() if scope.may_publish else self.none()
        return rows.exclude(asked_by=user.pk)


class PublicationRequest(models.Model):
    """Somebody who had a hand in the figures asks another person to publish them."""

    office = models.ForeignKey(Unit, models.PROTECT, related_name="publication_requests")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    directive = models.ForeignKey(
        Directive, models.PROTECT, related_name="publication_requests", null=True
    )
    reason = models.CharField(_("reason of the correction"), max_length=500, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="requests", null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = PublicationRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to publish")
        verbose_name_plural = _("requests to publish")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "period"],
                condition=Q(publication__isnull=True, withdrawn_at__isnull=True),
                name="publication_request_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office} · {self.period}"


auditlog.register(PublicationRequest)
