"""Text in encodings older than Unicode."""

import string
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.names.legacy import TCVN3, VNI, looks_legacy, readings, to_unicode

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
MARKED = {
    unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES
} - set(string.ascii_lowercase) | {"đ"}  # fmt: skip

SAMPLES = [
    ("TiÕng ViÖt rÊt hay", "tcvn3", "Tiếng Việt rất hay"),
    ("UBND x· VÜnh Giang", "tcvn3", "UBND xã Vĩnh Giang"),
    ("VÜnh ¤", "tcvn3", "Vĩnh Ô"),
    ("ñy ban nh©n d©n huyÖn VÜnh Linh", "tcvn3", "ủy ban nhân dân huyện Vĩnh Linh"),
    ("thÞ trÊn Hå X¸", "tcvn3", "thị trấn Hồ Xá"),
    ("§¨ng ký ®Êt ®ai", "tcvn3", "Đăng ký đất đai"),
    ("V¨n phßng l\u00adu tr÷", "tcvn3", "Văn phòng lưu trữ"),
    ("Tieáng Vieät raát hay", "vni", "Tiếng Việt rất hay"),
    ("UBND xaõ Vónh Giang", "vni", "UBND xã Vĩnh Giang"),
    ("Vónh OÂ", "vni", "Vĩnh Ô"),
    ("thò traán Hoà Xaù", "vni", "thị trấn Hồ Xá"),
    ("Uyû ban nhaân daân huyeän Vónh Linh", "vni", "Uỷ ban nhân dân huyện Vĩnh Linh"),
    ("Ñaêng kyù ñaát ñai", "vni", "Đăng ký đất đai"),
    ("ÑAÊNG KYÙ ÑAÁT ÑAI", "vni", "ĐĂNG KÝ ĐẤT ĐAI"),
    ("Vaên phoøng löu tröõ", "vni", "Văn phòng lưu trữ"),
    ("Söûa chöõa ñöôøng, kyø thò xaõ", "vni", "Sửa chữa đường, kỳ thị xã"),
]


@pytest.mark.parametrize(("text", "encoding", "meant"), SAMPLES)
def test_legacy_text_is_recognised_and_converted(text: str, encoding: str, meant: str) -> None:
    assert looks_legacy(text) == encoding
    assert to_unicode(text, encoding) == meant  # type: ignore[arg-type]
    assert readings(text) == (meant,)


def test_tables_hold_every_vietnamese_letter() -> None:
    assert set(TCVN3.values()) == MARKED | set("ĂÂÊÔƠƯĐ")
    assert set(VNI.values()) == MARKED | {letter.upper() for letter in MARKED}


@pytest.mark.parametrize(
    "text",
    [
        "UBND xã Vĩnh Giang",
        "Hà",
        "Hòa Hoà hoá",
        "CÔng an",
        "TÂn LẬp",
        "Hòan canh",
        "lò cò, bà già, mát tay",
        "đơn đốc",
        "Ðakrông",
        unicodedata.normalize("NFD", "Vĩnh Hòa"),
        unicodedata.normalize("NFD", "Hà Tân"),
        "café au lait",
        "naïve résumé",
        "là où Loïc va",
        "Caïn",
        "laïc",
        "Thaï",
        "maître d'hôtel, garçon, Noël, façade",
        "déjà vu à Hanoï",
        "São Paulo, España, Müller, Köln",
        "reçu",
        "5 m² × 3 µm ÷ 2 = 30 °C ± 1",
        "© 2023 – ½ § 3, 10 £",
        "«oui»",
        "Vietnam",
        "",
        "76,9%",
    ],
)
def test_other_text_is_never_taken_as_legacy(text: str) -> None:
    assert looks_legacy(text) is None


@pytest.mark.parametrize(
    ("text", "font", "encoding"),
    [
        ("ViÖn", ".VnTime", "tcvn3"),
        ("Vónh", "VNI-Times", "vni"),
        ("Vónh", None, None),
        ("Vĩnh Hà", ".VnTime", None),
        ("Hà", "VNI-Times", None),
        ("5 m²", ".VnTimeH", None),
        ("café", "Times New Roman", None),
    ],
)
def test_the_font_is_a_hint_and_no_proof(text: str, font: str | None, encoding: str | None) -> None:
    assert looks_legacy(text, font) == encoding


def test_doubtful_text_has_readings_but_is_not_called_legacy() -> None:
    assert looks_legacy("BÕn Quan") is None
    assert "Bến Quan" in readings("BÕn Quan")
    assert readings("Vĩnh Hà") == ()
    assert readings("Bến Quan") == ()


# Rimes whose spelling needs no letter outside Latin-1, so that only the detection can tell.
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "b", "h", "l", "m", "nh", "t", "th", "tr", "x"]),
            st.sampled_from(
                ["à", "á", "ài", "áo", "ân", "ông", "òa", "oà", "úi", "ét", "ít", "ôi"]
            ),
            st.sampled_from([str.lower, str.upper, str.capitalize]),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_latin1_only_vietnamese_stays_as_it_is(
    syllables: list[tuple[str, str, Callable[[str], str]]],
) -> None:
    text = " ".join(case(onset + rime) for onset, rime, case in syllables)
    assert looks_legacy(text) is None
