"""What a letter says of the figures, and the Word template that an office made its own."""

from __future__ import annotations

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from directives.clauses.models import Directive
from units.models import Unit


class Finding(models.Model):
    """One sentence on what goes well or is low, tied to the figures it was written from.

    `figures` are those figures, as `directives/domain/letter_findings.py` writes them: when one is
    different now the sentence is stale, and is said to be.
    """

    class Kind(models.TextChoices):
        GOOD = "good", _("goes well")
        LOW = "low", _("is low")

    directive = models.ForeignKey(
        Directive, models.CASCADE, related_name="findings", verbose_name=_("directive")
    )
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.TextField(_("text"))
    figures = models.JSONField(default=list)
    is_edited = models.BooleanField(_("words of a person"), default=False)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["directive", "kind", "position", "id"]

    def __str__(self) -> str:
        return self.text[:60]


def template_path(template: LetterTemplate, filename: str) -> str:
    """Where a template is kept. The user's file name never becomes a path."""
    return f"templates/{template.sha256[:2]}/{template.sha256}.docx"


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

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ["-uploaded_at", "-id"]

    def __str__(self) -> str:
        return self.filename


for _model in (Finding, LetterTemplate):
    auditlog.register(_model)
