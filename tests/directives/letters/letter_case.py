"""The real case as plain objects: Vĩnh Linh district, first half of 2023, with its letter.

The figures are those of the letter's own table, so what is computed from them can be checked by
hand. Blank payments and e-receipts are "not started", as the letter reads them; a blank count of
overdue files is 0, because the column adds up to the published 28.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from directives.clauses.targets import Rule, TargetRef
from directives.compliance.domain import Figures, UnitRef
from directives.compliance.source import (
    DirectiveRef,
    IndicatorRef,
    PlaceRule,
    Published,
    ReportRef,
    SummarySource,
)
from directives.compliance.summarising import summarise
from directives.compliance.summary import Summary
from reports.figures.figures import Figure, Measure, State
from reports.figures.periods import span_for_code
from reports.figures.ranking import Direction
from units.kinds import pool_of

PERIOD = span_for_code("2023-H1")
OFFICE = UnitRef(1, "vinhlinh", "UBND huyện Vĩnh Linh", "Vĩnh Linh", "district", None)
REGISTRY_ID = 20

# Code, name in full, short name, kind, then online, digitization, overdue, payment, e-receipts.
_ROWS = """
vp|VP UBND huyện Vĩnh Linh|VP UBND huyện Vĩnh Linh|office|24,1|31,4|5||
vinhchap|UBND xã Vĩnh Chấp|Vĩnh Chấp|commune|81,6|10,2|3||
vinhgiang|UBND xã Vĩnh Giang|Vĩnh Giang|commune|88,7|51,6|11||83,8
hienthanh|UBND xã Hiền Thành|Hiền Thành|commune|68,8|22,2|||60,7
vinhlam|UBND xã Vĩnh Lâm|Vĩnh Lâm|commune|81,4|76,0|||50,5
vinhson|UBND xã Vĩnh Sơn|Vĩnh Sơn|commune|62,5|19,4|1||82,7
kimthach|UBND xã Kim Thạch|Kim Thạch|commune|77,1|77,9|||27,8
trungnam|UBND xã Trung Nam|Trung Nam|commune|63,3|91,5|2|0,1|69,8
vinhtu|UBND xã Vĩnh Tú|Vĩnh Tú|commune|85,7|87,5|||83,3
hoxa|UBND thị trấn Hồ Xá|Hồ Xá|town|90,4|82,5||36,1|50,5
benquan|UBND thị trấn Bến Quan|Bến Quan|town|88,6|31,7||5,3|42,7
vinhha|UBND xã Vĩnh Hà|Vĩnh Hà|commune|48,4|22,8|||
vinhhoa|UBND xã Vĩnh Hòa|Vĩnh Hòa|commune|68,5|77,0|1|28,5|47,9
vinhkhe|UBND xã Vĩnh Khê|Vĩnh Khê|commune|51,3|55,7|||
vinhlong|UBND xã Vĩnh Long|Vĩnh Long|commune|54,8|70,3|||79,9
vinho|UBND xã Vĩnh Ô|Vĩnh Ô|commune|7,8|92,5|||73,3
vinhthai|UBND xã Vĩnh Thái|Vĩnh Thái|commune|90,2|95,4|2||88,2
vinhthuy|UBND xã Vĩnh Thủy|Vĩnh Thủy|commune|53,1|49,5|3||51,8
cuatung|UBND thị trấn Cửa Tùng|Cửa Tùng|town|76,8|59,1|||56,3
"""
COLUMNS = ("online", "digitization", "overdue", "payment", "receipt")
_BLANKS = {
    "overdue": Figure.of(Decimal(0)),
    "payment": Figure.blank(State.NOT_STARTED),
    "receipt": Figure.blank(State.NOT_STARTED),
}

BRIEF = {
    "online": "Trực tuyến",
    "digitization": "Số hóa",
    "overdue": "Quá hạn",
    "payment": "Thanh toán",
    "receipt": "Biên lai",
    "results": "Kết quả số hóa",
    "resolved": "Giải quyết",
    "ontime": "Đúng hạn",
    "satisfaction": "Hài lòng",
    "apology": "Xin lỗi",
}

INDICATORS = tuple(
    IndicatorRef(
        code, name, short, BRIEF[code], measure, direction, decimals, "hồ sơ", icon
    )
    for code, name, short, measure, direction, decimals, icon in (
        ("online", "Tỷ lệ hồ sơ trực tuyến", "Hồ sơ trực tuyến",
         Measure.RATE, Direction.HIGHER, 2, "globe"),
        ("digitization", "Tỷ lệ số hóa đầy đủ thành phần hồ sơ khi tiếp nhận",
         "Số hóa khi tiếp nhận", Measure.RATE, Direction.HIGHER, 2, "scan-text"),
        ("overdue", "Hồ sơ quá hạn", "Hồ sơ quá hạn",
         Measure.COUNT, Direction.LOWER, 0, "clock-alert"),
        ("payment", "Tỷ lệ giao dịch thanh toán trực tuyến", "Thanh toán trực tuyến",
         Measure.RATE, Direction.HIGHER, 2, "credit-card"),
        ("receipt", "Tỷ lệ hồ sơ có phát hành biên lai điện tử", "Biên lai điện tử",
         Measure.RATE, Direction.HIGHER, 2, "receipt-text"),
        ("results", "Tỷ lệ số hóa kết quả giải quyết TTHC", "Số hóa kết quả",
         Measure.RATE, Direction.HIGHER, 2, "file-check"),
        ("resolved", "Kết quả giải quyết TTHC", "Kết quả giải quyết",
         Measure.RATE, Direction.HIGHER, 2, "circle-check-big"),
        ("ontime", "Tỷ lệ giải quyết đúng hạn", "Giải quyết đúng hạn",
         Measure.RATE, Direction.HIGHER, 2, "clock-check"),
        ("satisfaction", "Mức độ hài lòng", "Mức độ hài lòng",
         Measure.RATE, Direction.HIGHER, 2, "smile"),
        ("apology", "Tỷ lệ hồ sơ quá hạn có thư xin lỗi", "Thư xin lỗi",
         Measure.RATE, Direction.HIGHER, 2, "mail"),
    )
)  # fmt: skip

PUBLISHED = {
    "online": Published(Figure.of(Decimal("76.9")), rank=5, out_of=10),
    "digitization": Published(Figure.of(Decimal("59.29")), rank=8, out_of=10),
    "overdue": Published(Figure.of(Decimal(28)), share=Decimal("0.18"), rank=6, out_of=10),
    "payment": Published(Figure.of(Decimal("7.5")), rank=4, out_of=10),
    "receipt": Published(
        Figure.of(Decimal("54.9")), rank=9, out_of=10, not_assessed="huyện Cồn Cỏ"
    ),
    "results": Published(Figure.of(Decimal("98.07"))),
    "resolved": Published(Figure.of(Decimal("98.8"))),
}

_DEPARTMENTS = frozenset({"office", "department"})
_COMMUNES = frozenset({"commune", "town"})


def letter_targets() -> tuple[TargetRef, ...]:
    """The targets of the letter's clauses 1 to 4."""
    given: list[tuple[str, Rule, str, str | None, str | None, frozenset[str], frozenset[int]]] = [
        *(
            (code, Rule.FLOOR, "1", "60", None, _DEPARTMENTS, frozenset())
            for code in ("online", "digitization", "payment")
        ),
        ("overdue", Rule.LOWEST, "1", None, None, _DEPARTMENTS, frozenset()),
        *(
            (code, Rule.FLOOR, "2", "50", None, frozenset(), frozenset({REGISTRY_ID}))
            for code in ("online", "payment", "digitization", "results")
        ),
        ("payment", Rule.FLOOR, "3", "30", None, _COMMUNES, frozenset()),
        ("digitization", Rule.FLOOR, "3", "60", None, _COMMUNES, frozenset()),
        ("results", Rule.FLOOR, "3", "60", None, _COMMUNES, frozenset()),
        ("online", Rule.BAND, "3", "70", "90", _COMMUNES, frozenset()),
        ("payment", Rule.ONCE_CASES, "3", None, None, _COMMUNES, frozenset()),
        ("receipt", Rule.ONCE_CASES, "3", None, None, _COMMUNES, frozenset()),
        ("overdue", Rule.LOWEST, "4", None, None, frozenset(), frozenset()),
        ("apology", Rule.FLOOR, "4", "100", None, frozenset(), frozenset()),
    ]
    return tuple(
        TargetRef(
            number, code, rule, clause,
            Decimal(floor) if floor else None, Decimal(ambition) if ambition else None,
            kinds, unit_ids,
        )
        for number, (code, rule, clause, floor, ambition, kinds, unit_ids) in enumerate(given, 1)
    )  # fmt: skip


def letter_units() -> tuple[UnitRef, ...]:
    """The 19 units of the table and the land registry, which no report has figures for."""
    units = []
    for number, row in enumerate(_ROWS.split("\n")[1:-1], 1):
        code, name, short, kind, *_figures = row.split("|")
        units.append(UnitRef(number + 100, code, name, short, kind, pool_of(kind)))
    name = "Chi nhánh Văn phòng đăng ký đất đai huyện Vĩnh Linh"
    short = "Chi nhánh VPĐKĐĐ"
    kind = "vertical_agency"
    return (*units, UnitRef(REGISTRY_ID, "datdai", name, short, kind, pool_of(kind)))


def letter_figures() -> Figures:
    """The 95 cells of the table, by unit id and indicator code."""
    figures = {}
    for number, row in enumerate(_ROWS.split("\n")[1:-1], 1):
        for code, text in zip(COLUMNS, row.split("|")[4:], strict=True):
            figure = Figure.of(Decimal(text.replace(",", "."))) if text else _BLANKS[code]
            figures[number + 100, code] = figure
    return figures


def letter_source() -> SummarySource:
    """All that the summary of the real case is made from."""
    return SummarySource(
        office=OFFICE,
        period=PERIOD,
        indicators=INDICATORS,
        units=letter_units(),
        figures=letter_figures(),
        targets=letter_targets(),
        published=PUBLISHED,
        directive=DirectiveRef(
            "cv-2023-06", "Công văn tháng 6/2023", "Vĩnh Linh", date(2023, 6, 1)
        ),
        report=ReportRef(
            "85/BC-HCC",
            date(2023, 6, 21),
            "Trung tâm Phục vụ hành chính công tỉnh Quảng Trị",
        ),
        place_rule=PlaceRule.MISSED,
    )


def letter_summary() -> Summary:
    """The real case, judged."""
    return summarise(letter_source())
