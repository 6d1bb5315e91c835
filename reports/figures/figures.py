"""A figure: a number or a word with a meaning of its own; the blank or the mistake in its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import ClassVar, Final, Literal, Self

COMPUTED_PLACES: Final = 2


class State(StrEnum):
    """What is known about one figure; `VALUE` includes the number 0, the others have no number."""

    VALUE = "value"
    NO_CASES = "no_cases"
    NOT_STARTED = "not_started"
    NOT_REPORTED = "not_reported"
    EXEMPT = "exempt"


class Measure(StrEnum):
    """What an indicator counts in: `RATE` in percent points 0–100, `COUNT` in whole things."""

    RATE = "rate"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its state and, for `State.VALUE` alone, its exact value.

    `value` is in percent points for a rate. `places` are the decimals the source wrote ("76,0" has
    1) and serve display only. `numerator` and `denominator` are the counts behind a rate, if known.
    Raises ValueError when state and value disagree, TypeError when the value is no Decimal.
    """

    state: State
    value: Decimal | None = None
    places: int = 0
    numerator: int | None = None
    denominator: int | None = None

    def __post_init__(self) -> None:
        if (self.value is not None) != (self.state is State.VALUE):
            raise ValueError(f"A figure in state {self.state} cannot have the value {self.value}")
        if self.value is not None and not isinstance(self.value, Decimal):
            raise TypeError(f"A figure's value must be a Decimal, not {type(self.value).__name__}")
        if self.value is not None and not self.value.is_finite():
            raise ValueError("A figure's value must be finite")
        if self.places < 0:
            raise ValueError("A figure cannot have fewer than 0 decimals")

    @classmethod
    def of(
        cls,
        value: Decimal,
        *,
        places: int | None = None,
        numerator: int | None = None,
        denominator: int | None = None,
    ) -> Self:
        """A figure with a value; without `places` it has the decimals `value` is written with."""
        shown = written_places(value) if places is None else places
        return cls(State.VALUE, value, shown, numerator, denominator)

    @classmethod
    def blank(cls, state: State) -> Self:
        """A figure without a value; raises ValueError for `State.VALUE`."""
        return cls(state)

    def without_counts(self) -> Figure:
        if self.numerator is None and self.denominator is None:
            return self
        return replace(self, numerator=None, denominator=None)


@dataclass(frozen=True, slots=True)
class Blank:
    """A cell without content (`text` stood there); what it means belongs to the indicator."""

    text: str
    value: ClassVar[None] = None


# What stands for a formula without a stored value: files written by programs have only the formula.
NOT_CALCULATED: Final = "=chưa tính"
ProblemCode = Literal[
    "not-a-number",
    "date-cell",
    "error-cell",
    "not-calculated",
    "merged-cell",
    "out-of-range",
    "not-whole",
    "ambiguous-number",
]


# What can be wrong with a figure that is filled in as a state and counts of its own.
BookProblemCode = Literal[
    "unknown-state",
    "state-and-number",
    "value-missing",
    "counts-incomplete",
    "numerator-above",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that cannot be taken as it stands: a stable code, and the text as it was read."""

    code: ProblemCode | BookProblemCode
    text: str
    value: ClassVar[None] = None


def exact_value(figure: Figure) -> Decimal:
    """The unrounded value: from the counts where both are known, else as published.

    Whatever compares (verdicts, places, ties, order, charts) compares this; 1399 of 2000 is 69.95
    beside a printed "70,0". Raises ValueError for a figure without a value.
    """
    if figure.value is None:
        raise ValueError("Only a figure with a value can be compared")
    if figure.numerator is not None and figure.denominator:
        return Decimal(figure.numerator) * 100 / Decimal(figure.denominator)
    return figure.value


def stored_figure(
    state: State,
    value: Decimal | None,
    places: int,
    numerator: int | None,
    denominator: int | None,
) -> Figure:
    """A stored figure as it counts: 0 of 0 files is "no cases arose", whatever rate stands beside
    it (0, 100, one carried over)."""
    if state is State.VALUE and denominator == 0:
        return Figure(State.NO_CASES, None, 0, numerator, denominator)
    return Figure(state, value, places, numerator, denominator)


def same_figure(figure: Figure, other: Figure) -> bool:
    """Whether two figures say the same, whatever decimals they are printed with.

    A file of numbers does not tell whether somebody wrote 76 or 76,0.
    """
    return (
        figure.state is other.state
        and figure.value == other.value
        and figure.numerator == other.numerator
        and figure.denominator == other.denominator
    )


def written_places(value: Decimal) -> int:
    """How many decimals `value` is written with: 1 for Decimal("76.0")."""
    return max(0, -int(value.as_tuple().exponent))


def format_figure_value(value: Decimal, places: int) -> str:
    """`value` as Vietnamese offices print it, rounded half up to `places` decimals: "15.556,0"."""
    rounded = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    if rounded.is_zero():
        rounded = rounded.copy_abs()
    return f"{rounded:,f}".translate(str.maketrans(",.", ".,"))


def format_points(value: Decimal) -> str:
    """A gap in percent points, at most two decimals and no trailing zeros: 0.90 gives "0,9".

    A gap too small for two decimals gets as many as it needs, for a gap must not print as none.
    """
    places = COMPUTED_PLACES if value.is_zero() else max(COMPUTED_PLACES, -value.adjusted())
    text = format_figure_value(value, places)
    return text.rstrip("0").rstrip(",")
