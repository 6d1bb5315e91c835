"""Memberships turned into what a page shows."""

from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.dates import covers
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


def membership_cards(user: User) -> list[tuple[Membership, bool, tuple[Any, ...]]]:
    """The roles of a person, whether each is in force today, and what it allows; those in force
    first."""
    today = timezone.localdate()
    rows = user.memberships.select_related("unit").order_by("unit__display_order", "unit", "role")
    cards = [
        (row, covers(row.valid_from, row.valid_to, today), ROLE_ALLOWS[row.role]) for row in rows
    ]
    return sorted(cards, key=lambda card: not card[1])
