"""The letter's table in the frames that provinces put it in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tests.reports.imports.corpus.cases import LETTER_COUNTS, Case, Rows, codes, counts, table
from tests.reports.imports.corpus.writers import write_sheets
from tests.reports.report_files import HEADINGS, TITLES, TOTAL, UNIT_ROWS, write, write_letter

_NAMES = HEADINGS[:2]
_COLUMN_NUMBERS = ["(1)", "(2)", "(3)", "(4)", "(5)=(6)+(7)", "(6)", "(7)"]


def the_letter(folder: Path) -> Path:
    return write_letter(folder / "letter.xlsx")


def total_last(folder: Path) -> Path:
    rows = table(total=("", "Tổng cộng", *TOTAL[2:]), total_last=True)
    return write(folder / "total-last.xlsx", rows, merged=("A1:G1",))


def total_in_capitals(folder: Path) -> Path:
    rows = table(total=("", " TOÀN HUYỆN: ", *TOTAL[2:]))
    return write(folder / "total-capitals.xlsx", rows, merged=())


def total_of_the_province(folder: Path) -> Path:
    rows = table(total=("Cộng", "", *TOTAL[2:]), total_last=True)
    return write(folder / "total-merged.xlsx", rows, merged=("A25:B25",))


def total_without_a_name(folder: Path) -> Path:
    """A row of sums that nobody named is no unit and no total; it is told of."""
    rows = table(total=("", "", *TOTAL[2:]), total_last=True)
    return write(folder / "total-unnamed.xlsx", rows, merged=())


def subtotals(folder: Path) -> Path:
    rows = table(total=("", "TỔNG CỘNG (I+II)", *TOTAL[2:]), total_last=True)
    first: Rows = [["I", "Cơ quan cấp huyện"], list(UNIT_ROWS[0])]
    first += [["", "Cộng I", "24,1", "31,4", 5, "", ""], ["II", "Cấp xã"]]
    rest: Rows = [list(row) for row in UNIT_ROWS[1:]]
    rest += [["", "Cộng II", "70,1", "59,6", 23, "7,5", "60,1"]]
    rest += [["", "Trung bình", "66,5", "58,1", "1,5", "", ""]]
    rows[5:24] = [*first, *rest]
    return write(folder / "subtotals.xlsx", rows, merged=())


def five_heading_rows(folder: Path) -> Path:
    rows = table()
    rows[4:5] = [
        [*_NAMES, "Kết quả thực hiện", "", "", "", ""],
        ["", "", "Các chỉ tiêu", "", "", "", ""],
        ["", "", "Chỉ tiêu", "", "", "Trong đó", ""],
        ["", "", *HEADINGS[2:]],
        _COLUMN_NUMBERS,
    ]
    merged = ("A5:A8", "B5:B8", "C5:G5", "C6:G6", "C7:E7", "F7:G7")
    return write(folder / "headings-5.xlsx", rows, merged=merged)


def page_break_below_groups(folder: Path) -> Path:
    """The heading of two rows stands again where the second page begins."""
    heads: Rows = [[*_NAMES, "Các chỉ tiêu", "", "", "", ""], ["", "", *HEADINGS[2:]]]
    rows = table()
    rows[10:10] = [list(row) for row in heads]
    rows[4:5] = heads
    merged = ("A5:A6", "B5:B6", "C5:G5", "A12:A13", "B12:B13", "C12:G12")
    return write(folder / "page-break-groups.xlsx", rows, merged=merged)


def one_heading_row(folder: Path) -> Path:
    return write(folder / "headings-1.xlsx", table(), merged=("A1:G1", "A2:G2", "A3:G3"))


def two_heading_rows(folder: Path) -> Path:
    rows = table()
    rows[4:5] = [[*_NAMES, "Các chỉ tiêu", "", "", "", ""], ["", "", *HEADINGS[2:]]]
    return write(folder / "headings-2.xlsx", rows, merged=("A5:A6", "B5:B6", "C5:G5"))


def three_heading_rows(folder: Path) -> Path:
    rows = table()
    rows[4:5] = [
        [*_NAMES, "Kết quả thực hiện", "", "", "", ""],
        ["", "", "Chỉ tiêu", "", "", "Trong đó", ""],
        ["", "", *HEADINGS[2:]],
    ]
    merged = ("A5:A7", "B5:B7", "C5:G5", "C6:E6", "F6:G6")
    return write(folder / "headings-3.xlsx", rows, merged=merged)


def numbers_of_columns(folder: Path) -> Path:
    rows = table()
    rows.insert(5, list(_COLUMN_NUMBERS))
    return write(folder / "column-numbers.xlsx", rows, merged=())


def sections(folder: Path) -> Path:
    rows = table(total=("", "Tổng cộng", *TOTAL[2:]), total_last=True)
    communes = [[at, *row[1:]] for at, row in enumerate(UNIT_ROWS[1:], start=1)]
    body: Rows = [["I", "Cấp huyện"], list(UNIT_ROWS[0]), ["II", "UBND các xã, thị trấn"]]
    rows[5:24] = [*body, *communes]
    return write(folder / "sections.xlsx", rows, merged=("B6:G6", "B8:G8"))


def page_break(folder: Path) -> Path:
    rows = table()
    rows[9:9] = [[], list(HEADINGS)]
    return write(folder / "page-break.xlsx", rows, merged=())


def footnotes_and_remarks(folder: Path) -> Path:
    rows = table(headings=(*HEADINGS, "Ghi chú"))
    rows[6].append("Một cửa cấp huyện")
    rows += [
        [],
        ["Ghi chú: (*) Số liệu lấy từ Hệ thống thông tin giải quyết TTHC tỉnh."],
        ["", "Người lập biểu", "", "", "", "THỦ TRƯỞNG ĐƠN VỊ"],
    ]
    return write(folder / "footnotes.xlsx", rows, merged=())


def notes_with_names(folder: Path) -> Path:
    """Names in the notes and among the recipients are no rows, whatever their numbers."""
    rows = table()
    rows += [["", "Ghi chú:"], [1, "UBND xã Vĩnh Ô chưa có mạng"], ["", "UBND xã Vĩnh Tú"]]
    rows += [["Nơi nhận:"], ["", "UBND xã Vĩnh Hà"]]
    return write(folder / "notes.xlsx", rows, merged=())


def unknown_columns(folder: Path) -> Path:
    headings = (*HEADINGS, "Điểm số năm trước", "Xếp hạng")
    rows = table(headings=headings)
    for row in rows[5:]:
        row += ["", 3]
    return write(folder / "unknown-columns.xlsx", rows, merged=())


def far_from_the_corner(folder: Path) -> Path:
    rows: Rows = [[], [], *([["", "", "", *row] for row in table()])]
    return write(folder / "far.xlsx", rows, merged=())


def two_sheets(folder: Path) -> Path:
    few = table(rows=UNIT_ROWS[:3], total=None)
    cover: Rows = [["BÁO CÁO"], ["Kính gửi: UBND huyện"]]
    sheets = {"Bìa": cover, "Trích": few, "Biểu 01": table()}
    return write_sheets(folder / "two-sheets.xlsx", sheets)


def period_in_the_sheet_name(folder: Path) -> Path:
    rows = table(titles=("KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",))
    return write(folder / "bieu.xlsx", rows, sheet="Quý II năm 2023", merged=())


def period_in_the_file_name(folder: Path) -> Path:
    rows = table(titles=("KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH",))
    name = "Số liệu CCHC 6 tháng đầu năm 2023.xlsx"
    return write(folder / name, rows, sheet="Sheet1", merged=())


def period_in_words(folder: Path) -> Path:
    rows = table(titles=("TÌNH HÌNH GIẢI QUYẾT TTHC", "Quý II/2023"))
    return write(folder / "words.xlsx", rows, sheet="Sheet1", merged=())


def no_period(folder: Path) -> Path:
    return write(folder / "bieu.xlsx", table(titles=("SỐ LIỆU",)), sheet="Sheet1", merged=())


def no_total(folder: Path) -> Path:
    return write(folder / "no-total.xlsx", table(total=None), merged=())


def a_column_twice(folder: Path) -> Path:
    rows: Rows = table(headings=(*HEADINGS, "Số hồ sơ quá hạn"))
    for row in rows[5:]:
        row.append(row[4])
    return write(folder / "twice.xlsx", rows, merged=())


def macros(folder: Path) -> Path:
    """A workbook that says it has macros, under the name of one."""
    path = write(folder / "plain.xlsx", table(), merged=())
    workbook: Any = load_workbook(path, keep_vba=True)
    workbook.save(folder / "macros.xlsm")
    return folder / "macros.xlsm"


def _hiding(folder: Path, *, row: int = 0, column: str = "") -> Path:
    path = write(folder / "hiding.xlsx", table(), merged=())
    workbook: Any = load_workbook(path)
    if row:
        workbook.active.row_dimensions[row].hidden = True
    if column:
        workbook.active.column_dimensions[column].hidden = True
    workbook.save(path)
    return path


def a_hidden_row(folder: Path) -> Path:
    return _hiding(folder, row=9)


def a_hidden_column(folder: Path) -> Path:
    return _hiding(folder, column="F")


def a_hidden_sheet(folder: Path) -> Path:
    """The larger table is hidden, so the smaller one that people see is proposed."""
    sheets = {"Cũ": table(), "Mới": table(rows=UNIT_ROWS[:3], total=None)}
    path = write_sheets(folder / "hidden-sheet.xlsx", sheets)
    workbook: Any = load_workbook(path)
    workbook["Cũ"].sheet_state = "hidden"
    workbook.active = 1
    workbook.save(path)
    return path


def no_table(folder: Path) -> Path:
    rows: Rows = [["Danh sách cán bộ"], ["Họ và tên", "Chức vụ"], ["Nguyễn Văn A", "Công chức"]]
    return write(folder / "people.xlsx", rows, merged=())


_SHOWN = codes("rate-total-kept", "blanks-read-as", "blanks-read-as-zero")
_NO_ZERO = {"vinhlam.overdue": "not_reported", "hoxa.online": "90.4"}

CASES = (
    Case("letter", the_letter, told=_SHOWN),
    Case("total-last", total_last, told=_SHOWN),
    Case("total-in-capitals", total_in_capitals, told=_SHOWN),
    Case("total-in-merged-cells", total_of_the_province, told=_SHOWN),
    Case(
        "total-without-a-name",
        total_without_a_name,
        counts=counts(new=65, blank=30),
        figures=_NO_ZERO,
        told=codes("row-without-name", "total-missing"),
    ),
    Case("subtotals", subtotals, told=codes("row-ignored")),
    Case("five-heading-rows", five_heading_rows),
    Case("page-break-below-groups", page_break_below_groups),
    Case("one-heading-row", one_heading_row),
    Case("two-heading-rows", two_heading_rows),
    Case("three-heading-rows", three_heading_rows),
    Case("column-numbers", numbers_of_columns),
    Case("sections", sections, told=codes("row-ignored")),
    Case("page-break", page_break),
    Case("footnotes", footnotes_and_remarks, told=codes("column-ignored")),
    Case("notes-with-names", notes_with_names, told=codes("row-ignored")),
    Case("unknown-columns", unknown_columns, told=codes("column-ignored")),
    Case("far-from-the-corner", far_from_the_corner),
    Case("two-sheets", two_sheets, told=codes("other-sheets")),
    Case("period-in-sheet-name", period_in_the_sheet_name, period="2023-Q2"),
    Case("period-in-file-name", period_in_the_file_name),
    Case("period-in-words", period_in_words, period="2023-Q2"),
    Case("no-period", no_period, blocking=codes("period-missing"), period=None),
    Case(
        "no-total",
        no_total,
        counts=counts(new=65, blank=30),
        figures=_NO_ZERO,
        told=codes("total-missing"),
    ),
    Case(
        "a-column-twice",
        a_column_twice,
        counts=counts(new=61, blank=19, refused=40),
        figures={"hoxa.online": "90.4"},
        blocking=codes("column-duplicate"),
    ),
    Case("macros", macros, counts=LETTER_COUNTS),
    Case("a-hidden-row", a_hidden_row, blocking=codes("hidden-rows")),
    Case("a-hidden-column", a_hidden_column, blocking=codes("hidden-columns")),
    Case(
        "a-hidden-sheet",
        a_hidden_sheet,
        counts=counts(new=10, blank=5),
        figures={"vp.online": "24.1"},
        told=codes("other-sheets", "units-missing"),
    ),
    Case("no-table", no_table, status="refused", blocking=codes("no-table"), counts={}),
)
assert len(TITLES) == 3, "the rows above are counted from three titles"
