"""Makes small workbooks for the tests of the import: the letter's table, whole or bent a little."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

HEADINGS = (
    "TT",
    "Cơ quan, đơn vị, địa phương",
    "Tỷ lệ % HS online",
    "Tỷ lệ số hóa đầy đủ thành phần HS khi tiếp nhận",
    "Hồ sơ quá hạn",
    "Tỷ lệ giao dịch thanh toán trực tuyến",
    "Tỷ lệ hồ sơ có phát hành biên lai điện tử",
)
TITLES = (
    "KẾT QUẢ TIẾP NHẬN, GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",
    "(Từ ngày 15/12/2022 đến ngày 14/6/2023)",
    "(Ban hành kèm theo Báo cáo số 85/BC-HCC ngày 21/6/2023 của "
    "Trung tâm Phục vụ hành chính công tỉnh Quảng Trị)",
)
TOTAL = ("", "Toàn huyện", "76,9", "59,29", "28", "7,5", "54,9")
# Copied from the letter of June 2023, which the import must read exactly.
UNIT_ROWS: tuple[tuple[Any, ...], ...] = (
    (1, "VP UBND huyện Vĩnh Linh", "24,1", "31,4", "5", "", ""),
    (2, "UBND xã Vĩnh Chấp", "81,6", "10,2", "3", "", ""),
    (3, "UBND xã Vĩnh Giang", "88,7", "51,6", "11", "", "83,8"),
    (4, "UBND xã Hiền Thành", "68,8", "22,2", "", "", "60,7"),
    (5, "UBND xã Vĩnh Lâm", "81,4", "76,0", "", "", "50,5"),
    (6, "UBND xã Vĩnh Sơn", "62,5", "19,4", "1", "", "82,7"),
    (7, "UBND xã Kim Thạch", "77,1", "77,9", "", "", "27,8"),
    (8, "UBND xã Trung Nam", "63,3", "91,5", "2", "0,1", "69,8"),
    (9, "UBND xã Vĩnh Tú", "85,7", "87,5", "", "", "83,3"),
    (10, "UBND thị trấn Hồ Xá", "90,4", "82,5", "", "36,1", "50,5"),
    (11, "UBND thị trấn Bến Quan", "88,6", "31,7", "", "5,3", "42,7"),
    (12, "UBND xã Vĩnh Hà", "48,4", "22,8", "", "", ""),
    (13, "UBND xã Vĩnh Hòa", "68,5", "77,0", "1", "28,5", "47,9"),
    (14, "UBND xã Vĩnh Khê", "51,3", "55,7", "", "", ""),
    (15, "UBND xã Vĩnh Long", "54,8", "70,3", "", "", "79,9"),
    (16, "UBND xã Vĩnh Ô", "7,8", "92,5", "", "", "73,3"),
    (17, "UBND xã Vĩnh Thái", "90,2", "95,4", "2", "", "88,2"),
    (18, "UBND xã Vĩnh Thủy", "53,1", "49,5", "3", "", "51,8"),
    (19, "UBND thị trấn Cửa Tùng", "76,8", "59,1", "", "", "56,3"),
)
LETTER_ROWS = (TOTAL, *UNIT_ROWS)
# Titles in rows 1–3, a blank row, headings in rows 5 and 6: C9 is Vĩnh Chấp's online rate.
FIRST_ROW = 7


def letter(**cells: Any) -> list[list[Any]]:
    """The letter's sheet as rows; keyword arguments put other contents into cells: C9="81,9"."""
    rows: list[list[Any]] = [[title] for title in TITLES]
    rows += [[], list(HEADINGS), [], *map(list, LETTER_ROWS)]
    for address, value in cells.items():
        put(rows, address, value)
    return rows


def put(rows: list[list[Any]], address: str, value: Any) -> None:
    """Put a value into a cell of rows, by its A1 address (columns A to Z)."""
    column, row = ord(address[0]) - ord("A"), int(address[1:]) - 1
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend("" for _ in range(column + 1 - len(rows[row])))
    rows[row][column] = value


def write(
    path: Path,
    rows: Sequence[Sequence[Any]],
    *,
    sheet: str = "Vĩnh Linh",
    merged: Sequence[str] = ("A1:G1", "A2:G2", "A3:G3", *(f"{c}5:{c}6" for c in "ABCDEFG")),
    formats: dict[str, str] | None = None,
) -> Path:
    """Write rows as a workbook; `merged` are ranges, `formats` number formats by address."""
    workbook = Workbook()
    page = workbook.active
    page.title = sheet
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value not in ("", None):
                page.cell(number, column, value)
    for area in merged:
        page.merge_cells(area)
    for address, code in (formats or {}).items():
        page[address].number_format = code
    workbook.save(path)
    return path


def write_letter(path: Path, **cells: Any) -> Path:
    """The letter's workbook, with other contents in the given cells."""
    return write(path, letter(**cells))
