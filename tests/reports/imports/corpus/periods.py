"""Files that are unclear about what they are of: titles, days, sheets and their names disagree."""

from __future__ import annotations

from pathlib import Path

from tests.reports.imports.corpus.cases import Case, codes, table
from tests.reports.imports.corpus.writers import write_sheets
from tests.reports.report_files import write

_TITLE = "KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH"
_HALF = f"{_TITLE} 6 THÁNG ĐẦU NĂM 2023"


def _under(*titles: str, sheet: str = "Biểu") -> Case:
    """The letter's table under other titles; the name says nothing of what is expected."""

    def make(folder: Path) -> Path:
        return write(folder / "bieu.xlsx", table(titles=titles), sheet=sheet, merged=())

    return Case("", make)


def _months(title: str) -> Case:
    def make(folder: Path) -> Path:
        months = {f"Tháng {month}": table(titles=(title,)) for month in (4, 5, 6)}
        return write_sheets(folder / "so-lieu.xlsx", months)

    return Case("", make)


_DIFFER = _under(_HALF, "(Từ ngày 15/12/2022 đến ngày 14/3/2023)")
_CALENDAR = _under(_HALF, "(Số liệu từ 01/01/2023 đến 30/06/2023)")
_COMPARED = _under(_HALF, "(So với cùng kỳ từ ngày 15/12/2021 đến ngày 14/6/2022)")
_NO_DAY = _under(_TITLE, "(Từ ngày 15/12/2022 đến ngày 31/6/2023)")
_REVERSED = _under(_TITLE, "(Từ ngày 14/6/2023 đến ngày 15/12/2022)")
_SHORT = _under(_TITLE, "từ 15.12.22 - 14.06.23")
_COPIED = _under(_HALF, sheet="Quý III")
_MONTH = _under("BÁO CÁO CẢI CÁCH HÀNH CHÍNH NĂM 2023", sheet="Tháng 4")
_MONTHS = _months("BÁO CÁO CẢI CÁCH HÀNH CHÍNH NĂM 2023")

CASES = (
    Case(
        "title-against-days",
        _DIFFER.make,
        period="2023-Q1",
        blocking=codes("period-unclear"),
    ),
    Case(
        "title-against-calendar-days",
        _CALENDAR.make,
        period="20230101-20230630",
        blocking=codes("period-unclear"),
    ),
    Case("days-of-the-period-before", _COMPARED.make),
    Case("day-that-is-none", _NO_DAY.make, period=None, blocking=codes("period-impossible")),
    Case("days-reversed", _REVERSED.make, period=None, blocking=codes("period-impossible")),
    Case("short-years", _SHORT.make),
    Case("sheet-against-title", _COPIED.make, blocking=codes("sheet-period-differs")),
    Case("month-in-the-sheet-name", _MONTH.make, period="2023-04"),
    Case(
        "sheets-alike",
        _MONTHS.make,
        period="2023-04",
        blocking=codes("sheets-alike"),
        told=codes("other-sheets"),
    ),
)
