"""What a notice says of ceilings, counts, targets that nobody set, and how it counts."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from directives.clauses.targets import Rule, TargetRef
from directives.compliance.source import ReportRef
from directives.compliance.summarising import summarise
from directives.compliance.words import report_text
from directives.notices.presentation import Notice, notices
from directives.notices.rows import NoticeRow
from tests.directives.letters.letter_case import letter_source


def notice_of(code: str, *targets: TargetRef) -> Notice:
    """The notice of a unit, with targets in the place of those on the same indicators."""
    source = letter_source()
    codes = {target.indicator for target in targets}
    kept = tuple(target for target in source.targets if target.indicator not in codes)
    with translation.override("vi"):
        made = notices(summarise(replace(source, targets=(*kept, *targets))))
    return next(notice for notice in made if notice.code == code)


def row_of(notice: Notice, name: str) -> NoticeRow:
    return next(row for row in notice.rows if row.name.startswith(name))


def asked(notice: Notice) -> str:
    return "".join(run.text for run in notice.request).replace("\u00a0", " ")


def ceiling(limit: int) -> TargetRef:
    return TargetRef(901, "overdue", Rule.CEILING, "4", Decimal(limit))


def test_what_nobody_ordered_is_neither_marked_nor_bold() -> None:
    row = row_of(notice_of("vp"), "Biên lai điện tử")
    assert (row.target, row.sign, row.loud) == ("–", "", False)


def test_a_ceiling_is_told_in_files_and_never_in_points() -> None:
    """Vĩnh Giang has 11 late files: too many for 5, not too many for 20."""
    over = notice_of("vinhgiang", ceiling(5))
    row = row_of(over, "Hồ sơ quá hạn")
    assert (row.verdict, row.gap.replace("\u00a0", " ")) == ("Chưa đạt", "vượt trần 6 hồ sơ")
    assert "đưa hồ sơ quá hạn về không quá 5 hồ sơ" in asked(over)
    assert "hồ sơ quá hạn thêm" not in asked(over)


def test_a_met_ceiling_is_no_fault() -> None:
    met = notice_of("vinhgiang", ceiling(20))
    row = row_of(met, "Hồ sơ quá hạn")
    assert (row.verdict, row.loud) == ("Đạt", False)
    assert row.gap.replace("\u00a0", " ") == "đạt, dưới trần 9 hồ sơ"
    assert "hồ sơ quá hạn về không quá" not in asked(met)


@pytest.mark.parametrize(
    ("report", "text"),
    [
        (ReportRef("", None, ""), "Báo cáo"),
        (ReportRef("", date(2023, 6, 21), ""), "Báo cáo ngày 21/6/2023"),
        (ReportRef("85/BC-HCC", None, ""), "Báo cáo số 85/BC-HCC"),
    ],
)
def test_a_report_without_a_number_leaves_no_hole(report: ReportRef, text: str) -> None:
    with translation.override("vi"):
        assert report_text(report) == text


def test_a_score_says_that_a_target_once_cases_arise_is_not_in_it() -> None:
    """Hồ Xá: three of three, and a fourth mark beside e-receipts."""
    notice = notice_of("hoxa")
    assert notice.head == "Đạt cả 3/3 chỉ tiêu"
    assert row_of(notice, "Biên lai điện tử").sign == "check"
    assert "Số đạt không tính chỉ tiêu “khi có hồ sơ”." in notice.note
    assert "Số đạt không tính" not in notice_of("vp").note
