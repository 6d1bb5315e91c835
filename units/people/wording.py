"""The words for what each role may do, and for what a step with people was refused for."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from units.models import Membership

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

PEOPLE_SAID: Final[dict[str, Any]] = {
    "role-above-own": _("You cannot give or end a role above your own. Ask an administrator."),
    "not-yourself": _("You cannot close yourself. Ask a colleague to do it."),
    "dates-out-of-order": _("The last day comes before the first. Change one of them."),
    "link-not-good": _("This link no longer works. Ask the office for a new one."),
    "has-account": _("Somebody has an account with this address. Log in to accept."),
    "other-address": _("This invitation is for another address. Log in as the invited person."),
    "user-name-taken": _("This user name is taken. Choose another one."),
    "not-waiting": _("The invitation is used or withdrawn by now. Look at the list again."),
    "belongs-elsewhere": _(
        "This person also has a role that you do not manage. Close the role here instead."
    ),
}
