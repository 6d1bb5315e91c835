"""What an entry workbook says about itself: whose it is, for which round, and what stood in it.

An officer may send back a workbook of another unit, of last month, or one that lay on a desk while
somebody else typed. Its hidden sheet tells, whatever became of the rest.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from reports.figures.figures import Figure, State
from reports.grid import Grid
from reports.reading.issues import Issue, refusal

# In the first cell of the hidden sheet, and of the row that says what each column is.
MARK: Final = "cchc-entry"
ROW_MARK: Final = "cchc-columns"
FORMAT: Final = "1"
NAME_KEY: Final = "name"
_WIDTH: Final = 8
_NO_FIGURE: Final = "-"


@dataclass(frozen=True, slots=True)
class Base:
    """A figure as the workbook was made: None and version 0 where there was none."""

    version: int
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class BookCodes:
    """The codes of a workbook. `names` are those of its units by code, `words` the states by what
    the drop-down calls them, `bases` the figures of its drafts by unit and indicator code."""

    office: str
    period: str
    round_id: int
    names: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, State] = field(default_factory=dict)
    bases: Mapping[tuple[str, str], Base] = field(default_factory=dict)

    def base(self, unit: str, indicator: str) -> Base:
        """What stood in the workbook for a unit and an indicator."""
        return self.bases.get((unit, indicator), Base(0, None))


class _DamagedError(Exception):
    """Somebody or some program changed the codes."""


def code_rows(codes: BookCodes) -> Iterator[list[str]]:
    """The rows of the hidden sheet, all of them texts; the states come first after the head."""
    yield [MARK, FORMAT]
    for word, state in codes.words.items():
        yield ["state", state.value, word]
    yield ["office", codes.office]
    yield ["period", codes.period]
    yield ["round", str(codes.round_id)]
    for code, name in codes.names.items():
        yield ["unit", code, name]
    for (unit, indicator), base in codes.bases.items():
        yield ["figure", unit, indicator, str(base.version), *_figure_out(base.figure)]


def first_word_row() -> int:
    """The row (counted from 1) of the first state in the hidden sheet."""
    return 2


def find_codes(grids: Iterable[Grid]) -> BookCodes | Issue | None:
    """The codes of a workbook of ours; None for any other file.

    A workbook of a format that is not known, or whose codes were changed, gives the issue for
    which it is refused.
    """
    for grid in grids:
        if grid.text(0, 0) != MARK:
            continue
        if grid.text(0, 1) != FORMAT:
            return refusal("entry-format", found=grid.text(0, 1), known=FORMAT)
        try:
            return _codes(grid)
        except (_DamagedError, ValueError, InvalidOperation, TypeError):
            return refusal("entry-codes-damaged")
    return None


def _codes(grid: Grid) -> BookCodes:
    single: dict[str, str] = {}
    names: dict[str, str] = {}
    words: dict[str, State] = {}
    bases: dict[tuple[str, str], Base] = {}
    for row in range(1, grid.height):
        kind, *rest = (grid.text(row, column) for column in range(_WIDTH))
        match kind:
            case "office" | "period" | "round":
                single[kind] = rest[0]
            case "unit":
                names[rest[0]] = rest[1]
            case "state":
                words[word_key(rest[1])] = State(rest[0])
            case "figure":
                bases[rest[0], rest[1]] = Base(int(rest[2]), _figure_in(rest[3:]))
            case _:
                raise _DamagedError
    if set(single) != {"office", "period", "round"} or not names or not words:
        raise _DamagedError
    return BookCodes(single["office"], single["period"], int(single["round"]), names, words, bases)


def word_key(text: str) -> str:
    """A word of the drop-down, however it is typed."""
    return " ".join(text.split()).casefold()


def _figure_out(figure: Figure | None) -> list[str]:
    if figure is None:
        return [_NO_FIGURE] * 4
    value = _NO_FIGURE if figure.value is None else f"{figure.value:f}"
    counts = [_NO_FIGURE if count is None else str(count) for count in _counts(figure)]
    return [figure.state.value, value, *counts]


def _counts(figure: Figure) -> tuple[int | None, int | None]:
    return figure.numerator, figure.denominator


def _figure_in(texts: Sequence[str]) -> Figure | None:
    state, value, *counts = texts[:4]
    if state == _NO_FIGURE:
        return None
    numerator, denominator = (None if text == _NO_FIGURE else int(text) for text in counts)
    number = None if value == _NO_FIGURE else Decimal(value.replace(",", "."))
    return Figure(State(state), number, 0, numerator, denominator)
