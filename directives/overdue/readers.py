"""Who reads and who writes which register, and who sees whose its files are."""

from units.access import Role, Scope, descendants
from units.models import Unit, UnitQuerySet


def register_units(scope: Scope) -> UnitQuerySet:
    """The units below the user's office whose register they may read, in the official order."""
    units = Unit.objects.reporting_to(scope.office)
    return units if scope.sees_office else units.filter(pk__in=scope.unit_ids)


def writable_units(scope: Scope) -> UnitQuerySet:
    """The units into whose register the user may write."""
    return register_units(scope).filter(pk__in=scope.enterable_ids)


def applicants_seen(scope: Scope) -> frozenset[int]:
    """The units whose applicants the user may see: the officer's own and those below it. Staff and
    leaders of the office read the register with names masked."""
    return descendants(unit for unit, roles in scope.roles.items() if Role.OFFICER in roles)


def writes_letters(scope: Scope, unit_id: int) -> bool:
    """Whether the user writes the apology letters of a unit: who sees whose its files are."""
    return scope.enters(unit_id) and unit_id in applicants_seen(scope)
