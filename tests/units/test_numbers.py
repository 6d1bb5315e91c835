"""Counts on pages have a dot after each thousand; what is no count stays as it is."""

from __future__ import annotations

import pytest

from units.templatetags.numbers import grouped


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (999, "999"), (12500, "12.500"), (1_000_000, "1.000.000"), ("", ""), ("–", "–")],
)
def test_thousands_are_grouped(number: int | str, text: str) -> None:
    assert grouped(number) == text
