"""Places, ties and pools, on the table of Vĩnh Linh district (first half of 2023) and by law."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.figures import Figure, Measure, State, stored_figure
from reports.figures.parsing import parse_figure
from reports.figures.ranking import (
    Change,
    Direction,
    change,
    rank,
    sort_blanks_last,
)

HIGHER, LOWER = Direction.HIGHER, Direction.LOWER

# The 18 communes and towns in the letter's order: online, digitization, overdue, payment, receipt.
TABLE = """
Vĩnh Chấp|81,6|10,2|3||
Vĩnh Giang|88,7|51,6|11||83,8
Hiền Thành|68,8|22,2|||60,7
Vĩnh Lâm|81,4|76,0|||50,5
Vĩnh Sơn|62,5|19,4|1||82,7
Kim Thạch|77,1|77,9|||27,8
Trung Nam|63,3|91,5|2|0,1|69,8
Vĩnh Tú|85,7|87,5|||83,3
Hồ Xá|90,4|82,5||36,1|50,5
Bến Quan|88,6|31,7||5,3|42,7
Vĩnh Hà|48,4|22,8|||
Vĩnh Hòa|68,5|77,0|1|28,5|47,9
Vĩnh Khê|51,3|55,7|||
Vĩnh Long|54,8|70,3|||79,9
Vĩnh Ô|7,8|92,5|||73,3
Vĩnh Thái|90,2|95,4|2||88,2
Vĩnh Thủy|53,1|49,5|3||51,8
Cửa Tùng|76,8|59,1|||56,3
"""
ROWS = [line.split("|") for line in TABLE.strip().splitlines()]


def column(number: int, blank: State = State.NOT_STARTED) -> dict[str, Figure]:
    """One column of the letter; the tests' keys are names for the reader's sake only."""
    figures = {}
    for name, *cells in ROWS:
        figure = parse_figure(cells[number], measure=Measure.RATE)
        figures[name] = figure if isinstance(figure, Figure) else Figure.blank(blank)
    return figures


def value(number: str) -> Figure:
    return Figure.of(Decimal(number))


def test_the_online_ranking_of_the_letter() -> None:
    ranking = rank(column(0), HIGHER)
    assert list(ranking.places)[:3] == ["Hồ Xá", "Vĩnh Thái", "Vĩnh Giang"]
    assert [ranking.places[name] for name in ("Hồ Xá", "Vĩnh Thái", "Vĩnh Giang")] == [1, 2, 3]
    assert ranking.places["Vĩnh Ô"] == 18
    assert (ranking.pool, ranking.placed, ranking.exempt) == (18, 18, ())


def test_equal_receipts_share_a_place_and_the_next_is_skipped() -> None:
    ranking = rank(column(4), HIGHER)
    places = ranking.places
    assert places["Vĩnh Lâm"] == places["Hồ Xá"] == 11
    assert places["Vĩnh Thủy"] == 10
    assert 12 not in places.values()
    assert places["Vĩnh Hòa"] == 13
    assert ranking.place_range("Hồ Xá") == (11, 12)
    assert ranking.place_range("Vĩnh Thủy") == (10, 10)


def test_who_has_not_started_stays_in_the_pool_without_a_place() -> None:
    ranking = rank(column(3), HIGHER)
    assert ranking.places == {"Hồ Xá": 1, "Vĩnh Hòa": 2, "Bến Quan": 3, "Trung Nam": 4}
    assert (ranking.pool, ranking.placed) == (18, 4)
    assert ranking.place_range("Vĩnh Ô") is None


def test_the_exempt_are_out_of_the_pool() -> None:
    figures = {
        1: value("5"),
        2: Figure.blank(State.EXEMPT),
        3: Figure.blank(State.NO_CASES),
        4: value("0"),
    }
    ranking = rank(figures, LOWER)
    assert ranking.places == {4: 1, 1: 2}
    assert (ranking.pool, ranking.placed, ranking.exempt) == (3, 2, (2,))


def test_values_are_compared_unrounded() -> None:
    figures = {
        "a": Figure.of(Decimal("59.96"), places=1),
        "b": Figure.of(Decimal("60.0")),
        "c": Figure.of(Decimal("60.00")),
    }
    assert rank(figures, HIGHER).places == {"b": 1, "c": 1, "a": 3}


def test_counts_are_compared_before_what_was_printed() -> None:
    """1399 of 2000 is 69.95 and prints as 70,0: it stands behind every true 70."""
    figures = {
        "short": Figure.of(Decimal("70.0"), numerator=1399, denominator=2000),
        "true": Figure.of(Decimal("70.0")),
        "counted": Figure.of(Decimal("70.0"), numerator=14, denominator=20),
    }
    assert rank(figures, HIGHER).places == {"true": 1, "counted": 1, "short": 3}
    assert change(figures["short"], figures["true"], HIGHER) == Change(Decimal("-0.05"), "worse")


def test_nothing_of_nothing_is_no_cases() -> None:
    for rate in ("0", "100", "55.5"):
        figure = stored_figure(State.VALUE, Decimal(rate), 1, 0, 0)
        assert (figure.state, figure.value) == (State.NO_CASES, None)
    assert stored_figure(State.VALUE, Decimal(0), 0, 0, 5).value == 0


def test_nobody_to_rank() -> None:
    ranking = rank(dict[int, Figure](), HIGHER)
    assert (ranking.places, ranking.pool) == ({}, 0)


figures_strategy = st.dictionaries(
    st.integers(),
    st.one_of(
        st.decimals(min_value=0, max_value=3, places=1).map(Figure.of),
        st.sampled_from([s for s in State if s is not State.VALUE]).map(Figure.blank),
    ),
)


@given(figures_strategy, st.sampled_from(Direction))
def test_a_place_is_one_more_than_the_number_strictly_better(
    figures: dict[int, Figure], direction: Direction
) -> None:
    ranking = rank(figures, direction)
    values = {key: figure.value for key, figure in figures.items() if figure.value is not None}
    assert set(ranking.places) == set(values)
    for key, own in values.items():
        higher = sum(other > own for other in values.values())
        lower = sum(other < own for other in values.values())
        equal = sum(other == own for other in values.values())
        place = 1 + (higher if direction is HIGHER else lower)
        assert ranking.place_range(key) == (place, place + equal - 1)


@given(figures_strategy, st.randoms(), st.sampled_from(Direction))
def test_places_do_not_depend_on_the_order_of_units(
    figures: dict[int, Figure], random: Random, direction: Direction
) -> None:
    keys = list(figures)
    random.shuffle(keys)
    shuffled = rank({key: figures[key] for key in keys}, direction)
    assert shuffled.places == rank(figures, direction).places


@pytest.mark.parametrize(
    ("current", "previous", "direction", "expected"),
    [
        ("76.9", "70.0", HIGHER, Change(Decimal("6.9"), "better")),
        ("76.9", "80", HIGHER, Change(Decimal("-3.1"), "worse")),
        ("3", "11", LOWER, Change(Decimal(-8), "better")),
        ("11", "3", LOWER, Change(Decimal(8), "worse")),
        ("60.0", "60.00", LOWER, Change(Decimal(0), "same")),
    ],
)
def test_change(current: str, previous: str, direction: Direction, expected: Change) -> None:
    assert change(value(current), value(previous), direction) == expected


def test_no_change_without_two_values() -> None:
    blank = Figure.blank(State.NOT_STARTED)
    assert change(value("1"), None, HIGHER) is None
    assert change(value("1"), blank, HIGHER) is None
    assert change(blank, value("1"), HIGHER) is None


amounts = st.decimals(min_value=0, max_value=100, places=2).map(Figure.of)


@given(amounts, amounts, st.sampled_from(Direction))
def test_change_back_is_the_opposite(one: Figure, other: Figure, direction: Direction) -> None:
    there, back = change(one, other, direction), change(other, one, direction)
    assert there is not None
    assert back is not None
    assert there.difference == -back.difference
    opposite = {"better": "worse", "worse": "better", "same": "same"}
    assert there.trend == opposite[back.trend]


@pytest.mark.parametrize(
    ("reverse", "expected"),
    [(False, ["c", "a", "d", "b", "e"]), (True, ["a", "d", "c", "b", "e"])],
)
def test_blanks_sort_last_both_ways(reverse: bool, expected: list[str]) -> None:
    values = {"a": 2, "b": None, "c": 1, "d": 2, "e": None}
    assert sort_blanks_last(values, key=values.get, reverse=reverse) == expected
