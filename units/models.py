"""Who is measured, and who may see it: units, their other names, their succession, memberships."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from auditlog.registry import auditlog
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from units.kinds import Pool, UnitKind, carries_kind, pool_of
from units.names.collation import search_key, sort_key
from units.names.spelling import canonical_key
from units.scope import Reach


class User(AbstractUser):
    """A person who logs in; what they may see comes from their memberships."""

    display_name = models.CharField(_("name shown"), max_length=150, blank=True)

    def __str__(self) -> str:
        return self.display_name or self.username


def _in_force(first: date, last: date) -> Q:
    """Rows whose span has a day in common with this one; both ends inclusive."""
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=last)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=first)
    )


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units by time, place in the tree, name and who may see them."""

    def visible_to(self, scope: Reach[Unit]) -> UnitQuerySet:
        """Units whose figures the user may see, with the unit that each reports to."""
        return self.filter(pk__in=scope.unit_ids).select_related("parent")

    def entered_by(self, scope: Reach[Unit]) -> UnitQuerySet:
        """Units that report to the user's office and whose own figures the user may enter."""
        rows = self.filter(pk__in=scope.enterable_ids, parent=scope.office)
        return rows.select_related("parent")

    def below_office_of(self, scope: Reach[Unit]) -> UnitQuerySet:
        """The units below the user's office that the user may see, in the official order."""
        units = self.reporting_to(scope.office)
        return units if scope.sees_office else units.filter(pk__in=scope.unit_ids)

    def active_on(self, on: date) -> UnitQuerySet:
        """Units in being on that day (both ends inclusive)."""
        return self.in_being_during(on, on)

    def in_being_during(self, first: date, last: date) -> UnitQuerySet:
        """Units in being on at least one of these days (both ends inclusive)."""
        return self.filter(_in_force(first, last))

    def reporting_to(self, unit: Unit | None) -> UnitQuerySet:
        """The units directly below `unit`, in the official order."""
        return self.filter(parent=unit).order_by("display_order", "id")

    def named_like(self, text: str) -> UnitQuerySet:
        """Search without marks: "vinh o" finds Vĩnh Ô."""
        return self.filter(search_key__contains=search_key(text))


class Unit(models.Model):
    """An office that is measured. The code is its identity; names change and repeat."""

    class Kind(models.TextChoices):
        PROVINCE = UnitKind.PROVINCE.value, _("province")
        DISTRICT = UnitKind.DISTRICT.value, _("district")
        OFFICE = UnitKind.OFFICE.value, _("office")
        DEPARTMENT = UnitKind.DEPARTMENT.value, _("department")
        VERTICAL_AGENCY = UnitKind.VERTICAL_AGENCY.value, _("vertical agency")
        COMMUNE = UnitKind.COMMUNE.value, _("commune")
        TOWN = UnitKind.TOWN.value, _("town")
        WARD = UnitKind.WARD.value, _("ward")
        SPECIAL_ZONE = UnitKind.SPECIAL_ZONE.value, _("special zone")

    code = models.SlugField(_("code"), max_length=50, unique=True)
    name = models.CharField(
        _("official name"), max_length=200, help_text=_("As in the province's table.")
    )
    short_name = models.CharField(
        _("short name"), max_length=100, help_text=_("Without the kind: “Vĩnh Giang”.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent unit"),
    )
    valid_from = models.DateField(_("in being from"), null=True, blank=True)
    valid_to = models.DateField(_("in being to"), null=True, blank=True)
    display_order = models.PositiveIntegerField(_("official order"), default=0)
    search_key = models.CharField(max_length=300, editable=False, db_index=True)
    sort_key = models.CharField(max_length=400, editable=False)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["display_order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="unit_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_key = search_key(f"{self.name} {self.short_name}")
        self.sort_key = sort_key(self.short_name)
        super().save(*args, **kwargs)

    @property
    def pool(self) -> Pool | None:
        return pool_of(self.kind)

    @property
    def prefix(self) -> str:
        """The kind as said before the short name, where the name does not carry it: "xã"."""
        return self.get_kind_display() if carries_kind(self.kind) else ""


class UnitAlias(models.Model):
    """Another spelling under which files name a unit, confirmed by a person."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="aliases")
    text = models.CharField(_("other name"), max_length=200)
    key = models.CharField(max_length=200, editable=False)
    created_by = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [models.UniqueConstraint(fields=["unit", "key"], name="alias_once_per_unit")]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = canonical_key(self.text)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Two spellings of one name are the same other name."""
        self.key = canonical_key(self.text)
        same = UnitAlias.objects.filter(unit=self.unit_id, key=self.key).exclude(pk=self.pk)
        if self.unit_id and same.exists():
            raise ValidationError({"text": _("The unit has this name already, spelt alike.")})


class Succession(models.Model):
    """One thread from a unit to the unit that took its place (merge, split, rename)."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("merged")
        SPLIT = "split", _("split")
        RENAME = "rename", _("renamed")
        KIND = "kind", _("change of kind")

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    effective_on = models.DateField(_("in force from"))
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("succession")
        verbose_name_plural = _("successions")
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="succession_once_per_pair"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="succession_between_two_units"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships by time and by who manages them."""

    def visible_to(self, scope: Reach[Unit]) -> MembershipQuerySet:
        """Memberships in the units that the user manages."""
        return self.filter(unit__in=scope.importable_ids)

    def active_on(self, on: date) -> MembershipQuerySet:
        """Memberships in force on that day (both ends inclusive)."""
        return self.filter(_in_force(on, on))


class Membership(models.Model):
    """A person's role in a unit between two dates (both inclusive)."""

    class Role(models.TextChoices):
        OFFICER = "officer", _("officer")
        STAFF = "staff", _("staff")
        LEADER = "leader", _("leader")
        ADMIN = "admin", _("administrator")

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "unit", "role"], name="membership_once_per_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.unit}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Invitations by what can still be done with them, and by whom."""

    def visible_to(self, scope: Reach[Unit]) -> InvitationQuerySet:
        """Invitations into the units that the user manages."""
        return self.filter(unit__in=scope.importable_ids)

    def open_at(self, now: datetime) -> InvitationQuerySet:
        """Neither used nor withdrawn, and not yet expired."""
        return self.waiting().filter(expires_at__gt=now)

    def waiting(self) -> InvitationQuerySet:
        """Neither used nor withdrawn; expired ones too, since they can be sent again."""
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(models.Model):
    """A one-time link by which a person makes their account, with the role that waits for them.

    Only a digest of the link's secret is kept: who reads the table cannot use it.
    """

    email = models.EmailField(_("e-mail address"))
    display_name = models.CharField(_("name shown"), max_length=150)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="invitations", verbose_name=_("unit")
    )
    role = models.CharField(_("role"), max_length=10, choices=Membership.Role)
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_to = models.DateField(_("to"), null=True, blank=True)
    secret_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    invited_at = models.DateTimeField(_("invited at"))
    expires_at = models.DateTimeField(_("can be used until"))
    withdrawn_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)
    user = models.ForeignKey(User, models.PROTECT, related_name="invitations", null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-invited_at", "-id"]

    def __str__(self) -> str:
        return self.email


for _model in (Unit, UnitAlias, Succession, Membership):
    auditlog.register(_model)
auditlog.register(Invitation, exclude_fields=["secret_digest"])
auditlog.register(User, exclude_fields=["password", "last_login"])
