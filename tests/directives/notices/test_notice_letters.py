"""Letters of apology on a notice: what the register has is not asked for again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import translation

from directives.compliance.source import Letters
from directives.compliance.summarising import summarise
from directives.notices.presentation import Notice, notices
from tests.cast import Cast
from tests.directives.compliance.test_documents import pages_of, words_of
from tests.directives.letters.letter_case import letter_source
from tests.directives.notices.test_notices import clean, published
from tests.directives.overdue.overdue_cast import attach, make_file


def _lettered(late: int, attached: int) -> Notice:
    """The notice of Vĩnh Giang, which has 11 overdue files, with its register counted."""
    source = letter_source()
    giang = next(one for one in source.units if one.code == "vinhgiang").id
    counted = summarise(replace(source, letters=(Letters(giang, late, attached),)))
    with translation.override("vi"):
        return next(one for one in notices(counted) if one.code == "vinhgiang")


@pytest.mark.parametrize(
    ("late", "attached", "gap", "wanted", "loud"),
    [
        (11, 8, "cần 3 (đã có 8/11)", "vào 3 hồ sơ quá hạn còn thiếu (đã có 8/11, bắt", True),
        (12, 10, "cần 2 (đã có 10/12)", "vào 2 hồ sơ quá hạn còn thiếu (đã có 10/12", True),
        (11, 11, "đã đủ 11/11", "", False),
        (11, 0, "cần 11 thư xin lỗi", "vào đủ 11 hồ sơ quá hạn (bắt buộc 100%)", True),
        (10, 10, "cần 11 thư xin lỗi", "vào đủ 11 hồ sơ quá hạn (bắt buộc 100%)", True),
    ],
)
def test_a_notice_asks_for_the_letters_that_the_register_misses(
    late: int, attached: int, gap: str, wanted: str, loud: bool
) -> None:
    one = _lettered(late, attached)
    text = clean("".join(run.text for run in one.request))
    assert (one.rows[-1].gap, one.rows[-1].loud) == (gap, loud)
    assert wanted in text and ("xin lỗi" in text) is bool(wanted)


@pytest.mark.django_db
def test_a_published_notice_keeps_the_letters_of_its_day(district: Cast) -> None:
    files = [make_file("vinhgiang", f"HS-{number}") for number in range(11)]
    for file in files[:8]:
        attach(file)
    client = district.client(district.officer)
    address = reverse("unit_notice", args=["vinhgiang"])
    kept = published(district)
    for file in files[8:]:
        attach(file)
    draft = words_of(pages_of(client.get(address).content)[0])
    assert "8/11" not in draft and "đính kèm thư xin lỗi" not in draft
    frozen = client.get(address, {"publication": kept.pk})
    text = words_of(pages_of(frozen.content)[0])
    assert "8/11" in text
