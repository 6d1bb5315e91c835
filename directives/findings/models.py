"""What a letter says of the figures: sentences, each tied to the figures it was written from."""

from auditlog.registry import auditlog
from django.db import models
from django.utils.translation import gettext_lazy as _

from directives.clauses.models import Directive
from directives.findings.domain import TiedFigure, from_data


class Finding(models.Model):
    """One sentence on what goes well or is low, tied to the figures it was written from.

    `figures` are those, as `domain.py` writes them: when one is different now the sentence is
    stale, and is said to be.
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

    @property
    def tied(self) -> tuple[TiedFigure, ...]:
        """The figures that it was written from."""
        return from_data(self.figures)


auditlog.register(Finding)
