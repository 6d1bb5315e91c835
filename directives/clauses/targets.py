"""What a directive orders: rules with a number or without, and for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from units.dates import covers


class Rule(StrEnum):
    """How a figure is held against a target."""

    FLOOR = "floor"
    CEILING = "ceiling"
    BAND = "band"
    LOWEST = "lowest"
    ONCE_CASES = "once_cases"


NUMERIC = frozenset({Rule.FLOOR, Rule.CEILING, Rule.BAND})


@dataclass(frozen=True, slots=True)
class TargetRef:
    """One target of one clause.

    `floor` is the number to reach (for a ceiling: not to pass) and `ambition` the upper end of a
    band, in percent points for rates and in files for counts. The audience is `unit_ids` where
    units are named, else the `kinds` of unit, else every unit. Dates are inclusive.
    """

    id: int
    indicator: str
    rule: Rule
    clause: str
    floor: Decimal | None = None
    ambition: Decimal | None = None
    kinds: frozenset[str] = frozenset()
    unit_ids: frozenset[int] = frozenset()
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def has_number(self) -> bool:
        """Whether the rule has a number that can be met or missed."""
        return self.rule in NUMERIC

    @property
    def order(self) -> tuple[Rule, Decimal | None, Decimal | None]:
        """What is asked, whoever it is asked of: two targets of one order are held alike."""
        return self.rule, self.floor, self.ambition

    def concerns(self, unit_id: int, kind: str) -> bool:
        """Whether the unit belongs to the audience."""
        if self.unit_ids:
            return unit_id in self.unit_ids
        return not self.kinds or kind in self.kinds

    def in_force(self, on: date) -> bool:
        return covers(self.valid_from, self.valid_to, on)

    @property
    def precedence(self) -> tuple[int, bool, str]:
        """The smallest goes first where several targets concern one unit and indicator.

        Named units before kinds before everybody; then a rule with a number before one without;
        then the order of the clauses.
        """
        breadth = 0 if self.unit_ids else 1 if self.kinds else 2
        return breadth, not self.has_number, self.clause.zfill(4)


def targets_for(
    targets: tuple[TargetRef, ...], *, unit_id: int, kind: str
) -> dict[str, tuple[TargetRef, ...]]:
    """The targets of one unit by indicator, the one that decides first."""
    by_indicator: dict[str, list[TargetRef]] = {}
    for target in targets:
        if target.concerns(unit_id, kind):
            by_indicator.setdefault(target.indicator, []).append(target)
    return {
        indicator: tuple(sorted(rows, key=lambda target: target.precedence))
        for indicator, rows in by_indicator.items()
    }


class UnitTargets:
    """The targets of each unit; those of a kind are looked for once, whatever number of units."""

    def __init__(self, targets: tuple[TargetRef, ...]) -> None:
        self._targets = targets
        self._named = frozenset(unit for target in targets for unit in target.unit_ids)
        self._of_kind: dict[str, dict[str, tuple[TargetRef, ...]]] = {}

    def of(self, unit_id: int, kind: str) -> Mapping[str, tuple[TargetRef, ...]]:
        """As `targets_for`."""
        if unit_id in self._named:
            return targets_for(self._targets, unit_id=unit_id, kind=kind)
        if kind not in self._of_kind:
            self._of_kind[kind] = targets_for(self._targets, unit_id=unit_id, kind=kind)
        return self._of_kind[kind]
