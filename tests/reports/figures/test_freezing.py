"""What is kept as plain values comes out equal, and nothing else is taken for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from reports.figures.figures import Figure, State
from reports.figures.freezing import freeze, thaw
from reports.figures.ranking import Trend
from units.kinds import Pool


@dataclass(frozen=True, slots=True)
class Kept:
    days: tuple[date, ...]
    figures: Mapping[tuple[int, str], Figure]
    codes: frozenset[str] = frozenset()
    words: dict[str, int] | None = None


@dataclass(frozen=True, slots=True)
class SentFrom:
    pool: str


def test_each_kind_has_one_form() -> None:
    figures = {(2, "b"): Figure.of(Decimal("76.90")), (1, "a"): Figure.blank(State.EXEMPT)}
    kept = Kept((date(2023, 6, 1),), figures, frozenset({"z", "c"}), {"one": 1})
    plain = freeze(kept)
    assert thaw(Kept, plain) == kept
    assert plain["days"] == ["2023-06-01"]
    assert [(key, item["value"]) for key, item in plain["figures"]] == [
        ([1, "a"], None),
        ([2, "b"], "76.90"),
    ]
    assert (plain["codes"], plain["words"]) == (["c", "z"], {"one": 1})


def test_a_code_in_a_text_field_is_its_value() -> None:
    plain = freeze(SentFrom(Pool.LOCAL))
    assert (plain, type(plain["pool"])) == ({"pool": "local"}, str)
    assert thaw(SentFrom, plain) == SentFrom(Pool.LOCAL)


def test_what_came_later_is_its_default() -> None:
    assert thaw(Kept, {"days": [], "figures": []}) == Kept((), {})


@pytest.mark.parametrize(
    ("kind", "plain"),
    [
        *((Kept, plain) for plain in ("x", [], {}, None, {"days": [], "figures": [], "more": 1})),
        *((int, plain) for plain in (True, "1", 1.0, None)),
        *((str, 1), (bool, 1), (date, "2023-13-01"), (date, 4)),
        *((Decimal, plain) for plain in ("x", None, [])),
        *((State, "maybe"), (State, []), (Trend, "x"), (Trend, [])),
        *((tuple[int, ...], [True]), (tuple[int, str], [1]), (tuple[int, str], [1, "a", "b"])),
        *((frozenset[int], ["a"]), (frozenset[int], 3), (dict[str, int], {"a": True})),
    ],
)
def test_another_value_is_refused(kind: Any, plain: Any) -> None:
    with pytest.raises(ValueError):
        thaw(kind, plain)
