"""The letter of June 2023: the report it rests on, its clauses and its targets.

Its slip "đơn đốc" is written "đôn đốc" here; everything else stands as in the letter.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from directives.clauses.models import Clause, Directive, Obligation, Signatory, Target
from directives.clauses.targets import Rule
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.period_services import period_ensure
from reports.figures.report_models import PublishedFact, Report
from units.models import Unit, User

PERIOD = "2023-H1"
DIRECTIVE = "cv-2023-06"
REPORT_NUMBER = "85/BC-HCC"
REPORT_DATE = date(2023, 6, 21)
REPORT_ISSUER = "Trung tâm Phục vụ hành chính công tỉnh Quảng Trị"
NOT_ASSESSED = "huyện Cồn Cỏ"

# Value, decimals, share, rank of ten, as the letter quotes the report on the whole district.
FACTS: dict[str, dict[str, Any]] = {
    "online": {"value": Decimal("76.9"), "places": 1, "rank": 5},
    "digitization": {"value": Decimal("59.29"), "places": 2, "rank": 8},
    "overdue": {"value": Decimal(28), "places": 0, "share": Decimal("0.18"), "rank": 6},
    "payment": {"value": Decimal("7.5"), "places": 1, "rank": 4},
    "receipt": {"value": Decimal("54.9"), "places": 1, "rank": 9, "not_assessed": NOT_ASSESSED},
    "resolved": {"value": Decimal("98.8"), "places": 1},
    "results": {"value": Decimal("98.07"), "places": 2},
}

# The letter as it was passed on has neither; the office knows that it went out.
ISSUED_BY_WORD = (
    "Công văn đã được ký và gửi các đơn vị tháng 6/2023; bản lưu không còn số và ngày ban hành."
)

OPENING = (
    "Căn cứ Báo cáo số 85/BC-HCC ngày 21 tháng 6 năm 2023 của Trung tâm Phục vụ Hành chính công "
    "tỉnh Quảng Trị về tình hình hoạt động tại Trung tâm Phục vụ hành chính công tỉnh và kết quả "
    "tiếp nhận, trả kết quả giải quyết TTHC trên Hệ thống thông tin giải quyết TTHC tỉnh 6 tháng "
    "đầu năm 2023, phương hướng nhiệm vụ 6 tháng cuối năm 2023. Theo đó, kết quả của huyện Vĩnh "
    "Linh 6 tháng đầu năm 2023 như sau:"
)
TRANSITION = (
    "Để khắc phục những tồn tại, hạn chế và nâng cao các chỉ số trong công tác cải cách thủ tục "
    "hành chính 6 tháng cuối năm 2023, UBND huyện Vĩnh Linh yêu cầu:"
)
CLOSING = (
    "Trên đây là những nội dung liên quan trực tiếp đến chỉ số CCHC của đơn vị, của huyện đề nghị "
    "Thủ trưởng các phòng chuyên môn thuộc huyện, các cơ quan, đơn vị; Chủ tịch UBND các xã, thị "
    "trấn nghiêm túc tổ chức thực hiện./."
)
CLAUSES = (
    "Thủ trưởng các phòng chuyên môn thuộc huyện tăng cường công tác chỉ đạo công chức, viên chức "
    "đơn vị mình triển khai có hiệu quả việc tiếp nhận hồ sơ, trả kết quả giải quyết TTHC tại Bộ "
    "phận Tiếp nhận và Trả kết quả cấp huyện. Đôn đốc triển khai thanh toán trực tuyến, hồ sơ "
    "trực tuyến, số hóa đầy đủ thành phần hồ sơ khi tiếp nhận phải đạt tỷ lệ từ 60% trở lên, hạn "
    "chế thấp nhất hồ sơ quá hạn.",
    "Giám đốc chi nhánh Văn phòng đăng ký đất đai huyện Vĩnh Linh tập trung chỉ đạo viên chức, "
    "nhân viên đơn vị mình về đẩy mạnh CCHC trong tiếp nhận và xử lý hồ sơ trên phần mềm Một cửa "
    "điện tử đặc biệt là hồ sơ trực tuyến, thanh toán trực tuyến, số hóa hồ sơ, kết quả giải "
    "quyết TTHC phải đạt từ 50%.",
    "Chủ tịch UBND các xã, thị trấn tiếp tục quan tâm, chỉ đạo quyết liệt các bộ phận đặc biệt là "
    "Bộ phận Tiếp nhận và Trả kết quả của đơn vị mình trong việc thanh toán trực tuyến đạt tối "
    "thiểu 30%, số hóa đầy đủ thành phần hồ sơ và kết quả giải quyết TTHC phải đạt tỷ lệ 60% trở "
    "lên, nâng cao tỷ lệ hồ sơ trực tuyến đạt từ 70%-90%; một số đơn vị chưa thực hiện thanh toán "
    "trực tuyến và phát hành biên lai điện tử phải tổ chức thực hiện ngay khi có phát sinh hồ sơ.",
    "Đơn vị nào để xảy ra hồ sơ trễ hẹn thì phải thực hiện xin lỗi người dân, doanh nghiệp (đạt "
    "tỷ lệ 100%) đồng thời đính kèm thư xin lỗi vào hồ sơ bị trễ hẹn (*đây là yêu cầu bắt buộc*) "
    "nếu đơn vị nào không thực hiện thì sẽ trừ vào điểm chấm CCHC của đơn vị đó.",
    "Các phòng chuyên môn, các cơ quan, đơn vị và UBND các xã thị trấn tổng hợp những khó khăn, "
    "bất cập trong quá trình thực hiện (nếu có) gửi về UBND huyện (*qua Văn phòng HĐND&UBND "
    "huyện*) trước ngày 30/6/2023 để xem xét, giải quyết kịp thời.",
)
FEEDBACK_CLAUSE, FEEDBACK_DUE = 5, date(2023, 6, 29)  # "trước ngày 30/6/2023"

_DISTRICT_OFFICES = ["office", "department"]
_LOCAL = ["commune", "town"]
LAND_REGISTRY = "datdai"

# Clause, indicator, rule, floor, ambition, kinds (empty: every unit).
TARGETS: tuple[tuple[int, str, Rule, int | None, int | None, list[str]], ...] = (
    (1, "online", Rule.FLOOR, 60, None, _DISTRICT_OFFICES),
    (1, "digitization", Rule.FLOOR, 60, None, _DISTRICT_OFFICES),
    (1, "overdue", Rule.LOWEST, None, None, _DISTRICT_OFFICES),
    (1, "payment", Rule.FLOOR, 60, None, _DISTRICT_OFFICES),
    (2, "online", Rule.FLOOR, 50, None, []),
    (2, "digitization", Rule.FLOOR, 50, None, []),
    (2, "payment", Rule.FLOOR, 50, None, []),
    (2, "results", Rule.FLOOR, 50, None, []),
    (3, "online", Rule.BAND, 70, 90, _LOCAL),
    (3, "digitization", Rule.FLOOR, 60, None, _LOCAL),
    (3, "payment", Rule.FLOOR, 30, None, _LOCAL),
    (3, "payment", Rule.ONCE_CASES, None, None, _LOCAL),
    (3, "receipt", Rule.ONCE_CASES, None, None, _LOCAL),
    (3, "results", Rule.FLOOR, 60, None, _LOCAL),
    (4, "overdue", Rule.LOWEST, None, None, []),
    (4, "apology", Rule.FLOOR, 100, None, []),
)
_NAMED_CLAUSE = 2  # its targets are for the land-registry branch alone


def install_letter(office: Unit) -> Directive:
    """Make the report with its published facts, and the letter, where they are missing."""
    report = install_report(office)
    directive, made = Directive.objects.get_or_create(
        code=DIRECTIVE,
        defaults={
            "issuer": office,
            "symbol": "UBND-VP",
            "issued_month": date(2023, 6, 1),
            "place": "Vĩnh Linh",
            "subject": "V/v đôn đốc, đẩy mạnh cải cách TTHC\ntrong tiếp nhận, xử lý hồ sơ\n"
            "cho tổ chức, công dân",
            "recipients": "Các phòng chuyên môn thuộc UBND huyện\n"
            "Các cơ quan TW, tỉnh đóng trên địa bàn huyện\nUBND các xã, thị trấn",
            "copies_to": "Như trên\nCT, các PCT UBND huyện\nChánh VP, các PCVP\nLưu: VT, VP",
            "basis": report,
            "opening": OPENING,
            "transition": TRANSITION,
            "closing": CLOSING,
            "authority": Directive.Authority.ON_BEHALF,
            "signer_title": "CHỦ TỊCH",
            "signer_name": "Thái Văn Thành",
            # The letter's day is blank; it cannot be older than the report it rests on.
            "effective_from": REPORT_DATE,
            "issued_by_word": ISSUED_BY_WORD,
            "word_given_by": User.objects.filter(username="vanphong").first(),
            "word_given_at": timezone.now(),
        },
    )
    if made:
        _install_clauses(directive)
        Signatory.objects.get_or_create(
            office=office,
            name=directive.signer_name,
            title=directive.signer_title,
            authority=directive.authority,
        )
    return directive


def install_report(office: Unit) -> Report:
    """The province's report and what it says of the district itself."""
    period: Period = period_ensure(code=PERIOD)
    report, made = Report.objects.get_or_create(
        office=office,
        period=period,
        number=REPORT_NUMBER,
        defaults={
            "issued_on": REPORT_DATE,
            "issuer": REPORT_ISSUER,
            "source_system": "Hệ thống thông tin giải quyết TTHC tỉnh",
        },
    )
    if made:
        indicators = {
            indicator.code: indicator for indicator in Indicator.objects.filter(code__in=FACTS)
        }
        PublishedFact.objects.bulk_create(
            PublishedFact(
                report=report,
                indicator=indicators[code],
                out_of=10 if "rank" in fact else None,
                **fact,
            )
            for code, fact in FACTS.items()
        )
    return report


def _install_clauses(directive: Directive) -> None:
    clauses = {
        number: Clause.objects.create(
            directive=directive,
            number=number,
            text=text,
        )
        for number, text in enumerate(CLAUSES, start=1)
    }
    Obligation.objects.create(
        clause=clauses[FEEDBACK_CLAUSE], kind=Obligation.Kind.FEEDBACK, due_on=FEEDBACK_DUE
    )
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    land_registry = Unit.objects.get(code=LAND_REGISTRY)
    for clause, code, rule, floor, ambition, kinds in TARGETS:
        target = Target.objects.create(
            clause=clauses[clause],
            indicator=indicators[code],
            rule=rule.value,
            floor=floor,
            ambition=ambition,
            kinds=kinds,
        )
        if clause == _NAMED_CLAUSE:
            target.units.add(land_registry)
