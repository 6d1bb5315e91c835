"""The kinds of unit, and the pools in which units are compared with each other."""

from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is in the administrative order."""

    PROVINCE = "province"
    DISTRICT = "district"
    OFFICE = "office"
    DEPARTMENT = "department"
    VERTICAL_AGENCY = "vertical_agency"
    COMMUNE = "commune"
    TOWN = "town"
    WARD = "ward"
    SPECIAL_ZONE = "special_zone"


class Pool(StrEnum):
    """Units that are ranked together: agencies are never ranked among communes."""

    LOCAL = "local"
    AGENCY = "agency"


_LOCAL = frozenset({UnitKind.COMMUNE, UnitKind.TOWN, UnitKind.WARD, UnitKind.SPECIAL_ZONE})
_AGENCY = frozenset({UnitKind.OFFICE, UnitKind.DEPARTMENT, UnitKind.VERTICAL_AGENCY})


def pool_of(kind: str) -> Pool | None:
    """The pool of a kind of unit; None for a province or district, which are not ranked here."""
    if kind in _LOCAL:
        return Pool.LOCAL
    if kind in _AGENCY:
        return Pool.AGENCY
    return None


def carries_kind(kind: str) -> bool:
    """Whether the kind is said before the short name: "xã Vĩnh Giang", but "VP UBND huyện"."""
    return kind not in _AGENCY
