"""Reads of units and memberships, named for their use."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from units.names.collation import search_key

if TYPE_CHECKING:
    from units.access import Scope
    from units.models import Unit


def _in_force(on: date) -> Q:
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=on)) & (
        Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )


class UnitQuerySet(models.QuerySet["Unit"]):
    """Units by time, place in the tree, name and who may see them."""

    def visible_to(self, scope: Scope) -> UnitQuerySet:
        """Units whose figures the user may see, with the unit that each reports to."""
        return self.filter(pk__in=scope.unit_ids).select_related("parent")

    def entered_by(self, scope: Scope) -> UnitQuerySet:
        """Units that report to the user's office and whose own figures the user may enter."""
        rows = self.filter(pk__in=scope.enterable_ids, parent=scope.office)
        return rows.select_related("parent")

    def below_office_of(self, scope: Scope) -> UnitQuerySet:
        """The units below the user's office that the user may see, in the official order."""
        units = self.reporting_to(scope.office)
        return units if scope.sees_office else units.filter(pk__in=scope.unit_ids)

    def active_on(self, on: date) -> UnitQuerySet:
        """Units in being on that day (both ends inclusive)."""
        return self.filter(_in_force(on))

    def in_being_during(self, first: date, last: date) -> UnitQuerySet:
        """Units in being on at least one of these days (both ends inclusive)."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=last),
            Q(valid_to__isnull=True) | Q(valid_to__gte=first),
        )

    def reporting_to(self, unit: Unit | None) -> UnitQuerySet:
        """The units directly below `unit`, in the official order."""
        return self.filter(parent=unit).order_by("display_order", "id")

    def named_like(self, text: str) -> UnitQuerySet:
        """Search without marks: "vinh o" finds Vĩnh Ô."""
        return self.filter(search_key__contains=search_key(text))


class InvitationQuerySet(models.QuerySet[Any]):
    """Invitations by what can still be done with them, and by whom."""

    def visible_to(self, scope: Scope) -> InvitationQuerySet:
        """Invitations into the units that the user manages."""
        return self.filter(unit__in=scope.importable_ids)

    def open_at(self, now: datetime) -> InvitationQuerySet:
        """Neither used nor withdrawn, and not yet expired."""
        return self.waiting().filter(expires_at__gt=now)

    def waiting(self) -> InvitationQuerySet:
        """Neither used nor withdrawn; expired ones too, since they can be sent again."""
        return self.filter(used_at__isnull=True, withdrawn_at__isnull=True)


class MembershipQuerySet(models.QuerySet[Any]):
    """Memberships by time and by who manages them."""

    def visible_to(self, scope: Scope) -> MembershipQuerySet:
        """Memberships in the units that the user manages."""
        return self.filter(unit__in=scope.importable_ids)

    def active_on(self, on: date) -> MembershipQuerySet:
        """Memberships in force on that day (both ends inclusive)."""
        return self.filter(_in_force(on))
