"""What an officer typed for one indicator: a figure, nothing at all, or what is wrong with it.

Typing gives half a figure at every moment. A figure is read whole or not at all, so that nothing
half typed is ever kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

from reports.figures.figures import (
    Blank,
    BookProblemCode,
    Figure,
    Measure,
    Problem,
    ProblemCode,
    State,
)
from reports.figures.parsing import parse_figure

Field = Literal["state", "value", "numerator", "denominator", "note"]
EntryCode = Literal[
    ProblemCode,
    BookProblemCode,
    "negative",
    "numerator-above",
    "numerator-missing",
    "denominator-missing",
    "value-missing",
    "unknown-state",
    "exempt-by-office",
    "note-too-long",
]
# Not wrong, only not typed yet: told in grey while typing, an error when the whole is sent.
UNFINISHED: Final = frozenset({"numerator-missing", "denominator-missing", "value-missing"})
# As many decimals as are stored: what is kept must equal what was typed.
STORED_PLACES: Final = Decimal("0.00000001")
RATE_PLACES: Final = 2
NOTE_LENGTH: Final = 300


@dataclass(frozen=True, slots=True)
class Typing:
    """The fields of one indicator, as texts. `alone`: the rate is known, its counts are not."""

    state: str = ""
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    alone: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class EntryProblem:
    """Why a field cannot be taken: a stable code, the field, and the text that stood there."""

    code: EntryCode
    field: Field
    text: str = ""

    @property
    def unfinished(self) -> bool:
        """Whether something is only missing yet."""
        return self.code in UNFINISHED


Reading = Figure | None | tuple[EntryProblem, ...]


def read_typing(
    typing: Typing, *, measure: Measure, by_counts: bool, may_exempt: bool = False
) -> Reading:
    """The figure of a row, None for an empty row, or its problems.

    A rate `by_counts` is computed from numerator and denominator unless it stands `alone`; rates
    are percent points. A word that reports use for a state ("KPS") is taken for that state. Only
    the office may say that a unit is not assessed.
    """
    if len(typing.note) > NOTE_LENGTH:
        return (EntryProblem("note-too-long", "note", typing.note),)
    state = typing.state or State.VALUE.value
    if state not in set(State):
        return (EntryProblem("unknown-state", "state", state),)
    if state != State.VALUE:
        return _stated(State(state), may_exempt)
    if by_counts and not typing.alone:
        return _from_counts(typing, may_exempt)
    content = _content(typing.value, measure, "value")
    if isinstance(content, EntryProblem):
        return (content,)
    if isinstance(content, Figure):
        return _whole_figure(content, may_exempt)
    return None


def _stated(state: State, may_exempt: bool) -> Reading:
    if state is State.EXEMPT and not may_exempt:
        return (EntryProblem("exempt-by-office", "state"),)
    return Figure.blank(state)


def _whole_figure(figure: Figure, may_exempt: bool) -> Reading:
    if figure.value is None:
        return _stated(figure.state, may_exempt)
    return Figure.of(stored(figure.value), places=figure.places)


def _content(text: str, measure: Measure, field: Field) -> Figure | EntryProblem | None:
    content = parse_figure(text, measure=measure)
    if isinstance(content, Blank):
        return None
    if isinstance(content, Problem):
        negative = content.code == "out-of-range" and text.strip()[:1] in "-−"
        return EntryProblem("negative" if negative else content.code, field, content.text)
    return content


def _from_counts(typing: Typing, may_exempt: bool) -> Reading:
    above = _content(typing.numerator, Measure.COUNT, "numerator")
    below = _content(typing.denominator, Measure.COUNT, "denominator")
    wrong = tuple(content for content in (above, below) if isinstance(content, EntryProblem))
    if wrong:
        return wrong
    for content in (above, below):
        if isinstance(content, Figure) and content.value is None:
            return _stated(content.state, may_exempt)
    return _divided(_whole(above), _whole(below))


def _whole(content: object) -> int | None:
    return int(content.value or 0) if isinstance(content, Figure) else None


def _divided(numerator: int | None, denominator: int | None) -> Reading:
    if numerator is None and denominator is None:
        return None
    if numerator is None:
        return (EntryProblem("numerator-missing", "numerator"),)
    if denominator is None:
        return (EntryProblem("denominator-missing", "denominator"),)
    rate = rate_of(numerator, denominator)
    if rate == "numerator-above":
        return (EntryProblem(rate, "numerator", str(numerator)),)
    return rate


def rate_of(numerator: int, denominator: int) -> Figure | Literal["numerator-above"]:
    """The rate in percent points with its counts, or why they give none; 0 of 0 is no cases."""
    if numerator > denominator:
        return "numerator-above"
    if denominator == 0:
        return Figure.blank(State.NO_CASES)
    rate = stored(Decimal(numerator) * 100 / Decimal(denominator))
    return Figure.of(rate, places=RATE_PLACES, numerator=numerator, denominator=denominator)


def stored(value: Decimal) -> Decimal:
    """A value with the decimals that are stored."""
    return value.quantize(STORED_PLACES, ROUND_HALF_UP)


def answered_count(figures: Iterable[Figure | None]) -> int:
    """How many indicators are answered: "not reported" says only that the answer will come."""
    return sum(figure is not None and figure.state is not State.NOT_REPORTED for figure in figures)
