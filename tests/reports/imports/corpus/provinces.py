"""Tables of other provinces, with their own headings: what is sure is read, the rest is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.reports.imports.corpus.cases import Case, Rows, codes, counts
from tests.reports.report_files import TITLES, UNIT_ROWS, write

_TITLES: Rows = [[title] for title in TITLES[:2]]


def _body(figures: list[Any]) -> Rows:
    return [[at, row[1], *figures] for at, row in enumerate(UNIT_ROWS, start=1)]


def hue(folder: Path) -> Path:
    """Early, on time and late, each with a count and a share."""
    heads: Rows = [
        ["STT", "Đơn vị", "Đã xử lý", "Trước hạn", "", "Đúng hạn", "", "Trễ hạn", ""],
        ["", "", "", "Tổng", "%", "Tổng", "%", "Tổng", "%"],
    ]
    rows = [*_TITLES, *heads, *_body([100, 70, "70%", 19, "19%", 7, "7%"])]
    rows.append(["", "Tổng cộng", 1900, 1330, "70%", 361, "19%", 133, "7%"])
    merged = ("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3", "H3:I3")
    return write(folder / "hue.xlsx", rows, merged=merged)


def hau_giang(folder: Path) -> Path:
    """Five heading rows over fifteen columns; "Quá hạn" stands below two titles."""
    heads: Rows = [
        ["STT", "Đơn vị", "Số hồ sơ tiếp nhận", "", "", "", "Đã giải quyết", "", "", "",
         "Đang giải quyết", "", "", "Tỷ lệ thanh toán trực tuyến", "Ghi chú"],
        ["", "", "Tổng số", "Trong đó", "", "", "Tổng số", "Trong đó", "", "",
         "Tổng số", "Trong đó", ""],
        ["", "", "", "Trong kỳ", "", "Từ kỳ trước", "", "Trước hạn", "Đúng hạn", "Quá hạn",
         "", "Trong hạn", "Quá hạn"],
        ["", "", "", "Trực tuyến", "Trực tiếp, BC"],
        [f"({number})" for number in range(1, 16)],
    ]  # fmt: skip
    rows = [*_TITLES, *heads, *_body([100, 60, 35, 5, 90, 50, 38, 2, 10, 9, 1, "36,1", ""])]
    down = [f"{letter}3:{letter}6" for letter in "ABNO"]
    over = ["C3:F3", "G3:J3", "K3:M3", "D4:F4", "H4:J4", "L4:M4", "D5:E5"]
    rest = [f"{letter}4:{letter}6" for letter in "CGK"] + [f"{x}5:{x}6" for x in "FHIJLM"]
    return write(folder / "hau-giang.xlsx", rows, merged=(*down, *over, *rest))


def long_headings(folder: Path) -> Path:
    """Whole sentences as headings, with the unit of measure in brackets."""
    heads: Rows = [
        [
            "TT",
            "Tên đơn vị",
            "Tỷ lệ Hồ sơ trực tuyến/hồ sơ (Trực tuyến + Trực tiếp) của TTHC đăng ký trực tuyến",
            "Tỷ lệ số hoá kết quả giải quyết TTHC (%)",
            "Số hồ sơ trễ hạn (hồ sơ)",
            "TỶ LỆ GIẢI QUYẾT ĐÚNG HẠN (%)",
            "Mức độ hài lòng",
        ]
    ]
    rows = [*_TITLES, *heads, *_body(["76,9", "98,07", 1, "99,82", "100"])]
    rows.append(["", "Tổng", "76,9", "98,07", 19, "99,82", "100"])
    return write(folder / "long.xlsx", rows, merged=())


def late_share(folder: Path) -> Path:
    """A share of late files must never be read into the count of late files."""
    heads: Rows = [["STT", "Đơn vị", "Tỷ lệ trễ hạn", "Trễ hạn (%)", "Tỷ lệ hồ sơ trực tuyến"]]
    rows = [*_TITLES, *heads, *_body(["0,18", "0,18", "76,9"])]
    return write(folder / "late-share.xlsx", rows, merged=())


CASES = (
    Case(
        "hue",
        hue,
        counts=counts(new=20),
        figures={"hoxa.overdue": "7"},
        blocking=codes("column-proposed"),
        told=codes("shares-not-100", "early-apart"),
    ),
    Case(
        "hau-giang",
        hau_giang,
        counts=counts(new=19, refused=38),
        figures={"hoxa.payment": "36.1"},
        blocking=codes("column-duplicate"),
    ),
    Case(
        "long-headings",
        long_headings,
        counts=counts(new=100),
        figures={
            "hoxa.online": "76.9",
            "hoxa.results": "98.07",
            "hoxa.overdue": "1",
            "hoxa.ontime": "99.82",
            "hoxa.satisfaction": "100",
        },
    ),
    Case(
        "late-share",
        late_share,
        counts=counts(new=19),
        figures={"hoxa.online": "76.9"},
        told=codes("column-ignored", "total-missing"),
    ),
)
