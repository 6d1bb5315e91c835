"""What a unit owes, how complete it is, and on which days it is reminded: tables without a
database."""

from __future__ import annotations

from datetime import date

import pytest

from reports.rounds.domain import Case, Days, DeskStatus, by_hand, completeness, is_by_hand

DUE = date(2023, 6, 26)
DAYS = Days(before=5, after=1)


@pytest.mark.parametrize(
    ("case", "status", "late"),
    [
        (Case("", DUE), DeskStatus.MISSING, 0),
        (Case("draft", DUE), DeskStatus.MISSING, 0),
        # Withdrawn: sent once, a draft again.
        (Case("draft", DUE, date(2023, 6, 20)), DeskStatus.MISSING, 0),
        (Case("submitted", DUE, DUE), DeskStatus.ON_TIME, 0),
        (Case("submitted", DUE, date(2023, 6, 27)), DeskStatus.LATE, 1),
        (Case("accepted", DUE, date(2023, 6, 28)), DeskStatus.LATE, 2),
        (Case("accepted", DUE, date(2023, 6, 20)), DeskStatus.ON_TIME, 0),
        (Case("submitted", DUE, DUE, nothing_arose=True), DeskStatus.NOTHING, 0),
        (Case("submitted", DUE, date(2023, 6, 29), nothing_arose=True), DeskStatus.NOTHING, 3),
        (Case("returned", DUE, date(2023, 6, 20)), DeskStatus.RETURNED, 0),
        (Case("", DUE, excused=True), DeskStatus.EXCUSED, 0),
        (Case("returned", DUE, DUE, excused=True), DeskStatus.EXCUSED, 0),
        (Case("accepted", DUE, DUE, excused=True), DeskStatus.ON_TIME, 0),
    ],
)
def test_where_a_unit_stands(case: Case, status: DeskStatus, late: int) -> None:
    assert (case.status, case.late) == (status, late)


@pytest.mark.parametrize(
    ("filled", "given_back", "segments"),
    [
        (0, (), "empty empty empty empty empty"),
        (2, (), "filled filled empty empty empty"),
        (5, (), "filled filled filled filled filled"),
        (5, ("d",), "filled filled filled wrong filled"),
        (3, ("a", "e"), "wrong filled empty empty wrong"),
        # All was taken away after the office gave one back.
        (0, ("b",), "empty wrong empty empty empty"),
        # An indicator that units no longer enter.
        (5, ("gone",), "filled filled filled filled filled"),
    ],
)
def test_segments_are_real_cells(filled: int, given_back: tuple[str, ...], segments: str) -> None:
    cells = completeness(indicators=tuple("abcde"), filled=filled, given_back=given_back)
    assert " ".join(cells.segments) == segments


@pytest.mark.parametrize(
    ("today", "occasion"),
    [
        (date(2023, 6, 20), None),
        (date(2023, 6, 21), "before"),
        # The server was off on the day itself.
        (date(2023, 6, 26), "before"),
        (date(2023, 6, 27), "after"),
        (date(2023, 7, 3), "after"),
        (date(2023, 7, 4), None),
        (date(2026, 11, 24), None),
    ],
)
def test_days_of_the_clock(today: date, occasion: str | None) -> None:
    assert DAYS.occasion_on(today, DUE) == occasion


def test_more_time_moves_both_days() -> None:
    later = date(2023, 6, 30)
    assert DAYS.occasion_on(date(2023, 6, 27), DUE) == "after"
    assert DAYS.occasion_on(date(2023, 6, 27), later) == "before"
    assert DAYS.day_of("after", later) == date(2023, 7, 1)


def test_by_hand_once_a_day() -> None:
    name = by_hand(date(2026, 6, 19))
    assert name == "by-hand-2026-06-19" and is_by_hand(name) and not is_by_hand("before")
