"""The number of a target in the words of its clause: found, and exchanged for another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reports.figures.figures import format_points

_UPWARDS = re.compile(r"\s+trở\s+lên\b")


class Found(StrEnum):
    """How surely a number's place in the text is known."""

    ONCE = "once"
    NEVER = "never"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a clause's text: kept, taken out or put in."""

    text: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Wording:
    """The text with its number exchanged, as pieces; `found` says where it stood before.

    Unless the number stands there exactly once the text is left as it is: which of two numbers
    is meant, only a person knows.
    """

    found: Found
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The words afterwards."""
        return "".join(one.text for one in self.pieces if one.change != "del")


def reword(
    text: str, *, old: Decimal, new: Decimal, unit: str = "%", apart: str | None = None
) -> Wording:
    """Exchange a number in a clause's text: "60%" becomes "70%".

    `unit` is what follows the number: "%" or what a count counts. `apart` names what keeps the old
    number where one number served several; it is added in brackets behind the new one.
    """
    places = list(_written(old, unit).finditer(text))
    if len(places) != 1:
        found = Found.TWICE if places else Found.NEVER
        return Wording(found, (Piece(text),))
    if old == new:
        return Wording(Found.ONCE, (Piece(text),))
    place = places[0]
    fresh = place[0].replace(place["number"], format_points(new))
    pieces = [Piece(text[: place.start()]), Piece(place[0], "del"), Piece(fresh, "ins")]
    rest = text[place.end() :]
    if apart:
        upwards = _UPWARDS.match(rest)
        behind = upwards[0] if upwards else ""
        pieces += [Piece(behind), Piece(f" (riêng {apart} {place[0]}{behind})", "ins")]
        rest = rest[len(behind) :]
    return Wording(Found.ONCE, tuple(one for one in (*pieces, Piece(rest)) if one.text))


def _written(number: Decimal, unit: str) -> re.Pattern[str]:
    """The number as people write it, with a comma or a dot, and with noughts after it."""
    whole, _comma, decimals = format_points(number).replace(".", "").partition(",")
    tail = f"[.,]{decimals}0*" if decimals else "(?:[.,]0+)?"
    return re.compile(rf"(?<![\w.,])(?P<number>{whole}{tail})\s*{re.escape(unit)}(?!\w)")
