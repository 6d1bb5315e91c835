"""The units of the demonstration case and the people who log in."""

from dataclasses import dataclass

from units.kinds import UnitKind
from units.models import Membership, Unit, User

PROVINCE = "quangtri"
OFFICE = "vinhlinh"
_SEAT = "Vĩnh Linh"


@dataclass(frozen=True, slots=True)
class Person:
    """A demonstration user: log-in name, name shown, unit and role."""

    username: str
    display_name: str
    unit: str
    role: Membership.Role


# Code, name in the province's table, short name, kind: in the order of the letter's table.
UNITS = (
    ("vp", "VP UBND huyện Vĩnh Linh", "VP UBND huyện Vĩnh Linh", UnitKind.OFFICE),
    ("vinhchap", "UBND xã Vĩnh Chấp", "Vĩnh Chấp", UnitKind.COMMUNE),
    ("vinhgiang", "UBND xã Vĩnh Giang", "Vĩnh Giang", UnitKind.COMMUNE),
    ("hienthanh", "UBND xã Hiền Thành", "Hiền Thành", UnitKind.COMMUNE),
    ("vinhlam", "UBND xã Vĩnh Lâm", "Vĩnh Lâm", UnitKind.COMMUNE),
    ("vinhson", "UBND xã Vĩnh Sơn", "Vĩnh Sơn", UnitKind.COMMUNE),
    ("kimthach", "UBND xã Kim Thạch", "Kim Thạch", UnitKind.COMMUNE),
    ("trungnam", "UBND xã Trung Nam", "Trung Nam", UnitKind.COMMUNE),
    ("vinhtu", "UBND xã Vĩnh Tú", "Vĩnh Tú", UnitKind.COMMUNE),
    ("hoxa", "UBND thị trấn Hồ Xá", "Hồ Xá", UnitKind.TOWN),
    ("benquan", "UBND thị trấn Bến Quan", "Bến Quan", UnitKind.TOWN),
    ("vinhha", "UBND xã Vĩnh Hà", "Vĩnh Hà", UnitKind.COMMUNE),
    ("vinhhoa", "UBND xã Vĩnh Hòa", "Vĩnh Hòa", UnitKind.COMMUNE),
    ("vinhkhe", "UBND xã Vĩnh Khê", "Vĩnh Khê", UnitKind.COMMUNE),
    ("vinhlong", "UBND xã Vĩnh Long", "Vĩnh Long", UnitKind.COMMUNE),
    ("vinho", "UBND xã Vĩnh Ô", "Vĩnh Ô", UnitKind.COMMUNE),
    ("vinhthai", "UBND xã Vĩnh Thái", "Vĩnh Thái", UnitKind.COMMUNE),
    ("vinhthuy", "UBND xã Vĩnh Thủy", "Vĩnh Thủy", UnitKind.COMMUNE),
    ("cuatung", "UBND thị trấn Cửa Tùng", "Cửa Tùng", UnitKind.TOWN),
    (
        "datdai",
        "Chi nhánh Văn phòng đăng ký đất đai huyện Vĩnh Linh",
        "Chi nhánh VPĐKĐĐ",
        UnitKind.VERTICAL_AGENCY,
    ),
)

PEOPLE = (
    Person("vanphong", "Văn phòng UBND", OFFICE, Membership.Role.STAFF),
    Person("lanhdao", "Lãnh đạo", OFFICE, Membership.Role.LEADER),
    Person("quantri", "Quản trị", OFFICE, Membership.Role.ADMIN),
    Person("vinhgiang", "Công chức xã Vĩnh Giang", "vinhgiang", Membership.Role.OFFICER),
    Person("hoxa", "Công chức thị trấn Hồ Xá", "hoxa", Membership.Role.OFFICER),
)


def install_units() -> Unit:
    """Make the province, the district and its units where they are missing; gives the district."""
    province = _unit(PROVINCE, "UBND tỉnh Quảng Trị", "Quảng Trị", UnitKind.PROVINCE, None, 0)
    office = _unit(OFFICE, f"UBND huyện {_SEAT}", _SEAT, UnitKind.DISTRICT, province, 0)
    for order, (code, name, short_name, kind) in enumerate(UNITS, start=1):
        _unit(code, name, short_name, kind, office, order)
    return office


def _unit(
    code: str, name: str, short_name: str, kind: UnitKind, parent: Unit | None, order: int
) -> Unit:
    unit, _made = Unit.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "short_name": short_name,
            "kind": kind.value,
            "parent": parent,
            "display_order": order,
        },
    )
    return unit


def install_people(password: str) -> None:
    """Make the demonstration users where they are missing; what an office changed is left alone."""
    for person in PEOPLE:
        user, made = User.objects.get_or_create(
            username=person.username, defaults={"display_name": person.display_name}
        )
        if made:
            technical = person.role == Membership.Role.ADMIN
            user.is_staff = user.is_superuser = technical
            user.set_password(password)
            user.save()
            unit = Unit.objects.get(code=person.unit)
            Membership.objects.create(user=user, unit=unit, role=person.role)
