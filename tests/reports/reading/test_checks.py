"""Checks and review: every doubt is named, nothing is settled in silence."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from reports.figures.figures import Figure, State
from reports.figures.freezing import freeze, thaw
from reports.figures.periods import span_for_code
from reports.imports.partial import good_part
from reports.reading.checks import review, unit_counts
from reports.reading.decisions import Decisions
from reports.reading.issues import SEVERITIES, Issue, Severity, issue
from reports.reading.period_checks import settle_period
from reports.reading.review import CellStatus, Context, Review
from tests.reports.reading.test_layout import INDEX
from tests.reports.reading.test_sheet import NAMES, parse
from tests.reports.report_files import HEADINGS, letter

OFFICE = 100
UNIT_IDS = {name: number for number, name in enumerate(NAMES, start=1)}
SPECS = {
    code: replace(
        spec,
        blank_means=State.NOT_STARTED if code in ("payment", "receipt") else State.NOT_REPORTED,
    )
    for code, spec in INDEX.specs.items()
}
CONTEXT = Context(
    office_id=OFFICE,
    specs=SPECS,
    expected={number: name for name, number in UNIT_IDS.items()},
    optional={50: "Chi nhánh Văn phòng đăng ký đất đai"},
    period=span_for_code("2023-H1"),
    period_closed=False,
    existing={},
)


def judge(rows: list[list[Any]], decisions: dict[str, Any] | None = None, **context: Any) -> Review:
    choices = Decisions.from_json(decisions or {})
    parsed = parse(rows, choices=choices.choices)
    return review(parsed, choices, replace(CONTEXT, **context))


def codes(judged: Review, severity: str = "") -> list[str]:
    return [one.code for one in judged.issues if severity in ("", one.severity)]


def found(judged: Review, code: str) -> Issue:
    return next(one for one in judged.issues if one.code == code)


def figure(judged: Review, address: str) -> Figure | None:
    return next(cell.figure for row in judged.rows for cell in row.cells if cell.address == address)


def stored(judged: Review) -> dict[tuple[int, str], Figure]:
    return {
        (row.unit_id, cell.indicator): cell.figure
        for row in judged.rows
        for cell in row.cells
        if row.unit_id is not None and cell.figure is not None
    }


def test_the_letter_has_nothing_in_doubt() -> None:
    judged = judge(letter())
    assert not judged.blocked
    assert judged.counts == {"new": 70, "changed": 0, "same": 0, "blank": 30, "refused": 0}
    assert unit_counts(judged) == {"matched": 19, "proposed": 0, "unknown": 0}
    assert set(codes(judged)) == {
        "agencies-missing",
        "blanks-read-as",
        "blanks-read-as-zero",
        "rate-total-kept",
    }
    assert len(list(judged.writes())) == 100


def test_the_same_file_again_writes_nothing() -> None:
    again = judge(letter(), existing=stored(judge(letter())))
    assert again.counts == {"new": 0, "changed": 0, "same": 70, "blank": 30, "refused": 0}
    assert again.changes_nothing


def test_a_changed_cell_shows_old_and_new() -> None:
    again = judge(letter(C9="82,0"), existing=stored(judge(letter())))
    assert again.counts["changed"] == 1
    ((_, cell),) = again.writes()
    assert cell.old == Figure.of(Decimal("81.6"))
    assert cell.figure == Figure.of(Decimal("82.0"), places=1)


def test_blank_counts_are_zero_since_the_column_adds_up() -> None:
    judged = judge(letter())
    assert figure(judged, "E11") == Figure.of(Decimal(0), places=0)
    total = next(one for one in judged.totals if one.indicator == "overdue")
    assert (total.sum, total.published, total.agrees) == (28, 28, True)
    note = found(judged, "blanks-read-as-zero")
    assert (note.cell, dict(note.args)["count"]) == ("E11:E26", 11)


def test_blank_rates_mean_what_their_indicator_says() -> None:
    judged = judge(letter(C9="", E7="28"))
    assert figure(judged, "F8") == Figure.blank(State.NOT_STARTED)
    assert figure(judged, "C9") == Figure.blank(State.NOT_REPORTED)


@pytest.mark.parametrize("changed", [{"E8": "4"}, {"E7": "29"}])
def test_a_total_that_does_not_add_up_keeps_blanks_unknown(changed: dict[str, str]) -> None:
    judged = judge(letter(**changed))
    assert judged.blocked
    assert "total-mismatch" in codes(judged, "confirm")
    assert dict(found(judged, "total-mismatch").args)["gap"] == "1"
    assert figure(judged, "E11") == Figure.blank(State.NOT_REPORTED)


def test_a_reason_settles_a_mismatch_and_still_makes_no_zero() -> None:
    judged = judge(letter(E7="29"), {"total": {"reason": "Tỉnh cộng nhầm"}})
    assert not judged.blocked
    assert figure(judged, "E11") == Figure.blank(State.NOT_REPORTED)


@pytest.mark.parametrize("cell", [{"E7": "29"}, {"E7": ""}, {"E9": "abc"}])
def test_a_person_may_decide_that_empty_counts_are_zero(cell: dict[str, str]) -> None:
    judged = judge(letter(**cell), {"blanks": {"overdue": "zero"}})
    assert figure(judged, "E11") == Figure.of(Decimal(0), places=0)
    note = next(one for one in judged.issues if dict(one.args).get("state") == "zero")
    assert (note.code, note.cell) == ("blanks-read-as", "E11:E26")
    assert not {"blanks-unproven", "blanks-read-as-zero"} & set(codes(judged))


def test_no_person_may_decide_that_empty_rates_are_zero() -> None:
    judged = judge(letter(), {"blanks": {"payment": "zero"}})
    assert figure(judged, "F8") == Figure.blank(State.NOT_STARTED)


@pytest.mark.parametrize("skipped", [False, True])
def test_beside_a_bad_count_it_is_said_what_blanks_become(skipped: bool) -> None:
    """One rule for the good part alone and for the whole file without the bad cell."""
    judged = judge(letter(E9="abc"), {"cells": {"E9": "skip"}} if skipped else {})
    assert judged.blocked is not skipped
    note = found(judged, "blanks-unproven")
    assert (note.severity, note.cell) == (Severity.WARNING, "E")
    args = dict(note.args)
    assert (args["bad"], args["count"], args["state"]) == ("E9", 11, "not_reported")
    # Payment and e-receipts keep their own note: rates have no total to be held against.
    assert codes(judged).count("blanks-read-as") == 2
    written = judged if skipped else good_part(judged)
    assert figure(written, "E11") == Figure.blank(State.NOT_REPORTED)
    assert figure(written, "E9") is None
    assert figure(written, "E10") == Figure.of(Decimal(11), places=0)


def test_what_was_decided_on_blanks_is_no_longer_doubted() -> None:
    judged = judge(letter(E9="abc"), {"blanks": {"overdue": "no_cases"}})
    assert "blanks-unproven" not in codes(judged)
    assert figure(good_part(judged), "E11") == Figure.blank(State.NO_CASES)


def test_a_blank_that_replaces_something_is_a_change() -> None:
    before = stored(judge(letter()))
    again = judge(
        letter(),
        {"blanks": {"payment": "no_cases", "overdue": "not_reported"}, "lost": {"overdue": 11}},
        existing=before,
    )
    assert not again.blocked
    assert again.counts == {"new": 0, "changed": 26, "same": 70, "blank": 4, "refused": 0}
    cell = next(cell for _, cell in again.writes() if cell.address == "E11")
    assert (cell.status, cell.old) == (CellStatus.CHANGED, Figure.of(Decimal(0), places=0))
    assert len(list(again.writes())) == 26


def test_a_reviewer_decides_what_blanks_of_a_column_mean() -> None:
    judged = judge(letter(), {"blanks": {"payment": "no_cases", "overdue": "not_reported"}})
    assert figure(judged, "F8") == Figure.blank(State.NO_CASES)
    assert figure(judged, "E11") == Figure.blank(State.NOT_REPORTED)
    assert figure(judged, "G8") == Figure.blank(State.NOT_STARTED)


def test_a_blank_total_says_nothing_of_the_office() -> None:
    judged = judge(letter(F7="", E7=""))
    assert figure(judged, "F7") == Figure.blank(State.NOT_REPORTED)
    total = next(one for one in judged.totals if one.indicator == "overdue")
    assert (total.sum, total.published, total.agrees) == (28, None, None)
    assert figure(judged, "E11") == Figure.blank(State.NOT_REPORTED)


def test_no_rate_is_held_against_a_mean() -> None:
    judged = judge(letter(C7="1,0"))
    assert not judged.blocked
    assert all(one.sum is None for one in judged.totals if one.indicator != "overdue")


def test_a_table_without_total_is_told() -> None:
    rows = letter()
    del rows[6]
    assert "total-missing" in codes(judge(rows), "warning")


@pytest.mark.parametrize(("again", "differs"), [("76,9", False), ("77,0", True)])
def test_two_total_rows_must_agree(again: str, differs: bool) -> None:
    rows = letter()
    rows.append(["", "Tổng cộng", again, "59,29", "28", "7,5", "54,9"])
    assert ("totals-differ" in codes(judge(rows), "error")) is differs


def test_an_unknown_unit_blocks_until_it_is_decided() -> None:
    rows = letter(B9="UBND xã Hoàn Toàn Lạ")
    judged = judge(rows)
    assert found(judged, "unit-unknown").cell == "B9"
    assert judged.counts["refused"] == 5
    settled = judge(rows, {"names": {"B9": 2}})
    assert not settled.blocked
    assert settled.counts["refused"] == 0
    skipped = judge(rows, {"names": {"B9": "skip"}})
    assert not skipped.blocked
    assert "units-missing" in codes(skipped, "warning")


def test_a_proposed_unit_must_be_confirmed() -> None:
    judged = judge(letter(B10="Vĩnh Giang"))
    assert "unit-proposed" in codes(judged, "confirm")
    assert unit_counts(judged) == {"matched": 18, "proposed": 1, "unknown": 0}
    assert not judge(letter(B10="Vĩnh Giang"), {"names": {"B10": 3}}).blocked


def test_a_skipped_row_still_counts_in_the_total_of_the_report() -> None:
    judged = judge(letter(), {"names": {"B10": "skip"}})
    assert next(one for one in judged.totals if one.indicator == "overdue").agrees


def test_the_same_unit_twice_is_an_error_and_written_once() -> None:
    rows = letter(B10="UBND xã Vĩnh Chấp")
    judged = judge(rows)
    assert dict(found(judged, "unit-duplicate").args) == {"first": "B9"}
    assert sum(row.unit_id == 2 for row, _ in judged.writes()) == 5
    assert not judge(rows, {"names": {"B10": "skip"}}).blocked


def test_missing_units_are_named() -> None:
    rows = letter()
    del rows[25]
    judged = judge(rows)
    assert found(judged, "units-missing").value == "UBND thị trấn Cửa Tùng"
    assert "units-missing" in codes(judged, "warning")
    assert "agencies-missing" in codes(judged, "info")


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("C9", "101", "out-of-range"),
        ("E9", "-3", "out-of-range"),
        ("E9", "2,5", "not-whole"),
        ("D9", "nhiều", "not-a-number"),
        ("D9", "#DIV/0!", "error-cell"),
    ],
)
def test_a_bad_cell_blocks_and_can_be_left_out(cell: str, value: str, code: str) -> None:
    judged = judge(letter(**{cell: value}))
    assert (found(judged, code).cell, found(judged, code).value) == (cell, value)
    assert judged.counts["refused"] == 1
    left_out = judge(letter(**{cell: value}), {"cells": {cell: "skip"}})
    assert code not in codes(left_out)
    assert all(one.address != cell for _, one in left_out.writes())


def test_all_issues_come_at_once() -> None:
    judged = judge(letter(C9="abc", D10="200", B11="UBND xã Lạ", E8="4"))
    assert {"not-a-number", "out-of-range", "unit-unknown", "total-mismatch"} <= set(codes(judged))


def test_a_value_that_a_blank_would_replace_must_be_confirmed() -> None:
    there = stored(judge(letter()))
    judged = judge(letter(C9="", C10="KPS"), existing=there)
    issue = found(judged, "value-disappears")
    assert (issue.cell, issue.severity, dict(issue.args)["count"]) == ("C9", Severity.CONFIRM, 2)
    assert judged.blocked
    assert (judged.counts["blank"], judged.counts["changed"]) == (30, 2)
    assert sum(judged.counts.values()) == 100
    fewer = judge(letter(C9="", C10="KPS"), {"lost": {"online": 1}}, existing=there)
    assert fewer.blocked
    confirmed = judge(letter(C9="", C10="KPS"), {"lost": {"online": "2"}}, existing=there)
    assert not confirmed.blocked
    assert found(confirmed, "value-disappears").severity is Severity.WARNING


def test_all_values_that_would_be_lost_are_left_out_of_the_good_part() -> None:
    good = good_part(judge(letter(C9="", C10="", C11="5"), existing=stored(judge(letter()))))
    assert [cell.address for _, cell in good.writes()] == ["C11"]


@pytest.mark.parametrize("value", ["81,60", "81,6 %", 81.6, 81.60000000000001])
def test_a_figure_printed_with_other_decimals_is_no_change(value: object) -> None:
    judged = judge(letter(C9=value), existing=stored(judge(letter())))
    assert (judged.counts["changed"], judged.changes_nothing) == (0, True)
    assert figure(judged, "C9") == Figure.of(Decimal("81.6"))


def test_two_columns_for_one_indicator_are_never_chosen_between() -> None:
    judged = judge(letter(F5=HEADINGS[2]))
    assert codes(judged, "error").count("column-duplicate") == 2
    assert all(cell.indicator != "online" for _, cell in judged.writes())
    assert "column-duplicate" not in codes(
        judge(letter(F5=HEADINGS[2]), {"columns": {"F": "skip"}})
    )


def test_a_proposed_column_must_be_confirmed() -> None:
    rows = letter(F5="Thanh toán trực tuyến")
    assert found(judge(rows), "column-proposed").cell == "F"
    assert not judge(rows, {"columns": {"F": "payment"}}).blocked


def test_no_known_column_is_an_error() -> None:
    rows = [["TT", "Đơn vị", "Cột lạ"], [1, NAMES[0], "5"]]
    assert "no-column-recognised" in codes(judge(rows), "error")


def test_the_period_of_the_file_and_the_one_chosen_must_be_one() -> None:
    quarter = span_for_code("2023-Q2")
    judged = judge(letter(), period=quarter)
    args = dict(found(judged, "period-differs").args)
    assert (args["said_code"], args["chosen_code"]) == ("2023-H1", "2023-Q2")
    reason = {"period": {"code": "2023-Q2", "reason": "Tỉnh ghi nhầm tiêu đề"}}
    assert not judge(letter(), reason, period=quarter).blocked


@pytest.mark.parametrize(
    ("decided", "stored", "said", "expected"),
    [
        ("", None, "2023-H1", "2023-H1"),
        ("2023-06", None, "2023-H1", "2023-06"),
        ("", None, None, None),
        ("bad", None, "2023-H1", None),
        ("dot-1", "dot-1", "2023-H1", "dot-1"),
    ],
)
def test_the_later_word_on_the_period_counts(
    decided: str, stored: str | None, said: str | None, expected: str | None
) -> None:
    span = span_for_code(said) if said else None
    known = replace(span_for_code("2023-H1"), code=stored) if stored else None
    settled = settle_period(span, Decisions(period_code=decided), known)
    assert (settled.code if settled else None) == expected


@pytest.mark.parametrize(
    ("context", "decisions", "code"),
    [
        ({"period": None}, {}, "period-missing"),
        ({"period": None}, {"period": {"code": "bad"}}, "period-unknown"),
        ({"period_closed": True}, {}, "period-closed"),
    ],
)
def test_a_period_that_cannot_be_written_blocks(
    context: dict[str, Any], decisions: dict[str, Any], code: str
) -> None:
    assert code in codes(judge(letter(), decisions, **context), "error")


@pytest.mark.parametrize(
    "data",
    [
        {"nonsense": {}},
        {"names": ["B9"]},
        {"names": {"B9": "two"}},
        {"names": {"B9": True}},
        {"blanks": {"payment": "value"}},
    ],
)
def test_malformed_decisions_are_refused(data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        Decisions.from_json(data)


def test_issues_go_through_json() -> None:
    one = issue("total-mismatch", sheet="S", cell="E7", value="28", gap="1", more=0)
    kept = {
        "code": "total-mismatch", "severity": "confirm", "sheet": "S", "cell": "E7", "value": "28",
        "args": {"gap": "1", "more": 0},
    }  # fmt: skip
    assert freeze(one) == kept
    assert thaw(Issue, json.loads(json.dumps(kept))) == one
    with pytest.raises(KeyError):
        issue("no-such-code")


def test_the_severities_of_what_blocks_stay() -> None:
    blocking = {code for code, severity in SEVERITIES.items() if severity in ("error", "confirm")}
    assert {"unit-unknown", "unit-proposed", "period-differs", "column-duplicate"} <= blocking
    assert not {"units-missing", "rate-total-kept", "column-ignored"} & blocking
