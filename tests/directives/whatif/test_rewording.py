"""The number of a target in the words of its clause."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cchc.demo.letter import CLAUSES
from directives.whatif.rewording import Occurrence, reword

THIRD = CLAUSES[2]


def test_the_letters_number_is_exchanged() -> None:
    wording = reword(THIRD, old=Decimal("60.0000"), new=Decimal("70.5"))
    assert wording.occurs is Occurrence.ONCE
    assert wording.text == THIRD.replace("60%", "70,5%")
    assert [(row.text, row.change) for row in wording.pieces if row.change] == [
        ("60%", "del"),
        ("70,5%", "ins"),
    ]


def test_what_keeps_the_old_number_is_named() -> None:
    wording = reword(THIRD, old=Decimal(60), new=Decimal(70), apart="số hóa kết quả từ")
    assert "phải đạt tỷ lệ 70% trở lên (riêng số hóa kết quả từ 60% trở lên), nâng" in wording.text


@pytest.mark.parametrize(
    ("text", "old", "result"),
    [
        ("đạt từ 70%-90%", "70", Occurrence.ONCE),
        ("đạt từ 70%-90%", "90", Occurrence.ONCE),
        ("đạt 60,0 %", "60", Occurrence.ONCE),
        ("đạt 70,5% trở lên", "70.5", Occurrence.ONCE),
        ("đạt 160% hoặc 60,5% hoặc 1.60%", "60", Occurrence.NEVER),
        ("đạt 60 điểm", "60", Occurrence.NEVER),
        ("trực tuyến 60%, số hóa 60%", "60", Occurrence.TWICE),
        ("", "60", Occurrence.NEVER),
    ],
)
def test_how_surely_it_is_found(text: str, old: str, result: Occurrence) -> None:
    wording = reword(text, old=Decimal(old), new=Decimal(75))
    assert wording.occurs is result
    assert (wording.text != text) is (result is Occurrence.ONCE)


def test_a_count_is_found_by_what_it_counts() -> None:
    wording = reword(
        "không quá 5 hồ sơ, trong 5 ngày", old=Decimal(5), new=Decimal(3), unit="hồ sơ"
    )
    assert wording.text == "không quá 3 hồ sơ, trong 5 ngày"


def test_the_same_number_changes_nothing() -> None:
    wording = reword(THIRD, old=Decimal(60), new=Decimal(60), apart="số hóa kết quả từ")
    assert wording.text == THIRD
    assert not any(row.change for row in wording.pieces)
