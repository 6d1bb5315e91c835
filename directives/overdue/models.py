"""The register behind the apology clause: files with their due days, and letters of apology."""

from __future__ import annotations

from datetime import date
from typing import Any

from auditlog.registry import auditlog
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directives.overdue.domain import LATE
from directives.overdue.masking import GUARDED, MASKS, REASON_DASH
from directives.overdue.querysets import OverdueFileQuerySet
from units.models import Unit
from units.versions import Versioned


class OverdueFile(Versioned):
    """One file of one unit that is late or may become so.

    What is personal is shown inside the unit only, never logged, and taken away after `keep_until`.
    """

    class Reason(models.TextChoices):
        COORDINATION = "coordination", _("another body was late")
        INCOMPLETE = "incomplete", _("papers had to be completed")
        WORKLOAD = "workload", _("too many files, too few people")
        SYSTEM = "system", _("fault of the software")
        COMPLEX = "complex", _("a difficult case")
        STAFF = "staff", _("the handler's fault")
        OTHER = "other", _("other")

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="overdue_files", verbose_name=_("unit")
    )
    code = models.CharField(_("file code"), max_length=60)
    procedure = models.CharField(_("procedure"), max_length=300)
    applicant = models.CharField(_("applicant"), max_length=150, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    id_number = models.CharField(_("identity number"), max_length=20, blank=True)
    handler = models.CharField(_("handler"), max_length=150, blank=True)
    received_on = models.DateField(_("received on"), null=True, blank=True)
    due_on = models.DateField(_("due on"))
    due_time = models.TimeField(_("hour promised"), null=True, blank=True)
    resolved_on = models.DateField(
        _("result on"), null=True, blank=True, help_text=_("Empty while there is no result.")
    )
    reason = models.CharField(_("reason"), max_length=12, choices=Reason, blank=True)
    reason_text = models.CharField(_("reason in words"), max_length=500, blank=True)
    keep_until = models.DateField(_("personal data kept until"), null=True, blank=True)
    erased_at = models.DateTimeField(null=True, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    # What `as_of` tells of a day.
    standing: str
    result_on: date | None
    waited_until: date
    has_letter: bool
    is_late_again: bool

    is_masked = False
    objects = OverdueFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("overdue file")
        verbose_name_plural = _("overdue files")
        ordering = ["due_on", "code"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="overdue_file_code_once"),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True) | Q(due_on__gte=F("received_on")),
                name="overdue_file_due_after_received",
            ),
            models.CheckConstraint(
                condition=Q(received_on__isnull=True)
                | Q(resolved_on__isnull=True)
                | Q(resolved_on__gte=F("received_on")),
                name="overdue_file_result_after_received",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the row; one that was masked would write its stars over the applicant."""
        if self.is_masked:
            raise ValueError("A masked file is never saved")
        super().save(*args, **kwargs)

    def mask(self) -> None:
        """Take out of this object what people outside the unit may not see, before a page or a
        file gets it: nothing that it leads to says whose file it is."""
        self.is_masked = True
        for name, masked in MASKS.items():
            setattr(self, name, masked(getattr(self, name)))
        if self.letter is not None:
            self.letter.reason_text = ""

    @property
    def letter(self) -> ApologyLetter | None:
        """Its letter of apology, a draft too."""
        letter: ApologyLetter | None = getattr(self, "apology", None)
        return letter

    @property
    def is_late(self) -> bool:
        """Whether it is late on the day that it was read for."""
        return self.standing in LATE

    @property
    def days_late(self) -> int:
        """Days between the due day and the result, or the day that it was read for; else 0."""
        return (self.waited_until - self.due_on).days if self.is_late else 0

    @property
    def reason_words(self) -> str:
        """Why it is late, with the words of the unit where the reader may see them."""
        return REASON_DASH.join(filter(None, [self.get_reason_display(), self.reason_text]))


def scan_path(letter: ApologyLetter, filename: str) -> str:
    """Where a scan is kept. The user's file name never becomes a path."""
    return f"apologies/{letter.scan_sha256[:2]}/{letter.scan_sha256}"


class ApologyLetter(Versioned):
    """The apology for one late file (TT 01/2018/TT-VPCP, form 04); a file is re-appointed once.

    It counts as attached when its scan lies beside it.
    """

    file = models.OneToOneField(
        OverdueFile, models.CASCADE, related_name="apology", verbose_name=_("overdue file")
    )
    number = models.CharField(_("number"), max_length=20, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signer_title = models.CharField(_("title of the signer"), max_length=100, blank=True)
    signer_name = models.CharField(_("name of the signer"), max_length=100, blank=True)
    authority = models.CharField(_("signature authority"), max_length=5, blank=True)
    new_due_on = models.DateField(_("new day"), null=True, blank=True)
    new_due_time = models.TimeField(_("new hour"), null=True, blank=True)
    reason_text = models.CharField(_("reason in words"), max_length=500, blank=True)
    scan = models.FileField(_("scan"), upload_to=scan_path, max_length=200, blank=True)
    scan_name = models.CharField(_("file name"), max_length=255, blank=True)
    scan_sha256 = models.CharField(max_length=64, blank=True)
    attached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    attached_at = models.DateTimeField(_("attached at"), null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("apology letter")
        verbose_name_plural = _("apology letters")

    def __str__(self) -> str:
        return self.number or str(self.file)

    @property
    def is_attached(self) -> bool:
        """Whether the signed letter lies in the file, as clause 4 asks."""
        return self.attached_at is not None


# The audit tells that personal data changed, never what it says.
auditlog.register(OverdueFile, exclude_fields=[*GUARDED, "version"])
auditlog.register(
    ApologyLetter,
    exclude_fields=["reason_text", "scan", "scan_name", "scan_sha256", "version"],
)
