"""One word for each state, whoever states it, and no two columns of a table under one head."""

from __future__ import annotations

import io
from collections import Counter

import pytest
from django.urls import reverse
from django.utils import translation
from lxml import html
from openpyxl import load_workbook

from directives.compliance import words
from directives.compliance.domain import Status, evaluate
from directives.notices.rows import notice_rows
from reports.entry.presentation import STATES
from reports.figures.figures import Figure, State
from reports.figures.indicator_models import Indicator
from reports.figures.record_models import RecordState
from tests.cast import Cast
from tests.directives.letters.letter_case import letter_summary

BLANKS = (State.NO_CASES, State.NOT_STARTED, State.NOT_REPORTED, State.EXEMPT)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("state", BLANKS)
def test_a_state_has_one_word(language: str, state: State) -> None:
    with translation.override(language):
        texts = {
            words.state_word(state),
            words.figure_text(Figure.blank(state)),
            words.status_word(evaluate(Figure.blank(state), None).status),
            str(RecordState(state).label),
            str(STATES[state]).casefold(),
        }
        if state in Indicator.Blank.values:
            texts.add(str(Indicator.Blank(state).label))
    assert len(texts) == 1, texts


def test_a_notice_uses_the_same_words() -> None:
    with translation.override("vi"):
        summary = letter_summary()
        known = {words.status_word(status) for status in Status}
        line = summary.lines[-1]
        assert not line.has_figures
        shown = {row.verdict.casefold() for row in notice_rows(summary, line)}
    assert shown == {"chưa có số liệu"} and shown <= known


def heads_of(page: str) -> list[list[str]]:
    """The head cells of every table of a page, as read."""
    tables = html.fromstring(page).xpath("//table[thead]")
    return [
        [" ".join(cell.text_content().split()) for cell in table.xpath("./thead/tr[1]/th")]
        for table in tables
    ]


@pytest.mark.parametrize("name", ["dashboard", "ranking", "compliance", "unit"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_no_two_columns_share_a_head(district: Cast, name: str, language: str) -> None:
    client = district.client(district.staff)
    client.post(reverse("language"), {"language": language, "next": "/"})
    args = ["vinhgiang"] if name == "unit" else []
    heads = heads_of(client.get(reverse(name, args=args)).content.decode())
    assert heads and any(len(row) > 4 for row in heads)
    for row in heads:
        shared = [head for head, times in Counter(filter(None, row)).items() if times > 1]
        assert not shared, (name, shared)


def test_no_two_columns_of_the_ranking_workbook_share_a_head(district: Cast) -> None:
    client = district.client(district.staff)
    book = load_workbook(io.BytesIO(client.get(reverse("ranking_export", args=["xlsx"])).content))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    heads = next(row for row in rows if "Đơn vị" in row)
    assert len(set(heads)) == len(heads)
