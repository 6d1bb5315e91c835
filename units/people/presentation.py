"""Memberships turned into what a page shows."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.models import Membership, User

_Role = Membership.Role
_SEES_ALL: Final = _("see all units of the office, their figures and their ranks")
# By role: what a membership lets its holder do.
ROLE_ALLOWS: Final[dict[str, tuple[Any, ...]]] = {
    _Role.OFFICER: (
        _("see the figures, the targets and the rank of the unit"),
        _("enter the unit's own figures and send them to the office"),
    ),
    _Role.STAFF: (
        _SEES_ALL,
        _("import the province's report and print"),
        _("open and lock reporting rounds, accept or return what units send"),
        _("invite people and close their roles"),
    ),
    _Role.LEADER: (_SEES_ALL, _("print; nothing can be changed by mistake")),
    _Role.ADMIN: (
        _SEES_ALL,
        _("import the province's report and print"),
        _("invite people, administrators too, and close their roles"),
    ),
}


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
