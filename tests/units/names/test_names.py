"""Matching of unit names, on the nineteen rows of the district's table."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.names.collation import strip_marks
from units.names.matching import Match, UnitIndex, UnitName
from units.names.spelling import canonical_key, folded_key, is_total_row

COMMUNES = """
Vĩnh Chấp, Vĩnh Giang, Hiền Thành, Vĩnh Lâm, Vĩnh Sơn, Kim Thạch, Trung Nam, Vĩnh Tú, Vĩnh Hà,
Vĩnh Hòa, Vĩnh Khê, Vĩnh Long, Vĩnh Ô, Vĩnh Thái, Vĩnh Thủy
"""
TOWNS = "Hồ Xá, Bến Quan, Cửa Tùng"
OFFICE = "VP UBND huyện Vĩnh Linh"
REGISTRY = "Chi nhánh Văn phòng đăng ký đất đai huyện Vĩnh Linh"

PLACES = [("xã", " ".join(place.split())) for place in COMMUNES.split(",")]
PLACES += [("thị trấn", place.strip()) for place in TOWNS.split(",")]
ROWS = [OFFICE, *(f"UBND {kind} {place}" for kind, place in PLACES)]
UNITS = [UnitName(number, name) for number, name in enumerate(ROWS, start=1)]
UNITS.append(UnitName(20, REGISTRY, aliases=("Văn phòng đất đai Vĩnh Linh",)))
INDEX = UnitIndex(UNITS)
IDS = {unit.name: unit.id for unit in UNITS}

SHORT = {"xã": "X.", "thị trấn": "TT."}


def _id(kind: str, place: str) -> int:
    return IDS[f"UBND {kind} {place}"]


def _new_tones(text: str) -> str:
    return text.replace("Thủy", "Thuỷ").replace("Hòa", "Hoà").replace("Ủy", "Uỷ")


def spellings(kind: str, place: str) -> list[str]:
    """Spellings of one office, by rule, that all surely mean it."""
    full = f"UBND {kind} {place}"
    made = [
        unicodedata.normalize("NFD", full).replace("UBND", "ubnd"),
        full.upper(),
        full.lower(),
        f"{kind} {place}",
        f"{kind.capitalize()} {place}",
        f"UBND {SHORT[kind]} {place}",
        f"UBND {SHORT[kind]}{place}",
        f"{SHORT[kind]}{place}",
        f"UBND {SHORT[kind].rstrip('.')} {place}",
        f"Ủy ban nhân dân {kind} {place}",
        _new_tones(f"Ủy ban nhân dân {kind} {place}"),
        f"U.B.N.D {kind} {place}",
        full.replace(" ", "  ").replace("  ", " \u00a0", 1),
        f"7. {full}",
        f"- {full}:",
        full.replace(" ", "\u200b "),
    ]
    return made + ([f"T.T {place}", f"T.T.{place}"] if kind == "thị trấn" else [])


@pytest.mark.parametrize("name", [*ROWS, REGISTRY])
def test_the_official_name_is_exact(name: str) -> None:
    assert INDEX.match(f" {name}\n") == Match("exact", IDS[name])
    assert INDEX.match(unicodedata.normalize("NFD", name)) == Match("exact", IDS[name])


@pytest.mark.parametrize(("kind", "place"), PLACES)
def test_every_sure_spelling_is_canonical(kind: str, place: str) -> None:
    made = spellings(kind, place)
    assert len(set(made)) >= 8
    for text in made:
        assert INDEX.match(text) == Match("canonical", _id(kind, place)), text


@pytest.mark.parametrize(("kind", "place"), PLACES)
def test_every_doubtful_spelling_is_only_proposed(kind: str, place: str) -> None:
    other = "thị trấn" if kind == "xã" else "xã"
    doubtful = {
        place: "bare_name",
        f"UBND {place}": "bare_name",
        strip_marks(f"Ủy ban nhân dân {kind} {place}"): "no_marks",
        strip_marks(f"UBND {kind} {place}").upper(): "no_marks",
        f"UBND {other} {place}": "other_kind",
    }
    for text, reason in doubtful.items():
        match = INDEX.match(text)
        assert match.kind == "proposed", text
        assert match.unit_id is None
        assert (match.proposals[0].unit_id, match.proposals[0].reason) == (
            _id(kind, place),
            reason,
        ), text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Văn phòng UBND huyện Vĩnh Linh", OFFICE),
        ("VP. UBND H. Vĩnh Linh", OFFICE),
        ("Văn phòng Uỷ ban nhân dân huyện Vĩnh Linh", OFFICE),
        ("VĂN PHÒNG ỦY BAN NHÂN DÂN HUYỆN VĨNH LINH", OFFICE),
        ("Chi nhánh VPĐKĐĐ huyện Vĩnh Linh", REGISTRY),
        ("CNVPĐKĐĐ huyện Vĩnh Linh", REGISTRY),
        ("CN VP đăng kí đất đai H.Vĩnh Linh", REGISTRY),
        ("Chi nhánh VP ĐK đất đai huyện Vĩnh Linh", REGISTRY),
    ],
)
def test_offices_have_short_forms(text: str, name: str) -> None:
    assert INDEX.match(text) == Match("canonical", IDS[name])


def test_an_alias_is_known_by_its_key() -> None:
    assert INDEX.match("VP đất đai VĨNH LINH") == Match("alias", IDS[REGISTRY])


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ("UBND xã Vĩnh Gang", "Vĩnh Giang", "spelling"),
        ("xã Vĩnh Hóa", "Vĩnh Hòa", "spelling"),
        ("xã Vĩnh Hoa", "Vĩnh Hòa", "no_marks"),
        ("xa Vĩnh Giang", "Vĩnh Giang", "no_marks"),
        ("x· VÜnh Giang", "Vĩnh Giang", "legacy_encoding"),
        ("UBND xaõ Vónh Thuûy", "Vĩnh Thủy", "legacy_encoding"),
        ("Vónh Haø", "Vĩnh Hà", "legacy_encoding"),
        ("TrÊn Nam Trung", None, None),
        ("xã Gio Mỹ", None, None),
        ("VP UBND huyện Gio Linh", None, None),
        ("Bình quân", None, None),
        ("12.", None, None),
        ("", None, None),
    ],
)
def test_near_names(text: str, place: str | None, reason: str | None) -> None:
    match = INDEX.match(text)
    if place is None:
        assert match == Match("none")
    else:
        best = match.proposals[0]
        assert (match.kind, best.unit_id, best.reason) == ("proposed", _id("xã", place), reason)


def test_a_doubtful_legacy_reading_counts_when_it_hits_a_name() -> None:
    match = INDEX.match("BÕn Quan")
    assert [(found.unit_id, found.reason) for found in match.proposals] == [
        (_id("thị trấn", "Bến Quan"), "legacy_encoding")
    ]


def test_near_tones_do_not_swallow_each_other() -> None:
    without_ha = UnitIndex(unit for unit in UNITS if unit.name != "UBND xã Vĩnh Hà")
    assert without_ha.match("UBND xã Vĩnh Hà") == Match("none")
    assert INDEX.match("xã Vĩnh Hóa").unit_id is None
    both = UnitIndex([UnitName(1, "UBND xã Vĩnh Hòa"), UnitName(2, "UBND xã Vĩnh Hóa")])
    assert both.match("xã Vĩnh Hoà") == Match("canonical", 1)
    assert both.match("xã Vĩnh Hoá") == Match("canonical", 2)
    assert [found.unit_id for found in both.match("xa Vinh Hoa").proposals] == [1, 2]


def test_a_shared_key_is_never_guessed() -> None:
    index = UnitIndex(
        [
            UnitName(1, "Huyện Vĩnh Linh"),
            UnitName(2, "UBND xã Vĩnh Thủy"),
            UnitName(3, "Xã Vĩnh Thuỷ"),
            UnitName(4, "UBND xã Vĩnh Linh", aliases=("Huyện Vĩnh Linh (cũ)", "UBND xã Bến Quan")),
            UnitName(5, "UBND xã Bến Quan"),
        ]
    )
    shared = index.match("X. Vĩnh Thủy")
    assert shared.kind == "proposed"
    assert [(found.unit_id, found.reason) for found in shared.proposals] == [
        (2, "ambiguous"),
        (3, "ambiguous"),
    ]
    assert index.match("UBND xã Vĩnh Thủy") == Match("exact", 2)
    assert index.match("X. Bến Quan").unit_id is None
    assert {found.unit_id for found in index.match("Vĩnh Linh").proposals} == {1, 4}


def test_no_more_than_three_proposals_best_first() -> None:
    kinds = ("xã", "thị trấn", "phường", "huyện", "thị xã")
    index = UnitIndex(UnitName(n, f"{kind} Quảng Trị") for n, kind in enumerate(kinds))
    proposals = index.match("Quang Tri").proposals
    assert [found.unit_id for found in proposals] == [0, 1, 2]
    scores = [found.score for found in index.match("đặc khu Quảng Trị").proposals]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("xã Vĩnh Hòa", "xã Vĩnh Hoà"),
        ("Uỷ ban", "Ủy ban"),
        ("Tòan huyện", "Toàn huyện"),
        ("Mỹ Thủy", "Mĩ Thuỷ"),
        ("Ðakrông", "Đakrông"),
        ("TP Đông Hà", "Thành phố Đông Hà"),
        ("UBND TX. Quảng Trị", "thị xã Quảng Trị"),
        ("P.1", "UBND phường 1"),
        ("VP HĐND&UBND huyện", "Văn phòng HĐND và UBND huyện"),
        ("TTPVHCC", "TT Phục vụ hành chính công"),
    ],
)
def test_the_same_name(left: str, right: str) -> None:
    assert canonical_key(left) == canonical_key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("xã Vĩnh Hòa", "xã Vĩnh Hóa"),
        ("xã Vĩnh Hà", "xã Vĩnh Hạ"),
        ("xã Cửa Tùng", "thị trấn Cửa Tùng"),
        ("TT Hồ Xá", "TX Hồ Xá"),
        ("huyện Vĩnh Linh", "VP UBND huyện Vĩnh Linh"),
        ("TT Phục vụ hành chính công", "thị trấn Phục vụ hành chính công"),
        ("Phường 1", "Phường 11"),
        ("Dân", "Đân"),
    ],
)
def test_another_name(left: str, right: str) -> None:
    assert canonical_key(left) != canonical_key(right)


def test_folded_key_reads_short_forms_without_marks() -> None:
    assert folded_key("UY BAN NHAN DAN TT. HO XA") == "thi tran ho xa"
    assert folded_key("CN VPDKDD huyen Vinh Linh") == folded_key(REGISTRY)


@pytest.mark.parametrize(
    "text",
    [
        "Toàn huyện",
        "TOÀN HUYỆN:",
        "Tòan  huyện",
        "Toàn huyện Vĩnh Linh",
        unicodedata.normalize("NFD", "Toàn tỉnh"),
        "Toàn thành phố",
        "Toàn TP. Đông Hà",
        "Tổng cộng",
        "Tổng cộng :",
        "TỔNG",
        "Cộng",
        "Cộng (I+II)",
        "Tổng số",
        "C Ộ N G",
        "Tổng cộng toàn huyện",
        "Tong cong",
    ],
)
def test_total_rows(text: str) -> None:
    assert is_total_row(text)
    assert INDEX.match(text) == Match("none")


@pytest.mark.parametrize(
    "text",
    [*ROWS, "Bình quân", "Tổng số hồ sơ", "Tổng hợp", "xã Cộng Hòa", "Công", "Toàn", "", "28"],
)
def test_no_total_rows(text: str) -> None:
    assert not is_total_row(text)


PIECES = st.sampled_from(
    [*" .-&()", "UBND", "ubnd", "X.", "tt", "T.T", "P.", "vp", "đk", "đất đai", "đăng ký", "HĐND",
     "hdnd", "và", "Ủy ban nhân dân", "xã", "xa", "huyện", "12.", "a)", "Hòa", "hoà", "QUÝ", "Mỹ",
     "Vĩnh", "òâ", "ó\u0301a", "ÒÈ", "Ð", "\u200b", "phục vụ", "TTPVHCC", "CNVPĐK"]
)  # fmt: skip
NAMES = st.one_of(st.lists(PIECES, max_size=12).map("".join), st.lists(PIECES).map(" ".join))


@given(st.one_of(NAMES, st.text()))
def test_a_key_of_a_key_is_the_same_key(text: str) -> None:
    assert canonical_key(canonical_key(text)) == canonical_key(text)
    assert folded_key(folded_key(text)) == folded_key(text)


@given(st.one_of(NAMES, st.text()))
def test_composition_makes_no_difference(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert canonical_key(composed) == canonical_key(decomposed)
    assert folded_key(composed) == folded_key(decomposed)


@given(st.one_of(NAMES, st.text()))
def test_a_match_is_either_settled_or_proposed(text: str) -> None:
    match = INDEX.match(text)
    assert (match.unit_id is not None) == (match.kind in ("exact", "canonical", "alias"))
    assert bool(match.proposals) == (match.kind == "proposed")
    assert len(match.proposals) <= 3


WITHIN = UnitIndex(
    [*UNITS, UnitName(21, "Phòng Tư pháp"), UnitName(22, "UBND huyện Vĩnh Linh")],
    within="UBND huyện Vĩnh Linh",
)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Xã Vĩnh Giang, huyện Vĩnh Linh", 3),
        ("UBND xã Vĩnh Giang - huyện Vĩnh Linh", 3),
        ("X. Vĩnh Giang, H. Vĩnh Linh", 3),
        ("Xã Vĩnh Giang (huyện Vĩnh Linh)", 3),
        ("Xã Vĩnh Giang, huyện Vĩnh Linh, tỉnh Quảng Trị", 3),
        ("UBND xã Vĩnh Giang - UBND huyện Vĩnh Linh", 3),
        ("Phòng Tư pháp huyện Vĩnh Linh", 21),
        ("Văn phòng UBND huyện", 1),
        ("VP UBND huyện Vĩnh Linh", 1),
        ("UBND huyện Vĩnh Linh", 22),
    ],
)
def test_the_office_behind_a_name_makes_no_difference(text: str, unit: int) -> None:
    assert WITHIN.match(text).unit_id == unit


@pytest.mark.parametrize(
    "text", ["Xã Vĩnh Giang, huyện Gio Linh", "Xã Vĩnh Giang huyện", "Xã huyện Vĩnh Linh"]
)
def test_another_office_behind_a_name_does(text: str) -> None:
    assert WITHIN.match(text).unit_id is None
    assert UnitIndex(UNITS).match("Xã Vĩnh Giang, huyện Vĩnh Linh").unit_id is None


@pytest.mark.parametrize("text", ["Văn phòng HĐND&UBND huyện", "VP HĐND và UBND huyện Vĩnh Linh"])
def test_the_joint_office_is_proposed(text: str) -> None:
    assert [(one.unit_id, one.reason) for one in WITHIN.match(text).proposals] == [(1, "spelling")]
