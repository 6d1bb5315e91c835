"""What a user may see and do. Every permission look-up stands here; views only ask."""

from __future__ import annotations

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

    def sees(self, unit_id: int) -> bool:
        """Whether the unit is in scope."""
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
        key=lambda one: (one.role not in _OFFICE_ROLES, one.unit.display_order, one.unit.pk)
    )
    first = memberships[0]
    roles: dict[int, set[str]] = {}
    for one in memberships:
        roles.setdefault(one.unit.pk, set()).add(one.role)
    return Scope(
        office=first.unit if first.role in _OFFICE_ROLES else office_of(first.unit),
        own_units=tuple({one.unit.pk: one.unit for one in memberships}.values()),
        roles={unit: frozenset(some) for unit, some in roles.items()},
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
    """The scope of the request's user."""
    return scope_of(request.user)


def visible_unit(scope: Scope, code: str) -> Unit:
    """The unit with that code; 404 when there is none in scope, so that nobody can guess."""
    found = Unit.objects.select_related("parent").filter(code=code, pk__in=scope.unit_ids)
    unit: Unit | None = found.first()
    if unit is None:
        raise Http404
    return unit


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
members_only = _only(lambda scope: scope.office is not None)


def header(request: HttpRequest) -> dict[str, Any]:
    """Template context: the scope, for the header and the menu."""
    return {"scope": scope_for(request) if hasattr(request, "user") else NOTHING}
