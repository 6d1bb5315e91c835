"""Tables whose headings mislead: counts named like rates, parts of a rate, orders, denials."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.reports.imports.corpus.cases import Case, Rows, codes, counts, table
from tests.reports.imports.corpus.writers import write_csv
from tests.reports.report_files import HEADINGS, TITLES, UNIT_ROWS, write

_TITLES: Rows = [[title] for title in TITLES]
_NAMES = ["STT", "Đơn vị"]


def _table(heads: Rows, figures: list[Any], total: list[Any] | None = None) -> Rows:
    """A table of the same figures in each row, below its titles."""
    body = [[at, row[1], *figures] for at, row in enumerate(UNIT_ROWS, start=1)]
    end: Rows = [["", "Tổng cộng", *total]] if total else []
    return [*_TITLES, *heads, *body, *end]


def early_and_on_time(folder: Path) -> Path:
    """Early and on time are counted apart: neither column is the rate of both."""
    heads = [[*_NAMES, "Tổng số hồ sơ", "Trước hạn", "Đúng hạn", "Quá hạn"]]
    rows = _table(heads, [100, 70, 28, 2], [1900, 1330, 532, 38])
    return write(folder / "early.xlsx", rows, merged=())


def early_and_on_time_shares(folder: Path) -> Path:
    heads = [[*_NAMES, "Đã giải quyết", "Trước hạn (%)", "Đúng hạn (%)", "Quá hạn (%)"]]
    rows = _table(heads, [100, "70", "28", "2"])
    return write(folder / "early-shares.xlsx", rows, merged=())


def on_time_beside_its_parts(folder: Path) -> Path:
    """The counts apart, and behind them the rate of both."""
    heads = [[*_NAMES, "Tổng số", "Trước hạn", "Đúng hạn", "Quá hạn", "% Đúng hạn"]]
    rows = _table(heads, [100, 70, 28, 2, "98%"], [1900, 1330, 532, 38, "98%"])
    return write(folder / "on-time.xlsx", rows, merged=())


def done_and_pending(folder: Path) -> Path:
    """Counts above 100 below words of a rate are no rate, and overdue stands twice."""
    heads = [
        [*_NAMES, "Tiếp nhận", "Đã giải quyết", "", "", "Đang giải quyết", "", ""],
        ["", "", "", "Tổng số", "Trước, đúng hạn", "Quá hạn", "Tổng số", "Trong hạn", "Quá hạn"],
    ]
    merged = ("A4:A5", "B4:B5", "C4:C5", "D4:F4", "G4:I4")
    rows = _table(heads, [310, 290, 280, 10, 20, 19, 1])
    return write(folder / "done.xlsx", rows, merged=merged)


def whole_numbers(folder: Path) -> Path:
    """Counts below 100, headed like a rate that does not say so."""
    rows: Rows = [*_TITLES, [*_NAMES, "Tổng số hồ sơ", "Hồ sơ trực tuyến", "Quá hạn"]]
    rows += [[at, row[1], 100 + at, 5 + at, 1] for at, row in enumerate(UNIT_ROWS, start=1)]
    return write(folder / "whole.xlsx", rows, merged=())


def counts_alone(folder: Path) -> Path:
    heads = [[*_NAMES, "Tổng số HS tiếp nhận", "Số HS trực tuyến", "HS quá hạn"]]
    rows = _table(heads, [400, 320, 1], [7600, 6080, 19])
    return write(folder / "counts-alone.xlsx", rows, merged=())


def share_of_overdue(folder: Path) -> Path:
    """The share of what another indicator counts is no indicator, least of all apologies."""
    heads = [[*_NAMES, "Hồ sơ quá hạn", ""], ["", "", "Số lượng", "Tỷ lệ %"]]
    rows = _table(heads, [2, "0,43"], [38, "0,43"])
    return write(folder / "share.xlsx", rows, merged=("A4:A5", "B4:B5", "C4:D4"))


def ordered_and_done(folder: Path) -> Path:
    heads = [
        [*_NAMES, "Tỷ lệ hồ sơ trực tuyến", "", "", "Hồ sơ quá hạn"],
        ["", "", "Chỉ tiêu giao", "Thực hiện", "Đánh giá", ""],
    ]
    rows = _table(heads, ["70", "81,6", "Đạt", 1], ["70", "76,9", "Đạt", 19])
    merged = ("A4:A5", "B4:B5", "C4:E4", "F4:F5")
    return write(folder / "ordered.xlsx", rows, merged=merged)


def two_periods(folder: Path) -> Path:
    """The last year beside this one: the later one is proposed, the other one is left out."""
    heads = [
        [*_NAMES, "Tỷ lệ hồ sơ trực tuyến", "", "", "Hồ sơ quá hạn", ""],
        ["", "", "6 tháng 2022", "6 tháng 2023", "Tăng (+), giảm (-)", "Năm 2022", "Năm 2023"],
    ]
    rows = _table(heads, ["70,1", "81,6", "11,5", 9, 1], ["70,1", "76,9", "6,8", 171, 19])
    merged = ("A4:A5", "B4:B5", "C4:E4", "F4:G4")
    return write(folder / "two-periods.xlsx", rows, merged=merged)


def denials(folder: Path) -> Path:
    heads = [
        [
            *_NAMES,
            "Tỷ lệ hồ sơ trực tiếp",
            "Tỷ lệ hồ sơ chưa số hóa thành phần",
            "Tỷ lệ hồ sơ chưa thanh toán trực tuyến",
            "Tỷ lệ hồ sơ không phát hành biên lai điện tử",
            "Hồ sơ quá hạn",
        ]
    ]
    rows = _table(heads, ["18,4", "23,1", "99,9", "45,1", 1], ["18,4", "23,1", "99,9", "45,1", 19])
    return write(folder / "denials.xlsx", rows, merged=())


def a_share_below_nothing(folder: Path) -> Path:
    """A heading that says nothing is proposed for nothing."""
    heads = [
        [*_NAMES, "Tổng số hồ sơ tiếp nhận", "Trong đó", "", "Hồ sơ quá hạn"],
        ["", "", "", "Trực tuyến", "Tỷ lệ %", ""],
    ]
    rows = _table(heads, [100, 82, "82,0", 1], [1900, 1558, "82,0", 19])
    merged = ("A4:A5", "B4:B5", "C4:C5", "D4:E4", "F4:F5")
    return write(folder / "nothing.xlsx", rows, merged=merged)


def short_forms(folder: Path) -> Path:
    heads = [[*_NAMES, "DVCTT", "SỐ HÓA KQGQ", "TTTT", "HS TRỄ HẠN"]]
    rows = _table(heads, ["81,6", "98,1", "7,5", 1], ["76,9", "98,1", "7,5", 19])
    return write(folder / "short.xlsx", rows, merged=())


def a_group_that_repeats(folder: Path) -> Path:
    heads = [
        [*_NAMES, "Số hóa", "", "Hồ sơ quá hạn"],
        ["", "", "Tỷ lệ số hóa thành phần hồ sơ", "Tỷ lệ số hóa kết quả giải quyết TTHC", ""],
    ]
    rows = _table(heads, ["77,9", "98,1", 1], ["59,3", "98,1", 19])
    return write(folder / "group.xlsx", rows, merged=("A4:A5", "B4:B5", "C4:D4", "E4:E5"))


def headings_beside_their_figures(folder: Path) -> Path:
    """All headings stand one column too far right: nothing may be written."""
    rows = table(headings=("TT", "Đơn vị", "", *HEADINGS[2:4], HEADINGS[6]))
    for row in rows[5:]:
        row[2:] = [*row[2:4], row[6] or "0"]
    return write(folder / "beside.xlsx", rows, merged=())


def groups_in_a_csv(folder: Path) -> Path:
    """Without merged cells a title goes on to the right, but not below another title."""
    heads: Rows = [
        [*_NAMES, "Hồ sơ trực tuyến", "", "Hồ sơ quá hạn"],
        ["", "", "Số lượng", "Tỷ lệ (%)", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)"],
    ]
    rows = _table(heads, [40, "81,6", 1], [760, "76,9", 19])
    return write_csv(folder / "groups.csv", rows, encoding="utf-8-sig", delimiter=";")


def a_column_without_heading(folder: Path) -> Path:
    heads = [[*_NAMES, "Tỷ lệ % HS online", "", "Hồ sơ quá hạn"]]
    rows = _table(heads, ["81,6", "10,2", 1], ["76,9", "59,3", 19])
    return write(folder / "headless.xlsx", rows, merged=())


CASES = (
    Case(
        "early-and-on-time",
        early_and_on_time,
        counts=counts(new=20),
        figures={"hoxa.overdue": "2"},
        told=codes("early-apart", "count-ignored"),
    ),
    Case(
        "early-and-on-time-shares",
        early_and_on_time_shares,
        counts=counts(new=0),
        figures={},
        blocking=codes("no-column-recognised"),
        told=codes("early-apart"),
    ),
    Case(
        "on-time-beside-its-parts",
        on_time_beside_its_parts,
        counts=counts(new=40),
        figures={"hoxa.overdue": "2", "hoxa.ontime": "98"},
    ),
    Case(
        "done-and-pending",
        done_and_pending,
        counts=counts(new=0, refused=38),
        figures={},
        blocking=codes("column-duplicate"),
    ),
    Case(
        "whole-numbers",
        whole_numbers,
        counts=counts(new=38),
        figures={"hoxa.overdue": "1"},
        blocking=codes("rate-or-count"),
    ),
    Case(
        "counts-alone",
        counts_alone,
        counts=counts(new=20),
        figures={"hoxa.overdue": "1"},
        told=codes("count-ignored"),
    ),
    Case(
        "share-of-overdue",
        share_of_overdue,
        counts=counts(new=20),
        figures={"hoxa.overdue": "2"},
        told=codes("column-ignored"),
    ),
    Case(
        "ordered-and-done",
        ordered_and_done,
        counts=counts(new=40),
        figures={"hoxa.online": "81.6", "hoxa.overdue": "1"},
        blocking=codes("column-proposed"),
    ),
    Case(
        "two-periods",
        two_periods,
        counts=counts(new=40),
        figures={"hoxa.online": "81.6", "hoxa.overdue": "1"},
        blocking=codes("column-proposed"),
    ),
    Case(
        "denials",
        denials,
        counts=counts(new=20),
        figures={"hoxa.overdue": "1"},
        told=codes("column-ignored"),
    ),
    Case(
        "a-share-below-nothing",
        a_share_below_nothing,
        counts=counts(new=20),
        figures={"hoxa.overdue": "1"},
        told=codes("column-ignored"),
    ),
    Case(
        "short-forms",
        short_forms,
        counts=counts(new=80),
        figures={"hoxa.online": "81.6", "hoxa.results": "98.1", "hoxa.payment": "7.5"},
        blocking=codes("column-proposed"),
    ),
    Case(
        "a-group-that-repeats",
        a_group_that_repeats,
        counts=counts(new=60),
        figures={"hoxa.digitization": "77.9", "hoxa.results": "98.1"},
    ),
    Case(
        "headings-beside-their-figures",
        headings_beside_their_figures,
        counts=counts(new=40, blank=20),
        figures={},
        blocking=codes("column-unheaded"),
    ),
    Case(
        "groups-in-a-csv",
        groups_in_a_csv,
        counts=counts(new=40),
        figures={"hoxa.online": "81.6", "hoxa.overdue": "1"},
        blocking=codes("column-proposed"),
    ),
    Case(
        "a-column-without-heading",
        a_column_without_heading,
        counts=counts(new=40),
        figures={"hoxa.online": "81.6", "hoxa.overdue": "1"},
        blocking=codes("column-unheaded"),
    ),
)
