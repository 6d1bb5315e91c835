"""Reads about people that join several tables, each with a fixed number of queries."""

import re
from typing import Any

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from units.access import Scope
from units.models import Invitation, Membership, Unit, User
from units.names.collation import search_key


def people_managed(scope: Scope) -> QuerySet[User]:
    """The people with a role, now or before, in a unit that the user manages."""
    return User.objects.filter(memberships__unit__in=scope.importable_ids).distinct()


def memberships_managed(scope: Scope) -> QuerySet[Membership]:
    """The roles in the units that the user manages, with person, unit and `has_factor`."""
    factor = Authenticator.objects.filter(user=OuterRef("user"))
    return (
        Membership.objects.visible_to(scope)
        .select_related("user", "unit")
        .annotate(has_factor=Exists(factor))
    )


def invitations_waiting(scope: Scope) -> list[Invitation]:
    """Invitations into managed units that can be used, sent again or withdrawn."""
    rows = Invitation.objects.visible_to(scope).waiting()
    return list(rows.select_related("unit", "invited_by"))


def units_managed(scope: Scope) -> list[Unit]:
    """The units into which the user invites today, in the official order."""
    rows: Any = Unit.objects.filter(pk__in=scope.importable_ids).active_on(timezone.localdate())
    return list(rows.order_by("display_order", "id"))


def proposed_username(invitation: Invitation) -> str:
    """A free log-in name from the address: what stands before the @, with a number if taken."""
    base = re.sub(r"[^a-z0-9.]", "", search_key(invitation.email.partition("@")[0])) or "canbo"
    taken = {
        name.lower()
        for name in User.objects.filter(username__istartswith=base).values_list(
            "username", flat=True
        )
    }
    numbered = (f"{base}{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(name for name in numbered if name not in taken)
