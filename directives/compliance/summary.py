"""Where an office stands in one period: the one tree that screen, print, files and API render."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from directives.clauses.targets import TargetRef
from directives.compliance.domain import NOTHING, Status, Tally, UnitCompliance, UnitRef, Verdict
from directives.compliance.source import IndicatorRef, Letters, Published, ReportRef, SummarySource
from reports.figures.figures import State, exact_value
from reports.figures.ranking import Change, Ranking
from units.kinds import Pool

_NAMED_GAPS = 3
_NOTHING_PUBLISHED = Published(NOTHING)


@dataclass(frozen=True, slots=True)
class Audience:
    """Units that are held against the same targets, with those targets by indicator."""

    units: tuple[UnitRef, ...]
    targets: Mapping[str, tuple[TargetRef, ...]]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of unit in it, in order of appearance."""
        return tuple(dict.fromkeys(unit.kind for unit in self.units))

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses that its targets come from, in order."""
        numbers = {target.clause for targets in self.targets.values() for target in targets}
        return tuple(sorted(numbers, key=lambda clause: clause.zfill(4)))


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a pool: `first`–`last` are shared by ties; None when there is no value."""

    first: int | None
    last: int | None
    placed: int
    pool: int


@dataclass(frozen=True, slots=True)
class UnitLine(UnitCompliance):
    """One row of the table: verdicts, places and changes by indicator, and the overall place.

    `own` are the codes of the figures that the unit gave itself.
    """

    places: Mapping[str, Place]
    changes: Mapping[str, Change]
    overall: Place | None = None
    own: frozenset[str] = frozenset()

    @property
    def has_figures(self) -> bool:
        """Whether anything at all was reported for the unit."""
        return any(
            verdict.figure.state is not State.NOT_REPORTED for verdict in self.cells.values()
        )


@dataclass(frozen=True, slots=True)
class Gap:
    unit: UnitRef
    indicator: IndicatorRef
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class SumCheck:
    """The units' counts added up, beside the count that the report publishes."""

    indicator: IndicatorRef
    total: Decimal
    published: Decimal | None
    units_with: int

    @property
    def agrees(self) -> bool:
        return self.total == self.published

    @property
    def stated(self) -> Decimal:
        """The office's count wherever it is stated: as published, else the units' sum."""
        return self.total if self.published is None else self.published


@dataclass(frozen=True, slots=True)
class Summary:
    """The whole answer for one office, period and directive, units in the official order."""

    source: SummarySource
    indicators: tuple[IndicatorRef, ...]
    audiences: tuple[Audience, ...]
    lines: tuple[UnitLine, ...]
    tallies: Mapping[Pool, Mapping[str, Tally]]
    rankings: Mapping[tuple[Pool, str], Ranking[int]]
    checks: Mapping[str, SumCheck]

    @property
    def reported(self) -> tuple[IndicatorRef, ...]:
        """The indicators for which any unit has been reported: the columns of the table."""
        with_figures = {code for _unit, code in self.source.figures}
        return tuple(indicator for indicator in self.indicators if indicator.code in with_figures)

    @property
    def assessed(self) -> tuple[IndicatorRef, ...]:
        """The indicators on which any unit has a target or a figure."""
        with_cell = {code for line in self.lines for code in line.cells}
        return tuple(indicator for indicator in self.indicators if indicator.code in with_cell)

    def published(self, indicator: IndicatorRef) -> Published:
        """What the report says of the office itself; a blank figure where it says nothing."""
        return self.source.published.get(indicator.code, _NOTHING_PUBLISHED)

    @property
    def report(self) -> ReportRef | None:
        """The report that the figures come from; none where there are no figures."""
        return self.source.report if self.source.figures or self.source.published else None

    @property
    def reported_lines(self) -> tuple[UnitLine, ...]:
        """The units for which anything was reported: the rows of the province's table."""
        return tuple(line for line in self.lines if line.has_figures)

    def lines_of(self, pool: Pool) -> tuple[UnitLine, ...]:
        return tuple(line for line in self.lines if line.unit.pool == pool)

    def letters_of(self, unit_id: int, count: Decimal) -> Letters | None:
        """What a unit's register says of its letters, where it has at least as many late files as
        were reported; else nobody knows which of them have one."""
        own = (letters for letters in self.source.letters if letters.unit_id == unit_id)
        return next((letters for letters in own if letters.late >= count), None)

    @property
    def judged(self) -> int:
        """How many targets with a number the communes and towns can be judged on."""
        return max((line.of for line in self.lines_of(Pool.LOCAL)), default=0)

    def tally(self, code: str) -> Tally:
        """How the communes and towns stand on one indicator."""
        return self.tallies.get(Pool.LOCAL, {}).get(code, Tally())

    def local_targets(self, code: str) -> tuple[TargetRef, ...]:
        """What the communes and towns are held against on an indicator: one target of each order,
        the lowest number first. Several groups may have several floors."""
        held = filter(None, (line.target(code) for line in self.lines_of(Pool.LOCAL)))
        distinct = {target.order: target for target in held}.values()
        return tuple(sorted(distinct, key=lambda target: target.floor or Decimal(0)))

    def all_met(self, pool: Pool | None = None) -> tuple[UnitRef, ...]:
        return tuple(
            line.unit for line in self.lines if line.all_met and pool in (None, line.unit.pool)
        )

    def none_met(self, pool: Pool) -> tuple[UnitRef, ...]:
        return tuple(line.unit for line in self.lines_of(pool) if line.of and not line.met)

    def gaps(self) -> tuple[Gap, ...]:
        """The largest shortfalls in points among rates with a value, worst first."""
        gaps = [gap for line in self.lines for gap in self.shortfalls(line)]
        gaps.sort(key=lambda gap: gap.verdict.gap or 0, reverse=True)
        return tuple(gaps[:_NAMED_GAPS])

    def shortfalls(self, line: UnitLine) -> tuple[Gap, ...]:
        """What a unit lacks on rates with a value."""
        return tuple(
            Gap(line.unit, indicator, verdict)
            for indicator in self.indicators
            if indicator.is_rate
            and (verdict := line.cells.get(indicator.code))
            and verdict.gap is not None
        )

    def not_started(self) -> tuple[tuple[IndicatorRef, tuple[UnitRef, ...]], ...]:
        """For each indicator the units that have not started, the indicator with most first."""
        pairs = ((indicator, self._idle(indicator.code)) for indicator in self.indicators)
        return tuple(sorted((pair for pair in pairs if pair[1]), key=lambda pair: -len(pair[1])))

    def _idle(self, code: str) -> tuple[UnitRef, ...]:
        return tuple(
            line.unit
            for line in self.lines
            if (verdict := line.cells.get(code)) and verdict.status is Status.NOT_STARTED
        )

    def hardest(self) -> IndicatorRef | None:
        """The indicator with a number that the smallest part of the communes and towns meets."""
        judged = [indicator for indicator in self.indicators if self.tally(indicator.code).of]
        return min(
            judged,
            key=lambda indicator: (
                Decimal(self.tally(indicator.code).met) / self.tally(indicator.code).of
            ),
            default=None,
        )

    def is_total_known(self, code: str) -> bool:
        """Whether the office's count is: published, or the sum of all units that reported anything;
        else no unit's share of it can be told."""
        if self.checks[code].published is not None:
            return True
        verdicts = [line.cells.get(code) for line in self.reported_lines]
        return all(verdict and verdict.status is not Status.NOT_REPORTED for verdict in verdicts)

    def largest(self, code: str) -> UnitLine | None:
        """The unit with the largest value of a count, if it is alone with it."""
        with_value = [
            (exact_value(verdict.figure), line)
            for line in self.lines
            if (verdict := line.cells.get(code)) and verdict.figure.value
        ]
        with_value.sort(key=lambda pair: pair[0], reverse=True)
        if not with_value or (len(with_value) > 1 and with_value[0][0] == with_value[1][0]):
            return None
        return with_value[0][1]
