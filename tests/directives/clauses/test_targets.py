"""Which target decides for a unit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from directives.clauses.targets import Rule, TargetRef, UnitTargets, targets_for

EVERYBODY = TargetRef(1, "online", Rule.FLOOR, "4", Decimal(40))
COMMUNES = TargetRef(2, "online", Rule.FLOOR, "3", Decimal(70), kinds=frozenset({"commune"}))
NAMED = TargetRef(3, "online", Rule.FLOOR, "2", Decimal(50), unit_ids=frozenset({7}))
ONCE = TargetRef(4, "online", Rule.ONCE_CASES, "1", kinds=frozenset({"commune"}))


@pytest.mark.parametrize(
    ("unit_id", "kind", "decides"),
    [(7, "commune", NAMED), (8, "commune", COMMUNES), (9, "town", EVERYBODY)],
)
def test_named_units_win_over_kinds_over_everybody(
    unit_id: int, kind: str, decides: TargetRef
) -> None:
    every = (EVERYBODY, ONCE, COMMUNES, NAMED)
    assert targets_for(every, unit_id=unit_id, kind=kind)["online"][0] is decides


def test_a_number_wins_over_a_rule_without_one_whatever_the_clause() -> None:
    assert targets_for((ONCE, COMMUNES), unit_id=8, kind="commune")["online"] == (COMMUNES, ONCE)


def test_clauses_are_in_order_of_their_numbers_not_of_their_digits() -> None:
    second = TargetRef(1, "online", Rule.FLOOR, "2", Decimal(1))
    tenth = TargetRef(2, "online", Rule.FLOOR, "10", Decimal(1))
    assert targets_for((tenth, second), unit_id=1, kind="town")["online"] == (second, tenth)


def test_a_unit_outside_every_audience_has_no_target() -> None:
    assert targets_for((COMMUNES, NAMED), unit_id=9, kind="town") == {}


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2023, 6, 20), False),
        (date(2023, 6, 21), True),
        (date(2023, 12, 31), True),
        (date(2024, 1, 1), False),
    ],
)
def test_dates_in_force_are_inclusive(on: date, holds: bool) -> None:
    target = TargetRef(
        1, "online", Rule.FLOOR, "1", Decimal(1),
        valid_from=date(2023, 6, 21), valid_to=date(2023, 12, 31),
    )  # fmt: skip
    assert target.in_force(on) is holds


@pytest.mark.parametrize("unit_id", [7, 8])
@pytest.mark.parametrize("kind", ["commune", "town"])
def test_looking_once_for_each_kind_finds_the_same(unit_id: int, kind: str) -> None:
    every = (EVERYBODY, ONCE, COMMUNES, NAMED)
    ordered = UnitTargets(every)
    for other in (("town", 9), ("commune", 9), ("commune", 7)):
        ordered.of(other[1], other[0])
    assert ordered.of(unit_id, kind) == targets_for(every, unit_id=unit_id, kind=kind)
