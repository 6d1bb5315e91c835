"""One office collects a period's figures: until when, for whom longer, who was reminded."""

from __future__ import annotations

from datetime import date, timedelta

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.figures.history_models import AppendOnly
from reports.figures.period_models import Period
from units.access import Scope
from units.models import Unit, UnitQuerySet
from units.versions import Versioned


class DeadlineOffset(models.Model):
    """How many days after its last day a kind of period is due; each office sets its own."""

    office = models.ForeignKey(Unit, models.CASCADE, related_name="deadline_offsets")
    kind = models.CharField(_("kind"), max_length=12, choices=Period.Kind)
    days = models.PositiveSmallIntegerField(_("days after the last day"))

    class Meta:
        verbose_name = _("deadline offset")
        verbose_name_plural = _("deadline offsets")
        constraints = [models.UniqueConstraint(fields=["office", "kind"], name="offset_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.days}"


class RoundQuerySet(models.QuerySet["Round"]):
    """Rounds by who sees them."""

    def visible_to(self, scope: Scope) -> RoundQuerySet:
        """The rounds of the user's own office."""
        return self.filter(office=scope.office).select_related("period", "office")


class Round(Versioned):
    """The figures of one period as one office collects them.

    planned → open → locked → (open again, with a reason) → published. A period without a round
    takes imports, but nobody enters figures for it yet.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("not open yet")
        OPEN = "open", _("open")
        LOCKED = "locked", _("locked")
        PUBLISHED = "published", _("published")

    office = models.ForeignKey(
        Unit, models.PROTECT, related_name="rounds", verbose_name=_("office")
    )
    period = models.ForeignKey(
        Period, models.PROTECT, related_name="rounds", verbose_name=_("period")
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    offset = models.PositiveSmallIntegerField(_("due, days after the last day"))

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["-period__end", "-period__start"]
        constraints = [models.UniqueConstraint(fields=["office", "period"], name="round_once")]

    def __str__(self) -> str:
        return f"{self.period} · {self.office}"

    @property
    def deadline(self) -> date:
        """The last day on which figures are on time (inclusive)."""
        return self.period.end + timedelta(days=self.offset)

    @property
    def units(self) -> UnitQuerySet:
        """Those that report to the office and are in being in the period, in the official order."""
        reporting = Unit.objects.reporting_to(self.office)
        return reporting.in_being_during(self.period.start, self.period.end)

    @property
    def is_open(self) -> bool:
        """Whether units may enter and send figures."""
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        """Whether nothing may be written any more, by import or by hand."""
        return self.state in {self.State.LOCKED, self.State.PUBLISHED}


class RoundStep(AppendOnly):
    """One opening or locking of a round. Rows are added, never changed or deleted."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=Round.State)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step of a round")
        verbose_name_plural = _("steps of rounds")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.round_id}: {self.state}"


class Extension(models.Model):
    """More time for one unit, with its reason; it is printed beside the unit's figures."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="extensions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    until = models.DateField(_("until (inclusive)"))
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [models.UniqueConstraint(fields=["round", "unit"], name="extension_once")]

    def __str__(self) -> str:
        return f"{self.unit}: {self.until}"


class Reminder(models.Model):
    """One reminder to one unit that owes figures; seen in the app, sent by mail where there is one.

    `occasion` names it once for ever: "before", "after", or "by-hand-2026-06-19". The summary for
    the office's staff is one to the office itself: "digest-before", "digest-after".
    Of the mail: waiting → sending → sent, or → failed → sending …; none where nobody has an
    address. What stays `sending` may have gone out, so it is told to staff and not sent again.
    """

    class Mail(models.TextChoices):
        NONE = "none", _("in the app alone")
        WAITING = "waiting", _("waits to be sent")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent by mail")
        FAILED = "failed", _("mail failed")

    round = models.ForeignKey(Round, models.CASCADE, related_name="reminders")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reminders")
    occasion = models.CharField(max_length=30)
    text = models.TextField(_("text"))
    addresses = models.JSONField(_("sent to"), default=list)
    mail = models.CharField(_("mail"), max_length=8, choices=Mail, default=Mail.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries to mail"), default=0)
    # Empty: the clock sent it.
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    sent_at = models.DateTimeField(_("sent at"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "unit", "occasion"], name="reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.occasion}"


auditlog.register(DeadlineOffset)
auditlog.register(Round, exclude_fields=["version"])
auditlog.register(Extension)
