"""For which time figures are reported."""

from collections.abc import Iterable
from contextlib import suppress

from auditlog.registry import auditlog
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from reports.figures import periods
from reports.figures.periods import PeriodKind, PeriodSpan, span_for_code


def span_label(span: PeriodSpan) -> str:
    """The name of a period in the language of the reader: "6 tháng đầu năm 2023"."""
    return periods.label(span, "en" if get_language() == "en" else "vi")


class PeriodQuerySet(models.QuerySet["Period"]):
    def spans_of(self, codes: Iterable[str]) -> dict[str, PeriodSpan]:
        """The days of each code that names a period, stored or of the calendar: one query.

        An office may have changed the days of a period that is stored.
        """
        spans = {
            code: period.span for code, period in self.in_bulk(codes, field_name="code").items()
        }
        for code in set(codes) - set(spans):
            with suppress(ValueError):
                spans[code] = span_for_code(code)
        return spans


class Period(models.Model):
    """A span of reporting with explicit first and last day (both inclusive).

    All offices share it; whether an office collects figures for it, and until when, is its `Round`.
    """

    class Kind(models.TextChoices):
        MONTH = PeriodKind.MONTH.value, _("month")
        QUARTER = PeriodKind.QUARTER.value, _("quarter")
        HALF_YEAR = PeriodKind.HALF_YEAR.value, _("6 months")
        NINE_MONTHS = PeriodKind.NINE_MONTHS.value, _("9 months")
        YEAR = PeriodKind.YEAR.value, _("year")
        CUSTOM = PeriodKind.CUSTOM.value, _("custom")

    code = models.SlugField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    start = models.DateField(_("first day"))
    end = models.DateField(_("last day"))

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("period")
        verbose_name_plural = _("periods")
        ordering = ["-end", "-start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="period_days_in_order")
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def span(self) -> PeriodSpan:
        """The period as the domain knows it."""
        return PeriodSpan(PeriodKind(self.kind), self.start, self.end, self.code)

    @property
    def label(self) -> str:
        return span_label(self.span)


auditlog.register(Period)
