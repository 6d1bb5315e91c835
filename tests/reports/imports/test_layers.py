"""What stands of one figure once some of those who spoke of it are taken back."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reports.figures.figures import Figure, State
from reports.imports.layers import Layer, Origin, Step, standing_without

TEN, TWENTY = Figure.of(Decimal(10)), Figure.of(Decimal(20))
COUNTED = Figure.of(Decimal(10), numerator=1, denominator=10)


def said(number: int, figure: Figure | None, run: int | None, *, first: bool = False) -> Step:
    return Step(number, figure, Origin(run_id=run), own_word=True, on_nothing=first)


def put_back(number: int, figure: Figure | None, run: int | None) -> Step:
    return Step(number, figure, Origin(run_id=run), own_word=False, on_nothing=False)


def repeated(number: int, figure: Figure, run: int) -> Layer:
    return Layer(number, figure, Origin(run_id=run), repeats=True)


@pytest.mark.parametrize(
    ("undone", "run", "figure"),
    [({3}, 2, TWENTY), ({2, 3}, 1, TEN), ({2}, 3, TEN), ({1}, 3, TEN)],
)
def test_the_topmost_that_is_left_stands(undone: set[int], run: int, figure: Figure) -> None:
    steps = [said(1, TEN, 1, first=True), said(2, TWENTY, 2), said(3, TEN, 3)]
    left = standing_without(steps, (), undone)
    assert left is not None and (left.figure, left.origin.run_id) == (figure, run)


def test_nothing_stands_where_nobody_is_left() -> None:
    steps = [said(1, TEN, 1, first=True), said(2, TWENTY, 2), put_back(3, TEN, 1)]
    assert standing_without(steps, (), {1, 2}) is None


def test_who_said_it_first_keeps_it() -> None:
    steps = [said(1, TEN, 1, first=True), said(5, TWENTY, 3)]
    first = standing_without(steps, [repeated(3, TEN, 2)], {3})
    assert first is not None and first.origin.run_id == 1
    second = standing_without(steps, [repeated(3, TEN, 2)], {1, 3})
    assert second is not None and second.origin.run_id == 2


def test_what_was_not_so_at_its_time_is_no_repetition() -> None:
    steps = [said(1, TEN, 1, first=True)]
    blank = Figure.blank(State.NOT_REPORTED)
    assert standing_without(steps, [repeated(2, blank, 2)], {1}) is None
    assert standing_without(steps, [repeated(0, TEN, 2)], {1}) is None


def test_a_file_without_counts_repeats_the_rate_alone() -> None:
    steps = [said(1, COUNTED, 1, first=True)]
    left = standing_without(steps, [repeated(2, TEN, 2)], {1})
    assert left is not None and left.figure == TEN
    kept = standing_without(steps, [repeated(2, TEN, 2)], {3})
    assert kept is not None and kept.figure == COUNTED


def test_what_was_taken_away_by_hand_does_not_come_back() -> None:
    steps = [said(1, TEN, 1, first=True), said(2, None, None), said(3, TWENTY, 3, first=True)]
    assert standing_without(steps, (), {3}) is None
