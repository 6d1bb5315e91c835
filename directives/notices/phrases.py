"""The phrases of a notice to one unit: Vietnamese, as letters are."""

from collections.abc import Sequence
from typing import Final

from directives.clauses.models import Obligation
from directives.compliance.domain import Status
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

VERDICTS: Final = {
    Status.MET: "Đạt",
    Status.EXCEEDED: "Vượt mức",
    Status.NOT_MET: "Chưa đạt",
    Status.NOT_STARTED: "Chưa thực hiện",
    Status.NOT_REPORTED: "Chưa có số liệu",
    Status.NO_CASES: "Không phát sinh",
    Status.EXEMPT: "Không đánh giá",
    Status.WATCHED: "Theo dõi",
}
DONE: Final = "Đã thực hiện"


def met(count: int, of: int) -> str:
    return f"Đạt {count}/{of} chỉ tiêu"


def all_met(of: int) -> str:
    return f"Đạt cả {of}/{of} chỉ tiêu"


def missed(names: Sequence[str]) -> str:
    return f"; chưa đạt: {', '.join(names)}" if names else ""


def overall(place: str, pool: int, units: str) -> str:
    return f"Xếp thứ {place} trong {pool} {units}."


def most(count: str, total: str, what: str, whole: str) -> str:
    return f"Đơn vị có nhiều {what} nhất: {count} trong {total} của {whole}."


def letters_target(share: str, clause: str) -> str:
    return f"xin lỗi {share}%, {clause}"


def above(size: str) -> str:
    return f"hơn sàn {size}"


def below(size: str) -> str:
    return f"dưới trần {size}"


def short_by(size: str, files: str) -> str:
    """ "thiếu 8,4 (32 hồ sơ)"; files only where the counts are known."""
    return f"thiếu {size} ({files})" if files else f"thiếu {size}"


def over_by(size: str) -> str:
    return f"vượt trần {size}"


def must_reach(floor: str) -> str:
    return f"phải đạt {floor}"


def letters_needed(count: str) -> str:
    return f"cần {count} thư xin lỗi"


def letters_missing(missing: int, attached: int, late: int) -> str:
    """ "cần 3 (đã có 8/11)"; where none is attached yet as `letters_needed` says it."""
    return f"cần {missing} (đã có {attached}/{late})"


def letters_enough(attached: int, late: int) -> str:
    return f"đã đủ {attached}/{late}"


def changes(period: str, parts: Sequence[str]) -> str:
    """ "So với 6 tháng đầu năm 2022: hồ sơ trực tuyến tăng 3,2 điểm; …"."""
    return f"So với {period}: {'; '.join(parts)}." if parts else ""


def change(name: str, difference: str, trend: str) -> str:
    """ "hồ sơ trực tuyến tăng 3,2 điểm %"; `trend` is "up", "down" or "same"."""
    verb = {"up": "tăng", "down": "giảm", "same": "không đổi"}[trend]
    return f"{name} {verb}" if trend == "same" else f"{name} {verb} {difference}"


def pool_note(pool: int, units: str, others: Sequence[tuple[str, int]]) -> str:
    """How places are counted: "Hạng tính trong 18 xã, thị trấn; biên lai điện tử: trong 15 …"."""
    parts = [f"{name}: trong {count} đơn vị có số liệu" for name, count in others]
    return "; ".join([f"Hạng tính trong {pool} {units}", *parts, "đồng hạng ghi khoảng"]) + "."


GAPS_IN_POINTS: Final = "Khoảng cách tính bằng điểm %."


def ask_letters(count: str, share: str) -> str:
    return f"đính kèm thư xin lỗi vào đủ {count} hồ sơ quá hạn (bắt buộc {share}%)"


def ask_missing(missing: int, attached: int, late: int, share: str) -> str:
    """ "đính kèm thư xin lỗi vào 3 hồ sơ quá hạn còn thiếu (đã có 8/11, bắt buộc 100%)"."""
    asked = f"đính kèm thư xin lỗi vào {missing} hồ sơ quá hạn còn thiếu"
    return f"{asked} (đã có {attached}/{late}, bắt buộc {share}%)"


def ask_raise(parts: Sequence[tuple[str, str]], others: int) -> str:
    """ "nâng hồ sơ trực tuyến thêm 1,2 và số hóa khi tiếp nhận thêm 37,8 điểm %"."""
    said = [f"{name} thêm {size}" for name, size in parts]
    text = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} và {said[-1]}"
    more = f", cùng {others} chỉ tiêu khác trong bảng" if others else ""
    return f"nâng {text} điểm %{more}"


def ask_lower(name: str, limit: str) -> str:
    return f"đưa {name} về không quá {limit}"


def ask_more(name: str, size: str) -> str:
    return f"nâng {name} thêm {size}"


def ask_start(names: Sequence[str]) -> str:
    """ "tổ chức thanh toán trực tuyến ngay khi có phát sinh hồ sơ"."""
    return f"tổ chức {' và '.join(names)} ngay khi có phát sinh hồ sơ"


def ask_duty(duty: Duty, office: str) -> str:
    """What a clause asks of every unit, without its day."""
    if duty.kind == Obligation.Kind.FEEDBACK:
        return f"gửi khó khăn, bất cập (nếu có) về {office}"
    if duty.kind == Obligation.Kind.REPORT:
        return duty.text or f"báo cáo kết quả thực hiện về {office}"
    return duty.text or f"thực hiện khoản {duty.clause}"


def before_day(day: str) -> str:
    return f"trước ngày {day}"


def print_code(number: str, place: int, version: int) -> str:
    return f"Mã phiếu {number}/PTB-{place:02} · bản công bố {version}"


def check_code(checksum: str) -> str:
    return f"Mã kiểm {checksum}. Quét mã để đối chiếu với bản lưu."


DRAFT: Final = "Dự thảo, chưa công bố"


def source(report: str) -> str:
    return f"Số liệu: {report}"
