"""The words of an apology letter, in the form of Mẫu số 04 (TT 01/2018/TT-VPCP). Vietnamese always.

What is not known yet stays open, to be written by hand.
"""

from dataclasses import dataclass
from datetime import date, time

from django.utils import timezone, translation

from directives.overdue.apologies.domain import comes_after_result
from directives.overdue.models import ApologyLetter, OverdueFile
from directives.text.emphasis import Run
from directives.text.letterhead import (
    COMMITTEE,
    MOTTO,
    NATION,
    is_committee,
    issuer_lines,
    number_text,
    signature_lines,
)
from reports.figures.periods import format_date
from units.models import Unit

NBSP = "\u00a0"
_ROOM, _SHORT_ROOM = NBSP * 12, NBSP * 4
_DOTS = "…" * 12
_TITLE, _TITLE_RESOLVED = "PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", "PHIẾU XIN LỖI"


@dataclass(frozen=True, slots=True)
class ApologyPaper:
    """One letter, as strings."""

    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    number: str
    place_and_date: str
    addressed: tuple[str, ...]
    paragraphs: tuple[tuple[Run, ...], ...]
    signature: tuple[str, ...]
    signer: str
    nation: str = NATION
    motto: str = MOTTO
    form: str = "Mẫu số 04"
    title: str = _TITLE
    copies: tuple[str, ...] = ("Như trên", "Bộ phận Tiếp nhận và Trả kết quả", "Lưu: VT, hồ sơ")
    sign_here: str = "(Chữ ký, dấu hoặc chữ ký số)"


@translation.override("vi")
def apology_paper(file: OverdueFile, letter: ApologyLetter) -> ApologyPaper:
    unit = file.unit
    parent = unit.parent
    alone = is_committee(unit.kind) or parent is None
    signed = letter.signed_on
    year = (signed or letter.new_due_on or file.due_on).year
    number = number_text(letter.number) if letter.number else _ROOM
    return ApologyPaper(
        superior=() if alone or parent is None else (parent.name.upper(),),
        issuer=issuer_lines(unit.name, unit.kind, f"{unit.get_kind_display()} {unit.short_name}"),
        number=f"Số: {number}/PXL",
        place_and_date=f"{unit.short_name}, {_long(signed, year)}",
        addressed=_addressed(file),
        paragraphs=_paragraphs(file, letter),
        signature=_signature(unit, letter),
        signer=letter.signer_name,
        title=_TITLE_RESOLVED if _is_resolved(file, letter) else _TITLE,
    )


def _signature(unit: Unit, letter: ApologyLetter) -> tuple[str, ...]:
    committee = is_committee(unit.kind)
    title = letter.signer_title or ("CHỦ TỊCH" if committee else "THỦ TRƯỞNG")
    authority = letter.authority or ("TM." if committee else "")
    return signature_lines(authority, title, issuer="" if committee else unit.name)


def _addressed(file: OverdueFile) -> tuple[str, ...]:
    phone = f"Điện thoại: {file.phone or _DOTS[:6]}".replace(" ", NBSP)
    whom = file.applicant or f"Ông/Bà {_DOTS}"
    return f"Kính gửi: {whom}", f"Địa chỉ: {file.address or _DOTS}{NBSP * 3} {phone}"


def _long(day: date | None, year: int) -> str:
    """ "ngày 05 tháng 6 năm 2023"; room to write where the day is not known."""
    if day is None:
        return f"ngày{_SHORT_ROOM * 2}tháng{_SHORT_ROOM * 2}năm {year}"
    parts = format_date(day).split("/")
    return f"ngày {parts[0]} tháng {parts[1]} năm {parts[2]}"


def _moment(day: date | None, hour: time | None) -> str:
    """ "16 giờ 30, ngày 20/6/2023"; the hour only where it is known."""
    on = f"ngày {format_date(day)}" if day else f"ngày{_ROOM}"
    return f"{hour.hour} giờ {hour.minute:02}, {on}" if hour else on


def _paragraphs(file: OverdueFile, letter: ApologyLetter) -> tuple[tuple[Run, ...], ...]:
    office, procedure = file.unit.name or COMMITTEE, file.procedure.strip()
    received = _long(file.received_on, file.due_on.year)
    received = received[:1].upper() + received[1:]
    citizen = f"; số định danh: {file.id_number}" if file.id_number else ""
    promised = _moment(file.due_on, file.due_time)
    resolved = _is_resolved(file, letter)
    delay = (
        f"{office} trả kết quả giải quyết hồ sơ của Ông/Bà ngày {format_date(file.resolved_on)}, "
        "chậm so với"
        if resolved and file.resolved_on
        else f"đến nay, {office} chưa trả kết quả giải quyết hồ sơ của Ông/Bà đúng"
    )
    reason = letter.reason_text or file.reason_text or file.get_reason_display()
    return (
        (
            Run(
                f"{received}, Bộ phận Tiếp nhận và Trả kết quả {office} tiếp nhận giải quyết hồ sơ "
                f"đề nghị giải quyết thủ tục hành chính {procedure} của Ông/Bà; mã số hồ sơ: "
                f"{file.code}{citizen}."
            ),
        ),
        (Run(f"Thời gian hẹn trả kết quả giải quyết hồ sơ: {promised}."),),
        (
            Run(
                f"Tuy nhiên{',' if resolved else ''} {delay} thời hạn quy định ghi trên "
                "Giấy tiếp nhận hồ sơ và hẹn trả kết quả."
            ),
        ),
        (Run(f"Lý do: {reason.strip().rstrip('. ') or _DOTS}."),),
        (Run("Sự chậm trễ này đã gây phiền hà, tốn kém chi phí, công sức của Ông/Bà."),),
        _apology(office, letter, resolved=resolved),
        (Run("Mong nhận được sự thông cảm của Ông/Bà vì sự chậm trễ này./."),),
    )


def _is_resolved(file: OverdueFile, letter: ApologyLetter) -> bool:
    """Whether the file had its result when the letter was signed, else today."""
    return comes_after_result(letter.signed_on or timezone.localdate(), file.resolved_on)


def _apology(office: str, letter: ApologyLetter, *, resolved: bool) -> tuple[Run, ...]:
    """The apology; with a new day while there is no result."""
    if resolved:
        return (Run(f"{office} xin lỗi Ông/Bà vì đã trả kết quả giải quyết hồ sơ chậm."),)
    return (
        Run(
            f"{office} xin lỗi Ông/Bà và sẽ tiếp tục xem xét, giải quyết, trả kết quả giải quyết "
            "hồ sơ cho Ông/Bà vào "
        ),
        Run(_moment(letter.new_due_on, letter.new_due_time), bold=True),
        Run(". Việc hẹn lại ngày trả kết quả chỉ thực hiện một lần."),
    )
