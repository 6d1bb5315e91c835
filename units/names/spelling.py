"""One form for the many spellings of an office's name: keys to compare, parts to judge.

The keys know the words of Vietnamese administration (UBND, xã, VP …) and its two ways of placing
a tone. They know no units: which unit a key belongs to is the business of `names`.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from units.names.collation import D_LETTERS, TONE_MARKS, strip_marks

# A leading "12.", "3)", "a)" or dash; "X." is no Roman ten here but the short form of xã.
_NUMBERING: Final = re.compile(r"\s*(?:\d+(?:\.\d+)*\s*[.):/–-]|[a-zđ]\)|[-–—+*•·]+)\s*")
_LONGEST_KEPT: Final = 120
_DOTTED: Final = re.compile(r"(?<!\w)(?:\w\.)+\w(?!\w)")
_DOTTED_WORDS: Final = frozenset({"ubnd", "hđnd", "tt", "tx", "tp", "vp", "cn"})
_WORD: Final = re.compile(r"[^\W_]+")
# oa, oe and uy carry their tone on either letter; q already owns its u, so "quý" is safe.
_GLIDE_TONE: Final = re.compile(f"(o|u)([{TONE_MARKS}])(a|e|y)([\u0300-\u036f]*)")
_GLIDES: Final = frozenset({"oa", "oe", "uy"})
_FINAL_Y: Final = re.compile(f"(h|k|l|m|s|t|qu)y([{TONE_MARKS}]?)")

_KIND_ABBREVIATIONS: Final = {
    "x": "xã",
    "p": "phường",
    "tt": "thị trấn",
    "tx": "thị xã",
    "tp": "thành phố",
    "h": "huyện",
}
_DOTTED_KIND: Final = re.compile(rf"(?<![\w.])({'|'.join(_KIND_ABBREVIATIONS)})\.\s*(?=\w)")
_KINDS: Final = ("thị trấn", "thị xã", "thành phố", "đặc khu", "phường", "huyện", "tỉnh", "xã")
# After these, and at the start, a lone "x", "tt" … is a kind and no part of a name.
_BEFORE_A_KIND: Final = frozenset(
    {"ubnd", "hđnd", "hdnd", "vp", "vpđkđđ", "vpdkdd", "toàn", "toan"}
)
_PHRASES: Final = {
    "ủy ban nhân dân": "ubnd",
    "ủy ban nd": "ubnd",
    "hội đồng nhân dân": "hđnd",
    "hđnd và ubnd": "hđnd ubnd",
    "hdnd và ubnd": "hdnd ubnd",
    "văn phòng": "vp",
    "chi nhánh": "cn",
    "văn phòng đăng ký đất đai": "vpđkđđ",
    "vp đăng ký đất đai": "vpđkđđ",
    "vp đk đất đai": "vpđkđđ",
    "vp đkđđ": "vpđkđđ",
    "vpđk đất đai": "vpđkđđ",
    "vpđk": "vpđkđđ",
    "cnvpđkđđ": "cn vpđkđđ",
    "cnvpđk": "cn vpđkđđ",
    # In front of these words "TT" is no town but a centre.
    "tt phục vụ": "trung tâm phục vụ",
    "tt hành chính": "trung tâm hành chính",
    "tt pvhcc": "trung tâm phục vụ hành chính công",
    "ttpvhcc": "trung tâm phục vụ hành chính công",
}

_AREAS: Final = "huyện|tỉnh|thành phố|thị xã|thị trấn|xã|phường|quận|đặc khu|ngành|địa bàn"
_SUM: Final = "tổng|cộng|tổng cộng|tổng số|tổng chung|cộng chung"
_TOTAL: Final = re.compile(
    rf"(?:{_SUM})|(?:(?:{_SUM}) )?toàn (?:{_AREAS})(?: [^\W\d_]+){{0,3}}"  # "… tỉnh Quảng Trị"
)
_TOTALS_WITHOUT_BLANKS: Final = frozenset({"tổngcộng", "tổngsố", "toànhuyện", "toàntỉnh"})
_TOTALS_WITHOUT_MARKS: Final = frozenset(
    {"tong cong", "tong so", "toan huyen", "toan tinh", "toan thanh pho", "toan thi xa", "toan xa"}
)


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The rules of rewriting, once with Vietnamese marks and once without."""

    phrases: Mapping[tuple[str, ...], tuple[str, ...]]
    # How long the phrases are that begin with a word, the longest first.
    sizes: Mapping[str, tuple[int, ...]]
    abbreviations: Mapping[str, tuple[str, ...]]
    kinds: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name taken apart; `kind` is without marks and empty when the name says none."""

    key: str
    folded: str
    kind: str
    place: str
    folded_place: str


def canonical_key(text: str) -> str:
    """One form for every spelling that surely means the same name: "12. U.B.N.D X.Vĩnh Hoà" →
    "xã vĩnh hoà"; empty when the text has no letter or digit. A key of a key is the same key.

    Composition, case, blanks, punctuation, tone placement, final y/i, numbering in front,
    abbreviations of offices and kinds, and UBND in front of a kind make no difference. Tones,
    letter marks and the kind itself do.
    """
    # Files repeat names, and each is asked for more than once; a long text is no name to keep.
    return _kept_key(text) if len(text) <= _LONGEST_KEPT else _key(text)


def _key(text: str) -> str:
    return " ".join(_rewrite(_words(text), _MARKED))


_kept_key = lru_cache(maxsize=32768)(_key)


def folded_key(text: str) -> str:
    """The canonical key without marks, for names typed without them: "UY BAN NHAN DAN XA VINH
    GIANG" and "UBND xã Vĩnh Giang" → "xa vinh giang"."""
    return " ".join(_rewrite(strip_marks(canonical_key(text)).split(), _FOLDED))


def is_total_row(text: str) -> bool:
    """Whether the name of a row says that it is the total of the table: "Toàn huyện", "Tổng cộng:",
    "CỘNG", "Tổng cộng toàn tỉnh" … with any case, blanks and tone placement; no means ("Bình
    quân") and no units."""
    words = canonical_key(re.sub(r"\([^)]*\)", " ", text)).split()
    # Spaced-out letters, "C Ộ N G", are an ornament of printed tables.
    key = "".join(words) if all(len(word) == 1 for word in words) else " ".join(words)
    special = _TOTALS_WITHOUT_BLANKS | _TOTALS_WITHOUT_MARKS
    return key in special or _TOTAL.fullmatch(key) is not None


def _words(text: str) -> list[str]:
    """Normalise letters and cut text into words: no punctuation, no numbering, one tone place."""
    visible = "".join(
        char
        for char in unicodedata.normalize("NFC", text.translate(D_LETTERS))
        if unicodedata.category(char) != "Cf"
    )
    plain = unicodedata.normalize("NFC", visible).lower().replace("&", " và ")
    while (numbering := _NUMBERING.match(plain)) is not None:
        plain = plain[numbering.end() :]
    plain = _DOTTED.sub(_joined, plain)
    plain = _DOTTED_KIND.sub(lambda match: _KIND_ABBREVIATIONS[match[1]] + " ", plain)
    return [_normal_word(word) for word in _WORD.findall(unicodedata.normalize("NFC", plain))]


def _joined(dotted: re.Match[str]) -> str:
    letters = dotted[0].replace(".", "")
    return letters if letters in _DOTTED_WORDS else dotted[0]


def _normal_word(word: str) -> str:
    return _kept_word(word) if len(word) <= _LONGEST_KEPT else _tone_placed(word)


def _tone_placed(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word)
    if (final := _FINAL_Y.fullmatch(decomposed)) is not None:
        decomposed = f"{final[1]}i{final[2]}"
    composed = unicodedata.normalize("NFC", _GLIDE_TONE.sub(_tone_on_second, decomposed))
    # No Vietnamese letter keeps a loose mark; one would cut the word when the key is read again.
    return "".join(char for char in composed if not unicodedata.combining(char))


_kept_word = lru_cache(maxsize=4096)(_tone_placed)


def _tone_on_second(match: re.Match[str]) -> str:
    glide, tone, vowel, marks = match.groups()
    return f"{glide}{vowel}{marks}{tone}" if glide + vowel in _GLIDES else match[0]


def _rewrite(words: list[str], vocabulary: _Vocabulary) -> list[str]:
    """Apply the vocabulary until nothing changes, so that a key of a key is the same key."""
    while True:
        rewritten = _without_committee(_expanded(words, vocabulary), vocabulary)
        if rewritten == words:
            return words
        words = rewritten


def _expanded(words: list[str], vocabulary: _Vocabulary) -> list[str]:
    out: list[str] = []
    at = 0
    while at < len(words):
        for size in vocabulary.sizes.get(words[at], ()):
            phrase = vocabulary.phrases.get(tuple(words[at : at + size]))
            if phrase is not None:
                out += phrase
                at += size
                break
        else:
            is_kind = out[-1] in _BEFORE_A_KIND if out else at + 1 < len(words)
            out += vocabulary.abbreviations.get(words[at], (words[at],)) if is_kind else [words[at]]
            at += 1
    return out


def _without_committee(words: list[str], vocabulary: _Vocabulary) -> list[str]:
    """Drop UBND before a kind: the table names the office, the clerk names the place."""
    rest = words[1:]
    if words[:1] == ["ubnd"] and any(tuple(rest[: len(k)]) == k for k in vocabulary.kinds):
        return rest
    return words


def _vocabulary(marked: bool) -> _Vocabulary:
    def words(text: str) -> tuple[str, ...]:
        return tuple(map(_normal_word, (text if marked else strip_marks(text)).split()))

    phrases = {words(phrase): words(short) for phrase, short in _PHRASES.items()}
    sizes: dict[str, tuple[int, ...]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        sizes[phrase[0]] = tuple(dict.fromkeys((*sizes.get(phrase[0], ()), len(phrase))))
    return _Vocabulary(
        phrases=phrases,
        sizes=sizes,
        abbreviations={
            word: words(kind)
            for short, kind in _KIND_ABBREVIATIONS.items()
            for word in words(short)
        },
        kinds=tuple(map(words, _KINDS)),
    )


_MARKED: Final = _vocabulary(marked=True)
_FOLDED: Final = _vocabulary(marked=False)
_FOLDED_KINDS: Final = tuple(" ".join(kind) for kind in _FOLDED.kinds)


def spelling(text: str) -> Spelling:
    """Take a name apart into the kind it says and the place."""
    key, folded = canonical_key(text), folded_key(text)
    kind = next((kind for kind in _FOLDED_KINDS if folded.startswith(kind + " ")), "")
    if kind and not _says_kind(key, kind):
        kind = ""
    folded_place = folded.removeprefix(kind).removeprefix("ubnd ").strip()
    words = key.split()
    place = " ".join(words[len(words) - len(folded_place.split()) :])
    return Spelling(key, folded, kind, place, folded_place)


def _says_kind(key: str, kind: str) -> bool:
    """Tell xã (also typed "xa") from a place whose first word only looks like it, as Xà Bang."""
    marked = " ".join(_MARKED.kinds[_FOLDED_KINDS.index(kind)])
    return key.startswith(marked + " ") or f" {kind} " in f" {key}"
