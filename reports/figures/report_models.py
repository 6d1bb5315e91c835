"""The published documents that figures come from."""

from __future__ import annotations

from decimal import Decimal

from auditlog.registry import auditlog
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from units.access import Scope
from units.models import Unit


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports by who sees them."""

    def visible_to(self, scope: Scope) -> ReportQuerySet:
        """Those whose published facts the user may write down."""
        rows = self.filter(office__in=scope.importable_ids)
        return rows.select_related("office", "period")


class Report(models.Model):
    """A report of a superior body about the units of one office."""

    number = models.CharField(_("number"), max_length=60, blank=True)
    issued_on = models.DateField(_("date"), null=True, blank=True)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True)
    office = models.ForeignKey(
        Unit, models.PROTECT, related_name="reports", verbose_name=_("about the units of")
    )
    period = models.ForeignKey(Period, models.PROTECT, related_name="reports")
    source_system = models.CharField(_("source system"), max_length=200, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-period__end", "-issued_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "period", "number"], name="report_number_once_per_period"
            )
        ]

    def __str__(self) -> str:
        return self.number or str(self.period)


class PublishedFact(models.Model):
    """What a report says of the office itself: kept as written, never computed again."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="facts")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    value = models.DecimalField(
        _("published value"), max_digits=20, decimal_places=8, null=True, blank=True
    )
    places = models.PositiveSmallIntegerField(_("decimals in the report"), default=0)
    share = models.DecimalField(
        _("share (%)"),
        max_digits=12,
        decimal_places=8,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(100))],
        help_text=_("For a count: its share of all files, in percent."),
    )
    share_places = models.PositiveSmallIntegerField(default=2)
    rank = models.PositiveSmallIntegerField(
        _("rank"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    out_of = models.PositiveSmallIntegerField(
        _("out of"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    not_assessed = models.CharField(
        _("not assessed"),
        max_length=200,
        blank=True,
        help_text=_("Units that the report leaves out of the ranking."),
    )

    class Meta:
        verbose_name = _("published fact")
        verbose_name_plural = _("published facts")
        ordering = ["indicator__display_order"]
        constraints = [
            models.UniqueConstraint(fields=["report", "indicator"], name="fact_once_per_indicator"),
            models.CheckConstraint(
                condition=Q(rank__isnull=True) | Q(out_of__isnull=True) | Q(rank__lte=F("out_of")),
                name="fact_rank_within",
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=True, out_of__isnull=True)
                | Q(rank__isnull=False, rank__gte=1, out_of__isnull=False),
                name="fact_rank_with_its_field",
            ),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gte=0, share__lte=100),
                name="fact_share_is_a_percentage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} · {self.indicator}"


auditlog.register(Report)
auditlog.register(PublishedFact)
