"""What a unit sent, as each sending keeps it, and which cells two sendings differ in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from reports.figures.figures import Figure, State, same_figure
from reports.figures.freezing import CONVERTER, freeze, thaw


@dataclass(frozen=True, slots=True)
class SentFigure:
    """A figure as it was sent, with the unit's reason for a difference."""

    figure: Figure
    note: str = ""


# It is kept flat: the fields of the figure, and the note beside them.
@CONVERTER.register_unstructure_hook
def _flat(sent: SentFigure) -> dict[str, Any]:
    return {**freeze(sent.figure), "note": sent.note}


@CONVERTER.register_structure_hook
def _from_flat(plain: Mapping[str, Any], _kind: Any) -> SentFigure:
    return SentFigure(
        thaw(Figure, {name: plain[name] for name in plain if name != "note"}), plain["note"]
    )


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
    pairs = (CellChange(code, _of_code(before, code), _of_code(after, code)) for code in codes)
    return tuple(pair for pair in pairs if not _same(pair.before, pair.after))


def _of_code(sent: SentFigures, code: str) -> SentFigure | None:
    return sent.get(code) if sent else _NOTHING_AROSE


def _same(first: SentFigure | None, other: SentFigure | None) -> bool:
    if first is None or other is None:
        return first is other
    return first.note == other.note and same_figure(first.figure, other.figure)
