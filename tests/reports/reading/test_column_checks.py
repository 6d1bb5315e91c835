"""Columns in doubt: what asks, what settles it, and what a partial import leaves alone."""

from __future__ import annotations

from typing import Any

import pytest

from reports.imports.partial import good_part
from reports.reading.column_checks import asked_scales
from tests.reports.reading.test_checks import codes, figure, found, judge, stored
from tests.reports.reading.test_sheet import parse
from tests.reports.report_files import HEADINGS, letter

# C9 is Vĩnh Chấp's online rate, 81,6 in the letter.
SHARE: dict[str, Any] = {"C9": "0,816"}


def test_a_share_among_points_is_asked() -> None:
    told = found(judge(letter(**SHARE)), "share-among-points")
    assert (told.blocks, told.cell, dict(told.args)["meant"]) == (True, "C9", "81,6%")
    assert asked_scales(parse(letter(**SHARE))) == ("C",)


def test_a_share_that_is_stored_just_so_asks_nothing() -> None:
    there = stored(judge(letter(**SHARE)))
    assert "share-among-points" not in codes(judge(letter(**SHARE), existing=there))
    assert "share-among-points" in codes(judge(letter(C9="0,817"), existing=there))


@pytest.mark.parametrize(
    "decisions",
    [{"scales": {"C": "points"}}, {"cells": {"C9": "skip"}}],
    ids=["points", "left-out"],
)
def test_a_share_among_points_is_settled(decisions: dict[str, Any]) -> None:
    assert "share-among-points" not in codes(judge(letter(**SHARE), decisions))


@pytest.mark.parametrize("value", ["0,8", "0,81", "0,1", "1,234", "0"])
def test_small_rates_as_others_are_written_ask_nothing(value: str) -> None:
    assert "share-among-points" not in codes(judge(letter(C9=value)))
    assert asked_scales(parse(letter(C9=value))) == ()


def whole_numbers(heading: str) -> list[list[Any]]:
    """The letter with whole numbers only in column D."""
    rows = letter(D5=heading)
    for at, row in enumerate(rows[6:], start=11):
        row[3] = str(at)
    return rows


def test_whole_numbers_below_no_rate_wait_until_they_are_chosen() -> None:
    rows = whole_numbers("Số hóa đầy đủ thành phần HS khi tiếp nhận")
    assert found(judge(rows), "rate-or-count").cell == "D"
    chosen = judge(rows, {"columns": {"D": "digitization"}})
    assert "rate-or-count" not in codes(chosen)
    assert str(getattr(figure(chosen, "D9"), "value", "")) == "13"


def test_a_rate_by_name_is_not_asked_about_its_whole_numbers() -> None:
    assert "rate-or-count" not in codes(judge(whole_numbers(HEADINGS[3])))


def test_figures_without_a_heading_keep_even_the_good_part_back() -> None:
    rows = letter(D5="")
    judged = judge(rows)
    assert found(judged, "column-unheaded").cell == "D"
    assert [one.code for one in good_part(judged).issues] == ["column-unheaded"]
    assert "column-unheaded" not in codes(judge(rows, {"columns": {"D": "skip"}}))
