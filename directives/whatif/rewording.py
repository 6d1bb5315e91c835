"""The number of a target in the words of its clause: found, and exchanged for another."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from reports.figures.figures import format_points

_UPWARDS = re.compile(r"\s+trở\s+lên\b")


class Occurrence(StrEnum):
    """How surely a number's place in the text is known."""

    ONCE = "once"
    NEVER = "never"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A piece of a clause's text: kept, taken out or put in."""

    text: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class Rewording:
    """The text with its number exchanged, as pieces; `found` says where it stood before.

    Unless the number stands there exactly once the text is left as it is: which of two numbers
    is meant, only a person knows.
    """

    occurs: Occurrence
    pieces: tuple[TextPiece, ...]

    @property
    def text(self) -> str:
        """The words afterwards."""
        return "".join(piece.text for piece in self.pieces if piece.change != "del")


def reword(
    text: str, *, old: Decimal, new: Decimal, unit: str = "%", apart: str | None = None
) -> Rewording:
    """Exchange a number in a clause's text: "60%" becomes "70%".

    `unit` is what follows the number: "%" or what a count counts. `apart` names what keeps the old
    number where one number served several; it is added in brackets behind the new one.
    """
    places = list(_written(old, unit).finditer(text))
    if len(places) != 1:
        occurs = Occurrence.TWICE if places else Occurrence.NEVER
        return Rewording(occurs, (TextPiece(text),))
    if old == new:
        return Rewording(Occurrence.ONCE, (TextPiece(text),))
    place = places[0]
    fresh = place[0].replace(place["number"], format_points(new))
    pieces = [TextPiece(text[: place.start()]), TextPiece(place[0], "del"), TextPiece(fresh, "ins")]
    rest = text[place.end() :]
    if apart:
        upwards = _UPWARDS.match(rest)
        behind = upwards[0] if upwards else ""
        pieces += [TextPiece(behind), TextPiece(f" (riêng {apart} {place[0]}{behind})", "ins")]
        rest = rest[len(behind) :]
    return Rewording(
        Occurrence.ONCE, tuple(piece for piece in (*pieces, TextPiece(rest)) if piece.text)
    )


def _written(number: Decimal, unit: str) -> re.Pattern[str]:
    """The number as people write it, with a comma or a dot, and with noughts after it."""
    whole, _comma, decimals = format_points(number).replace(".", "").partition(",")
    tail = f"[.,]{decimals}0*" if decimals else "(?:[.,]0+)?"
    return re.compile(rf"(?<![\w.,])(?P<number>{whole}{tail})\s*{re.escape(unit)}(?!\w)")
