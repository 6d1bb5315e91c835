"""Reading periods and report numbers out of title rows, sheet names and file names."""

import unicodedata
from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.figures.periods import (
    PeriodKind,
    ReportReference,
    label,
    span_for_code,
    span_for_dates,
)
from reports.reading.references import find_report
from reports.reading.titles import NamedPeriod, broken_days, find_period, named_period
from tests.reports.figures.test_periods import CALENDAR

Form = Literal["NFC", "NFD"]

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


DAYS = "(Từ ngày 15/12/2022 đến ngày 14/6/2023)"


@pytest.mark.parametrize(
    ("titles", "code"),
    [
        # Days of the period compared with are not those of the report.
        (("6 tháng đầu năm 2023", "(So với cùng kỳ từ 15/12/2021 đến 14/6/2022)"), "2023-H1"),
        (("Quý I năm 2023, so với từ ngày 15/12/2021 đến ngày 14/3/2022",), "2023-Q1"),
        (("Kết quả so với cùng kỳ năm trước", DAYS), "2023-H1"),
        (("từ 15.12.22 - 14.06.23",), "2023-H1"),
        (("từ ngày 15/12/22 đến hết ngày 14/6/23",), "2023-H1"),
    ],
)
def test_days_are_those_of_the_report(titles: tuple[str, ...], code: str) -> None:
    span = find_period(titles)
    assert span is not None and span.code == code


@pytest.mark.parametrize("text", ["15.12.22 - 14.06.23", "từ 31.12.22 - 31.06.23", "từ 1.5 - 2.5"])
def test_short_dates_that_are_no_period(text: str) -> None:
    assert find_period([text]) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("(Từ ngày 15/12/2022 đến ngày 31/6/2023)", "từ ngày 15/12/2022 đến ngày 31/6/2023"),
        ("Từ ngày 14/6/2023 đến ngày 15/12/2022", "từ ngày 14/6/2023 đến ngày 15/12/2022"),
        (DAYS, ""),
        ("đoạn 31/2/2023 - 31/6/2023", ""),
    ],
)
def test_days_of_no_calendar_are_told(text: str, said: str) -> None:
    assert broken_days([text]) == said
    doubt = "period-impossible" if said else ""
    assert named_period([text], "", "").doubt == doubt


@pytest.mark.parametrize(
    ("titles", "sheet", "code", "doubt", "words"),
    [
        # A sheet is more exact than a title that only names the year.
        (("BÁO CÁO NĂM 2023",), "Tháng 4", "2023-04", "", ""),
        (("BÁO CÁO NĂM 2023",), "T4", "2023-04", "", ""),
        (("BÁO CÁO NĂM 2023",), "Biểu 1", "2023", "", ""),
        (("BÁO CÁO NĂM 2023",), "T13", "2023", "", ""),
        (("BÁO CÁO NĂM 2023",), "Tháng 4 năm 2024", "2023", "sheet-period-differs", "Tháng 4"),
        (("Từ 15/12/2022 đến 14/12/2023",), "Quý I", "2023", "sheet-period-differs", "Quý I"),
        # A copied sheet keeps the title of the one before.
        (("6 tháng đầu năm 2023",), "Quý I", "2023-H1", "sheet-period-differs", "Quý I"),
        ((DAYS,), "Thang 5", "2023-H1", "sheet-period-differs", "Tháng 5"),
        ((DAYS,), "6 tháng", "2023-H1", "", ""),
        ((DAYS,), "Vĩnh Linh", "2023-H1", "", ""),
        # The title's own words come first.
        (("Quý I năm 2023", DAYS), "Quý I", "2023-H1", "period-unclear", "Quý I"),
        (("Biểu",), "Quý II năm 2023", "2023-Q2", "", ""),
    ],
)
def test_a_sheet_is_held_against_its_title(
    titles: tuple[str, ...], sheet: str, code: str, doubt: str, words: str
) -> None:
    found = named_period(titles, sheet, "")
    assert found == NamedPeriod(span_for_code(code), doubt, found.words)
    assert found.words.startswith(words) and bool(found.words) == bool(words)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Công tác quý I, phương hướng nhiệm vụ quý II năm 2023", "2023-Q1"),
        ("Báo cáo kết quả tháng 5, nhiệm vụ tháng 6 năm 2023", "2023-05"),
        ("Kết quả 6 tháng đầu năm, phương hướng nhiệm vụ 6 tháng cuối năm 2023", "2023-H1"),
        ("Kết quả 6 tháng đầu năm và nhiệm vụ 6 tháng cuối năm 2023", "2023-H1"),
        ("Kết quả năm 2022, phương hướng quý I năm 2023", "2022"),
        ("Kết quả thực hiện nhiệm vụ cải cách hành chính quý I năm 2023", "2023-Q1"),
        ("Báo cáo thực hiện kế hoạch quý II năm 2023", "2023-Q2"),
        ("6T/2023", "2023-H1"),
        ("9 T năm 2023", "2023-9M"),
    ],
)
def test_what_is_planned_is_not_reported(text: str, code: str) -> None:
    assert named_period([text], "", "") == NamedPeriod(span_for_code(code))


@pytest.mark.parametrize(
    "text", ["Kết quả quý I, II; kế hoạch quý III năm 2023", "Phương hướng quý II năm 2023"]
)
def test_a_plan_alone_is_no_period(text: str) -> None:
    assert find_period([text]) is None


def test_a_period_in_cells_of_its_own() -> None:
    assert find_period(["Kỳ báo cáo:", "Quý II", "Năm:", "2023"]) == span_for_code("2023-Q2")
    cells = ["Từ ngày:", "15/12/2022", "Đến ngày:", "14/06/2023"]
    assert find_period(cells) == span_for_code("2023-H1")


@pytest.mark.parametrize(
    ("titles", "words"),
    [
        (["Tổng hợp quý I và quý II năm 2023"], "Quý I năm 2023; Quý II năm 2023"),
        (["QUÝ I NĂM 2023", "6 THÁNG ĐẦU NĂM 2023"], "Quý I năm 2023; 6 tháng đầu năm 2023"),
        (["Quý III và 9 tháng năm 2023"], "Quý III năm 2023; 9 tháng đầu năm 2023"),
        (["Quý II năm 2023, so với quý I năm 2023"], ""),
        (["QUÝ I NĂM 2023", "Quý I"], ""),
        (["Quý II và 6 tháng đầu năm 2023", DAYS], ""),
    ],
)
def test_of_several_periods_a_person_chooses(titles: list[str], words: str) -> None:
    said = named_period(titles, "", "")
    assert (said.doubt, said.words) == ("several-periods" if words else "", words)


def test_a_table_without_titles_is_of_the_period_above_it() -> None:
    above = [["Quý II năm 2023"], ["Quý I năm 2023"]]
    assert named_period(["Bảng 3"], "Bảng 3", "2022.docx", above).span == span_for_code("2023-Q2")
    assert named_period(["Năm 2022"], "Bảng 3", "", above).span == span_for_code("2022")
