"""The Word template that an office made its own."""

from __future__ import annotations

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from units.access import Scope
from units.models import Unit


def template_path(template: LetterTemplate, filename: str) -> str:
    """Where a template is kept. The user's file name never becomes a path."""
    return f"templates/{template.sha256[:2]}/{template.sha256}.docx"


class LetterTemplateQuerySet(models.QuerySet["LetterTemplate"]):
    """Templates by who sees them."""

    def visible_to(self, scope: Scope) -> LetterTemplateQuerySet:
        """Those of the user's own office."""
        return self.filter(office=scope.office)


class LetterTemplate(models.Model):
    """A Word template of an office's own; the newest active one makes the office's letters."""

    class Use(models.TextChoices):
        LETTER = "letter", _("letter")

    office = models.ForeignKey(
        Unit, models.CASCADE, related_name="letter_templates", verbose_name=_("office")
    )
    use = models.CharField(_("for"), max_length=10, choices=Use, default=Use.LETTER)
    file = models.FileField(_("file"), upload_to=template_path, max_length=200)
    filename = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField(max_length=64)
    is_active = models.BooleanField(_("in use"), default=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.filename


auditlog.register(LetterTemplate)
