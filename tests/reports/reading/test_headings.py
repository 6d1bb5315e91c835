"""Headings: many spellings of one heading, and no indicator taken on a likeness alone."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.figures import Measure, State
from reports.figures.headings import heading_key
from reports.reading.headings import HeadingIndex, IndicatorSpec, heading_measure

ONLINE = "Tỷ lệ % HS online"
INDEX = HeadingIndex.of(
    IndicatorSpec(code, measure, State.NOT_REPORTED, tuple(heading_key(text) for text in headings))
    for code, measure, headings in (
        ("online", Measure.RATE, (ONLINE, "Tỷ lệ hồ sơ trực tuyến")),
        ("overdue", Measure.COUNT, ("Hồ sơ quá hạn", "Quá hạn")),
        ("payment", Measure.RATE, ("Tỷ lệ giao dịch thanh toán trực tuyến",)),
        ("receipt", Measure.RATE, ("Tỷ lệ hồ sơ có phát hành biên lai điện tử",)),
    )
)


@pytest.mark.parametrize(
    "spelling",
    [
        "TỶ LỆ % HS ONLINE",
        "Tỷ lệ HS online (%)",
        "Tỉ lệ hồ sơ online",
        "Tỷ lệ %\nHS  online",
        "Tỷ lệ HS online (5)=(3)/(4)",
        "Tỷ lệ HS online (ĐVT: %)",
        unicodedata.normalize("NFD", ONLINE),
    ],
)
def test_spellings_of_one_heading_share_a_key(spelling: str) -> None:
    assert heading_key(spelling) == heading_key(ONLINE)


def test_brackets_that_say_what_is_counted_stay() -> None:
    assert heading_key("Hồ sơ (trực tuyến)") != heading_key("Hồ sơ")


@given(st.text(max_size=60))
def test_the_key_of_a_key_is_the_same_key(text: str) -> None:
    assert heading_key(heading_key(text)) == heading_key(text)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Tỷ lệ trễ hạn", Measure.RATE),
        ("Trễ hạn (%)", Measure.RATE),
        ("Số lượng", Measure.COUNT),
        ("Tổng số hồ sơ", Measure.COUNT),
        ("Số HS trực tuyến", Measure.COUNT),
        ("Số thư xin lỗi", Measure.COUNT),
        ("Mức độ hài lòng", Measure.RATE),
        ("Hồ sơ quá hạn", None),
        ("Số hóa khi tiếp nhận", None),
    ],
)
def test_the_words_of_a_heading_say_what_it_measures(text: str, measure: Measure | None) -> None:
    assert heading_measure(text) is measure


@pytest.mark.parametrize(
    ("parts", "code", "certain"),
    [
        ((ONLINE,), "online", True),
        (("Hồ sơ quá hạn", "Số lượng"), "overdue", True),
        (("Chỉ tiêu", "Hồ sơ quá hạn"), "overdue", True),
        (("Tỷ lệ (%)", "HS online"), "online", True),
        (("Đang giải quyết", "Quá hạn"), "overdue", False),
        (("Tỷ lệ phát hành biên lai điện tử",), "receipt", False),
        (("Thanh toán trực tuyến",), "payment", False),
        (("Kết quả xử lý", "Giao dịch thanh toán trực tuyến", "Tỷ lệ %"), "payment", False),
        (("Tỷ lệ hồ sơ trực tuyến", "Thực hiện"), "online", False),
        (("Tỷ lệ hồ sơ trực tuyến", "Chung"), "online", False),
        (("Biên lai", "Tỷ lệ hồ sơ có phát hành biên lai điện tử"), "receipt", True),
        (("Tỷ lệ DVCTT",), "online", False),
        (("Tỷ lệ hồ sơ tiếp nhận qua mạng",), "online", False),
        (("Tỷ lệ nộp hồ sơ qua Cổng DVC",), "online", False),
        (("Tỷ lệ hồ sơ tiếp nhận online/tổng số hồ sơ",), "online", False),
        (("Trễ hẹn",), "overdue", False),
        (("Tỷ lệ giao dịch thanh toán",), "payment", False),
    ],
)
def test_an_indicator_is_recognised(parts: tuple[str, ...], code: str, certain: bool) -> None:
    found = INDEX.recognise(parts)
    assert found is not None
    assert (found.code, found.certain) == (code, certain)


@pytest.mark.parametrize(
    "parts",
    [
        ("Ghi chú",),
        ("Tỷ lệ",),
        ("Hồ sơ quá hạn (%)",),
        ("Tỷ lệ hồ sơ quá hạn",),
        ("Hồ sơ quá hạn", "Tỷ lệ %"),
        ("Số hồ sơ tiếp nhận", "Tổng số"),
        ("Tỷ lệ hồ sơ trực tuyến", "Tổng số"),
        ("Giao dịch thanh toán trực tuyến", "Trễ hạn (%)"),
        ("Tỷ lệ hồ sơ trực tuyến", "Chỉ tiêu"),
        ("Tỷ lệ hồ sơ trực tuyến", "Kế hoạch giao"),
        ("Tỷ lệ hồ sơ trực tuyến", "Tăng (+), giảm (-)"),
        ("Tỷ lệ hồ sơ trực tuyến", "6 tháng 2022"),
        ("Tỷ lệ hồ sơ trực tiếp",),
        ("Tỷ lệ hồ sơ chưa thanh toán trực tuyến",),
        ("Tỷ lệ hồ sơ không phát hành biên lai điện tử",),
        ("Tiếp nhận",),
        ("Hồ sơ trực tiếp",),
        ("Hồ sơ sắp quá hạn",),
        ("Tỷ lệ hồ sơ trả lại",),
        ("Tỷ lệ TTHC cung cấp DVCTT",),
        ("Tỷ lệ hồ sơ phát hành điện tử",),
        ("Trong đó", "Tỷ lệ %"),
        ("Số HS trực tuyến",),
    ],
)
def test_what_is_no_indicator_is_left_alone(parts: tuple[str, ...]) -> None:
    assert INDEX.recognise(parts) is None
