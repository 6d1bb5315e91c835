"""The 15th-to-14th calendar, its labels and its dates."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from reports.figures.periods import (
    format_date,
    format_long_date,
    label,
    previous_comparable,
    span_for_code,
    span_for_dates,
)

CALENDAR = [
    ("2023-01", "month", date(2022, 12, 15), date(2023, 1, 14)),
    ("2023-06", "month", date(2023, 5, 15), date(2023, 6, 14)),
    ("2023-12", "month", date(2023, 11, 15), date(2023, 12, 14)),
    ("2023-Q1", "quarter", date(2022, 12, 15), date(2023, 3, 14)),
    ("2023-Q2", "quarter", date(2023, 3, 15), date(2023, 6, 14)),
    ("2023-Q3", "quarter", date(2023, 6, 15), date(2023, 9, 14)),
    ("2023-Q4", "quarter", date(2023, 9, 15), date(2023, 12, 14)),
    ("2023-H1", "half_year", date(2022, 12, 15), date(2023, 6, 14)),
    ("2023-H2", "half_year", date(2023, 6, 15), date(2023, 12, 14)),
    ("2023-9M", "nine_months", date(2022, 12, 15), date(2023, 9, 14)),
    ("2023", "year", date(2022, 12, 15), date(2023, 12, 14)),
    ("20230101-20230630", "custom", date(2023, 1, 1), date(2023, 6, 30)),
]


@pytest.mark.parametrize(("code", "kind", "start", "end"), CALENDAR)
def test_codes_and_days_lead_to_each_other(code: str, kind: str, start: date, end: date) -> None:
    span = span_for_code(code)
    assert (span.kind, span.start, span.end, span.code) == (kind, start, end, code)
    assert span_for_dates(start, end) == span


@pytest.mark.parametrize(
    "code", ["", "2023-H3", "2023-Q5", "2023-13", "2023-6", "23-H1", "0001", "20230631-20230701"]
)
def test_other_codes_are_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"code|day|month"):
        span_for_code(code)


def test_a_period_cannot_end_before_it_starts() -> None:
    with pytest.raises(ValueError, match="before"):
        span_for_code("20230630-20230101")


@pytest.mark.parametrize("part", ["month", "quarter", "half_year"])
def test_the_parts_of_a_year_leave_no_day_out(part: str) -> None:
    spans = [span_for_code(code) for code, *_ in CALENDAR]
    if part == "month":
        spans = [span_for_code(f"2023-{month:02}") for month in range(1, 13)]
    parts = [span for span in spans if span.kind == part]
    assert (parts[0].start, parts[-1].end) == (date(2022, 12, 15), date(2023, 12, 14))
    for one, following in pairwise(parts):
        assert following.start - one.end == timedelta(days=1)


@pytest.mark.parametrize(
    ("code", "vietnamese", "english"),
    [
        ("2023-06", "Tháng 6 năm 2023", "June 2023"),
        ("2023-Q2", "Quý II năm 2023", "Second quarter of 2023"),
        ("2023-Q4", "Quý IV năm 2023", "Fourth quarter of 2023"),
        ("2023-H1", "6 tháng đầu năm 2023", "First half of 2023"),
        ("2023-H2", "6 tháng cuối năm 2023", "Second half of 2023"),
        ("2023-9M", "9 tháng đầu năm 2023", "First nine months of 2023"),
        ("2023", "Năm 2023", "Year 2023"),
        ("20221215-20230613", "Từ 15/12/2022 đến 13/6/2023", "From 15/12/2022 to 13/6/2023"),
    ],
)
def test_labels(code: str, vietnamese: str, english: str) -> None:
    span = span_for_code(code)
    assert label(span) == vietnamese
    assert label(span, "en") == english


@pytest.mark.parametrize(
    ("code", "others", "expected"),
    [
        ("2023-H1", ["2022-H2", "2022-H1", "2021-H1"], "2022-H1"),
        ("2023-H1", ["2022-H2", "2021-H1"], "2021-H1"),
        ("2023-H2", ["2023-H1", "2023-Q2"], "2023-H1"),
        ("2023-Q2", ["2022-Q2", "2023-Q1", "2023-Q3"], "2023-Q1"),
        ("2023-01", ["2022-12", "2022-01", "2023-02"], "2022-12"),
        ("2023-9M", ["2022-9M", "2021-9M", "2022"], "2022-9M"),
        ("2023", ["2022", "2024", "2023"], "2022"),
        ("20230101-20230630", ["20221001-20221007", "20220101-20220630"], "20220101-20220630"),
        ("20230101-20230630", ["20221001-20221007", "2022-H1"], None),
        ("2023-H1", ["2023-H1", "2023-H2"], None),
        ("2023-H1", [], None),
    ],
)
def test_a_period_is_held_against_its_like(
    code: str, others: list[str], expected: str | None
) -> None:
    found = previous_comparable(span_for_code(code), map(span_for_code, others))
    assert (found and found.code) == expected


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2023, 6, 14), "14/6/2023"),
        (date(2022, 12, 15), "15/12/2022"),
        (date(2023, 6, 5), "05/6/2023"),
        (date(2024, 2, 21), "21/02/2024"),
    ],
)
def test_short_dates(day: date, text: str) -> None:
    assert format_date(day) == text


@pytest.mark.parametrize(
    ("day", "month", "year", "text"),
    [
        (5, 6, 2023, "ngày 05 tháng 6 năm 2023"),
        (21, 2, 2024, "ngày 21 tháng 02 năm 2024"),
        (10, 10, 2023, "ngày 10 tháng 10 năm 2023"),
        (None, 6, 2023, "ngày \u00a0\u00a0\u00a0\u00a0 tháng 6 năm 2023"),
    ],
)
def test_date_lines_follow_the_zero_rule(day: int | None, month: int, year: int, text: str) -> None:
    assert format_long_date(day, month, year) == text


@pytest.mark.parametrize(("day", "month"), [(31, 6), (None, 13), (0, 1)])
def test_impossible_date_lines_are_refused(day: int | None, month: int) -> None:
    with pytest.raises(ValueError, match=r"day|month"):
        format_long_date(day, month, 2023)
