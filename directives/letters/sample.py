"""A letter with everything a letter can have: a new template is tried on it."""

from directives.letters.domain import (
    Head,
    Letter,
    LetterColumn,
    LetterFindings,
    LetterRow,
    LetterTable,
    Signature,
)


def sample_letter() -> Letter:
    """Made-up words and figures in every place."""
    return Letter(
        title="V/v dùng thử mẫu công văn",
        head=Head(
            superior=("CƠ QUAN CẤP TRÊN",),
            issuer=("CƠ QUAN BAN HÀNH",),
            number="05",
            symbol="UBND-VP",
            place="Địa danh",
            day="05",
            month="02",
            year="2024",
            subject=("V/v dùng thử", "mẫu công văn"),
        ),
        recipients=("Đơn vị thứ nhất", "Đơn vị thứ hai"),
        opening="Căn cứ Báo cáo số 01/BC ngày 05 tháng 02 năm 2024:",
        findings=LetterFindings(
            "Làm tốt:", ("Một việc đạt 98,8%",), "Còn thấp:", ("Một việc đạt 9%",)
        ),
        table=LetterTable(
            caption="Bảng số liệu",
            columns=(LetterColumn("Tỷ lệ"), LetterColumn("Số lượng", is_count=True)),
            total=LetterRow("", "Tổng cộng", ("76,9", "28")),
            rows=(
                LetterRow("1", "Đơn vị thứ nhất", ("59,29", "")),
                LetterRow("2", "Đơn vị thứ hai", ("", "5")),
            ),
        ),
        transition="Yêu cầu các đơn vị:",
        clauses=("Việc thứ nhất (*bắt buộc*).", "Việc thứ hai, trước ngày **30/6/2024**."),
        closing="Đề nghị các đơn vị thực hiện./.",
        copies=("Như trên", "Lưu: VT"),
        signature=Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "Họ và tên"),
    )
