"""One form for a heading, however a file writes it."""

import re
import unicodedata

from units.names.collation import search_key

_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
# Inside brackets only what says how, not what: a unit, a column number, a formula.
_UNIT_OR_NUMBER = re.compile(
    r"[\s%]*|(?:ho so|hs|giao dich|tthc|don vi tinh.*|dvt.*|ty le|ti le|diem|%|so luong)"
    r"|[\d\s()\[\]=+\-–*/:x×%.,a-z]{1,2}|[\d\s()\[\]=+\-–*/:x×%.,]+"
)
_ABBREVIATIONS = {
    "hs": "ho so", "hso": "ho so", "tp": "thanh phan", "tphs": "thanh phan ho so",
    "tthc": "thu tuc hanh chinh", "dvc": "dich vu cong", "dvctt": "dich vu cong truc tuyen",
    "tttt": "thanh toan truc tuyen", "gd": "giao dich", "bl": "bien lai", "kq": "ket qua",
    "bldt": "bien lai dien tu", "gq": "giai quyet", "kqgq": "ket qua giai quyet",
    "tl": "ty le", "ti": "ty",
}  # fmt: skip


def heading_key(text: str) -> str:
    """The heading without case, marks, punctuation, units in brackets and column numbers.

    "Tỷ lệ % HS online" and "TỶ LỆ HS ONLINE (%)" have the same key: "ty le ho so online".
    A key of a key is the same key.
    """
    plain = unicodedata.normalize("NFC", text).replace("%", " ")
    key = search_key(_BRACKETS.sub(_kept_bracket, plain))
    return " ".join(_ABBREVIATIONS.get(word, word) for word in key.split())


def _kept_bracket(match: re.Match[str]) -> str:
    inside = unicodedata.normalize("NFD", match[0][1:-1].lower()).replace("đ", "d")
    bare = "".join(char for char in inside if not unicodedata.combining(char)).strip()
    return " " if _UNIT_OR_NUMBER.fullmatch(bare) else match[0]
