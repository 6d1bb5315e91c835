"""Personal data as people outside the unit see it: that it is there, and no more."""

from collections.abc import Callable, Mapping
from typing import Final

PERSONAL: Final = ("applicant", "address", "phone", "id_number")
"""The fields of a file that speak of a person."""

GUARDED: Final = (*PERSONAL, "reason_text")
"""The fields that only the unit itself reads: free words may name a person, or an illness."""

REASON_DASH: Final = " – "
"""Between a reason and the unit's own words, in an export that may come in again."""

_MOST_STARS: Final = 3
_STAR: Final = "*"
_LAST_DIGITS: Final = 3
HIDDEN: Final = _STAR * _MOST_STARS


def masked_name(name: str) -> str:
    """The first letter of each word, "Nguyễn Văn A" as "N*** V** A"; long words look alike."""
    return " ".join(
        word[0] + _STAR * min(len(word) - 1, _MOST_STARS) for word in name.split() if word
    )


def masked_phone(phone: str) -> str:
    """The last three digits of a number that has more; else stars alone."""
    digits = [letter for letter in phone if letter.isdigit()]
    if not phone.strip():
        return ""
    if len(digits) <= 2 * _LAST_DIGITS:
        return HIDDEN
    return _STAR * (len(digits) - _LAST_DIGITS) + "".join(digits[-_LAST_DIGITS:])


def hidden(text: str) -> str:
    """Stars where there is something: an address or an identity number tells too much in parts."""
    return HIDDEN if text.strip() else ""


def is_masked(text: str) -> bool:
    """Whether a text has gone through here: it says nothing and must never be stored."""
    return _STAR in text


MASKS: Final[Mapping[str, Callable[[str], str]]] = {
    "applicant": masked_name,
    "address": hidden,
    "phone": masked_phone,
    "id_number": hidden,
    "reason_text": lambda _words: "",
}
"""What stands in the place of each guarded field for people outside the unit."""
