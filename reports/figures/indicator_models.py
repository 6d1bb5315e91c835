"""What is measured, as data: an office adds an indicator without a line of code."""

from __future__ import annotations

from typing import Any

from auditlog.registry import auditlog
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from reports.figures.figures import Measure, State
from reports.figures.headings import heading_key
from reports.figures.ranking import Direction as DomainDirection
from reports.figures.state_words import BLANK_WORDS


def icon_exists(name: str) -> None:
    """Refuse a name that the icon set does not have; every page of the indicator shows it."""
    try:
        lucide(name)
    except IconDoesNotExist:
        raise ValidationError(_("There is no icon of this name.")) from None


class InLanguage:
    """A text of a row in the language of the reader: `name_vi` or `name_en` as `name`."""

    def __init__(self, field: str) -> None:
        self._field = field

    def __get__(self, row: Any, owner: type | None = None) -> str:
        language = "en" if get_language() == "en" else "vi"
        return str(getattr(row, f"{self._field}_{language}"))


class IndicatorQuerySet(models.QuerySet[Any]):
    def entered(self) -> IndicatorQuerySet:
        """Those that units enter themselves, in the official order."""
        return self.filter(entered_by_units=True).order_by("display_order", "pk")


class Indicator(models.Model):
    """A rate in percent points or a count, with its meaning and its names in files."""

    class Kind(models.TextChoices):
        RATE = Measure.RATE.value, _("rate (%)")
        COUNT = Measure.COUNT.value, _("count")

    class Direction(models.TextChoices):
        HIGHER = DomainDirection.HIGHER.value, _("the higher the better")
        LOWER = DomainDirection.LOWER.value, _("the lower the better")

    class Blank(models.TextChoices):
        """What an empty cell of this indicator means in a report."""

        NOT_STARTED = State.NOT_STARTED.value, BLANK_WORDS[State.NOT_STARTED]
        NOT_REPORTED = State.NOT_REPORTED.value, BLANK_WORDS[State.NOT_REPORTED]
        NO_CASES = State.NO_CASES.value, BLANK_WORDS[State.NO_CASES]

    code = models.SlugField(_("code"), max_length=30, unique=True)
    name_vi = models.CharField(_("Vietnamese name"), max_length=200)
    name_en = models.CharField(_("English name"), max_length=200)
    short_vi = models.CharField(_("Vietnamese short name"), max_length=40)
    short_en = models.CharField(_("English short name"), max_length=40)
    brief_vi = models.CharField(
        _("Vietnamese brief name"),
        max_length=20,
        help_text=_("One or two words for a narrow column: “Trực tuyến”."),
    )
    brief_en = models.CharField(_("English brief name"), max_length=20)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.RATE)
    direction = models.CharField(
        _("direction"), max_length=10, choices=Direction, default=Direction.HIGHER
    )
    decimals = models.PositiveSmallIntegerField(_("decimals shown"), default=2)
    blank_means = models.CharField(
        _("a blank cell means"), max_length=20, choices=Blank, default=Blank.NOT_REPORTED
    )
    count_unit_vi = models.CharField(_("Vietnamese word counted"), max_length=30, default="hồ sơ")
    count_unit_en = models.CharField(_("English word counted"), max_length=30, default="files")
    numerator_vi = models.CharField(_("Vietnamese numerator"), max_length=200, blank=True)
    numerator_en = models.CharField(_("English numerator"), max_length=200, blank=True)
    denominator_vi = models.CharField(_("Vietnamese denominator"), max_length=200, blank=True)
    denominator_en = models.CharField(_("English denominator"), max_length=200, blank=True)
    tolerance = models.DecimalField(
        _("tolerance between sources"),
        max_digits=8,
        decimal_places=4,
        default=0,
        validators=[MinValueValidator(0)],
        help_text=_(
            "In percent points, or in things counted. 0: the unit's figure must give the "
            "province's at the decimals that the province printed."
        ),
    )
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    icon = models.CharField(
        _("icon"), max_length=40, default="chart-column", validators=[icon_exists]
    )
    entered_by_units = models.BooleanField(
        _("units enter it"), default=True, help_text=_("It stands in the entry grid of each unit.")
    )
    display_order = models.PositiveSmallIntegerField(_("order"), default=0)

    name = InLanguage("name")
    short_name = InLanguage("short")
    # For narrow columns.
    brief_name = InLanguage("brief")
    # What a count counts, and what a rate counts above and below the line ("" where unknown).
    count_unit = InLanguage("count_unit")
    numerator = InLanguage("numerator")
    denominator = InLanguage("denominator")
    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        ordering = ["display_order", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def by_counts(self) -> bool:
        """Whether units give numerator and denominator, and the rate is computed."""
        labelled = bool(self.numerator_vi and self.denominator_vi)
        return self.kind == self.Kind.RATE and labelled


class IndicatorHeading(models.Model):
    """A heading under which files carry the indicator."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="headings")
    text = models.CharField(_("heading"), max_length=300)
    key = models.CharField(max_length=300, unique=True, editable=False)

    class Meta:
        verbose_name = _("heading")
        verbose_name_plural = _("headings")

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = heading_key(self.text)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """A heading names one indicator, however it is spelt."""
        self.key = heading_key(self.text)
        other = IndicatorHeading.objects.filter(key=self.key).exclude(pk=self.pk).first()
        if other is not None:
            raise ValidationError(
                {"text": _("This heading is already that of %(name)s.") % {"name": other.indicator}}
            )


auditlog.register(Indicator)
auditlog.register(IndicatorHeading)
