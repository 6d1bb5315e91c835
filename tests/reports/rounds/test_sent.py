"""What a sending keeps, and how two sendings differ."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.figures import Figure, State
from reports.figures.freezing import freeze, thaw
from reports.rounds.sent import SentFigure, changed_cells

VALUES = st.decimals(min_value=0, max_value=100, places=8)


def value(text: str, places: int = 1) -> SentFigure:
    """A figure without counts."""
    return SentFigure(Figure.of(Decimal(text), places=places))


@given(VALUES, st.text(max_size=20))
def test_a_figure_comes_back_from_json_digit_by_digit(number: Decimal, note: str) -> None:
    sent = SentFigure(Figure.of(number, places=2), note)
    assert thaw(SentFigure, json.loads(json.dumps(freeze(sent)))) == sent


@pytest.mark.parametrize("state", [one for one in State if one is not State.VALUE])
def test_a_state_comes_back_from_json(state: State) -> None:
    sent = SentFigure(Figure.blank(state))
    assert thaw(SentFigure, json.loads(json.dumps(freeze(sent)))) == sent


def test_only_what_differs_is_a_change() -> None:
    before = {"online": value("76"), "payment": value("5"), "receipt": value("1")}
    after = {
        "online": value("76.0", places=2),  # printed otherwise, the same figure
        "payment": value("6"),
        "receipt": SentFigure(value("1").figure, "Theo cổng"),
        "overdue": value("0", places=0),
    }
    changes = {one.code: one for one in changed_cells(before, after)}
    assert set(changes) == {"payment", "receipt", "overdue"}
    assert changes["overdue"].before is None
    assert changes["payment"].before == value("5")


def test_an_empty_sending_says_that_nothing_arose() -> None:
    first, second = {"online": value("76")}, {}
    (change,) = changed_cells(first, second)
    assert change.after and change.after.figure.state is State.NO_CASES
    (back,) = changed_cells(second, first)
    assert back.before and back.before.figure.state is State.NO_CASES
    assert changed_cells(second, second) == ()
