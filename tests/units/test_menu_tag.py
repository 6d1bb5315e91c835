"""Which entry of a menu is marked."""

from __future__ import annotations

import pytest

from units.templatetags.menu import begins


@pytest.mark.parametrize(
    ("name", "marked"),
    [("score_unit", True), ("rubric", True), ("own_score", False), (None, False)],
)
def test_a_name_begins_with_one_of_the_words(name: str | None, marked: bool) -> None:
    assert begins(name, "score rubric") is marked
