"""The 15th-to-14th calendar, and reading periods and report numbers out of title rows."""

import unicodedata
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.domain.periods import (
    PeriodKind,
    ReportReference,
    code_for_dates,
    find_period,
    find_report,
    format_date,
    format_long_date,
    label,
    previous_comparable,
    span_for_code,
    span_for_dates,
)

Form = Literal["NFC", "NFD"]

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
    assert code_for_dates(start, end) == (None if kind == "custom" else code)


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


WRITTEN = [
    ("Từ ngày 15/12/2022 đến ngày 14/6/2023", "2023-H1"),
    ("Bảng số liệu chi tiết tính từ 15/12/2022 đến 14/06/2023", "2023-H1"),
    ("(từ ngày 15 tháng 12 năm 2022 đến ngày 14 tháng 6 năm 2023)", "2023-H1"),
    ("Từ ngày: 15-12-2022 – Đến hết ngày: 14.6.2023", "2023-H1"),
    ("từ 15/3 đến 14/6/2023", "2023-Q2"),
    ("từ ngày 15/12 đến ngày 14/3/2023", "2023-Q1"),
    ("01/01/2023 - 30/6/2023", "20230101-20230630"),
    ("6 tháng đầu năm 2023", "2023-H1"),
    ("KẾT QUẢ 06 THÁNG CUỐI NĂM 2023", "2023-H2"),
    ("6 tháng/2023", "2023-H1"),
    ("Quý II/2023", "2023-Q2"),
    ("Quý 2 năm 2023", "2023-Q2"),
    ("quí IV năm 2022", "2022-Q4"),
    ("tháng 6/2023", "2023-06"),
    ("tháng 06 năm 2023", "2023-06"),
    ("9 tháng năm 2023", "2023-9M"),
    ("9 tháng đầu năm 2023", "2023-9M"),
    ("Năm 2023", "2023"),
    ("Báo cáo quý II và 6 tháng đầu năm 2023", "2023-H1"),
    ("6 tháng đầu năm 2023, phương hướng nhiệm vụ 6 tháng cuối năm 2023", "2023-H1"),
    ("Kế hoạch năm 2023, quý II/2023", "2023-Q2"),
    ("Báo cáo số 85/BC-HCC ngày 21 tháng 6 năm 2023, quý II năm 2023", "2023-Q2"),
    ("từ 31/2/2023 đến 14/6/2023, quý II năm 2023", "2023-Q2"),
    ("từ 14/6/2023 đến 15/12/2022, quý II năm 2023", "2023-Q2"),
    ("So với cùng kỳ năm 2022, quý I/2022: quý I/2023", "2022-Q1"),
    ("so với 6 tháng đầu năm 2022; 6 tháng đầu năm 2023", "2023-H1"),
]


@pytest.mark.parametrize(("text", "code"), WRITTEN)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_periods_are_found_in_titles(text: str, code: str, form: Form) -> None:
    texts = ["Biểu số 1", unicodedata.normalize(form, text.replace(" ", "\u00a0"))]
    assert find_period(texts) == span_for_code(code)


@pytest.mark.parametrize(
    "text",
    [
        "Báo cáo số 85/BC-HCC ngày 21 tháng 6 năm 2023",
        "Vĩnh Linh, ngày   tháng 6 năm 2023",
        "ngày … tháng … năm 2023",
        "(Ban hành kèm theo Báo cáo số 85/BC-HCC ngày 21/6/2023)",
        "tháng 13 năm 2023",
        "Tháng 4, 5, 6 năm 2023",
        "Quý I, II năm 2023",
        "từ tháng 1 đến tháng 6 năm 2023",
        "tăng so với cùng kỳ năm 2022",
        "từ 31/2/2023 đến 14/6/2023",
        "",
    ],
)
def test_other_dates_are_no_periods(text: str) -> None:
    assert find_period([text]) is None


def test_days_win_over_words_wherever_they_stand() -> None:
    texts = ["6 THÁNG ĐẦU NĂM 2023", "Từ ngày 01/01/2023", "đến ngày 30/6/2023"]
    span = find_period(texts)
    assert span is not None
    assert (span.kind, span.code) == (PeriodKind.CUSTOM, "20230101-20230630")


days = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))


@given(days, days)
def test_the_label_of_a_window_is_read_back(one: date, other: date) -> None:
    span = span_for_dates(min(one, other), max(one, other))
    assert find_period([label(span)]) == span


@pytest.mark.parametrize("code", [code for code, *_ in CALENDAR])
def test_the_label_of_a_period_is_read_back(code: str) -> None:
    assert find_period([label(span_for_code(code))]) == span_for_code(code)


CENTRE = "Trung tâm Phục vụ hành chính công tỉnh Quảng Trị"


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            [f"(Ban hành kèm theo Báo cáo số 85/BC-HCC ngày 21/6/2023 của {CENTRE})"],
            ReportReference("85/BC-HCC", date(2023, 6, 21), CENTRE),
        ),
        (
            ["Kèm theo Báo cáo số 85/BC-HCC ngày 21 tháng 6 năm 2023", f"của {CENTRE}"],
            ReportReference("85/BC-HCC", date(2023, 6, 21), CENTRE),
        ),
        (
            [f"Căn cứ Báo cáo số 85/BC-HCC ngày 21 tháng 6 năm 2023 của {CENTRE} về tình hình"],
            ReportReference("85/BC-HCC", date(2023, 6, 21), CENTRE),
        ),
        (
            ["(Kèm theo Công văn số 123/UBND-KSTT ngày 05/7/2023 của UBND huyện Vĩnh Linh)"],
            ReportReference("123/UBND-KSTT", date(2023, 7, 5), "UBND huyện Vĩnh Linh"),
        ),
        (
            ["Báo cáo số 85 /BC-HCC ngày   tháng 6 năm 2023"],
            ReportReference("85/BC-HCC", None, None),
        ),
        (
            ["Báo cáo số 85/BC - HCC ngày 31/6/2023 của Sở Văn hóa, Thể thao và Du lịch."],
            ReportReference("85/BC-HCC", None, "Sở Văn hóa, Thể thao và Du lịch"),
        ),
        (
            ["Căn cứ Báo cáo số 1/BC-A", "Kèm theo Báo cáo số 12/2023/BC-VP.HĐND&UBND"],
            ReportReference("12/2023/BC-VP.HĐND&UBND", None, None),
        ),
        (["UBND TỈNH", "Số: 85/BC-HCC"], ReportReference("85/BC-HCC", None, None)),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_reports_are_found_in_titles(
    texts: list[str], expected: ReportReference, form: Form
) -> None:
    assert find_report([unicodedata.normalize(form, text) for text in texts]) == expected


@pytest.mark.parametrize(
    "text", ["", "Số:      /UBND-VP", "Căn cứ Quyết định số 766/QĐ-TTg ngày 23/6/2022", "Số 5/10"]
)
def test_a_reference_needs_a_report_and_its_number(text: str) -> None:
    assert find_report([text]) is None


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


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("So lieu CCHC 6 thang dau nam 2023.xlsx", "2023-H1"),
        ("phu_luc_quy_II_2023.xlsx", "2023-Q2"),
        ("BC thang 6 nam 2023.xls", "2023-06"),
        ("tu ngay 15-12-2022 den ngay 14-6-2023.xlsx", "2023-H1"),
        ("9 thang nam 2023", "2023-9M"),
    ],
)
def test_a_file_name_without_marks_says_its_period(name: str, code: str) -> None:
    span = find_period([name])
    assert span is not None and span.code == code


@pytest.mark.parametrize("name", ["Quang Nam 2023.xlsx", "Hai Nam 2022", "den Hung 2023"])
def test_a_place_is_no_year(name: str) -> None:
    assert find_period([name]) is None
