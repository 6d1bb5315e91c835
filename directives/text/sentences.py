"""How names go into running text."""

from __future__ import annotations


def in_sentence(name: str) -> str:
    """A name inside a sentence: "Số hóa" gives "số hóa", an abbreviation ("TTHC") stays."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
