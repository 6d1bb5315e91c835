"""Search and sort keys of Vietnamese text."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.names.collation import search_key, sort_key, strip_marks

TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
ALPHABET = "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z".split()  # noqa: SIM905
TONED = [
    unicodedata.normalize("NFC", letter + tone)
    for letter in ALPHABET
    for tone in (TONES if letter in "aăâeêioôơuưy" else ("",))
]
VIETNAMESE = st.text(
    alphabet=st.sampled_from([*TONED, *(letter.upper() for letter in TONED), *" .,-–0123456789"])
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Vĩnh Ô", "vinh o"),
        ("  UBND   xã Vĩnh-Ô. ", "ubnd xa vinh o"),
        ("Đakrông", "dakrong"),
        ("Ðakrông", "dakrong"),
        ("ĐƯỜNG ưỡn ẹo 12,5%", "duong uon eo 12 5"),
        (unicodedata.normalize("NFD", "Thị trấn Hồ Xá"), "thi tran ho xa"),
        ("snake_case", "snake case"),
        ("", ""),
        (" – ", ""),
    ],
)
def test_search_key(text: str, key: str) -> None:
    assert search_key(text) == key


@given(VIETNAMESE)
def test_search_key_is_ascii_and_stable(text: str) -> None:
    key = search_key(text)
    assert key.isascii()
    assert search_key(key) == key
    assert search_key(unicodedata.normalize("NFD", text)) == key


def test_strip_marks_keeps_case_and_punctuation() -> None:
    assert strip_marks("Đông Hà – Vĩnh Ô.") == "Dong Ha – Vinh O."


def test_single_letters_follow_the_cldr_order() -> None:
    keys = [sort_key(letter) for letter in TONED]
    assert all(left < right for left, right in pairwise(keys))


@pytest.mark.parametrize(
    "ordered",
    [
        ["Vĩnh Linh", "Vĩnh Ô", "Vĩnh Sơn", "Vĩnh Tú"],
        ["Dakar", "Dũng", "Đakrông", "Đông Hà", "E"],
        ["Vĩnh Hà", "Vĩnh Hòa", "Vĩnh Hóa", "Vĩnh Hoàng"],
        ["ma", "mà", "mả", "mã", "má", "mạ", "mai", "măng", "mân"],
        ["Phường 2", "Phường 9", "Phường 10", "Phường 10 A", "Phường 100"],
        ["Vĩnh", "Vĩnh Linh", "Vĩnhh"],
        ["An Lão", "An Thịnh", "Ân Thi"],
        ["9 b", "10 a", "a"],
    ],
)
def test_names_sort_as_in_a_vietnamese_index(ordered: list[str]) -> None:
    backwards = ordered[::-1]
    assert sorted(backwards, key=sort_key) == ordered


@given(VIETNAMESE)
def test_sort_key_is_printable_ascii_whatever_the_form(text: str) -> None:
    key = sort_key(text)
    assert key.isascii()
    assert key.isprintable()
    assert sort_key(unicodedata.normalize("NFD", text)) == key
    assert sort_key(text.upper()) == key


@given(VIETNAMESE, VIETNAMESE)
def test_tones_decide_only_between_equal_letters(left: str, right: str) -> None:
    bare = [_without_tones(left), _without_tones(right)]
    if sort_key(bare[0]) < sort_key(bare[1]):
        assert sort_key(left) < sort_key(right)


def _without_tones(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in TONES[1:]))
