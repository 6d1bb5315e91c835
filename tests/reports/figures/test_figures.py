"""One cell, one meaning: how the text and numbers of a spreadsheet become figures."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.figures import (
    NOT_CALCULATED,
    Blank,
    Figure,
    Measure,
    Problem,
    State,
    format_figure_value,
    format_points,
)
from reports.figures.parsing import parse_figure

RATE, COUNT = Measure.RATE, Measure.COUNT


@pytest.mark.parametrize(
    ("raw", "number_format", "value", "places"),
    [
        ("76,9", "", "76.9", 1),
        ("76,0", "", "76.0", 1),
        ("59,29", "", "59.29", 2),
        ("59.29", "", "59.29", 2),
        ("1.245", "", "1.245", 3),
        ("0,18%", "", "0.18", 2),
        ("76,9 %", "", "76.9", 1),
        ("\u00a0 76,9\u00a0%\u202f", "", "76.9", 1),
        ("+5", "", "5", 0),
        ("0", "", "0", 0),
        ("-0", "", "0", 0),
        ("100", "", "100", 0),
        ("76,9%", "0.0%", "76.9", 1),
        (76, "General", "76", 0),
        (76.0, "", "76", 0),
        (76.0, "0.0", "76", 1),
        (76.9, "", "76.9", 1),
        (76.90000000000001, "", "76.9", 1),
        (76.90000000000003, "0.0", "76.9", 1),
        (100.00000000000001, "", "100", 0),
        (59.29, "0.00", "59.29", 2),
        (59.2, "0.00", "59.2", 2),
        (59.94, "0.0", "59.94", 1),
        (59.2, "0.0#", "59.2", 1),
        (59.29, "#,##0.00_);[Red](#,##0.00)", "59.29", 2),
        (0.769, "0.0%", "76.9", 1),
        (0.5929, "0.00%", "59.29", 2),
        (0.07, "0%", "7", 0),
        (1, "0%", "100", 0),
        (76.9, '0.0"%"', "76.9", 1),
        (76.9, r"0.0\%", "76.9", 1),
        (66.66666666666667, "General", "66.6666666667", 2),
        ("66,66666666666667", "", "66.66666666666667", 2),
        ("89,9999999999999", "", "89.9999999999999", 2),
        (5.5, ".00", "5.5", 2),
        (5.5, "@", "5.5", 1),
        (5.5, "0.00E+00", "5.5", 1),
        (Decimal("7.50"), "", "7.5", 2),
    ],
)
def test_rates_are_read_in_percent_points(
    raw: object, number_format: str, value: str, places: int
) -> None:
    figure = parse_figure(raw, measure=RATE, number_format=number_format)
    assert figure == Figure(State.VALUE, Decimal(value), places)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("28", 28),
        ("28,0", 28),
        ("1.245", 1245),
        ("15.556", 15556),
        ("1.245.678", 1245678),
        ("15 556", 15556),
        ("15\u00a0556", 15556),
        ("1.245,0", 1245),
        ("1,245.0", 1245),
        ("1,245,678", 1245678),
        ("2023", 2023),
        (28, 28),
        (28.0, 28),
        (28.000000000000004, 28),
        (123456789012.0, 123456789012),
        (Decimal("28.00"), 28),
    ],
)
def test_counts_are_whole(raw: object, value: int) -> None:
    figure = parse_figure(raw, measure=COUNT)
    assert figure == Figure(State.VALUE, Decimal(value), 0)


@pytest.mark.parametrize(
    "raw", [None, "", "  ", "\u00a0", "\u200b", "-", "–", "—", " - ", "--", "x", "X", "…", "..."]
)
@pytest.mark.parametrize("measure", Measure)
def test_a_blank_is_never_read_as_a_number(raw: object, measure: Measure) -> None:
    assert isinstance(parse_figure(raw, measure=measure), Blank)


def test_a_blank_keeps_what_stood_there() -> None:
    assert parse_figure(" – ", measure=RATE) == Blank("–")


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("KPS", State.NO_CASES),
        ("(kps)", State.NO_CASES),
        ("Không phát sinh", State.NO_CASES),
        ("KHÔNG  PHÁT\nSINH.", State.NO_CASES),
        ("Kho\u0302ng pha\u0301t sinh", State.NO_CASES),
        ("không có hồ sơ", State.NO_CASES),
        ("Chưa thực hiện", State.NOT_STARTED),
        ("Không ĐG", State.EXEMPT),
        ("không đánh giá", State.EXEMPT),
        ("chưa có số liệu", State.NOT_REPORTED),
    ],
)
def test_words_with_a_meaning_of_their_own(word: str, state: State) -> None:
    assert parse_figure(word, measure=RATE) == Figure.blank(state)


@pytest.mark.parametrize(
    ("raw", "measure", "number_format", "code"),
    [
        ("Vĩnh Ô", RATE, "", "not-a-number"),
        ("14/6/2023", COUNT, "", "not-a-number"),
        ("Năm 2023", COUNT, "", "not-a-number"),
        ("Số lượng: 12 / Tỷ lệ: 50%", RATE, "", "not-a-number"),
        ("76,9²", RATE, "", "not-a-number"),
        ("٧٦", RATE, "", "not-a-number"),
        ("1e1", RATE, "", "not-a-number"),
        ("7 6", RATE, "", "not-a-number"),
        ("7,6,9", RATE, "", "not-a-number"),
        ("76,", RATE, "", "not-a-number"),
        ("(5)", COUNT, "", "not-a-number"),
        ("5%", COUNT, "", "not-a-number"),
        (0.05, COUNT, "0%", "not-a-number"),
        (True, COUNT, "", "not-a-number"),
        (float("nan"), RATE, "", "not-a-number"),
        (float("inf"), COUNT, "", "not-a-number"),
        (datetime(2023, 6, 14, tzinfo=UTC), COUNT, "", "date-cell"),
        (date(2023, 6, 14), RATE, "", "date-cell"),
        (NOT_CALCULATED, RATE, "", "not-calculated"),
        ("#CALC!", RATE, "", "error-cell"),
        ("#DIV/0!", RATE, "", "error-cell"),
        ("#N/A", COUNT, "", "error-cell"),
        ("Err:502", COUNT, "", "error-cell"),
        ("100,1", RATE, "", "out-of-range"),
        ("-0,1", RATE, "", "out-of-range"),
        ("1.245,5", RATE, "", "out-of-range"),
        (1.01, RATE, "0%", "out-of-range"),
        (2023, RATE, "", "out-of-range"),
        ("−3", COUNT, "", "out-of-range"),
        (-1, COUNT, "", "out-of-range"),
        ("0010172320230614", COUNT, "", "out-of-range"),
        ("28,5", COUNT, "", "not-whole"),
        ("0.125", COUNT, "", "not-whole"),
        (28.5, COUNT, "", "not-whole"),
        ("1,245", COUNT, "", "ambiguous-number"),
        ("1,000", COUNT, "", "ambiguous-number"),
    ],
)
def test_doubts_are_problems_with_stable_codes(
    raw: object, measure: Measure, number_format: str, code: str
) -> None:
    problem = parse_figure(raw, measure=measure, number_format=number_format)
    assert isinstance(problem, Problem)
    assert problem.code == code
    assert problem.text == str(raw)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("76", 1, "76,0"),
        ("15556", 0, "15.556"),
        ("1234567.891", 2, "1.234.567,89"),
        ("0.125", 2, "0,13"),
        ("0.135", 2, "0,14"),
        ("2.5", 0, "3"),
        ("59.95", 1, "60,0"),
        ("-0.04", 1, "0,0"),
        ("-7.5", 1, "-7,5"),
        ("1E+3", 0, "1.000"),
    ],
)
def test_values_print_as_offices_write_them(value: str, places: int, text: str) -> None:
    assert format_figure_value(Decimal(value), places) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("0.90", "0,9"),
        ("10", "10"),
        ("0", "0"),
        ("12.345", "12,35"),
        ("0.004", "0,004"),
        ("0.0096", "0,01"),
        ("-62.2", "-62,2"),
    ],
)
def test_gaps_print_without_trailing_zeros_and_never_as_none(value: str, text: str) -> None:
    assert format_points(Decimal(value)) == text


@pytest.mark.parametrize(
    ("state", "value"),
    [(State.VALUE, None), *((s, Decimal(0)) for s in State if s is not State.VALUE)],
)
def test_a_figure_refuses_a_value_its_state_denies(state: State, value: Decimal | None) -> None:
    with pytest.raises(ValueError, match="state"):
        Figure(state, value)


def test_a_figure_refuses_floats_and_what_is_not_finite() -> None:
    with pytest.raises(TypeError):
        Figure(State.VALUE, 76.9)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="finite"):
        Figure.of(Decimal("NaN"), places=0)


rates = st.decimals(min_value=0, max_value=100, places=2)


@given(rates, st.sampled_from(["", "%", " %"]))
def test_a_printed_rate_reads_back_as_itself(value: Decimal, sign: str) -> None:
    text = format_figure_value(value, 2) + sign
    assert parse_figure(text, measure=RATE) == Figure(State.VALUE, value, 2)


@given(st.integers(min_value=0, max_value=10**12))
def test_a_printed_count_reads_back_as_itself(count: int) -> None:
    text = format_figure_value(Decimal(count), 0)
    assert parse_figure(text, measure=COUNT) == Figure(State.VALUE, Decimal(count), 0)


@given(rates, st.integers(min_value=-3, max_value=3))
def test_the_noise_of_floats_is_removed(value: Decimal, steps: int) -> None:
    noisy = abs(float(value) * (1 + steps * 2**-52))
    figure = parse_figure(noisy, measure=RATE)
    assert isinstance(figure, Figure)
    assert figure.value == value


@given(rates.filter(bool))
def test_a_cell_shown_as_percent_equals_its_text(value: Decimal) -> None:
    cell = parse_figure(float(value) / 100, measure=RATE, number_format="0.00%")
    assert cell == parse_figure(format_figure_value(value, 2) + "%", measure=RATE)


@given(st.none() | st.text() | st.floats() | st.integers() | st.decimals() | st.booleans())
def test_whatever_a_cell_holds_gets_a_reading(raw: object) -> None:
    for measure in Measure:
        reading = parse_figure(raw, measure=measure, number_format="0.0")
        assert isinstance(reading, Figure | Blank | Problem)
