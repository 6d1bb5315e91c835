"""Office files written before Unicode: text in the TCVN3 (ABC) and VNI-Windows encodings.

Such a file is read as Latin-1 letters ("VÜnh Giang", "Vónh Giang") that only a font of its own
shows as Vietnamese. Taking good text for legacy text would destroy it, so the detection wants
every word to become a well-formed Vietnamese syllable and at least one to be none as it stands.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

from units.names.collation import TONE_MARKS, strip_marks

Encoding = Literal["tcvn3", "vni"]

# TCVN 5712:1993, VN3: codes A1–FE. Capitals with a tone live in a second font (.Vn…H) on the
# codes of the small letters, so their case is lost; "_" are codes that VN3 leaves free.
_TCVN3_FROM_A1: Final = (
    "ĂÂÊÔƠƯĐăâêôơưđ______àảãáạ_ằẳẵắ_______ặầẩẫấậè_ẻẽéẹềểễếệìỉ___ĩíịò_ỏõóọồổỗốộờởỡớợù_ủũúụừửữứựỳỷỹýỵ"
)
TCVN3: Final[Mapping[str, str]] = {
    chr(code): letter for code, letter in enumerate(_TCVN3_FROM_A1, start=0xA1) if letter != "_"
}

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = tuple(TONE_MARKS)
_CIRCUMFLEX, _BREVE = "\u0302", "\u0306"
# A letter of these is followed by one of the marks below; ô and ö stand for ơ and ư.
_VNI_VOWELS: Final = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}
_VNI_TONES: Final = {"ù": _ACUTE, "ø": _GRAVE, "û": _HOOK, "õ": _TILDE, "ï": _DOT}
_VNI_CIRCUMFLEX: Final = {"â": "", "á": _ACUTE, "à": _GRAVE, "å": _HOOK, "ã": _TILDE, "ä": _DOT}
_VNI_BREVE: Final = {"ê": "", "é": _ACUTE, "è": _GRAVE, "ú": _HOOK, "ü": _TILDE, "ë": _DOT}
_VNI_SINGLE: Final = dict(zip("ôöíìæóòîñ", "ơưíìỉĩịỵđ", strict=True))


def _vni_table() -> dict[str, str]:
    small = {vowel + mark: out + tone for vowel, out in _VNI_VOWELS.items()
             for mark, tone in _VNI_TONES.items()}  # fmt: skip
    for mark, tone in _VNI_CIRCUMFLEX.items():
        small |= {vowel + mark: vowel + _CIRCUMFLEX + tone for vowel in "aeo"}
    small |= {"a" + mark: "a" + _BREVE + tone for mark, tone in _VNI_BREVE.items()}
    small = {key: unicodedata.normalize("NFC", out) for key, out in (small | _VNI_SINGLE).items()}
    table = dict(small)
    for key, out in small.items():
        # The mark after a capital letter is typed in either case.
        table |= {key.upper(): out.upper(), key[0].upper() + key[1:]: out.upper()}
        table |= {key[0] + key[1:].upper(): out}
    return table


VNI: Final[Mapping[str, str]] = _vni_table()

_TABLES: Final[Mapping[Encoding, Mapping[str, str]]] = {"tcvn3": TCVN3, "vni": VNI}


def _pattern(table: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(key) for key in sorted(table, key=len, reverse=True)))


_PATTERNS: Final = {encoding: _pattern(table) for encoding, table in _TABLES.items()}

# Latin-1 from A1 on: "·", "µ" and the soft hyphen are letters in TCVN3.
_WORD: Final = re.compile("[A-Za-z\u00a1-\u00ff]+")
_ABBREVIATION: Final = re.compile("[A-Z]{1,8}|[a-z]")
_INNER_CAPITAL: Final = re.compile("[a-z][\u00c0-\u00de]")
# Typographic quotes, dashes and the like say nothing about the encoding.
_NEUTRAL_ABOVE_LATIN1: Final = re.compile("[\u2000-\u206f\u20ab\ufeff]")
# French words that would be well-formed syllables in VNI.
_FRENCH: Final = frozenset({"où", "thaï", "laïc", "loïc", "caïn", "haï"})

_RIMES_TEXT: Final = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot ooc oong oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uân uâng uât uây uê uêch uênh uơ
    uy uya uych uyn uynh uyt uyu uyên uyêt ư ưa ưc ưi ưm ưng ưt ưu ươc ươi ươm ươn ương
    ươp ươt ươu y ych ynh yt yu yêm yên yêng yêt yêu
"""
_RIMES: Final = frozenset(_RIMES_TEXT.split())
# Longer ones first, so that "ngh" is not read as "ng" and a rime in "h".
_ONSETS_TEXT: Final = "ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p r s t v x"
_ONSETS: Final = tuple(_ONSETS_TEXT.split())
_BEFORE_FRONT_VOWEL: Final = frozenset({"k", "gh", "ngh"})
_NOT_BEFORE_FRONT_VOWEL: Final = frozenset({"c", "ng"})
# "nghiêng", with each mark a letter of its own, and some more.
_LONGEST_SYLLABLE: Final = 16
_TONELESS_LETTER: Final = {ord(mark): None for mark in TONE_MARKS}


def looks_legacy(text: str, font: str | None = None) -> Encoding | None:
    """The encoding older than Unicode in which text is written; None for Unicode text, other
    languages and all doubtful cases.

    The font of the cell, when the file tells it (".VnTime", "VNI-Times"), lets a single word
    suffice, but never overrules text that is good Vietnamese as it stands.
    """
    composed = unicodedata.normalize("NFC", text)
    words = _WORD.findall(composed)
    if not _is_latin1(composed) or all(word.isascii() for word in words):
        return None
    named = _encoding_of_font(font)
    encodings: tuple[Encoding, ...] = (named,) if named else ("tcvn3", "vni")
    evidence = {encoding: _evidence(words, encoding, named is not None) for encoding in encodings}
    best = max(evidence, key=lambda encoding: evidence[encoding])
    if evidence[best] == 0 or list(evidence.values()).count(evidence[best]) > 1:
        return None
    return best


def to_unicode(text: str, encoding: Encoding) -> str:
    """Legacy text as Unicode (NFC); characters outside the table stay as they are. TCVN3 keeps the
    case of capitals only for Ă Â Ê Ô Ơ Ư Đ."""
    table = _TABLES[encoding]
    composed = unicodedata.normalize("NFC", text)
    return _PATTERNS[encoding].sub(lambda match: table[match.group()], composed)


def readings(text: str, font: str | None = None) -> tuple[str, ...]:
    """What text could say if it were legacy text, the likeliest first; empty for Unicode
    Vietnamese and plain ASCII. `font` as for `looks_legacy`.

    Looser than that: "BÕn Quan" is well-formed as it stands and yet means "Bến Quan". Only a caller
    with a list of known names may use these, and only to propose.
    """
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii() or not _is_latin1(composed):
        return ()
    sure = looks_legacy(composed, font)
    encodings: tuple[Encoding, ...] = (sure,) if sure else ("tcvn3", "vni")
    words = _WORD.findall(composed)
    return tuple(
        to_unicode(composed, encoding)
        for encoding in encodings
        if any(not word.isascii() for word in words)
        and all(_decode(word, encoding) is not None for word in words)
    )


def _is_latin1(text: str) -> bool:
    rest = _NEUTRAL_ABOVE_LATIN1.sub("", text)
    return all(ord(char) <= 0xFF for char in rest)


def _encoding_of_font(font: str | None) -> Encoding | None:
    name = (font or "").strip().lower()
    if name.startswith("vni"):
        return "vni"
    return "tcvn3" if name.startswith(".vn") else None


def _evidence(words: list[str], encoding: Encoding, font_says_so: bool) -> int:
    """Count the words that make sense only in that encoding; 0 when a word speaks against it."""
    telling = [word for word in words if not word.isascii()]
    decoded = [_decode(word, encoding) for word in telling]
    if not all(word is not None and _is_syllable(word) for word in decoded):
        return 0
    if font_says_so:
        return sum(not _is_syllable(word) for word in telling)
    if not all(_is_plain_word(word) for word in words if word.isascii()):
        return 0
    if len(words) < 2 and not _INNER_CAPITAL.search(words[0]):
        return 0
    return sum(not _is_syllable(word) and word.lower() not in _FRENCH for word in telling)


def _decode(word: str, encoding: Encoding) -> str | None:
    if not _PATTERNS[encoding].sub("", word).isascii():
        return None
    return to_unicode(word, encoding)


def _is_plain_word(word: str) -> bool:
    return bool(_ABBREVIATION.fullmatch(word) or _split_syllable(word.lower()))


def _is_syllable(word: str) -> bool:
    """Tell whether a word is one well-formed Vietnamese syllable with its tone where it belongs."""
    return len(word) <= _LONGEST_SYLLABLE and _is_well_formed(word)


@lru_cache(maxsize=8192)
def _is_well_formed(word: str) -> bool:
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in decomposed if mark in TONE_MARKS]
    parts = _split_syllable(unicodedata.normalize("NFC", decomposed.translate(_TONELESS_LETTER)))
    if parts is None or len(tones) > 1:
        return False
    onset, rime = parts
    if rime.endswith(("c", "ch", "p", "t")):
        # Syllables that end in a stop have the tone sắc or nặng, no other.
        return tones in ([_ACUTE], [_DOT]) and _tone_is_placed(word, onset, rime)
    return not tones or _tone_is_placed(word, onset, rime)


def _split_syllable(word: str) -> tuple[str, str] | None:
    for onset in (*_ONSETS, ""):
        rime = word.removeprefix(onset)
        if word.startswith(onset) and rime in _RIMES and _fits(onset, rime):
            return onset, rime
    return None


def _fits(onset: str, rime: str) -> bool:
    front = rime[0] in "eêiy"
    if onset == "qu":
        return rime[0] not in "ouư"
    if onset in _BEFORE_FRONT_VOWEL:
        return front
    return not (front and onset in _NOT_BEFORE_FRONT_VOWEL)


def _tone_is_placed(word: str, onset: str, rime: str) -> bool:
    letters = unicodedata.normalize("NFC", word.lower())
    toned = next(
        index
        for index, letter in enumerate(letters)
        if any(mark in TONE_MARKS for mark in unicodedata.normalize("NFD", letter))
    )
    return toned - len(onset) in _tone_places(rime)


def _tone_places(rime: str) -> set[int]:
    vowels = [index for index, letter in enumerate(rime) if strip_marks(letter) in "aeiouy"]
    marked = [index for index in vowels if strip_marks(rime[index]) != rime[index]]
    if marked:
        return {marked[-1]}
    if len(vowels) == 1 or vowels[-1] < len(rime) - 1:
        return {vowels[-1]}
    # hòa and hoà are both in use.
    return {0, 1} if rime in ("oa", "oe", "uy") else {len(vowels) - 2}
