"""What was ordered: directives, their clauses in order, and the targets of each clause."""

from __future__ import annotations

from typing import Final

from auditlog.registry import auditlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from directives.clauses import targets
from directives.text.letterhead import number_text
from reports.figures.indicator_models import Indicator
from reports.figures.report_models import Report
from units.access import Scope
from units.models import Unit
from units.versions import Versioned

# With number and day, or issued by a person's word. `Directive.is_issued` says the same of a row.
_ISSUED: Final = Q(number__gt="", issued_on__isnull=False) | Q(issued_by_word__gt="")


class DirectiveQuerySet(models.QuerySet["Directive"]):
    """Directives by issuer and time."""

    def of_office(self, office: Unit) -> DirectiveQuerySet:
        """The directives that an office has issued, newest first."""
        return self.filter(issuer=office).order_by("-effective_from", "-id")

    def visible_to(self, scope: Scope) -> DirectiveQuerySet:
        """The directives of the user's own office, drafts for who sees all of it."""
        rows = self.filter(issuer=scope.office).select_related("issuer", "basis")
        return rows if scope.sees_office else rows.open_to_units()

    def issued(self) -> DirectiveQuerySet:
        """What binds: a draft only shows what it would ask for."""
        return self.filter(_ISSUED)

    def drafts(self) -> DirectiveQuerySet:
        """What is still being written."""
        return self.exclude(_ISSUED)

    def open_to_units(self) -> DirectiveQuerySet:
        """The directives that units may read: issued ones, and drafts that figures were published
        with as a trial. What is still being written is the office's own."""
        published = Q(pk__in=self.model.objects.filter(publications__isnull=False))
        return self.filter(_ISSUED | published)


class Directive(Versioned):
    """A letter of the office that sets targets. Number and day stay empty until it is signed; for
    one that went out without them, a person's word says that it was issued, and why."""

    class Authority(models.TextChoices):
        """In whose name it is signed (NĐ 30/2020, Phụ lục I)."""

        ON_BEHALF = "TM.", _("TM. – on behalf of the collective")
        DEPUTY = "KT.", _("KT. – deputy for the head")
        BY_ORDER = "TL.", _("TL. – by order")
        AUTHORISED = "TUQ.", _("TUQ. – by authorisation")
        NONE = "", _("in the signer's own name")

    code = models.SlugField(_("code"), max_length=50, unique=True)
    issuer = models.ForeignKey(
        Unit, models.PROTECT, related_name="directives", verbose_name=_("issuer")
    )
    number = models.CharField(_("number"), max_length=20, blank=True)
    symbol = models.CharField(_("symbol"), max_length=40, help_text=_("“UBND-VP”"))
    issued_on = models.DateField(_("date"), null=True, blank=True)
    issued_month = models.DateField(
        _("month of issue"), help_text=_("First day of the month printed while the day is open.")
    )
    place = models.CharField(_("place"), max_length=100)
    subject = models.CharField(_("subject"), max_length=300)
    recipients = models.TextField(_("addressed to"), help_text=_("One a line."))
    copies_to = models.TextField(_("copies to"), blank=True, help_text=_("One a line."))
    basis = models.ForeignKey(
        Report,
        models.PROTECT,
        related_name="directives",
        null=True,
        blank=True,
        verbose_name=_("basis report"),
    )
    further_bases = models.ManyToManyField(
        Report, related_name="+", blank=True, verbose_name=_("further basis reports")
    )
    opening = models.TextField(_("opening"), blank=True)
    transition = models.TextField(_("sentence before the clauses"), blank=True)
    closing = models.TextField(_("closing"), blank=True)
    authority = models.CharField(
        _("signature authority"), max_length=5, choices=Authority, blank=True
    )
    signer_title = models.CharField(_("title of the signer"), max_length=100)
    signer_name = models.CharField(_("name of the signer"), max_length=100)
    effective_from = models.DateField(_("in force from"))
    effective_to = models.DateField(_("in force to"), null=True, blank=True)
    issued_by_word = models.CharField(
        _("why it counts as issued"), max_length=500, blank=True, editable=False
    )
    # Nobody where an older database is brought up to date.
    word_given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, editable=False
    )
    word_given_at = models.DateTimeField(null=True, editable=False)
    # `version` counts each change of the directive, its clauses, targets, obligations and findings;
    # this one what is written here alone: a change of a clause is none of the head.
    head_version = models.PositiveIntegerField(default=1, editable=False)

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        verbose_name = _("directive")
        verbose_name_plural = _("directives")
        ordering = ["-effective_from", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
                name="directive_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(issued_by_word="", word_given_at__isnull=True)
                | (Q(word_given_at__isnull=False) & ~Q(issued_by_word="")),
                name="directive_word_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_number(self) -> bool:
        """Whether it has its number and its day."""
        return bool(self.number and self.issued_on)

    @property
    def is_issued(self) -> bool:
        """Whether it has its number and its day, or a person's word that it went out without them:
        from then on its words stay as they are, and it binds."""
        return self.has_number or bool(self.issued_by_word)

    @property
    def full_number(self) -> str:
        """Number and symbol as the letter prints them: "05/UBND-VP"; "" without a number."""
        return f"{number_text(self.number)}/{self.symbol}" if self.number else ""

    @property
    def title(self) -> str:
        """The short name on screen: "Công văn 125/UBND-VP" or "Công văn tháng 6/2023"."""
        if self.number:
            return _("Letter %(number)s") % {"number": self.full_number}
        month = f"{self.issued_month.month}/{self.issued_month.year}"
        return _("Letter of %(month)s") % {"month": month}


class Clause(Versioned):
    """One numbered clause, in the letter's own words."""

    directive = models.ForeignKey(
        Directive, models.CASCADE, related_name="clauses", verbose_name=_("directive")
    )
    number = models.PositiveSmallIntegerField(_("clause"))
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["directive", "number"]
        constraints = [
            models.UniqueConstraint(fields=["directive", "number"], name="clause_number_once"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Obligation(Versioned):
    """What a clause asks for by a day; `due_on` is the last day (“before 30/6” is 29/6)."""

    class Kind(models.TextChoices):
        FEEDBACK = "feedback", _("report difficulties")
        REPORT = "report", _("report what was done")
        OTHER = "other", _("other")

    clause = models.ForeignKey(
        Clause, models.CASCADE, related_name="obligations", verbose_name=_("clause")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.OTHER)
    text = models.CharField(_("what is to be done"), max_length=300, blank=True)
    due_on = models.DateField(_("due on"), help_text=_("The last day; “before 30/6” is 29/6."))

    class Meta:
        verbose_name = _("obligation")
        verbose_name_plural = _("obligations")
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.due_on}"


class Signatory(models.Model):
    """Who signs for an office, in whose name, and from when to when (inclusive)."""

    office = models.ForeignKey(
        Unit, models.CASCADE, related_name="signatories", verbose_name=_("office")
    )
    name = models.CharField(_("name"), max_length=100)
    title = models.CharField(
        _("title"), max_length=100, help_text=_("As it is printed: “CHỦ TỊCH”, “PHÓ CHỦ TỊCH”.")
    )
    authority = models.CharField(
        _("signature authority"), max_length=5, choices=Directive.Authority, blank=True
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["office", "-valid_from", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="signatory_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} – {self.title}"


def are_kinds(value: object) -> None:
    """Refuse anything but a list of kinds of unit: another word would concern nobody."""
    if not isinstance(value, list) or not {str(kind) for kind in value} <= set(Unit.Kind.values):
        raise ValidationError(_("Choose kinds of unit from the list."))


class Target(Versioned):
    """A rule for one indicator and one audience; the more specific audience wins."""

    class Rule(models.TextChoices):
        FLOOR = targets.Rule.FLOOR.value, _("at least")
        CEILING = targets.Rule.CEILING.value, _("at most")
        BAND = targets.Rule.BAND.value, _("from floor to ambition")
        LOWEST = targets.Rule.LOWEST.value, _("as low as possible")
        ONCE_CASES = targets.Rule.ONCE_CASES.value, _("once cases arise")

    clause = models.ForeignKey(
        Clause, models.CASCADE, related_name="targets", verbose_name=_("clause")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="targets", verbose_name=_("indicator")
    )
    rule = models.CharField(_("rule"), max_length=12, choices=Rule)
    floor = models.DecimalField(_("floor"), max_digits=12, decimal_places=4, null=True, blank=True)
    ambition = models.DecimalField(
        _("ambition"), max_digits=12, decimal_places=4, null=True, blank=True
    )
    kinds = models.JSONField(
        _("kinds of unit"),
        default=list,
        blank=True,
        validators=[are_kinds],
        help_text=_("Empty: every unit."),
    )
    units = models.ManyToManyField(
        Unit, related_name="targets", blank=True, verbose_name=_("named units")
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["clause__number", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rule__in=["lowest", "once_cases"], floor__isnull=True)
                | Q(rule__in=["floor", "ceiling", "band"], floor__isnull=False),
                name="target_number_where_the_rule_has_one",
            ),
            models.CheckConstraint(
                condition=Q(rule="band", ambition__gte=F("floor"))
                | (~Q(rule="band") & Q(ambition__isnull=True)),
                name="target_ambition_only_in_a_band",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.get_rule_display()}"


auditlog.register(Directive, m2m_fields={"further_bases"}, exclude_fields=["head_version"])
auditlog.register(Clause, exclude_fields=["version"])
auditlog.register(Obligation, exclude_fields=["version"])
auditlog.register(Signatory)
auditlog.register(Target, m2m_fields={"units"}, exclude_fields=["version"])
