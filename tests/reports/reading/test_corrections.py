"""A file against the stored figures of its own period: few corrections, or a doubtful file."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from reports.imports.partial import good_part
from reports.reading.corrections import overturned
from reports.reading.decisions import Decisions
from reports.reading.reasons import change_reason
from tests.reports.reading.test_checks import codes, found, judge, stored
from tests.reports.report_files import UNIT_ROWS, letter

THERE = stored(judge(letter()))
RATES = {key: one for key, one in THERE.items() if key[1] in ("online", "digitization")}
OF_CHANGE = {"columns-swapped", "changed-by-factor", "most-changed"}


def bent(how: Any) -> list[list[Any]]:
    """The letter with the two rates of each row as `how` gives them."""
    rows = letter()
    for row in rows[6:]:
        row[2], row[3] = how(*(Decimal(text.replace(",", ".")) for text in row[2:4]))
    return rows


SWAPPED = bent(lambda online, digitization: (str(digitization), str(online)))
DIVIDED = bent(lambda online, digitization: (str(online / 10), str(digitization / 10)))
OTHERS = bent(lambda online, digitization: (str(100 - online), str(digitization**2 / 100)))


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        (SWAPPED, "columns-swapped", "C"),
        (DIVIDED, "changed-by-factor", "C7"),
        (OTHERS, "most-changed", ""),
    ],
)
def test_a_file_that_overturns_the_stored_figures_is_asked_about_once(
    rows: list[list[Any]], code: str, cell: str
) -> None:
    judged = judge(rows, existing=RATES)
    told = [one for one in judged.issues if one.code in OF_CHANGE]
    assert [(one.code, one.cell, one.blocks) for one in told] == [(code, cell, True)]
    assert code in {one.code for one in good_part(judged).issues}


def test_a_few_corrections_and_new_figures_ask_nothing() -> None:
    assert not OF_CHANGE & {*codes(judge(letter(C9="70,5", D9="12"), existing=THERE))}
    assert not OF_CHANGE & {*codes(judge(DIVIDED))}
    few = {key: one for key, one in THERE.items() if key[0] <= 4 and key[1] == "online"}
    assert not OF_CHANGE & {*codes(judge(OTHERS, existing=few))}


def test_a_reason_lets_a_change_pass_and_no_other_one() -> None:
    judged = judge(DIVIDED, existing=THERE)
    given = {"change": {"reason": "tỉnh đính chính", "for": overturned(judged)}}
    assert not OF_CHANGE & {*codes(judge(DIVIDED, given, existing=THERE))}
    assert change_reason(Decisions.from_json(given), judged) == "tỉnh đính chính"
    assert "columns-swapped" in codes(judge(SWAPPED, given, existing=THERE))


def test_the_example_of_a_factor_is_a_cell() -> None:
    args = dict(found(judge(DIVIDED, existing=THERE), "changed-by-factor").args)
    assert (args["before"], args["now"], args["count"]) == ("76,9", "7,69", len(UNIT_ROWS) + 1)
