"""Who was reminded of what, and when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from reports.rounds.models import Round
from units.models import Unit


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
