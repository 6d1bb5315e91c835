"""The set phrases of a letter, for what a directive leaves open: Vietnamese, as letters are."""

from typing import Final

from directives.compliance.source import IndicatorRef, SummarySource
from reports.figures.periods import format_date, format_long_date, label
from units.kinds import UnitKind

_WHOLE: Final = {
    UnitKind.PROVINCE: "Toàn tỉnh",
    UnitKind.DISTRICT: "Toàn huyện",
    UnitKind.COMMUNE: "Toàn xã",
    UnitKind.TOWN: "Toàn thị trấn",
    UnitKind.WARD: "Toàn phường",
    UnitKind.SPECIAL_ZONE: "Toàn đặc khu",
}
# As the letters shorten the names of their five columns.
_COLUMN_HEADS: Final = {
    "online": "Tỷ lệ % HS online",
    "digitization": "Tỷ lệ số hóa đầy đủ thành phần HS khi tiếp nhận",
}
_ABOUT: Final = "V/v "


def total_name(kind: str) -> str:
    """The name of the total row: "Toàn huyện"."""
    return _WHOLE.get(UnitKind(kind), "Toàn đơn vị")


def column_head(indicator: IndicatorRef) -> str:
    return _COLUMN_HEADS.get(indicator.code, indicator.name)


def caption(source: SummarySource) -> str:
    """What stands over the table, with its first and last day."""
    start, end = format_date(source.period.start), format_date(source.period.end)
    return f"Bảng số liệu chi tiết tính từ {start} đến {end}"


def subject_lines(text: str) -> tuple[str, ...]:
    """The subject under the number, "V/v" in front; lines as they were broken by hand."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and not lines[0].lower().startswith(_ABOUT.lower()):
        lines[0] = f"{_ABOUT}{lines[0]}"
    return tuple(lines)


def opening(source: SummarySource) -> str:
    """The first paragraph where the directive has none: the report, and whose figures follow."""
    report, named = source.report, _period(source)
    so = f"kết quả của {source.office.name} {named} như sau:"
    if report is None:
        return so[:1].upper() + so[1:]
    text = f"Căn cứ Báo cáo số {report.number}"
    if report.issued_on:
        day = report.issued_on
        text += f" {format_long_date(day.day, day.month, day.year)}"
    if report.issuer:
        text += f" của {report.issuer}"
    return f"{text}. Theo đó, {so}"


def transition(source: SummarySource) -> str:
    """The sentence before the clauses where the directive has none."""
    return (
        "Để khắc phục những tồn tại, hạn chế và nâng cao các chỉ số trong công tác cải cách thủ "
        f"tục hành chính, {source.office.name} yêu cầu:"
    )


def closing(source: SummarySource) -> str:
    """The last paragraph where the directive has none."""
    return f"{source.office.name} yêu cầu các cơ quan, đơn vị nghiêm túc tổ chức thực hiện./."


def _period(source: SummarySource) -> str:
    name = label(source.period, "vi")
    return name[:1].lower() + name[1:]
