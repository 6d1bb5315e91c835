"""Whether what was ordered was met: one figure against one target, then a whole table."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum

from directives.clauses.targets import Rule, TargetRef, UnitTargets
from reports.figures.figures import Figure, State, exact_value


class Status(StrEnum):
    """The verdict on one figure."""

    MET = "met"
    EXCEEDED = "exceeded"
    NOT_MET = "not_met"
    NOT_STARTED = "not_started"
    NOT_REPORTED = "not_reported"
    NO_CASES = "no_cases"
    EXEMPT = "exempt"
    WATCHED = "watched"


PASSED = frozenset({Status.MET, Status.EXCEEDED})
FAILING = frozenset({Status.NOT_MET, Status.NOT_STARTED})
JUDGED = PASSED | FAILING

NOTHING = Figure.blank(State.NOT_REPORTED)
STATUS_OF_BLANK = {
    State.NO_CASES: Status.NO_CASES,
    State.NOT_STARTED: Status.NOT_STARTED,
    State.NOT_REPORTED: Status.NOT_REPORTED,
    State.EXEMPT: Status.EXEMPT,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A figure held against the target that decides for its unit.

    `gap` is what is missing to the floor, in percent points (for a count: in files), `gap_files`
    how many more files would close it, where the counts behind the rate are known.
    """

    status: Status
    figure: Figure
    target: TargetRef | None = None
    gap: Decimal | None = None
    gap_files: int | None = None

    @property
    def passed(self) -> bool:
        return self.status in PASSED

    @property
    def counts(self) -> bool:
        """Whether it counts among the targets with a number that can be judged."""
        return self.target is not None and self.target.has_number and self.status in JUDGED

    @property
    def shortfall(self) -> Decimal:
        """What is missing of a target that counts, as a share of its floor: 0 where it is met, 1
        (all of it) where nothing was started."""
        if not self.counts or self.passed:
            return Decimal(0)
        if self.gap is None or self.target is None or not self.target.floor:
            return Decimal(1)
        return self.gap / self.target.floor


def evaluate(figure: Figure | None, target: TargetRef | None) -> Verdict:
    """Hold a figure against a target; values are compared unrounded.

    No figure is `not_reported`, never 0. Without a target, or with a rule that has no number, a
    value is only watched.
    """
    figure = figure or NOTHING
    if figure.state is not State.VALUE:
        return Verdict(STATUS_OF_BLANK[figure.state], figure, target)
    if target is None or target.rule is Rule.LOWEST:
        return Verdict(Status.WATCHED, figure, target)
    if target.rule is Rule.ONCE_CASES:
        begun = exact_value(figure) > 0
        return Verdict(Status.MET if begun else Status.NOT_STARTED, figure, target)
    return _judge(figure, target)


def _judge(figure: Figure, target: TargetRef) -> Verdict:
    value, floor = exact_value(figure), target.floor
    if floor is None:
        raise ValueError(f"A target with the rule {target.rule} needs a number")
    if target.rule is Rule.CEILING:
        if value <= floor:
            return Verdict(Status.MET, figure, target)
        return Verdict(Status.NOT_MET, figure, target, gap=value - floor)
    if value < floor:
        missing = files_missing(figure, floor)
        return Verdict(Status.NOT_MET, figure, target, gap=floor - value, gap_files=missing)
    above = target.ambition is not None and value > target.ambition
    return Verdict(Status.EXCEEDED if above else Status.MET, figure, target)


def files_missing(figure: Figure, floor: Decimal) -> int | None:
    """How many more files the numerator needs to reach the floor; None without counts."""
    if figure.numerator is None or not figure.denominator:
        return None
    needed = (floor * figure.denominator / 100).to_integral_value(ROUND_CEILING)
    return max(int(needed) - figure.numerator, 0)


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit as the tables need it; `pool` is None for a unit that is not ranked.

    `ended` is the last day of one that was gone before the period's last day: it has no place
    beside its successor.
    """

    id: int
    code: str
    name: str
    short_name: str
    kind: str
    pool: str | None
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class UnitCompliance:
    """All verdicts on one unit, by indicator; `met` of `of` count targets with a number."""

    unit: UnitRef
    cells: Mapping[str, Verdict]
    met: int
    of: int

    def target(self, indicator: str) -> TargetRef | None:
        """The target that decides for the unit on an indicator, if it has one."""
        verdict = self.cells.get(indicator)
        return verdict.target if verdict else None

    @property
    def all_met(self) -> bool:
        """Every target with a number is met, and there is one."""
        return self.met == self.of > 0

    @property
    def marks_without_counting(self) -> bool:
        """Whether a target is judged and marked that the score does not count: one that holds once
        cases arise."""
        return any(
            verdict.target is not None and verdict.target.rule is Rule.ONCE_CASES
            for verdict in self.cells.values()
        )

    @property
    def shortfall(self) -> Decimal:
        """The shortfalls of all its targets added up, as shares of their floors."""
        return sum((verdict.shortfall for verdict in self.cells.values()), Decimal(0))


@dataclass(frozen=True, slots=True)
class Tally:
    """How the units of one pool stand on one indicator."""

    met: int = 0
    of: int = 0
    statuses: Mapping[Status, int] = field(default_factory=dict)

    def count(self, *statuses: Status) -> int:
        """How many units have one of these statuses."""
        return sum(self.statuses.get(status, 0) for status in statuses)


Figures = Mapping[tuple[int, str], Figure]


def assess(
    units: Iterable[UnitRef],
    figures: Figures,
    targets: tuple[TargetRef, ...],
    indicators: tuple[str, ...],
) -> tuple[UnitCompliance, ...]:
    """The verdicts on every unit, in the order given.

    `figures` are keyed by unit id and indicator code. A unit gets a cell for each indicator that
    it has a target or a figure for.
    """
    ordered = UnitTargets(targets)
    return tuple(_assess_unit(unit, figures, ordered, indicators) for unit in units)


def _assess_unit(
    unit: UnitRef, figures: Figures, ordered: UnitTargets, indicators: tuple[str, ...]
) -> UnitCompliance:
    own = ordered.of(unit.id, unit.kind)
    cells: dict[str, Verdict] = {}
    for code in indicators:
        figure = figures.get((unit.id, code))
        if figure is not None or code in own:
            cells[code] = evaluate(figure, own[code][0] if code in own else None)
    counted = [verdict for verdict in cells.values() if verdict.counts]
    met = sum(verdict.passed for verdict in counted)
    return UnitCompliance(unit, cells, met, len(counted))


def tally(rows: Iterable[UnitCompliance], indicator: str) -> Tally:
    """Count the verdicts on one indicator; `met` of `of` only where the target has a number."""
    verdicts = [row.cells[indicator] for row in rows if indicator in row.cells]
    counted = [verdict for verdict in verdicts if verdict.counts]
    return Tally(
        met=sum(verdict.passed for verdict in counted),
        of=len(counted),
        statuses=Counter(verdict.status for verdict in verdicts),
    )
