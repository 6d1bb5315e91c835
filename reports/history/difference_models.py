"""Where the province's figure and the unit's own do not agree, and what became of it."""

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from units.models import Unit
from units.versions import Versioned


class Difference(Versioned):
    """What people say of one difference; the two figures themselves stay in their records.

    Made when somebody first says something: a difference nobody spoke of is open.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("difference", "open")
        EXPLAINED = "explained", _("explained")
        CORRECTED = "corrected", _("corrected")
        DISPUTED = "disputed", _("disputed")

    period = models.ForeignKey(Period, models.PROTECT, related_name="differences")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="differences")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("difference")
        verbose_name_plural = _("differences")
        constraints = [
            models.UniqueConstraint(fields=["period", "unit", "indicator"], name="difference_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.indicator}"


auditlog.register(Difference, exclude_fields=["version"])
