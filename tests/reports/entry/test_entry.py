"""What was typed becomes a figure or a problem; a block from a spreadsheet finds its rows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.entry.block import Slot, read_block
from reports.entry.domain import EntryProblem, Typing, read_typing
from reports.entry.domain import answered_count as answered
from reports.entry.forms import typing_of
from reports.figures.figures import Figure, Measure, State, same_figure
from reports.figures.headings import heading_key
from reports.rounds.submission_models import DraftFigure

COUNTED = {"measure": Measure.RATE, "by_counts": True}
RATE = {"measure": Measure.RATE, "by_counts": False}
COUNT = {"measure": Measure.COUNT, "by_counts": False}


def test_a_rate_is_computed_from_its_counts() -> None:
    figure = read_typing(Typing(numerator="352", denominator=" 639 "), **COUNTED)  # type: ignore[arg-type]
    assert figure == Figure.of(Decimal("55.08607199"), places=2, numerator=352, denominator=639)


@pytest.mark.parametrize(
    ("text", "places"), [("76,9", 1), ("76,9%", 1), ("59.29", 2), ("100", 0), ("0", 0)]
)
def test_a_rate_alone_keeps_the_decimals_that_were_typed(text: str, places: int) -> None:
    expected = Decimal(text.replace(",", ".").rstrip("%"))
    for how in (RATE, COUNTED):
        figure = read_typing(Typing(value=text, alone=True), **how)  # type: ignore[arg-type]
        assert isinstance(figure, Figure)
        assert (figure.value, figure.places, figure.numerator) == (expected, places, None)


@pytest.mark.parametrize(("text", "value"), [("11", 11), ("1.245", 1245), ("1 245", 1245)])
def test_a_count_reads_groups_of_thousands(text: str, value: int) -> None:
    figure = read_typing(Typing(value=text), **COUNT)  # type: ignore[arg-type]
    assert isinstance(figure, Figure) and figure.value == value


def test_nothing_of_nothing_is_no_cases() -> None:
    typed = Typing(numerator="0", denominator="0")
    assert read_typing(typed, **COUNTED) == Figure.blank(State.NO_CASES)  # type: ignore[arg-type]


@pytest.mark.parametrize("how", [COUNTED, RATE, COUNT])
def test_an_empty_row_is_nothing(how: dict[str, object]) -> None:
    assert read_typing(Typing(), **how) is None  # type: ignore[arg-type]
    assert read_typing(Typing(value=" - ", numerator="–", state="value"), **how) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typing", "how", "code", "field"),
    [
        (Typing(numerator="640", denominator="639"), COUNTED, "numerator-above", "numerator"),
        (Typing(numerator="5"), COUNTED, "denominator-missing", "denominator"),
        (Typing(denominator="5"), COUNTED, "numerator-missing", "numerator"),
        (Typing(numerator="a", denominator="5"), COUNTED, "not-a-number", "numerator"),
        (Typing(numerator="-1", denominator="5"), COUNTED, "negative", "numerator"),
        (Typing(numerator="1,5", denominator="5"), COUNTED, "not-whole", "numerator"),
        (Typing(numerator="1,234", denominator="5000"), COUNTED, "ambiguous-number", "numerator"),
        (Typing(value="100,1"), RATE, "out-of-range", "value"),
        (Typing(value="−3"), COUNT, "negative", "value"),
        (Typing(value="#DIV/0!"), RATE, "error-cell", "value"),
        (Typing(state="exempt"), RATE, "exempt-by-office", "state"),
        (Typing(value="Không ĐG"), RATE, "exempt-by-office", "state"),
        (Typing(state="wonderful"), RATE, "unknown-state", "state"),
        (Typing(value="5", note="x" * 301), RATE, "note-too-long", "note"),
    ],
)
def test_what_is_wrong_is_named_with_its_field(
    typing: Typing, how: dict[str, object], code: str, field: str
) -> None:
    problems = read_typing(typing, **how)  # type: ignore[arg-type]
    assert isinstance(problems, tuple)
    assert [(one.code, one.field) for one in problems] == [(code, field)]


def test_both_fields_can_be_wrong_at_once() -> None:
    problems = read_typing(Typing(numerator="a", denominator="-2"), **COUNTED)  # type: ignore[arg-type]
    assert isinstance(problems, tuple) and [one.field for one in problems] == [
        "numerator",
        "denominator",
    ]


def test_what_is_only_missing_is_no_fault_yet() -> None:
    assert EntryProblem("denominator-missing", "denominator").unfinished
    assert not EntryProblem("numerator-above", "numerator").unfinished


@pytest.mark.parametrize("state", [State.NO_CASES, State.NOT_STARTED, State.NOT_REPORTED])
def test_a_state_leaves_what_was_typed_aside(state: State) -> None:
    typing = Typing(state=state.value, numerator="5", denominator="3")
    assert read_typing(typing, **COUNTED) == Figure.blank(state)  # type: ignore[arg-type]


def test_a_word_is_a_state_and_the_office_may_exempt() -> None:
    assert read_typing(Typing(numerator="KPS"), **COUNTED) == Figure.blank(State.NO_CASES)  # type: ignore[arg-type]
    exempt = read_typing(Typing(state="exempt"), **COUNTED, may_exempt=True)  # type: ignore[arg-type]
    assert exempt == Figure.blank(State.EXEMPT)


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.booleans())
def test_whatever_is_typed_is_read_or_told(above: str, below: str, value: str, alone: bool) -> None:
    typing = Typing(value=value, numerator=above, denominator=below, alone=alone)
    for how in (COUNTED, RATE, COUNT):
        reading = read_typing(typing, **how)  # type: ignore[arg-type]
        if isinstance(reading, Figure) and reading.numerator is not None:
            assert 0 <= reading.numerator <= (reading.denominator or 0)


@given(st.integers(0, 10**9), st.integers(1, 10**9), st.booleans(), st.integers(0, 8))
def test_what_is_shown_for_a_stored_figure_reads_as_the_same_figure(
    one: int, other: int, counted: bool, places: int
) -> None:
    above, below = sorted((one, other))
    if counted:
        figure = read_typing(Typing(numerator=str(above), denominator=str(below)), **COUNTED)  # type: ignore[arg-type]
    else:
        value = (Decimal(above) * 100 / below).quantize(Decimal(1).scaleb(-places), "ROUND_DOWN")
        figure = Figure.of(value, places=min(places, 4))
    assert isinstance(figure, Figure) and figure.value is not None
    row = DraftFigure(
        state="value",
        value=figure.value.quantize(Decimal("1e-8")),
        places=figure.places,
        numerator=figure.numerator,
        denominator=figure.denominator,
    )
    again = read_typing(typing_of(row), **COUNTED)  # type: ignore[arg-type]
    assert isinstance(again, Figure) and same_figure(again, figure)


def test_not_reported_is_no_answer() -> None:
    states = [Figure.blank(one) for one in (State.NOT_REPORTED, State.NO_CASES)]
    assert answered([None, *states, Figure.of(Decimal(0))]) == 2


SLOTS = (
    Slot("online", True, Typing()),
    Slot("overdue", False, Typing(value="3", note="vì sao")),
    Slot("payment", True, Typing(numerator="1", denominator="9")),
)
NAMES = {
    heading_key(name): code
    for name, code in {
        "Hồ sơ trực tuyến": "online",
        "Tỷ lệ % HS online": "online",
        "Hồ sơ quá hạn": "overdue",
        "Thanh toán trực tuyến": "payment",
    }.items()
}


def test_cells_lie_from_the_field_where_the_paste_began() -> None:
    block = read_block("567\t639\r\n11\t\r\n4\t50\r\nxa\thon", SLOTS, NAMES, first="online").figures
    assert block == {
        "online": Typing(numerator="567", denominator="639"),
        "overdue": Typing(value="11", note="vì sao"),
        "payment": Typing(numerator="4", denominator="50"),
    }
    later = read_block("4\t50\n7", SLOTS, NAMES, first="payment").figures
    assert later == {"payment": Typing(numerator="4", denominator="50")}


def test_one_column_fills_the_field_where_it_began() -> None:
    below = read_block("639\n\n", SLOTS, NAMES, first="online", field="denominator").figures
    assert below == {"online": Typing(denominator="639")}
    above = read_block("2", SLOTS, NAMES, first="payment", field="numerator").figures
    assert above == {"payment": Typing(numerator="2", denominator="9")}
    rates = read_block("88,7\n11\n36,1", SLOTS, NAMES).figures
    assert rates["payment"] == Typing(value="36,1", alone=True)


def test_labels_decide_in_any_order() -> None:
    text = "1\tThanh toán trực tuyến\t4\t50\n2\tHồ sơ lạ\t9\n3\tHỒ SƠ TRỰC TUYẾN\t88,7"
    assert read_block(text, SLOTS, NAMES, first="overdue").figures == {
        "payment": Typing(numerator="4", denominator="50"),
        "online": Typing(value="88,7", alone=True),
    }


def test_a_line_of_headings_decides() -> None:
    text = "Đơn vị\tTỷ lệ % HS online\tHồ sơ quá hạn\nVĩnh Giang\t88,7\t11"
    assert read_block(text, SLOTS, NAMES).figures == {
        "online": Typing(value="88,7", alone=True),
        "overdue": Typing(value="11", note="vì sao"),
    }


def test_words_in_a_block_are_states() -> None:
    block = read_block(
        "KPS\t\nKhông phát sinh\nChưa thực hiện", SLOTS, NAMES, first="online"
    ).figures
    assert block["online"] == Typing(state="no_cases")
    assert block["payment"] == Typing(state="not_started")


def test_an_empty_line_leaves_its_row() -> None:
    block = read_block("\t\n5\n\n", SLOTS, NAMES, first="online").figures
    assert block == {"overdue": Typing(value="5", note="vì sao")}


@pytest.mark.parametrize("text", ["", "\n\n", "\t", "x" * 50_000, "\t\n" * 9_000])
def test_nothing_breaks_on_a_strange_block(text: str) -> None:
    read_block(text, SLOTS, NAMES)
    assert read_block("", SLOTS, NAMES).figures == {}


@pytest.mark.parametrize(
    ("text", "first", "left_out"),
    [
        ("567\t639\t88,7\n11", "online", ()),
        ("639\t1\t2\t3", "online", ("3",)),
        ("4\t50\n7\n8\n9", "payment", ("7", "8", "9")),
        ("Hồ sơ trực tuyến\t567\t639\nLạ hoắc\t1\t2", "", ("Lạ hoắc 1 2",)),
    ],
)
def test_what_a_block_says_of_no_field_is_told(
    text: str, first: str, left_out: tuple[str, ...]
) -> None:
    assert read_block(text, SLOTS, NAMES, first=first).left_out == left_out


def test_a_column_of_rates_may_begin_in_the_first_field() -> None:
    block = read_block("88,7%\n11", SLOTS, NAMES, first="online").figures
    assert (block["online"].value, block["online"].alone) == ("88,7%", True)
