"""The whole from its parts: by counts, never by the mean of rates."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.figures import Figure, State
from reports.figures.rollup import column_adds_up, roll_up, sum_counts


def rate(numerator: int, denominator: int, places: int = 1) -> Figure:
    return Figure.of(
        Decimal(100 * numerator) / denominator,
        places=places,
        numerator=numerator,
        denominator=denominator,
    )


def count(number: int | None) -> Figure:
    blank = Figure.blank(State.NOT_REPORTED)
    return blank if number is None else Figure.of(Decimal(number))


# Overdue files in the order of the letter's 19 rows; blank where the letter is blank.
OVERDUE = [
    5,
    3,
    11,
    None,
    None,
    1,
    None,
    2,
    None,
    None,
    None,
    None,
    1,
    None,
    None,
    None,
    2,
    3,
    None,
]


def test_the_whole_is_no_mean_of_its_parts() -> None:
    whole = roll_up([rate(9, 10), rate(10, 90)])
    assert whole == Figure(State.VALUE, Decimal(19), 1, 19, 100)


def test_a_part_without_counts_leaves_no_whole() -> None:
    assert roll_up([rate(9, 10), Figure.of(Decimal("90.4"))]) is None
    assert roll_up([rate(9, 10), Figure(State.VALUE, Decimal(0), 0, 0, 0)]) is None
    assert roll_up([rate(9, 10), Figure(State.VALUE, Decimal(90), 0, None, 10)]) is None


def test_nothing_rolls_up_to_nothing() -> None:
    assert roll_up([]) is None
    assert roll_up([Figure.blank(State.NO_CASES)]) is None


def test_parts_without_a_value_are_left_out() -> None:
    blanks = [Figure.blank(state) for state in State if state is not State.VALUE]
    assert roll_up([rate(1, 4), *blanks]) == roll_up([rate(1, 4)])


def test_cases_of_a_part_that_has_not_started_belong_to_the_whole() -> None:
    idle = Figure(State.NOT_STARTED, numerator=0, denominator=6)
    whole = roll_up([rate(1, 4), idle])
    assert whole is not None
    assert (whole.value, whole.denominator) == (Decimal(10), 10)


def test_the_decimals_are_those_of_the_most_exact_part() -> None:
    whole = roll_up([rate(1, 3, places=1), rate(1, 3, places=2)])
    assert whole is not None
    assert whole.places == 2


parts = st.integers(1, 500).flatmap(
    lambda base: st.integers(0, base).map(lambda numerator: rate(numerator, base))
)


@given(st.lists(parts, min_size=1))
def test_the_whole_lies_between_its_parts(figures: list[Figure]) -> None:
    whole = roll_up(figures)
    assert whole is not None
    assert whole.value is not None
    values = [figure.value for figure in figures if figure.value is not None]
    tolerance = Decimal("1e-20")
    assert min(values) - tolerance <= whole.value <= max(values) + tolerance


@given(st.lists(parts, min_size=2), st.data())
def test_it_does_not_matter_how_parts_are_grouped(
    figures: list[Figure], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, len(figures) - 1))
    first, second = roll_up(figures[:cut]), roll_up(figures[cut:])
    assert first is not None
    assert second is not None
    assert roll_up([first, second]) == roll_up(figures)


def test_overdue_files_of_the_letter_add_up() -> None:
    counts = [count(number) for number in OVERDUE]
    assert sum_counts(counts) == 28
    assert column_adds_up(counts, count(28))


@pytest.mark.parametrize(
    ("counts", "published", "agrees"),
    [
        ([1, 2], 3, True),
        ([1, 2], 4, False),
        ([1, None], 1, True),
        ([None], 0, True),
        ([1], None, False),
        ([None], None, False),
    ],
)
def test_a_column_adds_up_only_to_a_published_total(
    counts: list[int | None], published: int | None, agrees: bool
) -> None:
    assert column_adds_up(map(count, counts), count(published)) is agrees
