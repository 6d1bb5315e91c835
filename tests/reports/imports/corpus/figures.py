"""The letter's figures in the ways that spreadsheets and clerks write them, right and wrong."""

from __future__ import annotations

from pathlib import Path

from tests.reports.imports.corpus.cases import (
    LETTER_FIGURES,
    NUMBER_FIGURES,
    Case,
    Rows,
    codes,
    counts,
    numbers,
    table,
)
from tests.reports.report_files import HEADINGS, TITLES, TOTAL, UNIT_ROWS, put, write, write_letter

_RATES = "CDFG"
_FIRST, _LAST = 6, 25


def as_numbers(folder: Path) -> Path:
    return write(folder / "numbers.xlsx", numbers(table()), merged=())


def _shares(folder: Path, name: str, code: str) -> Path:
    rows = numbers(table())
    formats: dict[str, str] = {}
    for number in range(_FIRST, _LAST + 1):
        for letter in _RATES:
            at = ord(letter) - ord("A")
            value = rows[number - 1][at]
            if value != "":
                rows[number - 1][at] = round(value / 100, 6)
                formats[f"{letter}{number}"] = code
    return write(folder / name, rows, merged=(), formats=formats)


def percent_format(folder: Path) -> Path:
    return _shares(folder, "percent.xlsx", "0.0##%")


def shares_without_format(folder: Path) -> Path:
    return _shares(folder, "shares.xlsx", "General")


def percent_texts(folder: Path) -> Path:
    rows = table()
    for row in rows[5:]:
        row[2:] = [f"{v}%" if v and at != 2 else v for at, v in enumerate(row[2:])]
    return write(folder / "percent-texts.xlsx", rows, merged=())


def float_noise(folder: Path) -> Path:
    rows = numbers(table())
    put(rows, "C6", 76.90000000000001)
    put(rows, "D6", 59.290000000000006)
    put(rows, "C16", 90.39999999999999)
    return write(folder / "noise.xlsx", rows, merged=())


def two_shares_among_points(folder: Path) -> Path:
    """Two cells that Excel shows as 88,7 % and 0,1 % stand among plain numbers."""
    rows = numbers(table())
    put(rows, "C9", 0.887)
    put(rows, "F14", 0.001)
    formats = {"C9": "0.0%", "F14": "0.0%"}
    return write(folder / "two-shares.xlsx", rows, merged=(), formats=formats)


def a_share_among_points(folder: Path) -> Path:
    """Nothing in the file says that 0,887 is 88,7 %: it is kept, and told of."""
    rows = numbers(table())
    put(rows, "C9", 0.887)
    return write(folder / "a-share.xlsx", rows, merged=())


def points_shown_as_percent(folder: Path) -> Path:
    """A percent format set by mistake: Excel would show 7690 %."""
    rows = numbers(table())
    formats = {f"{letter}{row}": "0.0%" for letter in _RATES for row in range(_FIRST, _LAST + 1)}
    return write(folder / "points.xlsx", rows, merged=(), formats=formats)


def fractions_with_rates(folder: Path) -> Path:
    """Numerator over denominator over rate, in one cell."""
    rows = table()
    for row in rows[5:]:
        row[2] = f"{str(row[2]).replace(',', '')}/1000\n({row[2]}%)"
    return write(folder / "fractions.xlsx", rows, merged=())


def a_figure_merged_over_units(folder: Path) -> Path:
    rows = table()
    for row in rows[7:10]:
        row[2] = ""
    put(rows, "C8", "50,5")
    return write(folder / "merged-figure.xlsx", rows, merged=("C8:C10",))


def counted_in_words(folder: Path) -> Path:
    cells = {"E8": "05 hồ sơ", "E9": "3 HS", "F8": "Không PS"}
    return write_letter(folder / "words.xlsx", **cells)


def thousands(folder: Path) -> Path:
    return write_letter(folder / "thousands.xlsx", E9="1.245", E7="1.270")


def points_for_commas(folder: Path) -> Path:
    rows = [[str(v).replace(",", ".") for v in row] for row in table()[4:]]
    return write(folder / "points.xlsx", [*([t] for t in TITLES), [], *rows], merged=())


def blank_words(folder: Path) -> Path:
    cells = {"F8": "KPS", "F9": "không phát sinh", "F10": "-", "F11": "x", "G8": "Không ĐG"}
    return write_letter(folder / "blank-words.xlsx", **cells)


def division_by_zero(folder: Path) -> Path:
    return write_letter(folder / "error.xlsx", F9="#DIV/0!")


def formula_without_a_value(folder: Path) -> Path:
    return write_letter(folder / "formula.xlsx", E8="=SUM(E9:E27)")


def nonsense(folder: Path) -> Path:
    cells = {"C9": "181,6", "D9": "mười", "E9": "2,5", "E10": "1,234", "F9": -3}
    return write_letter(folder / "nonsense.xlsx", **cells)


def total_that_does_not_add_up(folder: Path) -> Path:
    return write_letter(folder / "mismatch.xlsx", E7="29")


def two_totals_that_differ(folder: Path) -> Path:
    rows = table()
    rows.append(["", "Tổng cộng", "76,9", "59,29", "27", "7,5", "54,9"])
    return write(folder / "two-totals.xlsx", rows, merged=())


def _with_counts(folder: Path, **cells: int) -> Path:
    """Online files, all files and the rate between them, as reports with counts have it."""
    headings = [[*HEADINGS[:2], "Hồ sơ trực tuyến", "", "", "Hồ sơ quá hạn"]]
    headings += [["", "", "Số lượng", "Tổng số hồ sơ tiếp nhận", "Tỷ lệ %", ""]]
    online = [int(str(row[2]).replace(",", "")) for row in UNIT_ROWS]
    body: Rows = [["", "Toàn huyện", sum(online), 19_000, "66,48", 28]]
    for row, tenths in zip(UNIT_ROWS, online, strict=True):
        body.append([row[0], row[1], tenths, 1000, row[2], row[4]])
    rows = [*([title] for title in TITLES), [], *headings, *body]
    for address, value in cells.items():
        put(rows, address, value)
    merged = ("A5:A6", "B5:B6", "C5:E5", "F5:F6")
    return write(folder / "counts.xlsx", rows, merged=merged)


def counts_beside_rates(folder: Path) -> Path:
    return _with_counts(folder)


def more_than_all(folder: Path) -> Path:
    """A numerator above its denominator in C9, and its rate is another one."""
    return _with_counts(folder, C9=1816)


def another_rate(folder: Path) -> Path:
    return _with_counts(folder, C9=916)


_NO_ZERO = {"vinhlam.overdue": "not_reported", "hoxa.online": "90.4"}
_WORDS = {
    "vp.payment": "no_cases",
    "vinhchap.payment": "no_cases",
    "vinhgiang.payment": "not_started",
    "hienthanh.payment": "not_started",
    "vp.receipt": "exempt",
    "hoxa.payment": "36.1",
}
_THOUSANDS = {"vinhchap.overdue": "1245", "vinhlinh.overdue": "1270", "vinhlam.overdue": "0"}

CASES = (
    Case("numbers", as_numbers, figures=NUMBER_FIGURES),
    Case("percent-format", percent_format),
    Case(
        "shares-without-format", shares_without_format, figures={}, blocking=codes("rate-or-share")
    ),
    Case("percent-texts", percent_texts),
    Case(
        "two-shares-among-points",
        two_shares_among_points,
        figures={**NUMBER_FIGURES, "vinhgiang.online": "88.7", "trungnam.payment": "0.1"},
    ),
    Case(
        "a-share-among-points",
        a_share_among_points,
        figures={**NUMBER_FIGURES, "vinhgiang.online": "0.887"},
        blocking=codes("share-among-points"),
    ),
    Case("points-shown-as-percent", points_shown_as_percent, figures=NUMBER_FIGURES),
    Case("fractions-with-rates", fractions_with_rates),
    Case(
        "a-figure-merged-over-units",
        a_figure_merged_over_units,
        counts=counts(new=67, blank=30, refused=3),
        figures={"hoxa.online": "90.4"},
        blocking=codes("merged-cell"),
    ),
    Case(
        "counted-in-words",
        counted_in_words,
        counts=counts(new=71, blank=29),
        figures={"vp.overdue": "5", "vinhchap.overdue": "3", "vp.payment": "no_cases"},
    ),
    Case(
        "float-noise",
        float_noise,
        figures={**NUMBER_FIGURES, "vinhlinh.online": "76.9"},
    ),
    Case("points-for-commas", points_for_commas),
    Case("thousands", thousands, figures=_THOUSANDS),
    Case("blank-words", blank_words, counts=counts(new=73, blank=27), figures=_WORDS),
    Case(
        "division-by-zero",
        division_by_zero,
        counts=counts(new=70, blank=29, refused=1),
        blocking=codes("error-cell"),
    ),
    Case(
        "formula-without-a-value",
        formula_without_a_value,
        counts=counts(new=69, blank=30, refused=1),
        figures={"hoxa.online": "90.4", "vinhgiang.overdue": "11"},
        blocking=codes("not-calculated"),
    ),
    Case(
        "nonsense",
        nonsense,
        counts=counts(new=66, blank=29, refused=5),
        figures={"hoxa.online": "90.4"},
        blocking=codes("out-of-range", "not-a-number", "not-whole", "ambiguous-number"),
    ),
    Case(
        "total-mismatch",
        total_that_does_not_add_up,
        figures=_NO_ZERO,
        blocking=codes("total-mismatch"),
    ),
    Case(
        "two-totals",
        two_totals_that_differ,
        counts=counts(new=70, blank=30, refused=5),
        blocking=codes("totals-differ"),
    ),
    Case(
        "counts-beside-rates",
        counts_beside_rates,
        counts=counts(new=29, blank=11),
        figures={
            "vinhchap.online": "81.6 = 816/1000",
            "vinhlinh.online": "66.48 = 12631/19000",
            "vinhgiang.overdue": "11",
        },
    ),
    Case(
        "more-than-all",
        more_than_all,
        counts=counts(new=28, blank=11, refused=1),
        figures={"hoxa.online": "90.4 = 904/1000"},
        blocking=codes("numerator-above-denominator"),
    ),
    Case(
        "another-rate",
        another_rate,
        counts=counts(new=29, blank=11),
        figures={"vinhchap.online": "81.6 = 916/1000"},
        told=codes("rate-differs-from-counts", "counts-total-mismatch"),
    ),
)
assert (len(LETTER_FIGURES), TOTAL[4]) == (9, "28")
