"""Stacked cells: the labelled line that is meant, and nothing without a label."""

from __future__ import annotations

import pytest

from reports.figures.figures import Measure
from reports.reading.cells import stacked_part

RATE, COUNT = Measure.RATE, Measure.COUNT


@pytest.mark.parametrize(
    ("value", "measure", "part"),
    [
        ("Số lượng: 12 / Tỷ lệ: 50% / Điểm số: 1", RATE, "50%"),
        ("Số lượng: 12 / Tỷ lệ: 50% / Điểm số: 1", COUNT, "12"),
        ("Số lượng: 12\nTỷ lệ: 0,5 %\nĐiểm số: 1", RATE, "0,5 %"),
        ("SL: 1.245\nTL: 7%", COUNT, "1.245"),
        ("SL: 1.245\nTL: 7%", RATE, "7%"),
        ("Tỷ lệ: ", RATE, ""),
        ("Điểm số: 1", RATE, "Điểm số: 1"),
        ("12 / 50%", RATE, "12 / 50%"),
        ("816/1000\n81,6%", RATE, "81,6%"),
        ("1.632 / 2.000 (81,6 %)", RATE, "81,6%"),
        ("816/1000 = 80,6%", RATE, "816/1000 = 80,6%"),
        ("816/0 (0%)", RATE, "816/0 (0%)"),
        ("816/1000", RATE, "816/1000"),
        ("816/1000 (81,6%)", COUNT, "816/1000 (81,6%)"),
        ("Tỷ lệ: 50%" + " " * 200, RATE, "Tỷ lệ: 50%" + " " * 200),
        ("76,9", RATE, "76,9"),
        (76.9, RATE, 76.9),
        (None, COUNT, None),
    ],
)
def test_the_line_that_is_meant_is_taken(value: object, measure: Measure, part: object) -> None:
    assert stacked_part(value, measure) == part
