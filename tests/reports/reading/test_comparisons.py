"""Other periods and the total's place among its units: told, never in the way."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.figures.figures import Figure, Measure
from reports.figures.period_services import period_ensure
from reports.figures.record_models import Record
from reports.grid import Grid
from reports.imports.reading import import_run_read
from reports.imports.selectors import import_review, thresholds
from reports.reading.checks import review
from reports.reading.columns import FileColumn
from reports.reading.comparisons import jumps, repeated_columns, telling_sample
from reports.reading.decisions import Decisions
from reports.reading.percent_sums import find_wholes, wrong_sum
from reports.reading.review import Thresholds
from tests.cast import Cast, make_cast
from tests.reports.imports.test_import_services import apply, upload
from tests.reports.reading.test_checks import CONTEXT, codes, found, judge, stored
from tests.reports.report_files import TITLES, letter, write, write_letter


@pytest.mark.parametrize(
    ("before", "now", "measure", "told"),
    [
        ("50", "80", Measure.RATE, True),
        ("50", "79.9", Measure.RATE, False),
        ("80", "50", Measure.RATE, True),
        ("5", "15", Measure.COUNT, True),
        ("15", "5", Measure.COUNT, True),
        ("5", "14", Measure.COUNT, False),
        ("2", "11", Measure.COUNT, False),
        ("100", "299", Measure.COUNT, False),
        ("0", "10", Measure.COUNT, True),
    ],
)
def test_what_a_jump_is(before: str, now: str, measure: Measure, told: bool) -> None:
    figures = Figure.of(Decimal(now)), Figure.of(Decimal(before))
    assert jumps(*figures, measure, Thresholds()) is told


def test_an_installation_says_what_a_jump_is(settings: Any) -> None:
    assert thresholds() == Thresholds()
    settings.IMPORT_JUMP_POINTS, settings.IMPORT_JUMP_TIMES = Decimal("12.5"), 2
    settings.IMPORT_JUMP_COUNT = 5
    rate = Figure.of(Decimal("62.5")), Figure.of(Decimal(50))
    count = Figure.of(Decimal(10)), Figure.of(Decimal(5))
    assert jumps(*rate, Measure.RATE, thresholds())
    assert jumps(*count, Measure.COUNT, thresholds())
    assert not jumps(*rate, Measure.RATE, Thresholds())


def test_the_review_uses_the_thresholds_it_is_given() -> None:
    before = stored(judge(letter()))
    wide = judge(letter(C9="20,0"), earlier=before, thresholds=Thresholds(jump_points=Decimal(70)))
    assert "jump" not in codes(wide)


def test_a_jump_is_told_with_both_figures() -> None:
    judged = judge(
        letter(C9="20,0"), earlier=stored(judge(letter())), earlier_period="15/12/2021 – 14/6/2022"
    )
    one = found(judged, "jump")
    args = dict(one.args)
    assert (one.cell, one.value, args["before"], args["now"]) == ("C9", "20,0", "81,6", "20,0")
    assert not judged.blocked
    assert codes(judged).count("jump") == 1


def test_more_jumps_than_a_list_holds_are_counted() -> None:
    earlier = {
        (unit, code): Figure.of(Decimal(0))
        for unit in range(1, 20)
        for code in ("online", "digitization", "payment", "receipt", "overdue")
    }
    few = judge(letter(), earlier=earlier)
    assert "more-like-this" not in codes(few)
    many = replace(few.parsed, rows=few.parsed.rows * 5)
    judged = review(many, Decisions(), replace(CONTEXT, earlier=earlier))
    assert codes(judged).count("jump") == 100
    rest = codes(few).count("jump") * 5 - 100
    assert dict(found(judged, "more-like-this").args) == {"kind": "jump", "count": rest}


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({}, False),
        ({"C7": "95,0"}, True),
        ({"C7": "5,0"}, True),
        ({"C7": "7,8"}, False),
        ({"C7": "95,0", "C9": ""}, False),
        ({"F7": "0,05"}, False),
        ({"F7": "40,0"}, True),
    ],
)
def test_a_total_outside_its_units_is_told(cells: dict[str, str], told: bool) -> None:
    judged = judge(letter(**cells))
    assert ("total-outside-range" in codes(judged, "warning")) is told
    assert not judged.blocked


def test_a_total_is_not_held_against_a_table_that_lacks_units() -> None:
    rows = letter(C7="95,0")
    del rows[25]
    assert "total-outside-range" not in codes(judge(rows))


FEW = {1: Figure.of(Decimal(5)), 2: Figure.of(Decimal(6)), 3: Figure.of(Decimal(5))}


@pytest.mark.parametrize(
    ("figures", "telling"),
    [
        (FEW, True),
        ({1: FEW[1], 2: FEW[2]}, False),
        ({1: FEW[1], 2: FEW[1], 3: FEW[1]}, False),
        ({1: FEW[1], 2: FEW[2], 3: Figure.of(Decimal(0))}, False),
    ],
)
def test_a_few_figures_repeat_others_by_chance(figures: Any, telling: bool) -> None:
    assert bool(telling_sample({"online": figures}, 3)) is telling


def test_a_column_repeats_another_only_as_a_whole() -> None:
    there = {(unit, "online"): Decimal(figure.value or 0) for unit, figure in FEW.items()}
    assert repeated_columns({"online": FEW}, there) == {"online"}
    assert repeated_columns({"online": FEW}, {**there, (3, "online"): Decimal(7)}) == frozenset()
    assert repeated_columns({"payment": FEW}, there) == frozenset()


SHARES = tuple(
    FileColumn(at, " / ".join(parts), parts=parts)
    for at, parts in enumerate(
        [
            ("Đơn vị",),
            ("Đã giải quyết", "Trước hạn", "Tổng"),
            ("Đã giải quyết", "Trước hạn", "%"),
            ("Đã giải quyết", "Đúng hạn", "%"),
            ("Đã giải quyết", "Trễ hạn", "%"),
            ("Hài lòng", "Tỷ lệ %"),
        ]
    )
)


def test_the_shares_of_a_whole_are_found() -> None:
    assert [[one.index for one in group] for group in find_wholes(SHARES)] == [[2, 3, 4]]
    assert list(find_wholes(SHARES[:4])) == []


def test_without_a_title_only_headings_of_shares_alone_share_out_a_whole() -> None:
    def columns(*headings: str) -> list[FileColumn]:
        return [FileColumn(at, text, parts=(text,)) for at, text in enumerate(headings)]

    shares = columns("Trước hạn (%)", "Tỷ lệ hồ sơ đúng hạn", "Quá hạn (%)", "Hài lòng (%)")
    assert [[one.index for one in group] for group in find_wholes(shares)] == [[0, 1, 2]]
    others = columns(
        "Tỷ lệ hồ sơ trực tiếp",
        "Tỷ lệ hồ sơ chưa số hóa thành phần",
        "Tỷ lệ hồ sơ chưa thanh toán trực tuyến",
    )
    assert list(find_wholes(others)) == []


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["70,3%", "19,1%", "7%"], ("C1:E1", "70,3% + 19,1% + 7% = 96,4%")),
        ([0.703, 0.191, 0.07], ("C1:E1", "70,3% + 19,1% + 7% = 96,4%")),
        (["70,3", "19,1", "10,6"], None),
        (["33,3", "33,3", "33,3"], None),
        ([0.5, 0.25, 0.25], None),
        (["0", "0", "0"], None),
        (["70", "", "7"], None),
    ],
)
def test_shares_that_do_not_add_up_are_told(row: list[Any], said: Any) -> None:
    grid = Grid("S", [["A", 5, *row, 90]])
    assert wrong_sum(grid, 0, SHARES[2:5]) == said


def test_shares_of_a_file_come_as_warnings() -> None:
    rows = letter()
    rows[5] = [""] * 7
    heads = ["Đúng hạn (%)", "Trễ hạn (%)"]
    for number, row in enumerate(rows[4:], start=4):
        row += {4: ["Giải quyết", "Giải quyết"], 5: heads, 8: ["90", "8"]}.get(number, ["90", "10"])
    judged = judge(rows)
    assert found(judged, "shares-not-100").cell == "H9:I9"
    assert codes(judged, "warning").count("shares-not-100") == 1


@pytest.fixture
def cast() -> Cast:
    return make_cast()


LATER = "(Từ ngày 15/12/2023 đến ngày 14/6/2024)"


@pytest.mark.django_db
def test_last_years_file_under_a_new_title_is_pointed_out(cast: Cast, tmp_path: Path) -> None:
    apply(import_run_read(run=upload(cast, write_letter(tmp_path / "a.xlsx"))), cast)
    rows = letter(C9="20,0")
    rows[1] = [LATER]
    run = import_run_read(run=upload(cast, write(tmp_path / "b.xlsx", rows)))
    told = [(one["code"], one["cell"]) for one in run.issues if one["severity"] == "warning"]
    assert ("jump", "C9") in told
    (same,) = [one for one in run.issues if one["code"] == "same-as-period"]
    assert same["args"] == {"columns": "D, E, F, G", "period": "15/12/2022 – 14/6/2023"}
    assert run.status == "review"


@pytest.mark.django_db
def test_the_periods_own_figures_are_no_repetition(cast: Cast, tmp_path: Path) -> None:
    assert TITLES[1] != LATER
    apply(import_run_read(run=upload(cast, write_letter(tmp_path / "a.xlsx"))), cast)
    run = import_run_read(run=upload(cast, write_letter(tmp_path / "b.xlsx", C9="20,0")))
    assert not {"jump", "same-as-period"} & {one["code"] for one in run.issues}


@pytest.mark.django_db
def test_one_figure_that_differs_makes_another_column(cast: Cast, tmp_path: Path) -> None:
    period_ensure(code="2022-H1")
    apply(import_run_read(run=upload(cast, write_letter(tmp_path / "a.xlsx"))), cast)
    last = Record.objects.get(unit__code="cuatung", indicator__code="online")
    last.value = Decimal("76.9")
    last.save()
    rows = letter()
    rows[1] = [LATER]
    run = import_run_read(run=upload(cast, write(tmp_path / "b.xlsx", rows)))
    same = [one["args"]["columns"] for one in run.issues if one["code"] == "same-as-period"]
    assert same == ["D, E, F, G"]


@pytest.mark.django_db
def test_a_later_period_is_no_file_of_last_time(cast: Cast, tmp_path: Path) -> None:
    rows = letter()
    rows[1:3] = [[LATER], []]
    apply(import_run_read(run=upload(cast, write(tmp_path / "a.xlsx", rows))), cast)
    run = import_run_read(run=upload(cast, write_letter(tmp_path / "b.xlsx")))
    same = [one["args"]["columns"] for one in run.issues if one["code"] == "same-as-later-period"]
    assert same == ["C, D, E, F, G"]
    assert "same-as-period" not in {one["code"] for one in run.issues}


@pytest.mark.django_db
def test_other_periods_cost_a_fixed_number_of_queries(cast: Cast, tmp_path: Path) -> None:
    def queries(rows: list[list[Any]]) -> int:
        rows[1] = [LATER]
        run = import_run_read(run=upload(cast, write(tmp_path / "b.xlsx", rows)))
        with CaptureQueriesContext(connection) as counted:
            import_review(run)
        return len(counted)

    apply(import_run_read(run=upload(cast, write_letter(tmp_path / "a.xlsx"))), cast)
    few = letter()[:12]
    assert queries(letter()) == queries(few) <= 12
