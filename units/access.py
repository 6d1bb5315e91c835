"""What a user may see and do. Every permission look-up stands here; views only ask."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from units.models import Membership, Unit, User

Role = Membership.Role
_OFFICE_ROLES = frozenset({Role.STAFF, Role.LEADER, Role.ADMIN})
_IMPORT_ROLES = frozenset({Role.STAFF, Role.ADMIN})
_ENTRY_ROLES = frozenset({Role.OFFICER, Role.STAFF})
# Judging figures and closing rounds is the office's work, not that of who runs the machine.
_STAFF_ROLES = frozenset({Role.STAFF})
_PUBLISHING_ROLES = frozenset({Role.STAFF, Role.LEADER})
_ROLES: frozenset[str] = frozenset(Role.values)


@dataclass(frozen=True)
class Scope:
    """What one user may see and do today.

    `office` is the unit whose directives and reports concern the user: the own unit of staff and
    leaders, the parent of an officer's unit. A role counts in its own unit and below, nowhere
    else: a leader here who is staff elsewhere imports elsewhere only.
    """

    office: Unit | None
    own_units: tuple[Unit, ...]
    roles: Mapping[int, frozenset[str]]

    @cached_property
    def unit_ids(self) -> frozenset[int]:
        """The units whose figures may be seen, read when first asked for."""
        return descendants(self.roles)

    @cached_property
    def importable_ids(self) -> frozenset[int]:
        """The units whose reports may be brought in."""
        return descendants(unit for unit, roles in self.roles.items() if roles & _IMPORT_ROLES)

    @cached_property
    def enterable_ids(self) -> frozenset[int]:
        """The units whose own figures may be entered and sent: an officer's unit and what is
        below it; for staff, on their behalf, all of the office."""
        return descendants(unit for unit, roles in self.roles.items() if roles & _ENTRY_ROLES)

    @cached_property
    def judged_ids(self) -> frozenset[int]:
        """The units whose submissions may be accepted or returned (staff)."""
        return descendants(unit for unit, roles in self.roles.items() if roles & _STAFF_ROLES)

    @property
    def may_enter(self) -> bool:
        """Whether the user enters the own figures of any unit (officer, staff)."""
        return any(roles & _ENTRY_ROLES for roles in self.roles.values())

    @property
    def may_judge(self) -> bool:
        """Whether the user accepts and returns what the office's units send (staff)."""
        return bool(self._office_roles & _STAFF_ROLES)

    @property
    def may_manage_people(self) -> bool:
        """Whether the user invites people and closes memberships (staff, admin)."""
        return bool(self._office_roles & _IMPORT_ROLES)

    @cached_property
    def administered_ids(self) -> frozenset[int]:
        """The units whose administrators the user may name and close (admin)."""
        return descendants(unit for unit, roles in self.roles.items() if Role.ADMIN in roles)

    def givable_roles(self, unit_id: int) -> frozenset[str]:
        """The roles that the user may give and end in a unit: none above their own."""
        if unit_id not in self.importable_ids:
            return frozenset()
        return _ROLES if unit_id in self.administered_ids else _ROLES - {Role.ADMIN}

    @property
    def may_run_rounds(self) -> bool:
        """Whether the user opens and locks rounds and gives extensions (staff)."""
        return bool(self._office_roles & _STAFF_ROLES)

    @property
    def may_direct(self) -> bool:
        """Whether the user writes the office's directives and letters (staff)."""
        return bool(self._office_roles & _STAFF_ROLES)

    @property
    def may_publish(self) -> bool:
        """Whether the user makes a period's figures public for the office (staff, leader)."""
        return bool(self._office_roles & _PUBLISHING_ROLES)

    @property
    def sees_office(self) -> bool:
        """Whether the user sees all units of the office (staff, leader, admin)."""
        return bool(self._office_roles & _OFFICE_ROLES)

    @property
    def may_import(self) -> bool:
        """Whether the user may bring in the province's figures for the office (staff, admin)."""
        return bool(self._office_roles & _IMPORT_ROLES)

    @property
    def _office_roles(self) -> frozenset[str]:
        return self.roles.get(self.office.pk, frozenset()) if self.office else frozenset()

    def enters(self, unit_id: int) -> bool:
        """Whether the user may enter the unit's own figures."""
        return unit_id in self.enterable_ids

    def sees(self, unit_id: int) -> bool:
        return unit_id in self.unit_ids


NOTHING = Scope(None, (), {})


def scope_of(user: User | AnonymousUser) -> Scope:
    """The scope of a user today, read once for each request (kept on the user object)."""
    if not isinstance(user, User):
        return NOTHING
    cached: Scope | None = getattr(user, "_scope", None)
    if cached is None:
        cached = _read_scope(user)
        user._scope = cached  # type: ignore[attr-defined]
    return cached


def _read_scope(user: User) -> Scope:
    memberships = list(
        user.memberships.active_on(timezone.localdate()).select_related("unit__parent__parent")
    )
    if not memberships:
        return NOTHING
    # The widest role decides which office a user with several memberships works for.
    memberships.sort(
        key=lambda membership: (
            membership.role not in _OFFICE_ROLES,
            membership.unit.display_order,
            membership.unit.pk,
        )
    )
    first = memberships[0]
    roles: dict[int, set[str]] = {}
    for membership in memberships:
        roles.setdefault(membership.unit.pk, set()).add(membership.role)
    return Scope(
        office=first.unit if first.role in _OFFICE_ROLES else office_of(first.unit),
        own_units=tuple(
            {membership.unit.pk: membership.unit for membership in memberships}.values()
        ),
        roles={unit: frozenset(held) for unit, held in roles.items()},
    )


def office_of(unit: Unit) -> Unit:
    """The office that a unit reports to; a unit on top is its own."""
    return unit.parent or unit


def descendants(unit_ids: Iterable[int]) -> frozenset[int]:
    """The units and all below them, as deep as the tree goes (province to commune): one query."""
    ids = set(unit_ids)
    below = (
        Q(pk__in=ids)
        | Q(parent__in=ids)
        | Q(parent__parent__in=ids)
        | Q(parent__parent__parent__in=ids)
    )
    return frozenset(Unit.objects.filter(below).values_list("pk", flat=True))


def scope_for(request: HttpRequest) -> Scope:
    return scope_of(request.user)


def office_for(request: HttpRequest) -> Unit:
    """The office that the user works for; 404 for who has none."""
    office = scope_of(request.user).office
    if office is None:
        raise Http404
    return office


def may_close_account(scope: Scope, person: User) -> bool:
    """Whether the whole account is in the user's hands: every role that has not ended is one that
    they may give, and the person does not run the server."""
    lasting = person.memberships.exclude(valid_to__lt=timezone.localdate())
    return not person.is_superuser and all(
        role in scope.givable_roles(unit) for unit, role in lasting.values_list("unit", "role")
    )


View = Callable[..., HttpResponseBase]


def _only(allowed: Callable[[Scope], bool]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not allowed(scope_for(request)):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return decorate


office_only = _only(lambda scope: scope.sees_office)
importers_only = _only(lambda scope: scope.may_import)
senders_only = _only(lambda scope: scope.may_import or scope.may_enter)
judges_only = _only(lambda scope: scope.may_judge)
managers_only = _only(lambda scope: scope.may_manage_people)
directors_only = _only(lambda scope: scope.may_direct)
publishers_only = _only(lambda scope: scope.may_publish)
round_keepers_only = _only(lambda scope: scope.may_run_rounds)
members_only = _only(lambda scope: scope.office is not None)


def header(request: HttpRequest) -> dict[str, Any]:
    """Template context: the scope, for the header and the menu."""
    return {"scope": scope_for(request) if hasattr(request, "user") else NOTHING}
