"""Findings of a letter: what they are tied to, when they are stale, and how they are kept."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from cchc.demo import letter as demo
from directives.clauses.models import Directive
from directives.clauses.services import ISSUED
from directives.compliance.choice import choose
from directives.compliance.summary import Summary
from directives.findings import services as writes
from directives.findings.domain import Tie, TiedFigure, as_data, figures_mark, from_data, tied_now
from directives.findings.models import Finding
from directives.findings.selectors import stale_count
from directives.letters.selectors import findings_of
from reports.figures.record_models import Record
from reports.figures.report_models import PublishedFact
from tests.cast import Cast
from tests.directives.pages.test_pages import text_of
from units.refusing import Refused
from units.versions import ChangedMeanwhile

FIGURES_CHANGED = (
    "Số liệu đã thay đổi sau khi mở trang này. Hãy xem số liệu hiện nay rồi thực hiện lại."
)
CHANGED = "Người khác vừa thay đổi nội dung này. Hãy mở lại rồi sửa."


PAGE = f"/directives/{demo.DIRECTIVE}/findings/"
ONLINE = TiedFigure("online", state="value", value=Decimal("76.9"), places=1, rank=5, out_of=10)


def letter() -> Directive:
    return Directive.objects.get(code=demo.DIRECTIVE)


def summary_now(cast: Cast) -> Summary:
    with override("vi"):
        summary = choose(cast.office, directive_code=demo.DIRECTIVE).summary()
    assert summary is not None
    return summary


def make(cast: Cast) -> int:
    row = letter()
    return writes.findings_make(directive=row, summary=summary_now(cast), version=row.version)


def refresh_all(summary: Summary) -> int:
    return writes.findings_refresh(
        directive=letter(),
        summary=summary,
        version=letter().version,
        seen=figures_mark(summary),
    )


def finding(code: str) -> Finding:
    return next(row for row in Finding.objects.all() if row.figures[0]["indicator"] == code)


def correct_total(cast: Cast, code: str, value: str) -> None:
    """Another figure in the office's own row."""
    rows = Record.objects.filter(unit=cast.office, indicator__code=code)
    assert rows.update(value=Decimal(value))


@pytest.mark.parametrize(
    ("change", "differs"),
    [
        ({}, False),
        ({"value": Decimal("76.90"), "places": 2}, False),
        ({"value": Decimal("77.1")}, True),
        ({"rank": 4}, True),
        ({"out_of": 9}, True),
        ({"share": Decimal("0.18")}, True),
        ({"change": Decimal("-1.5")}, True),
        ({"not_assessed": "Cồn Cỏ"}, True),
        ({"state": "not_reported", "value": None}, True),
    ],
)
def test_what_makes_a_sentence_stale(change: dict[str, Any], differs: bool) -> None:
    assert Tie(ONLINE, replace(ONLINE, **change)).differs is differs


def test_figures_are_kept_as_they_were() -> None:
    figures = (ONLINE, replace(ONLINE, unit="hoxa", change=Decimal("-0.50"), share=Decimal(1)))
    assert from_data(as_data(figures)) == figures


def test_figures_of_another_version_of_the_product_are_read() -> None:
    kept = [{"indicator": "online", "value": "76.9", "state": "value", "mood": "x"}]
    assert from_data(kept) == (TiedFigure("online", "", "value", Decimal("76.9")),)


def test_the_letters_own_sentences_are_made(unissued: Cast) -> None:
    with_none = findings_of(letter(), summary_now(unissued))
    assert make(unissued) == 7
    assert findings_of(letter(), summary_now(unissued)) == with_none
    low = Finding.objects.filter(kind="low").values_list("text", flat=True)
    assert any("76,9% đứng thứ 5/10 huyện, thị" in row for row in low)
    assert stale_count(letter(), summary_now(unissued)) == 0


def test_what_is_said_is_not_made_twice(unissued: Cast) -> None:
    make(unissued)
    finding("online").delete()
    before = letter().version
    assert make(unissued) == 1
    assert letter().version == before + 1
    assert make(unissued) == 0
    assert letter().version == before + 1


def test_a_changed_figure_marks_its_sentence_alone(unissued: Cast) -> None:
    make(unissued)
    correct_total(unissued, "online", "80.5")
    assert stale_count(letter(), summary_now(unissued)) == 1


def test_a_changed_rank_marks_it_too(unissued: Cast) -> None:
    make(unissued)
    assert PublishedFact.objects.filter(indicator__code="online").update(rank=4)
    assert stale_count(letter(), summary_now(unissued)) == 1


def test_the_new_words_stand_beside_the_old_until_a_person_takes_them(unissued: Cast) -> None:
    make(unissued)
    correct_total(unissued, "online", "80.5")
    summary, row = summary_now(unissued), finding("online")
    shown = writes.proposal_for(row, writes.proposals(summary))
    assert shown is not None and "80,5%" in shown[1] and "76,9%" in row.text
    writes.finding_refresh(
        finding=row,
        summary=summary,
        version=letter().version,
        text=shown[1],
        seen=figures_mark(summary),
    )
    row.refresh_from_db()
    assert (row.text, row.is_edited) == (shown[1], False)
    assert stale_count(letter(), summary) == 0


def test_all_are_brought_up_to_date_but_those_of_a_person(unissued: Cast) -> None:
    make(unissued)
    writes.finding_edit(
        finding=finding("payment"), version=letter().version, text="Câu của tôi", kind="low"
    )
    for code in ("online", "payment"):
        correct_total(unissued, code, "80.5")
    summary = summary_now(unissued)
    assert refresh_all(summary) == 1
    assert "80,5%" in finding("online").text
    assert finding("payment").text == "Câu của tôi"
    assert stale_count(letter(), summary) == 1


def test_a_sentence_that_is_better_now_moves_to_the_other_list(unissued: Cast) -> None:
    make(unissued)
    PublishedFact.objects.filter(indicator__code="online").update(rank=1)
    refresh_all(summary_now(unissued))
    assert finding("online").kind == "good"


def test_the_same_words_are_no_words_of_a_person(unissued: Cast) -> None:
    make(unissued)
    row = finding("online")
    writes.finding_edit(finding=row, version=letter().version, text=row.text, kind="good")
    row.refresh_from_db()
    assert (row.kind, row.is_edited) == ("good", False)


def test_a_sentence_may_speak_of_a_unit(unissued: Cast) -> None:
    summary = summary_now(unissued)
    writes.finding_add(
        directive=letter(),
        summary=summary,
        version=letter().version,
        kind="good",
        text="Hồ Xá dẫn đầu",
        indicator="payment",
        unit="hoxa",
        seen=figures_mark(summary),
    )
    row = Finding.objects.get()
    assert from_data(row.figures) == (tied_now(summary, "payment", "hoxa"),)
    assert from_data(row.figures)[0].value == Decimal("36.1")
    Record.objects.filter(unit__code="hoxa", indicator__code="payment").update(value=Decimal(40))
    assert stale_count(letter(), summary_now(unissued)) == 1


def test_sentences_are_moved_within_their_list(unissued: Cast) -> None:
    make(unissued)
    before = [row.pk for row in Finding.objects.filter(kind="low")]
    last = Finding.objects.get(pk=before[-1])
    writes.finding_move(finding=last, version=letter().version, up=True)
    after = [row.pk for row in Finding.objects.filter(kind="low")]
    assert after == [*before[:-2], before[-1], before[-2]]
    first, version = Finding.objects.get(pk=after[0]), letter().version
    writes.finding_move(finding=first, version=version, up=True)
    assert [row.pk for row in Finding.objects.filter(kind="low")] == after
    assert letter().version == version


def test_who_saw_another_version_is_refused(unissued: Cast) -> None:
    make(unissued)
    row, version = finding("online"), letter().version
    writes.finding_edit(finding=row, version=version, text="một", kind="low")
    with pytest.raises(ChangedMeanwhile):
        writes.finding_edit(finding=row, version=version, text="hai", kind="low")
    row.refresh_from_db()
    assert row.text == "một"


def test_the_words_of_an_issued_letter_stay(unissued: Cast) -> None:
    make(unissued)
    Directive.objects.update(number="125", issued_on="2023-06-25")
    with pytest.raises(Refused) as refused:
        writes.finding_delete(finding=finding("online"), version=letter().version)
    assert refused.value.message == str(ISSUED)


# Pages


@pytest.fixture
def staff(unissued: Cast) -> Client:
    return unissued.client(unissued.staff)


def send(client: Client, path: str = "", **data: Any) -> Any:
    data.setdefault("version", letter().version)
    return client.post(f"{PAGE}{path}", data, follow=True)


def test_a_letter_without_sentences_says_so(staff: Client) -> None:
    page = text_of(staff.get(PAGE))
    assert "Chưa lưu câu nào" in page and "Viết câu từ số liệu" in page


def test_the_page_shows_old_and_new_and_the_way_to_the_figure(
    unissued: Cast, staff: Client
) -> None:
    assert "Đã viết 7 câu" in text_of(send(staff, "make/"))
    correct_total(unissued, "online", "80.5")
    page = staff.get(PAGE)
    text = text_of(page)
    assert "1 câu có số liệu đã thay đổi" in text and "số liệu đã thay đổi" in text
    assert "76,9 % · thứ 5/10" in text and "80,5 % · thứ 5/10" in text
    assert "/figures/vinhlinh/online/?period=2023-H1" in page.content.decode()
    row, seen = finding("online"), page.context["figures"]
    answer = send(staff, f"{row.pk}/refresh/", text="Trực tuyến 80,5%", figures=seen)
    assert "khớp số liệu" in text_of(answer)
    row.refresh_from_db()
    assert (row.text, row.is_edited) == ("Trực tuyến 80,5%", True)


def test_words_that_are_right_all_the_same_are_kept(unissued: Cast, staff: Client) -> None:
    make(unissued)
    row = finding("online")
    correct_total(unissued, "online", "80.5")
    seen = staff.get(PAGE).context["figures"]
    send(staff, f"{row.pk}/refresh/", text="Trực tuyến 80,5%", keep="1", figures=seen)
    assert finding("online").text == row.text
    assert stale_count(letter(), summary_now(unissued)) == 0


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("{pk}/refresh/", {"text": "Trực tuyến 80,5%"}),
        ("refresh/", {}),
        ("add/", {"text": "Trực tuyến 80,5%", "kind": "low", "indicator": "online"}),
    ],
)
def test_figures_that_were_not_seen_are_not_taken(
    unissued: Cast, staff: Client, path: str, typed: dict[str, str]
) -> None:
    make(unissued)
    correct_total(unissued, "online", "80.5")
    seen = staff.get(PAGE).context["figures"]
    correct_total(unissued, "online", "11.1")
    path = path.format(pk=finding("online").pk)
    answer = send(staff, path, figures=seen, **typed)
    assert answer.status_code == 422
    text = text_of(answer)
    assert FIGURES_CHANGED in text and "11,1 %" in text
    assert typed.get("text", "") in text
    assert Finding.objects.count() == 7
    assert stale_count(letter(), summary_now(unissued)) == 1
    again = send(staff, path, figures=answer.context["figures"], **typed)
    assert again.status_code == 200 and FIGURES_CHANGED not in text_of(again)


def test_a_refused_sentence_comes_back_as_it_was_typed(unissued: Cast, staff: Client) -> None:
    make(unissued)
    row = finding("online")
    answer = send(staff, f"{row.pk}/", text="câu viết sau", kind="low", version=1)
    assert answer.status_code == 422
    assert "câu viết sau" in text_of(answer) and CHANGED in text_of(answer)
    answer = send(staff, f"{row.pk}/", text=" ", kind="low")
    assert answer.status_code == 422
    assert "Hãy viết câu nhận xét" in text_of(answer)
    answer = send(staff, "add/", text="Câu mới", kind="x")
    assert answer.status_code == 422 and "Câu mới" in text_of(answer)


def test_a_leader_reads_without_forms(unissued: Cast) -> None:
    make(unissued)
    page = unissued.client(unissued.leader).get(PAGE).content.decode()
    assert "76,9" in page and "/refresh/" not in page and "/make/" not in page


def test_the_letter_says_that_sentences_are_stale(unissued: Cast, staff: Client) -> None:
    make(unissued)
    path = f"/directives/{demo.DIRECTIVE}/letter/"
    assert "số liệu đã thay đổi" not in text_of(staff.get(path))
    correct_total(unissued, "online", "80.5")
    assert "1 câu có số liệu đã thay đổi" in text_of(staff.get(path))


def test_the_page_asks_the_same_at_every_size(unissued: Cast, staff: Client) -> None:
    counts = []
    for more in (1, 12):
        for number in range(more):
            Finding.objects.create(
                directive=letter(),
                kind="low",
                text=f"x{number}",
                figures=as_data([ONLINE, replace(ONLINE, unit="hoxa")]),
            )
        staff.get(PAGE)
        with CaptureQueriesContext(connection) as question:
            staff.get(PAGE)
        counts.append(len(question))
    assert counts[0] == counts[1]


def test_who_proofreads_is_told(unissued: Cast, staff: Client) -> None:
    path = f"/directives/{demo.DIRECTIVE}/edit/"
    assert "câu nhận xét" not in text_of(staff.get(path))
    make(unissued)
    assert "Các câu nhận xét đều khớp" in text_of(staff.get(path))
    correct_total(unissued, "online", "80.5")
    assert "1 câu nhận xét có số liệu đã thay đổi" in text_of(staff.get(path))
