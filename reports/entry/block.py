"""A block of cells copied from a spreadsheet → what it says of which indicator.

Officers copy what they have: the cells right of their labels, the labels too, or a row of a larger
table below its headings. Where labels or headings are there they decide; else the cells lie from
the field where the paste began, row by row in the order of the grid.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from reports.entry.domain import Typing
from reports.figures.figures import Figure, Measure
from reports.figures.headings import heading_key
from reports.figures.parsing import parse_figure

Start = Literal["numerator", "denominator", "value"]
MOST_CHARACTERS: Final = 20_000
_COUNTS_AND_RATE: Final = 2


@dataclass(frozen=True, slots=True)
class Slot:
    """One row of the grid as a block meets it: what it holds already, and whether it is a rate
    with counts."""

    code: str
    by_counts: bool
    typing: Typing


@dataclass(frozen=True, slots=True)
class Block:
    """What a block says: by indicator code, and the texts of the cells that say nothing."""

    figures: Mapping[str, Typing]
    left_out: tuple[str, ...] = ()


def read_block(
    text: str,
    slots: Sequence[Slot],
    names: Mapping[str, str],
    *,
    first: str = "",
    field: Start = "numerator",
) -> Block:
    """What a block says, by indicator code.

    `names` leads from heading keys to codes. `first` is the indicator where the paste began.
    Lines of no indicator and cells beyond the grid are left out and told; a text longer than any
    grid is not read.
    """
    lines = [line.split("\t") for line in text[:MOST_CHARACTERS].rstrip().splitlines()]
    if not lines:
        return Block({})
    by_code = {slot.code: slot for slot in slots}
    headed = _headed(lines, names, by_code)
    if headed:
        return Block(headed, _texts(lines[1:-1]))
    labelled = _labelled(lines, names, by_code)
    return labelled if labelled.figures else _placed(lines, slots, first, field)


def _texts(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    joined = (" ".join(cell.strip() for cell in line if cell.strip()) for line in lines)
    return tuple(text for text in joined if text)


def _beyond(slot: Slot, cells: Sequence[str], begin: Start | None = None) -> Sequence[str]:
    """The cells that a row of the grid has no field for: counts may have their rate behind."""
    if not slot.by_counts or begin == "value":
        return cells[1:]
    return cells[2:] if begin == "denominator" else cells[3:]


def _headed(
    lines: list[list[str]], names: Mapping[str, str], slots: Mapping[str, Slot]
) -> dict[str, Typing]:
    """A line of headings with a line of figures below it."""
    codes = [names.get(heading_key(cell), "") for cell in lines[0]]
    if len(lines) < 2 or sum(code in slots for code in codes) < 2:
        return {}
    pairs = zip(codes, lines[-1], strict=False)
    return {code: _filled(slots[code], [cell], "value") for code, cell in pairs if code in slots}


def _labelled(lines: list[list[str]], names: Mapping[str, str], slots: Mapping[str, Slot]) -> Block:
    """Lines that begin with the name of an indicator, perhaps after a number."""
    figures: dict[str, Typing] = {}
    rest: list[Sequence[str]] = []
    for line in lines:
        at = next(
            (n for n, cell in enumerate(line[:2]) if names.get(heading_key(cell)) in slots), -1
        )
        if at < 0:
            rest.append(line)
            continue
        slot = slots[names[heading_key(line[at])]]
        figures[slot.code] = _filled(slot, line[at + 1 :])
        rest.append(_beyond(slot, line[at + 1 :]))
    return Block(figures, _texts(rest))


def _placed(lines: list[list[str]], slots: Sequence[Slot], first: str, field: Start) -> Block:
    start = next((n for n, slot in enumerate(slots) if slot.code == first), 0)
    begin: Start | None = field if first else None
    pairs = list(zip(slots[start:], lines, strict=False))
    figures = {
        slot.code: _filled(slot, line, begin) for slot, line in pairs if any(map(str.strip, line))
    }
    rest = [_beyond(slot, line, begin) for slot, line in pairs]
    return Block(figures, _texts([*rest, *lines[len(pairs) :]]))


def _filled(slot: Slot, line: Sequence[str], begin: Start | None = None) -> Typing:
    """A row of the grid with the cells of a line; what the line leaves open stays as it is."""
    cells = [cell.strip() for cell in line]
    while cells and not cells[-1]:
        cells.pop()
    if not cells:
        return slot.typing
    note = slot.typing.note
    if not slot.by_counts:
        return Typing(value=cells[0], note=note)
    state = _state_of(cells[0])
    if state:
        return Typing(state=state, note=note)
    if (
        begin == "value"
        or cells[0].endswith("%")
        or (begin is None and len(cells) < _COUNTS_AND_RATE)
    ):
        return Typing(value=cells[0], alone=True, note=note)
    if begin == "denominator":
        return Typing(numerator=slot.typing.numerator, denominator=cells[0], note=note)
    below = cells[1] if len(cells) > 1 else slot.typing.denominator
    return Typing(numerator=cells[0], denominator=below, note=note)


def _state_of(text: str) -> str:
    content = parse_figure(text, measure=Measure.COUNT)
    worded = isinstance(content, Figure) and content.value is None
    return content.state.value if isinstance(content, Figure) and worded else ""
