"""The number that a publication and its prints carry: "VL-2023-H1"."""

from __future__ import annotations

import unicodedata

_MOST = 40


def publication_number(prefix: str | None, office: str, period: str) -> str:
    """The prefix of the office, or the first letters of its short name, with the period's code."""
    return f"{prefix or initials(office)}-{period}"[:_MOST]


def initials(name: str) -> str:
    """ "Vĩnh Linh" → "VL", "Đông Hà" → "DH": plain letters that any file name and form takes."""
    plain = unicodedata.normalize("NFD", name.upper().replace("Đ", "D"))
    letters = "".join(word[0] for word in plain.split() if word[0].isalnum())
    return letters.encode("ascii", "ignore").decode() or "CB"
