"""The overdue register as xlsx and csv, and the empty sheet that an office fills in."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from directives.overdue.models import OverdueFile
from directives.overdue.presentation import ShownFile
from reports.workbooks.writing import (
    CellRole,
    SheetCell,
    SheetRow,
    SheetSpec,
    Tone,
    csv_bytes,
    workbook_bytes,
)

_WIDTHS: Final = (26, 24, 34, 24, 24, 14, 16, 20, 13, 13, 13, 34, 20, 18, 22)
# The words of the sheet are those that reading knows (`sheets/reading.py`); Vietnamese, as the
# offices' own.
TEMPLATE_HEADS: Final = (
    *("Đơn vị", "Mã hồ sơ", "Tên thủ tục hành chính", "Người nộp hồ sơ", "Địa chỉ"),
    *("Điện thoại", "Số định danh", "Người thụ lý", "Ngày tiếp nhận", "Ngày hẹn trả"),
    *("Ngày có kết quả", "Lý do"),
)

_EXAMPLE: Final = (
    *("UBND xã … (bỏ trống nếu nhập cho một đơn vị)", "000.00.16.H50-230522-0004"),
    *("Đăng ký biến động đất đai", "Nguyễn Văn A", "thôn …, xã …", "0900000000", ""),
    *("Trần Thị B", date(2023, 5, 2), date(2023, 5, 22), None),
)
_NOTES: Final = (
    "Xóa dòng ví dụ (dòng 2) trước khi gửi. Bắt buộc: mã hồ sơ, tên thủ tục, ngày hẹn trả.",
    "Ngày ghi ngày/tháng/năm. Chưa có kết quả thì bỏ trống “Ngày có kết quả”.",
    "Lý do: {reasons}. Lý do khác cứ ghi bằng lời.",
    "Gửi lại tệp đã sửa: hồ sơ cùng mã được cập nhật, ô trống không xóa gì.",
)


def register_rows(files: Iterable[ShownFile]) -> list[SheetRow]:
    """Head and rows of an export; a file of it can come in again and changes nothing."""
    heads = (*TEMPLATE_HEADS, _("Standing"), _("Late by"), _("Apology letter"))
    return [[SheetCell(text, CellRole.HEAD) for text in heads], *(_row(file) for file in files)]


def _row(file: ShownFile) -> SheetRow:
    row, state = file.row, file.standing
    people = (row.applicant, row.address, row.phone, row.id_number, row.handler)
    days = (row.received_on, row.due_on, row.result_on)
    return [
        *map(SheetCell, (file.unit, row.code, row.procedure, *people, *days, row.reason_words)),
        SheetCell(str(state.word), tone=Tone(state.tone)),
        SheetCell(file.late),
        SheetCell(str(file.letter.word) if file.letter else ""),
    ]


def register_xlsx(files: Sequence[ShownFile]) -> bytes:
    """The files in their order; nothing in the workbook is a formula."""
    return workbook_bytes([_sheet(_("Overdue files"), register_rows(files))])


def register_csv(files: Sequence[ShownFile]) -> bytes:
    return csv_bytes(register_rows(files))


def register_template() -> bytes:
    """An empty sheet with the headings, one example, and what to write where."""
    with override("vi"):
        reasons = [str(reason.label) for reason in OverdueFile.Reason]
    heads = [SheetCell(text, CellRole.HEAD) for text in TEMPLATE_HEADS]
    example = [SheetCell(value) for value in (*_EXAMPLE, reasons[0])]
    notes = [note.replace("{reasons}", "; ".join(reasons)) for note in _NOTES]
    help_sheet = SheetSpec(
        title="Cách ghi",
        rows=[[SheetCell("Cách ghi", CellRole.HEAD)], *([SheetCell(note)] for note in notes)],
        widths=(110,),
        heads=(1, 1),
        filtered=False,
    )
    sheet = _sheet("Hồ sơ quá hạn", [heads, example], filtered=False)
    return workbook_bytes([sheet, help_sheet])


def _sheet(title: str, rows: Sequence[SheetRow], *, filtered: bool = True) -> SheetSpec:
    return SheetSpec(
        title=title,
        rows=rows,
        widths=_WIDTHS[: len(rows[0])],
        heads=(1, 1),
        frozen_columns=2,
        heights={1: 32},
        filtered=filtered,
    )
