"""What if the number of a target were another: who would pass, before anything is written."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from functools import cached_property

from directives.clauses.targets import Rule, TargetRef
from directives.compliance.domain import JUDGED, NOTHING, UnitRef, Verdict, evaluate
from reports.figures.figures import Figure, Measure, State, exact_value

_RATE_TOP = Decimal(100)
_NEAR = {Measure.RATE: (5, 10), Measure.COUNT: (1, 2)}
_NICE = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that the target decides for; `others_met`: it meets each of its other numbers."""

    unit: UnitRef
    figure: Figure | None
    others_met: bool = True


@dataclass(frozen=True, slots=True)
class Stair:
    """From `at` on, up to the next step, `met` units pass.

    The level `at` itself belongs to the step before for a floor, which a value at it still
    reaches, and to this step for a ceiling. `at` is None on the first step.
    """

    at: Decimal | None
    met: int


@dataclass(frozen=True, slots=True)
class LevelOutcome:
    """One level tried: how many of the judged units pass, and whose verdict differs from now.

    `all_met` are the units that would meet all their targets with a number.
    """

    level: Decimal
    met: int
    fallen: tuple[Candidate, ...]
    risen: tuple[Candidate, ...]
    all_met: tuple[UnitRef, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """The next level at which a harder target costs units: which ones, and how many are left."""

    level: Decimal
    fallen: tuple[Candidate, ...]
    met: int


@dataclass(frozen=True)
class Trial:
    """A target with a number, and the units it decides for, in the official order.

    Levels and values are in percent points for a rate, in files for a count, and unrounded. Asking
    a target without a number raises ValueError.
    """

    target: TargetRef
    measure: Measure
    candidates: tuple[Candidate, ...]

    @cached_property
    def now(self) -> Decimal:
        """The level in force."""
        if self.target.floor is None:
            raise ValueError(f"A target with the rule {self.target.rule} has no number to try")
        return self.target.floor

    @property
    def is_ceiling(self) -> bool:
        """Whether lower values are the better ones."""
        return self.target.rule is Rule.CEILING

    def verdict(self, candidate: Candidate, level: Decimal) -> Verdict:
        """The unit's figure held against the target with another level."""
        return evaluate(candidate.figure, replace(self.target, floor=level))

    @cached_property
    def judged(self) -> tuple[Candidate, ...]:
        """Those who pass or not: with a value, or not begun. No level changes who they are."""
        return tuple(
            candidate
            for candidate in self.candidates
            if self.verdict(candidate, self.now).status in JUDGED
        )

    @cached_property
    def valued(self) -> tuple[Candidate, ...]:
        """Those with a value, the lowest first; equal ones in the official order."""
        return tuple(
            sorted(
                (candidate for candidate in self.candidates if _has_value(candidate)), key=value_of
            )
        )

    @cached_property
    def unvalued(self) -> tuple[Candidate, ...]:
        """Those without a value: no level says anything about them."""
        return tuple(candidate for candidate in self.candidates if not _has_value(candidate))

    @cached_property
    def _values(self) -> list[Decimal]:
        return [value_of(candidate) for candidate in self.valued]

    @property
    def of(self) -> int:
        """How many units are judged."""
        return len(self.judged)

    def met(self, level: Decimal) -> int:
        """How many units pass at a level."""
        if self.is_ceiling:
            return bisect_right(self._values, level)
        return len(self._values) - bisect_left(self._values, level)

    @cached_property
    def top(self) -> Decimal:
        """The end of the scale: 100 for rates, a round number above all values for counts."""
        if self.measure is Measure.RATE:
            return _RATE_TOP
        return nice_top(max([self.now, *self._values]))

    @property
    def highest(self) -> Decimal:
        """The highest level that can be ordered: a band's floor stays below its upper end."""
        return self.top if self.target.ambition is None else self.target.ambition

    def steps(self) -> tuple[Stair, ...]:
        """The number of units that pass as a function of the level, from the lowest level on."""
        stairs = [Stair(None, 0 if self.is_ceiling else len(self._values))]
        for value in sorted(set(self._values)):
            after = bisect_right(self._values, value)
            stairs.append(Stair(value, after if self.is_ceiling else len(self._values) - after))
        return tuple(stairs)

    def outcome(self, level: Decimal) -> LevelOutcome:
        """What a level would bring, compared with the one in force."""
        moved = [
            (candidate, self._passes(candidate, self.now), self._passes(candidate, level))
            for candidate in self.valued
        ]
        passing = frozenset(candidate.unit.id for candidate, _before, after in moved if after)
        return LevelOutcome(
            level=level,
            met=len(passing),
            fallen=tuple(candidate for candidate, before, after in moved if before and not after),
            risen=tuple(candidate for candidate, before, after in moved if after and not before),
            all_met=tuple(
                candidate.unit
                for candidate in self.judged
                if candidate.others_met and candidate.unit.id in passing
            ),
        )

    def _passes(self, candidate: Candidate, level: Decimal) -> bool:
        return self.verdict(candidate, level).passed

    def around(self, level: Decimal) -> tuple[Candidate | None, Candidate | None]:
        """The last unit on the lower side of a level and the first on the other; None at an end."""
        find = bisect_right if self.is_ceiling else bisect_left
        at = find(self._values, level)
        return (
            self.valued[at - 1] if at else None,
            self.valued[at] if at < len(self.valued) else None,
        )

    def turn(self, level: Decimal) -> Turn | None:
        """Where the next unit falls when a level gets harder from here; None where none passes.

        Levels go in steps of 1 for counts, else of 0,1, or finer where the value is written so.
        """
        below, above = self.around(level)
        edge = below if self.is_ceiling else above
        if edge is None:
            return None
        value = value_of(edge)
        harder = self._just_past(value, edge.figure)
        if not 0 <= harder <= self.highest:
            return None
        fallen = tuple(
            candidate
            for candidate in self.valued
            if self._passes(candidate, level) and not self._passes(candidate, harder)
        )
        return Turn(harder, fallen, self.met(harder))

    def _just_past(self, value: Decimal, figure: Figure | None) -> Decimal:
        places = 0 if self.measure is Measure.COUNT else max(1, figure.places if figure else 1)
        step = Decimal(1).scaleb(-places)
        if self.is_ceiling:
            return -(((-value) / step).to_integral_value(ROUND_FLOOR) + 1) * step
        return ((value / step).to_integral_value(ROUND_FLOOR) + 1) * step

    def near(self, tried: Decimal) -> tuple[LevelOutcome, ...]:
        """Round levels about the one in force and the one tried, both included, in order."""
        small, wide = _NEAR[self.measure]
        wanted = {self.now, tried, self.now - small, self.now - wide}
        wanted |= {tried - small, tried + 1, tried + small, tried + wide}
        within = sorted(level for level in wanted if 0 <= level <= self.highest)
        return tuple(self.outcome(level) for level in within)


def nice_top(value: Decimal) -> Decimal:
    """The next number of 1, 2 or 5 with noughts that is not below the value; at least 5."""
    size = Decimal(1).scaleb(max(value, Decimal(5)).adjusted())
    return next(size * factor for factor in _NICE if size * factor >= max(value, Decimal(5)))


def value_of(candidate: Candidate) -> Decimal:
    """The unrounded value of a unit that has one."""
    return exact_value(candidate.figure or NOTHING)


def _has_value(candidate: Candidate) -> bool:
    return candidate.figure is not None and candidate.figure.state is State.VALUE


def sharing(target: TargetRef, others: Iterable[TargetRef]) -> tuple[TargetRef, ...]:
    """The targets of the same clause that the same number serves, for some of the same units."""
    return tuple(
        other
        for other in others
        if other.id != target.id
        and (other.clause, other.rule, other.floor) == (target.clause, target.rule, target.floor)
        and other.indicator != target.indicator
        and _meet(other, target)
    )


def _meet(target: TargetRef, other: TargetRef) -> bool:
    """Whether two audiences can have a unit in common, as far as they themselves say."""
    if target.unit_ids and other.unit_ids:
        return bool(target.unit_ids & other.unit_ids)
    if target.unit_ids or other.unit_ids:
        return not (target.kinds or other.kinds)
    return not target.kinds or not other.kinds or bool(target.kinds & other.kinds)
