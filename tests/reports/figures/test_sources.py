"""Which source is official: the first one named, its gaps filled by the other."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.figures import Figure, State
from reports.figures.sources import SourceName, official_source, prevails

PROVINCE, UNIT = SourceName.PROVINCE, SourceName.UNIT
STATES = st.sampled_from(State)


def figure(state: State) -> Figure:
    return Figure.of(Decimal("88.7")) if state is State.VALUE else Figure.blank(state)


@pytest.mark.parametrize(
    ("province", "own", "first", "official"),
    [
        (State.VALUE, State.VALUE, PROVINCE, PROVINCE),
        (State.VALUE, State.VALUE, UNIT, UNIT),
        (State.VALUE, None, UNIT, PROVINCE),
        (None, State.VALUE, PROVINCE, UNIT),
        (State.NOT_REPORTED, State.VALUE, PROVINCE, UNIT),
        (State.NOT_REPORTED, State.NO_CASES, PROVINCE, UNIT),
        # "Not started" is how a blank is read: it is a gap, which the unit's own figure fills.
        (State.NOT_STARTED, State.VALUE, PROVINCE, UNIT),
        (State.NOT_STARTED, State.NOT_REPORTED, PROVINCE, PROVINCE),
        (State.NOT_STARTED, State.NOT_STARTED, PROVINCE, PROVINCE),
        (State.NOT_REPORTED, State.NOT_STARTED, PROVINCE, UNIT),
        (State.NO_CASES, State.VALUE, PROVINCE, PROVINCE),
        (State.EXEMPT, State.VALUE, PROVINCE, PROVINCE),
        (State.VALUE, State.NOT_REPORTED, UNIT, PROVINCE),
        (State.NOT_REPORTED, State.NOT_REPORTED, PROVINCE, PROVINCE),
        (State.NOT_REPORTED, State.NOT_REPORTED, UNIT, UNIT),
        (State.NOT_REPORTED, None, UNIT, PROVINCE),
        (None, None, PROVINCE, None),
    ],
)
def test_the_first_source_and_its_gaps(
    province: State | None, own: State | None, first: str, official: str | None
) -> None:
    said = {PROVINCE: province, UNIT: own}
    figures = {name.value: figure(state) for name, state in said.items() if state is not None}
    assert official_source(figures, first=first) == official


@given(province=STATES, own=STATES, first=st.sampled_from(SourceName))
def test_the_order_of_reading_decides_nothing(province: State, own: State, first: str) -> None:
    figures = {PROVINCE.value: figure(province), UNIT.value: figure(own)}
    turned = dict(reversed(figures.items()))
    assert official_source(figures, first=first) == official_source(turned, first=first)


@given(province=STATES, own=STATES, first=st.sampled_from(SourceName))
def test_exactly_one_of_two_prevails(province: State, own: State, first: str) -> None:
    over_own = prevails(province, PROVINCE, over=own, first=first)
    over_province = prevails(own, UNIT, over=province, first=first)
    assert over_own is not over_province
