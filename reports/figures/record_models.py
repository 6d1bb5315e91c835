"""The figures themselves, one row each, and every change they went through."""

from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reports.figures.figures import Figure, State, stored_figure
from reports.figures.history_models import AppendOnly
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.report_models import Report
from reports.figures.state_words import BLANK_WORDS
from units.models import Unit


class Source(models.TextChoices):
    """Who says so."""

    PROVINCE = "province", _("provincial report")
    UNIT = "unit", _("the unit itself")


class RecordState(models.TextChoices):
    """What stands in a cell: states stay apart on screen, in ranks and in print."""

    VALUE = State.VALUE.value, _("value")
    NO_CASES = State.NO_CASES.value, BLANK_WORDS[State.NO_CASES]
    NOT_STARTED = State.NOT_STARTED.value, BLANK_WORDS[State.NOT_STARTED]
    NOT_REPORTED = State.NOT_REPORTED.value, BLANK_WORDS[State.NOT_REPORTED]
    EXEMPT = State.EXEMPT.value, BLANK_WORDS[State.EXEMPT]


class Record(models.Model):
    """The value of one indicator for one unit in one period from one source."""

    period = models.ForeignKey(
        Period, models.PROTECT, related_name="records", db_index=False, verbose_name=_("period")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", db_index=False, verbose_name=_("indicator")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="records", db_index=False, verbose_name=_("unit")
    )
    source = models.CharField(_("source"), max_length=10, choices=Source)
    state = models.CharField(_("state"), max_length=12, choices=RecordState)
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=8, null=True, blank=True)
    places = models.PositiveSmallIntegerField(_("decimals in the source"), default=0)
    numerator = models.BigIntegerField(_("numerator"), null=True, blank=True)
    denominator = models.BigIntegerField(_("denominator"), null=True, blank=True)
    report = models.ForeignKey(
        Report, models.PROTECT, related_name="records", null=True, blank=True, db_index=False
    )
    import_run = models.ForeignKey(
        ImportRun, models.PROTECT, related_name="records", null=True, blank=True
    )
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    cell = models.CharField(_("cell"), max_length=20, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        db_index=False,
    )
    updated_at = models.DateTimeField(_("changed at"))

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "indicator", "unit", "source"], name="record_once"
            ),
            models.CheckConstraint(
                condition=Q(state=RecordState.VALUE, value__isnull=False)
                | (~Q(state=RecordState.VALUE) & Q(value__isnull=True)),
                name="record_value_only_with_state_value",
            ),
            models.CheckConstraint(
                condition=Q(numerator__isnull=True)
                | Q(denominator__isnull=True)
                | Q(numerator__lte=F("denominator")),
                name="record_numerator_within",
            ),
        ]
        indexes = [models.Index(fields=["unit", "indicator", "period"], name="record_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.indicator_id}/{self.period_id}: {self.value}"

    @property
    def figure(self) -> Figure:
        """The figure as it counts."""
        return stored_figure(
            State(self.state), self.value, self.places, self.numerator, self.denominator
        )


# The columns that hold a figure, in a record or on either side of a change.
FIGURE_FIELDS: Final = ("state", "value", "places", "numerator", "denominator")
OLD_FIELDS: Final = tuple(f"old_{field}" for field in FIGURE_FIELDS)
NEW_FIELDS: Final = tuple(f"new_{field}" for field in FIGURE_FIELDS)
# What a change says, in the order in which it is written and goes into the chain.
CHANGE_FIELDS: Final = (
    *("period", "indicator", "unit", "source"),
    *OLD_FIELDS,
    *NEW_FIELDS,
    *("import_run", "sheet", "cell", "reason", "changed_by", "changed_at"),
)


def figure_columns(figure: Figure | None) -> tuple[Any, ...]:
    """A figure as its five columns; on one side of a change there may be none."""
    if figure is None:
        return ("", None, 0, None, None)
    return (
        *(figure.state.value, figure.value, figure.places),
        *(figure.numerator, figure.denominator),
    )


def figure_of(columns: Sequence[Any]) -> Figure:
    """The figure of its five columns; raises ValueError where they hold none."""
    state, *rest = columns
    return Figure(State(state), *rest)


class RecordChange(AppendOnly):
    """One step in the life of a figure. Rows are added, never changed and never deleted, and each
    carries the hash of the one before in its period: `manage.py verify_history` reads the chain.

    It names period, indicator, unit and source itself, so that the history of a figure outlives
    the record: an undone import takes the record away, not what happened to it.
    """

    period = models.ForeignKey(
        Period, models.PROTECT, related_name="+", db_index=False, verbose_name=_("period")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", db_index=False, verbose_name=_("indicator")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", db_index=False, verbose_name=_("unit")
    )
    source = models.CharField(max_length=10, choices=Source)
    old_state = models.CharField(max_length=12, choices=RecordState, blank=True)
    old_value = models.DecimalField(max_digits=20, decimal_places=8, null=True)
    old_places = models.PositiveSmallIntegerField(default=0)
    old_numerator = models.BigIntegerField(null=True)
    old_denominator = models.BigIntegerField(null=True)
    new_state = models.CharField(max_length=12, choices=RecordState, blank=True)
    new_value = models.DecimalField(max_digits=20, decimal_places=8, null=True)
    new_places = models.PositiveSmallIntegerField(default=0)
    new_numerator = models.BigIntegerField(null=True)
    new_denominator = models.BigIntegerField(null=True)
    import_run = models.ForeignKey(ImportRun, models.PROTECT, related_name="changes", null=True)
    sheet = models.CharField(max_length=100, blank=True)
    cell = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, db_index=False
    )
    changed_at = models.DateTimeField()
    # Its place in the chain of its period, and the hash of the change before ("" for the first).
    seq = models.PositiveBigIntegerField(editable=False)
    previous_hash = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("change of a record")
        verbose_name_plural = _("changes of records")
        ordering = ["-changed_at", "-id"]
        indexes = [models.Index(fields=["unit", "indicator", "period"], name="change_of_figure")]
        constraints = [
            models.UniqueConstraint(fields=["period", "seq"], name="change_once_in_its_chain")
        ]

    def __str__(self) -> str:
        return f"{self.old_value} → {self.new_value}"

    @property
    def old(self) -> Figure | None:
        """What stood there before; None for no figure at all."""
        return self._figure("old")

    @property
    def new(self) -> Figure | None:
        """What stood there after; None for no figure at all."""
        return self._figure("new")

    def _figure(self, side: str) -> Figure | None:
        state, *counts = (getattr(self, f"{side}_{name}") for name in FIGURE_FIELDS)
        return Figure(State(state), *counts) if state else None

    @property
    def is_undone(self) -> bool:
        """Whether the import which made the change was taken back later."""
        run = self.import_run
        if run is None or run.status != ImportRun.Status.UNDONE:
            return False
        return self.changed_at == run.applied_at
