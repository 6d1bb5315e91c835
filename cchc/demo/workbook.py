"""The letter's table as the province sends it: title rows, two head rows, the total row first.

Rates are text with a decimal comma and blanks are empty cells, as in the files offices receive.
"""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from cchc.demo.letter import REPORT_ISSUER, REPORT_NUMBER
from cchc.demo.people import UNITS

FILENAME = "Phu luc BC 85-BC-HCC 6 thang 2023.xlsx"
SHEET = "Vĩnh Linh"
HEADINGS = (
    "TT",
    "Cơ quan, đơn vị, địa phương",
    "Tỷ lệ % HS online",
    "Tỷ lệ số hóa đầy đủ thành phần HS khi tiếp nhận",
    "Hồ sơ quá hạn",
    "Tỷ lệ giao dịch thanh toán trực tuyến",
    "Tỷ lệ hồ sơ có phát hành biên lai điện tử",
)
TOTAL = ("Toàn huyện", "76,9", "59,29", 28, "7,5", "54,9")
# Online, digitization, overdue, payment, receipt of each unit in the order of UNITS.
FIGURES: tuple[tuple[str | int | None, ...], ...] = (
    ("24,1", "31,4", 5, None, None),
    ("81,6", "10,2", 3, None, None),
    ("88,7", "51,6", 11, None, "83,8"),
    ("68,8", "22,2", None, None, "60,7"),
    ("81,4", "76,0", None, None, "50,5"),
    ("62,5", "19,4", 1, None, "82,7"),
    ("77,1", "77,9", None, None, "27,8"),
    ("63,3", "91,5", 2, "0,1", "69,8"),
    ("85,7", "87,5", None, None, "83,3"),
    ("90,4", "82,5", None, "36,1", "50,5"),
    ("88,6", "31,7", None, "5,3", "42,7"),
    ("48,4", "22,8", None, None, None),
    ("68,5", "77,0", 1, "28,5", "47,9"),
    ("51,3", "55,7", None, None, None),
    ("54,8", "70,3", None, None, "79,9"),
    ("7,8", "92,5", None, None, "73,3"),
    ("90,2", "95,4", 2, None, "88,2"),
    ("53,1", "49,5", 3, None, "51,8"),
    ("76,8", "59,1", None, None, "56,3"),
)
_HEAD_ROW = 5  # the head takes two rows
_FIRST_ROW = 7


def write_workbook(path: Path) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("A new workbook has no sheet to write to")
    sheet.title = SHEET
    _write_titles(sheet)
    _write_head(sheet)
    _write_row(sheet, _FIRST_ROW, (None, *TOTAL))
    for number, figures in enumerate(FIGURES, start=1):
        _write_row(sheet, _FIRST_ROW + number, (number, UNITS[number - 1][1], *figures))
    sheet.column_dimensions["B"].width = 34
    workbook.save(path)
    return path


def _write_titles(sheet: Worksheet) -> None:
    titles = (
        "PHỤ LỤC KẾT QUẢ TIẾP NHẬN, GIẢI QUYẾT TTHC CỦA HUYỆN VĨNH LINH",
        "(Từ ngày 15/12/2022 đến ngày 14/6/2023)",
        f"(Ban hành kèm theo Báo cáo số {REPORT_NUMBER} ngày 21/6/2023 của {REPORT_ISSUER})",
    )
    for row, title in enumerate(titles, start=1):
        sheet.cell(row, 1, title).alignment = Alignment(horizontal="center")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADINGS))


def _write_head(sheet: Worksheet) -> None:
    """Headings over two merged rows, as appendices have them."""
    for column, heading in enumerate(HEADINGS, start=1):
        cell = sheet.cell(_HEAD_ROW, column, heading)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
        sheet.merge_cells(
            start_row=_HEAD_ROW, end_row=_HEAD_ROW + 1, start_column=column, end_column=column
        )


def _write_row(sheet: Worksheet, row: int, values: tuple[str | int | None, ...]) -> None:
    for column, value in enumerate(values, start=1):
        sheet.cell(row, column, value)
