"""The phrases of a notice to one unit: Vietnamese, as letters are."""

from collections.abc import Sequence
from typing import Final

from directives.clauses.models import Obligation
from directives.compliance.source import Duty

TITLE: Final = "PHIẾU THÔNG BÁO KẾT QUẢ CẢI CÁCH HÀNH CHÍNH"
TO: Final = "Kính gửi:"
HEADS: Final = ("Chỉ số", "Kết quả", "Chỉ tiêu, khoản", "Đánh giá", "Khoảng cách", "Hạng")
REQUEST: Final = "Đề nghị:"
CUT: Final = "cắt"
APPROVER: Final = "NGƯỜI DUYỆT"
SIGN_HERE: Final = "(Ký, ghi rõ họ tên)"
NO_FIGURES: Final = "Chưa có chỉ tiêu nào đủ số liệu để đánh giá."
KEEP_UP: Final = "tiếp tục giữ vững kết quả đã đạt"
REPORT: Final = "báo cáo số liệu của kỳ, hoặc báo không phát sinh hồ sơ"
ONCE_CASES: Final = "khi có hồ sơ"
NONE: Final = "không có"
DASH: Final = "–"

MET: Final = "Đạt {met}/{of} chỉ tiêu"
ALL_MET: Final = "Đạt cả {of}/{of} chỉ tiêu"
MISSED: Final = "; chưa đạt: {names}"
OVERALL: Final = "Xếp thứ {place} trong {pool} {units}."
MOST: Final = "Đơn vị có nhiều {what} nhất: {count} trong {total} của {whole}."
CHANGES: Final = "So với {period}: {changes}."
UP, DOWN, SAME = "tăng", "giảm", "không đổi"

ABOVE: Final = "hơn sàn {size}"
BELOW: Final = "đạt, dưới trần {size}"
SHORT_BY: Final = "thiếu {size}"
OVER_BY: Final = "vượt trần {size}"
MUST_REACH: Final = "phải đạt {floor}"
LETTERS_TARGET: Final = "xin lỗi {share}%, {clause}"
LETTERS_NEEDED: Final = "cần {count} thư xin lỗi"
LETTERS_MISSING: Final = "cần {missing} (đã có {attached}/{late})"
LETTERS_ENOUGH: Final = "đã đủ {attached}/{late}"

GAPS_IN_POINTS: Final = "Khoảng cách tính bằng điểm %."
PLACES_AMONG: Final = "Hạng tính trong {pool} {units}"
PLACED_AMONG: Final = "{name}: trong {count} đơn vị có số liệu"
SCORE_RULE: Final = "Số đạt không tính chỉ tiêu “khi có hồ sơ”."
TIES: Final = "đồng hạng ghi khoảng."

ASK_LETTERS: Final = "đính kèm thư xin lỗi vào đủ {count} hồ sơ quá hạn (bắt buộc {share}%)"
ASK_MISSING: Final = (
    "đính kèm thư xin lỗi vào {missing} hồ sơ quá hạn còn thiếu "
    "(đã có {attached}/{late}, bắt buộc {share}%)"
)
ASK_LOWER: Final = "đưa {name} về không quá {limit}"
ASK_MORE: Final = "nâng {name} thêm {size}"
ASK_START: Final = "tổ chức {names} ngay khi có phát sinh hồ sơ"
BEFORE_DAY: Final = "trước ngày {day}"

PRINT_CODE: Final = "Mã phiếu {number}/PTB-{place:02} · bản công bố {version}"
CHECK_CODE: Final = "Mã kiểm {checksum}. Quét mã để đối chiếu với bản lưu."
DRAFT: Final = "Dự thảo, chưa công bố"
SOURCE: Final = "Số liệu: {report}"


def ask_raise(parts: Sequence[tuple[str, str]], others: int) -> str:
    """ "nâng hồ sơ trực tuyến thêm 1,2 và số hóa khi tiếp nhận thêm 37,8 điểm %"."""
    steps = [f"{name} thêm {size}" for name, size in parts]
    text = steps[0] if len(steps) == 1 else f"{', '.join(steps[:-1])} và {steps[-1]}"
    more = f", cùng {others} chỉ tiêu khác trong bảng" if others else ""
    return f"nâng {text} điểm %{more}"


def ask_duty(duty: Duty, office: str) -> str:
    """What a clause asks of every unit, without its day."""
    if duty.kind == Obligation.Kind.FEEDBACK:
        return f"gửi khó khăn, bất cập (nếu có) về {office}"
    if duty.kind == Obligation.Kind.REPORT:
        return duty.text or f"báo cáo kết quả thực hiện về {office}"
    return duty.text or f"thực hiện khoản {duty.clause}"
