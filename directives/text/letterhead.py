"""Who issues a letter and who signs it, as decree 30/2020/NĐ-CP, appendix I, has them printed."""

from units.kinds import UnitKind

# The one spelling that is printed; the decree itself writes both HÒA and HOÀ.
NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
COMMITTEE = "ỦY BAN NHÂN DÂN"
_DEPUTY = "PHÓ "
_HEAD_OF_COMMITTEE, _HEAD_OF_ANY = "CHỦ TỊCH", "THỦ TRƯỞNG"
_COMMITTEES = frozenset(
    {
        UnitKind.PROVINCE,
        UnitKind.DISTRICT,
        UnitKind.COMMUNE,
        UnitKind.TOWN,
        UnitKind.WARD,
        UnitKind.SPECIAL_ZONE,
    }
)


def number_text(number: str) -> str:
    """The number of a letter; below 10 with a leading zero: "5" gives "05"."""
    return number.zfill(2) if number.isdigit() else number


def is_deputy(title: str) -> bool:
    """Whether a title is a deputy's, who alone signs for the head ("KT.")."""
    return title.strip().upper().startswith(_DEPUTY)


def is_committee(kind: str) -> bool:
    """Whether a unit of this kind is a People's Committee, which has no body above it in a head."""
    return kind in _COMMITTEES


def issuer_lines(name: str, kind: str, territory: str) -> tuple[str, ...]:
    """ "ỦY BAN NHÂN DÂN", "HUYỆN VĨNH LINH" for a committee; another body's own name."""
    if is_committee(kind):
        return COMMITTEE, territory.upper()
    return (name.upper(),)


def signature_lines(authority: str, title: str, *, issuer: str = "") -> tuple[str, ...]:
    """The lines above the name, for each authority of the decree.

    `issuer` is the name of a body that is no People's Committee. Who signs for the head is named
    below the head; a deputy's title without "PHÓ" is that of the head.
    """
    title = title.upper()
    match authority:
        case "TM.":
            return f"TM. {issuer.upper() or COMMITTEE}", title
        case "KT.":
            above = () if issuer else (f"TM. {COMMITTEE}",)
            return (*above, f"KT. {title.removeprefix(_DEPUTY)}", title)
        case "TL." | "TUQ.":
            return f"{authority} {_HEAD_OF_ANY if issuer else _HEAD_OF_COMMITTEE}", title
    return (title,)
