"""What a rubric asks for: criteria with their formulas, read strictly from what is stored."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from itertools import pairwise
from typing import Final, Literal, TypeVar

WHOLE: Final = Decimal(100)
Choice = TypeVar("Choice", bound=StrEnum)


class NoCases(StrEnum):
    """What a criterion gives where nothing arose, or where the unit is not assessed.

    `LEFT_OUT`: it leaves the sum and the most points that can be reached; both are shown.
    """

    LEFT_OUT = "left_out"
    FULL = "full"
    ZERO = "zero"


class Compare(StrEnum):
    """Which side of a threshold gets the points."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class TargetFrom(StrEnum):
    """Where the target of a linear formula comes from."""

    NUMBER = "number"
    DIRECTIVE = "directive"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Heading:
    """A line with lines below it; it has their sum."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """All points on the right side of `at`, none on the other."""

    at: Decimal
    compare: Compare = Compare.AT_LEAST


@dataclass(frozen=True, slots=True)
class Linear:
    """All points from the target on, a share of them below it; without a target a share of 100.

    With `TargetFrom.DIRECTIVE` the target is the one that the directive sets for the unit.
    """

    target_from: TargetFrom = TargetFrom.NONE
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Bands:
    """From each value on its points, lowest value first; below the first none."""

    bands: tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Incidents:
    """The most points less `each` for every incident, down to `floor` (negative: a penalty).

    `each` is None until somebody decides it: nothing is claimed. Of a rate the incidents are the
    cases that are missing from the numerator.
    """

    each: Decimal | None = None
    floor: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Bonus:
    """`each` for every one counted, up to the most points; beside the 100, never within.

    Without `each` people give the points.
    """

    each: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Manual:
    """Points that people give; the product holds no figure for it."""


Rule = Heading | Threshold | Linear | Bands | Incidents | Bonus | Manual


@dataclass(frozen=True, slots=True)
class CriterionRef:
    """One line of a rubric; `parent` is its heading's id, `indicator` the code of its figure."""

    id: int
    code: str
    name: str
    maximum: Decimal
    rule: Rule
    no_cases: NoCases = NoCases.LEFT_OUT
    indicator: str | None = None
    parent: int | None = None
    note: str = ""

    @property
    def is_heading(self) -> bool:
        return isinstance(self.rule, Heading)

    @property
    def is_bonus(self) -> bool:
        """Whether it stands beside the 100."""
        return isinstance(self.rule, Bonus)

    @property
    def least(self) -> Decimal:
        """The fewest points that can be given: 0, or the floor of a penalty."""
        return min(self.rule.floor, Decimal(0)) if isinstance(self.rule, Incidents) else Decimal(0)


ParameterCode = Literal[
    "unknown-formula",
    "unknown-key",
    "missing",
    "not-a-number",
    "not-a-choice",
    "negative",
    "not-positive",
    "above-most",
    "no-room",
    "no-bands",
    "bands-order",
]


class ParameterError(ValueError):
    """Parameters that a formula cannot work with: a stable code, and the key it is about."""

    def __init__(self, code: ParameterCode, key: str = "") -> None:
        super().__init__(f"{code}: {key}")
        self.code = code
        self.key = key


Parameters = Mapping[str, object]


def rule_of(formula: str, parameters: Parameters) -> tuple[Rule, NoCases]:
    """The formula of a criterion with its parameters, as a `Rule`.

    Numbers are Decimal texts ("0.5"). A key that the formula does not know is refused: it would be
    a rule that somebody believes in and nobody applies. Raises ParameterError.
    """
    if formula not in _READERS:
        raise ParameterError("unknown-formula", formula)
    keys, read = _READERS[formula]
    for key in parameters:
        if key not in keys:
            raise ParameterError("unknown-key", key)
    return read(parameters), _choice(NoCases, parameters, "no_cases", NoCases.LEFT_OUT)


def _threshold(parameters: Parameters) -> Rule:
    compare = _choice(Compare, parameters, "compare", Compare.AT_LEAST)
    at = _number(parameters, "at")
    if at < 0:
        raise ParameterError("negative", "at")
    return Threshold(at, compare)


def _linear(parameters: Parameters) -> Rule:
    source = _choice(TargetFrom, parameters, "target_from", TargetFrom.NONE)
    if source is not TargetFrom.NUMBER:
        if "target" in parameters:
            raise ParameterError("unknown-key", "target")
        return Linear(source)
    return Linear(source, _positive(parameters, "target"))


def _bands(parameters: Parameters) -> Rule:
    rows = parameters.get("bands")
    if not isinstance(rows, list) or not rows:
        raise ParameterError("no-bands", "bands")
    bands = tuple(_band(row) for row in rows)
    starts = [start for start, _points in bands]
    if any(later <= earlier for earlier, later in pairwise(starts)):
        raise ParameterError("bands-order", "bands")
    return Bands(bands)


def _band(row: object) -> tuple[Decimal, Decimal]:
    if not isinstance(row, list) or len(row) != 2:
        raise ParameterError("not-a-number", "bands")
    start, points = (_decimal(number, "bands") for number in row)
    if start < 0 or points < 0:
        raise ParameterError("negative", "bands")
    return start, points


def _incidents(parameters: Parameters) -> Rule:
    floor = _number(parameters, "floor") if "floor" in parameters else Decimal(0)
    if parameters.get("each") is None:
        return Incidents(None, floor)
    return Incidents(_positive(parameters, "each"), floor)


def _bonus(parameters: Parameters) -> Rule:
    return Bonus(_positive(parameters, "each") if "each" in parameters else None)


_READERS: Final[dict[str, tuple[frozenset[str], Callable[[Parameters], Rule]]]] = {
    "group": (frozenset(), lambda _parameters: Heading()),
    "threshold": (frozenset({"at", "compare", "no_cases"}), _threshold),
    "linear": (frozenset({"target_from", "target", "no_cases"}), _linear),
    "bands": (frozenset({"bands", "no_cases"}), _bands),
    "incidents": (frozenset({"each", "floor", "no_cases"}), _incidents),
    "bonus": (frozenset({"each", "no_cases"}), _bonus),
    "manual": (frozenset(), lambda _parameters: Manual()),
}


def _positive(parameters: Parameters, key: str) -> Decimal:
    number = _number(parameters, key)
    if number <= 0:
        raise ParameterError("not-positive", key)
    return number


def _number(parameters: Parameters, key: str) -> Decimal:
    if key not in parameters:
        raise ParameterError("missing", key)
    return _decimal(parameters[key], key)


def _decimal(value: object, key: str) -> Decimal:
    # A JSON number would have been a float on its way.
    try:
        number = Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        number = None
    if number is None or not number.is_finite():
        raise ParameterError("not-a-number", key)
    return number


def _choice(kind: type[Choice], parameters: Parameters, key: str, default: Choice) -> Choice:
    value = parameters.get(key, default.value)
    try:
        return kind(str(value))
    except ValueError:
        raise ParameterError("not-a-choice", key) from None


def refuse_unreachable(rule: Rule, maximum: Decimal) -> None:
    """Raises ParameterError where a rule could give more than the most points, or where nothing
    could be taken off, so that a penalty would never bite."""
    if isinstance(rule, Bands) and any(points > maximum for _start, points in rule.bands):
        raise ParameterError("above-most", "bands")
    if isinstance(rule, Incidents) and rule.floor >= maximum:
        raise ParameterError("no-room", "floor")


@dataclass(frozen=True, slots=True)
class Weight:
    """The points of a heading's lines beside its own, or of all headings beside 100."""

    code: str
    name: str
    stated: Decimal
    added: Decimal

    @property
    def agrees(self) -> bool:
        return self.stated == self.added


def weights(criteria: Iterable[CriterionRef]) -> tuple[Weight, ...]:
    """The sums that should agree: all lines with 100 first, then each heading with its lines.

    A bonus and a penalty (a line whose most points are 0) stand beside the 100.
    """
    lines = [line for line in criteria if not line.is_bonus]
    top = sum((line.maximum for line in lines if line.parent is None), Decimal(0))
    sums = [Weight("", "", WHOLE, top)]
    for head in lines:
        below = [line.maximum for line in lines if line.parent == head.id]
        if head.is_heading and below:
            sums.append(Weight(head.code, head.name, head.maximum, sum(below, Decimal(0))))
    return tuple(sums)
