"""Sheets of the overdue register: headings, days, rows refused, what a plan would write."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from directives.overdue.sheets.days import NoDayError, read_day, read_hour
from directives.overdue.sheets.plan import (
    LineOutcome,
    RegisterNow,
    StoredFile,
    held_to,
    plan,
    shown_as,
)
from directives.overdue.sheets.reading import FileLine, read_sheet
from reports.grid import Grid

TODAY = date(2023, 6, 20)
HEAD = ("STT", "Mã HS", "Tên TTHC", "Người nộp", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày trả KQ")


def grid(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD) -> Grid:
    return Grid("Sheet1", [["DANH SÁCH HỒ SƠ QUÁ HẠN"], [], list(head), *map(list, rows)])


def rows_of(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD) -> tuple[FileLine, ...]:
    sheet = read_sheet(grid(*rows, head=head))
    assert sheet is not None
    return sheet.rows


@pytest.mark.parametrize(
    ("said", "day"),
    [
        (date(2023, 5, 22), date(2023, 5, 22)),
        (datetime(2023, 5, 22, 17, 0, tzinfo=UTC), date(2023, 5, 22)),
        ("22/5/2023", date(2023, 5, 22)),
        ("05/02/2023", date(2023, 2, 5)),
        ("22-05-2023 17:00", date(2023, 5, 22)),
        ("17 giờ 00, ngày 22.5.2023", date(2023, 5, 22)),
        ("2023-05-22T17:00:00", date(2023, 5, 22)),
        ("đang giải quyết", None),
        ("-", None),
        ("", None),
        (None, None),
    ],
)
def test_days_as_offices_write_them(said: Any, day: date | None) -> None:
    assert read_day(said) == day


@pytest.mark.parametrize(
    "said", ["31/2/2023", "22/5/23", 45068.0, "hôm qua", "1/1/0203", "1/1/9999"]
)
def test_what_is_no_day_is_never_guessed(said: Any) -> None:
    with pytest.raises(NoDayError):
        read_day(said)


def test_hours_beside_days() -> None:
    assert read_hour(datetime(2023, 5, 22, 17, 30, tzinfo=UTC)) == time(17, 30)
    assert read_hour(datetime(2023, 5, 22, tzinfo=UTC)) is None
    assert read_hour("22/5/2023 16h30") == time(16, 30)
    assert read_hour("22/5/2023") is None
    assert read_hour("22/5/2023 25:00") is None


def test_rows_around_the_files_are_left_out() -> None:
    rows = rows_of(
        ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"),
        ("I", "Lĩnh vực đất đai"),
        (1, "HS-01", "Đăng ký đất đai", "Nguyễn Văn A", "2/5/2023", "22/5/2023", ""),
        ("Tổng cộng", None, "1"),
        (),
        head=HEAD,
    )
    assert [(row.number, row.code, row.problems) for row in rows] == [(6, "HS-01", ())]
    assert rows[0].days == {"received_on": date(2023, 5, 2), "due_on": date(2023, 5, 22)}


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ((1, "", "Đất đai", "", "", "22/5/2023"), ["no-code"]),
        ((1, "HS-01", "", "", "", "22/5/2023"), ["no-procedure"]),
        ((1, "HS-01", "Đất đai", "", "", ""), ["no-due"]),
        ((1, "HS-01", "Đất đai", "", "", "sớm"), ["bad-day"]),
        ((1, "HS-01", "Đất đai", "", "23/5/2023", "22/5/2023"), ["due-before-received"]),
        (
            (1, "HS-01", "Đất đai", "", "2/5/2023", "22/5/2023", "1/5/2023"),
            ["result-before-received"],
        ),
        ((1, "H" * 61, "Đất đai", "", "", "22/5/2023"), ["too-long"]),
    ],
)
def test_a_bad_row_says_why(row: tuple[Any, ...], codes: list[str]) -> None:
    assert [one.code for one in rows_of(row)[0].problems] == codes


def test_the_second_row_of_one_file_is_refused() -> None:
    rows = rows_of((1, "HS-01", "A", "", "", "22/5/2023"), (2, "HS-01", "B", "", "", "23/5/2023"))
    planned = plan(rows, known())
    assert [[one.code for one in row.problems] for row in planned] == [[], ["twice"]]
    assert [one.outcome for one in planned] == [LineOutcome.NEW, LineOutcome.REFUSED]


@pytest.mark.parametrize("names", [("UBND xã Vĩnh Giang", "Vĩnh Giang"), ("", "Vĩnh Giang")])
def test_one_unit_under_two_names_is_one_unit(names: tuple[str, str]) -> None:
    head = ("Đơn vị", *HEAD[1:])
    rows = rows_of(*((one, "HS-01", "A", "", "", "22/5/2023") for one in names), head=head)
    assert [one.outcome for one in plan(rows, known())] == [LineOutcome.NEW, LineOutcome.REFUSED]


def test_what_was_shown_cannot_be_guessed_without_the_key() -> None:
    planned = plan(rows_of((1, "HS-01", "A", "", "", "22/5/2023")), known())
    first, other = ([shown_as(row, key) for row in planned] for key in (b"one", b"other"))
    assert first != other
    assert held_to(planned, first, b"one") == planned
    assert held_to(planned, other, b"one")[0].outcome is LineOutcome.MOVED


def test_a_sheet_without_code_and_due_day_is_no_register() -> None:
    assert read_sheet(grid(("1",), head=("STT", "Đơn vị", "Tỷ lệ"))) is None


def test_a_masked_name_is_nobody() -> None:
    row = rows_of((1, "HS-01", "A", "N*** V** A", "", "22/5/2023"))[0]
    assert "applicant" not in row.texts


def known(
    stored: dict[tuple[int, str], StoredFile] | None = None, only: int | None = 7
) -> RegisterNow:
    units = {"UBND xã Vĩnh Giang": 7, "Vĩnh Giang": 7, "UBND xã lạ": None}
    return RegisterNow(stored or {}, units, only, {"loi phan mem": "system"}, TODAY)


def test_a_plan_tells_new_changed_and_same_apart() -> None:
    rows = rows_of(
        (1, "HS-01", "Đất đai", "", "", "22/5/2023"),
        (2, "HS-02", "Đất đai", "", "", "22/5/2023", "24/5/2023"),
        (3, "HS-03", "Đất đai", "", "", "22/5/2023"),
    )
    there: dict[str, Any] = {"procedure": "Đất đai", "due_on": date(2023, 5, 22)}
    full = {**there, "resolved_on": date(2023, 5, 30)}
    planned = plan(rows, known({(7, "HS-02"): StoredFile(there), (7, "HS-03"): StoredFile(full)}))
    assert [one.outcome for one in planned] == [
        LineOutcome.NEW,
        LineOutcome.CHANGED,
        LineOutcome.SAME,
    ]
    (change,) = planned[1].changes
    assert (change.field, change.before, change.after) == ("resolved_on", None, date(2023, 5, 24))


def test_days_that_contradict_the_register_are_refused() -> None:
    rows = rows_of((1, "HS-01", "Đất đai", "", "", "22/5/2023"))
    planned = plan(rows, known({(7, "HS-01"): StoredFile({"received_on": date(2023, 5, 23)})}))
    assert [one.code for one in planned[0].problems] == ["due-before-received"]


@pytest.mark.parametrize(
    ("unit", "only", "outcome"),
    [
        ("UBND xã Vĩnh Giang", None, LineOutcome.NEW),
        ("UBND xã Vĩnh Giang", 8, LineOutcome.REFUSED),  # another unit's row
        ("UBND xã lạ", None, LineOutcome.REFUSED),
        ("", None, LineOutcome.REFUSED),
        ("", 7, LineOutcome.NEW),
    ],
)
def test_whose_file_a_row_is(unit: str, only: int | None, outcome: LineOutcome) -> None:
    head = ("Đơn vị", *HEAD[1:])
    rows = rows_of((unit, "HS-01", "Đất đai", "", "", "22/5/2023"), head=head)
    assert plan(rows, known(only=only))[0].outcome is outcome


def test_erased_data_do_not_come_back_from_an_old_sheet() -> None:
    rows = rows_of((1, "HS-01", "Đất đai", "Nguyễn Văn A", "", "22/5/2023"))
    stored = StoredFile({"procedure": "Đất đai", "due_on": date(2023, 5, 22)}, erased=True)
    assert plan(rows, known({(7, "HS-01"): stored}))[0].outcome is LineOutcome.SAME


def test_a_reason_is_known_by_its_words_or_kept_as_they_are() -> None:
    head = (*HEAD[:6], "Lý do quá hạn")
    rows = rows_of(
        (1, "HS-01", "A", "", "", "22/5/2023", "Lỗi phần mềm"),
        (2, "HS-02", "A", "", "", "22/5/2023", "chờ đo đạc lại"),
        head=head,
    )
    wanted = [{one.field: one.after for one in row.changes} for row in plan(rows, known())]
    assert wanted[0]["reason"] == "system" and "reason_text" not in wanted[0]
    assert (wanted[1]["reason"], wanted[1]["reason_text"]) == ("other", "chờ đo đạc lại")


def test_a_result_that_has_not_come_yet_is_refused() -> None:
    rows = rows_of(
        (1, "HS-01", "Đất đai", "", "", "22/5/2023", "20/6/2023"),
        (2, "HS-02", "Đất đai", "", "", "22/5/2023", "21/6/2023"),
    )
    planned = plan(rows, known())
    assert [one.outcome for one in planned] == [LineOutcome.NEW, LineOutcome.REFUSED]
    assert [one.code for one in planned[1].problems] == ["result-to-come"]
