"""What a unit sent, as each sending keeps it, and which cells two sendings differ in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from reports.figures.figures import Figure, State, same_figure


@dataclass(frozen=True, slots=True)
class SentFigure:
    """A figure as it was sent, with the unit's reason for a difference."""

    figure: Figure
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """The figure for JSON: decimals as text, so that no digit is lost."""
        figure = self.figure
        return {
            "state": figure.state.value,
            "value": None if figure.value is None else format(figure.value, "f"),
            "places": figure.places,
            "numerator": figure.numerator,
            "denominator": figure.denominator,
            "note": self.note,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> SentFigure:
        """The inverse of `to_json`."""
        value = None if data["value"] is None else Decimal(data["value"])
        figure = Figure(
            State(data["state"]), value, data["places"], data["numerator"], data["denominator"]
        )
        return cls(figure, data["note"])


SentFigures = Mapping[str, SentFigure]
# A sending without figures says that nothing arose, of every indicator.
_NOTHING_AROSE: Final = SentFigure(Figure.blank(State.NO_CASES))


@dataclass(frozen=True, slots=True)
class CellChange:
    """One indicator that says something else in the later of two sendings; None: not sent."""

    code: str
    before: SentFigure | None
    after: SentFigure | None


def changed_cells(before: SentFigures, after: SentFigures) -> tuple[CellChange, ...]:
    """The indicators in which two sendings differ, in figure or note, in the order of sending.

    An empty sending says that nothing arose.
    """
    codes = dict.fromkeys((*after, *before))
    pairs = (CellChange(code, _said(before, code), _said(after, code)) for code in codes)
    return tuple(pair for pair in pairs if not _same(pair.before, pair.after))


def _said(sent: SentFigures, code: str) -> SentFigure | None:
    return sent.get(code) if sent else _NOTHING_AROSE


def _same(first: SentFigure | None, other: SentFigure | None) -> bool:
    if first is None or other is None:
        return first is other
    return first.note == other.note and same_figure(first.figure, other.figure)
