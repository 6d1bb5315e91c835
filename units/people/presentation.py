"""Memberships turned into what a page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from units.models import Membership, User
from units.people.wording import ROLE_ALLOWS


@dataclass(frozen=True, slots=True)
class MembershipCard:
    """One role of a person: where, from when to when (inclusive), and what it allows."""

    unit: str
    role: str
    valid_from: date | None
    valid_to: date | None
    in_force: bool
    allows: tuple[Any, ...]


def membership_cards(user: User) -> tuple[MembershipCard, ...]:
    """The roles of a person, those in force first."""
    today = timezone.localdate()
    rows = user.memberships.select_related("unit").order_by("unit__display_order", "unit", "role")
    cards = [_card(membership, today) for membership in rows]
    return tuple(sorted(cards, key=lambda card: not card.in_force))


def _card(membership: Membership, today: date) -> MembershipCard:
    started = membership.valid_from is None or membership.valid_from <= today
    lasts = membership.valid_to is None or membership.valid_to >= today
    return MembershipCard(
        unit=membership.unit.name,
        role=membership.get_role_display(),
        valid_from=membership.valid_from,
        valid_to=membership.valid_to,
        in_force=started and lasts,
        allows=ROLE_ALLOWS[membership.role],
    )
