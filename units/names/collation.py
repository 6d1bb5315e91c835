"""Search and sort keys for Vietnamese text, kept in columns.

SQLite and PostgreSQL "C" compare bytes only, so the alphabet and the unmarked spelling are
written into plain ASCII keys that both databases order and search alike.
"""

import re
import unicodedata
from typing import Final

# Eth and African D look like Đ in print and are found in typed documents.
D_LETTERS: Final = str.maketrans("ÐĐƉðɖ", "ĐĐĐđđ")

_UNMARKED_D: Final = str.maketrans("Đđ", "Dd")
_SEPARATORS: Final = re.compile(r"[\W_]+")
_SORT_PIECES: Final = re.compile(r"\d+|[^\W\d_]|[\W_]+")

_GRAVE, _HOOK, _TILDE, _ACUTE, _DOT = "\u0300", "\u0309", "\u0303", "\u0301", "\u0323"
_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
TONE_MARKS: Final = _GRAVE + _HOOK + _TILDE + _ACUTE + _DOT

_NO_TONE: Final = "0"
_TONE_RANKS: Final = {mark: str(rank) for rank, mark in enumerate(TONE_MARKS, start=1)}
# Letters with variants carry a digit, so that a < ă < â < b holds byte by byte.
_LETTER_CODES: Final = {
    "a": "a0",
    "a" + _BREVE: "a1",
    "a" + _CIRCUMFLEX: "a2",
    "d": "d0",
    "đ": "d1",
    "e": "e0",
    "e" + _CIRCUMFLEX: "e1",
    "o": "o0",
    "o" + _CIRCUMFLEX: "o1",
    "o" + _HORN: "o2",
    "u": "u0",
    "u" + _HORN: "u1",
}
# Below every code of a letter or digit; the blank stands between the two levels and is lower yet.
_WORD_BREAK: Final = "-"
_LEVEL_BREAK: Final = " "


def strip_marks(text: str) -> str:
    """The text in NFC without tones and letter marks, đ as d: "Vĩnh Ô" → "Vinh O"."""
    decomposed = unicodedata.normalize("NFD", text.translate(D_LETTERS))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare).translate(_UNMARKED_D)


def search_key(text: str) -> str:
    """Lower case, no marks, punctuation as single blanks, no outer blanks:
    "  UBND xã Vĩnh-Ô " → "ubnd xa vinh o". ASCII for all Vietnamese text."""
    return _SEPARATORS.sub(" ", strip_marks(text).lower()).strip()


def sort_key(text: str) -> str:
    """The place of text in the Vietnamese alphabet, as printable ASCII that sorts by bytes; at most
    about three times as long as Vietnamese text.

    Two levels as in the CLDR order for `vi`: letters first (a ă â b c d đ e ê …), then tones
    (ngang, huyền, hỏi, ngã, sắc, nặng). Case does not count; runs of digits sort as numbers.
    """
    lowered = unicodedata.normalize("NFC", text.translate(D_LETTERS)).lower()
    letters: list[str] = []
    tones: list[str] = []
    for piece in _SORT_PIECES.findall(unicodedata.normalize("NFC", lowered)):
        letter, tone = _sort_codes(piece)
        letters.append(letter)
        tones.append(tone)
    primary = "".join(letters).strip(_WORD_BREAK)
    if letters and letters[0] == _WORD_BREAK:
        tones = tones[1:]
    return (primary + _LEVEL_BREAK + "".join(tones).rstrip(_NO_TONE)).rstrip(_LEVEL_BREAK)


def _sort_codes(piece: str) -> tuple[str, str]:
    if piece[0].isdecimal():
        return _number_code(piece), _NO_TONE
    if not piece[0].isalnum():
        return _WORD_BREAK, _NO_TONE
    decomposed = unicodedata.normalize("NFD", piece)
    base, marks = decomposed[0], decomposed[1:]
    tone = next((_TONE_RANKS[mark] for mark in marks if mark in _TONE_RANKS), _NO_TONE)
    marked = next((base + mark for mark in marks if base + mark in _LETTER_CODES), base)
    code = _LETTER_CODES.get(marked, marked)
    # Other scripts come after z, in the order of their code points.
    return (code if code.isascii() else f"~{ord(base):06x}"), tone


def _number_code(digits: str) -> str:
    plain = "".join(str(unicodedata.decimal(char)) for char in digits).lstrip("0")
    # The length in front makes 9 come before 10.
    return f"{min(len(plain), 99):02d}{plain}"
