"""Two people at one letter: nobody overwrites what they did not see, and nothing typed is lost."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cchc.demo.letter import DIRECTIVE
from directives.clauses.models import Clause, Directive, Obligation, Target
from tests.cast import Cast
from tests.directives.editor.test_directive_editor import HEAD, text_of, typed_target


@pytest.fixture
def staff(district: Cast) -> Client:
    return district.client(district.staff)


def form_values(client: Client, address: str) -> dict[str, str]:
    """The version that the page's form says its editor sees."""
    return version_in(client.get(address).content.decode())


def version_in(page: str) -> dict[str, str]:
    form = page.split('id="editing"')[1].split("</form>")[0]
    version = re.search(r'name="version" value="(\d+)"', form)
    assert version is not None
    return {"version": version[1]}


@pytest.fixture
def clause(unissued: Cast) -> Clause:
    row: Clause = Clause.objects.get(directive__code=DIRECTIVE, number=3)
    return row


def address_of(clause: Clause) -> str:
    return reverse("clause_edit", args=[DIRECTIVE, clause.pk])


def test_both_texts_are_shown_and_one_is_chosen(clause: Clause, staff: Client) -> None:
    address = address_of(clause)
    mine, theirs = form_values(staff, address), form_values(staff, address)
    staff.post(address, {**theirs, "text": "Lời của người kia."})
    page = staff.post(address, {**mine, "text": "Lời của tôi."})
    assert page.status_code == 409
    shown = text_of(page)
    assert "Đang lưu Lời của người kia." in shown
    assert "Bản của bạn, chưa lưu Lời của tôi." in shown
    clause.refresh_from_db()
    assert clause.text == "Lời của người kia."
    form = page.content.decode().split('id="editing"')[1].split("</form>")[0]
    assert "Lời của tôi.</textarea>" in form
    again = version_in(page.content.decode())
    assert staff.post(address, {**again, "text": "Lời của tôi."}).status_code == 302
    clause.refresh_from_db()
    assert clause.text == "Lời của tôi."


def test_a_third_change_is_asked_about_again(clause: Clause, staff: Client) -> None:
    address = address_of(clause)
    mine = form_values(staff, address)
    staff.post(address, {**form_values(staff, address), "text": "Hai."})
    first = staff.post(address, {**mine, "text": "Một."}).content.decode()
    seen = version_in(first)
    staff.post(address, {**form_values(staff, address), "text": "Ba."})
    assert staff.post(address, {**seen, "text": "Một."}).status_code == 409
    clause.refresh_from_db()
    assert clause.text == "Ba."


def test_a_change_elsewhere_is_no_conflict(clause: Clause, staff: Client) -> None:
    mine = form_values(staff, address_of(clause))
    other = Clause.objects.get(directive__code=DIRECTIVE, number=1)
    address = address_of(other)
    staff.post(address, {**form_values(staff, address), "text": "Khoản khác."})
    assert staff.post(address_of(clause), {**mine, "text": "Của tôi."}).status_code == 302
    other.refresh_from_db()
    clause.refresh_from_db()
    assert (other.text, clause.text) == ("Khoản khác.", "Của tôi.")


def test_without_saying_what_was_seen_nothing_is_overwritten(clause: Clause, staff: Client) -> None:
    before = clause.text
    assert staff.post(address_of(clause), {"text": "Đè lên."}).status_code == 409
    clause.refresh_from_db()
    assert clause.text == before


def test_the_words_of_a_deleted_clause_are_not_lost(clause: Clause, staff: Client) -> None:
    address = address_of(clause)
    mine = form_values(staff, address)
    clause.delete()
    page = staff.post(address, {**mine, "text": "Lời còn lại."})
    assert page.status_code == 409
    assert "Người khác vừa xóa khoản này." in text_of(page)
    form = page.content.decode().split('id="editing"')[0].rsplit("<form", 1)[1]
    assert reverse("clause_add", args=[DIRECTIVE]) in form
    assert "Lời còn lại.</textarea>" in page.content.decode()


def test_the_head_clashes_field_by_field(unissued: Cast, staff: Client) -> None:
    address = reverse("directive_edit", args=[DIRECTIVE])
    mine = form_values(staff, address)
    staff.post(address, {**HEAD, **form_values(staff, address), "place": "Hồ Xá"})
    page = staff.post(address, {**HEAD, **mine, "closing": "Kết của tôi./.", "place": "Cửa Tùng"})
    assert page.status_code == 409
    text = text_of(page)
    assert "Đang lưu Hồ Xá" in text and "chưa lưu Cửa Tùng" in text
    assert "Kết của tôi./." in text
    assert Directive.objects.get(code=DIRECTIVE).place == "Hồ Xá"


def test_targets_and_duties_clash_too(unissued: Cast, staff: Client) -> None:
    target = Target.objects.get(clause__directive__code=DIRECTIVE, rule="band")
    address = reverse("target_edit", args=[DIRECTIVE, target.pk])
    mine = form_values(staff, address)
    staff.post(address, typed_target(**form_values(staff, address), floor="75"))
    page = staff.post(address, typed_target(**mine, floor="80"))
    assert page.status_code == 409
    assert "Đang lưu 75" in text_of(page) and "chưa lưu 80" in text_of(page)
    target.refresh_from_db()
    assert target.floor == 75
    duty = Obligation.objects.get(clause__directive__code=DIRECTIVE)
    address = reverse("obligation_edit", args=[DIRECTIVE, duty.pk])
    mine = form_values(staff, address)
    typed: dict[str, Any] = {"kind": "feedback", "text": "", "how": "until"}
    staff.post(address, {**typed, **form_values(staff, address), "day": "2023-07-01"})
    page = staff.post(address, {**typed, **mine, "day": "2023-07-02"})
    assert page.status_code == 409
    assert "Đang lưu 01/7/2023" in text_of(page)
    duty.refresh_from_db()
    assert duty.due_on == date(2023, 7, 1)


def test_what_was_typed_survives_the_issue_by_somebody_else(clause: Clause, staff: Client) -> None:
    mine = form_values(staff, address_of(clause))
    Directive.objects.filter(code=DIRECTIVE).update(number="1", issued_on=date(2023, 6, 22))
    page = staff.post(address_of(clause), {**mine, "text": "Lời muộn."})
    assert page.status_code == 409
    assert "Lời muộn.</textarea>" in page.content.decode()


@pytest.mark.parametrize("name", ["clause_move", "clause_delete"])
def test_order_is_changed_only_as_it_was_seen(clause: Clause, staff: Client, name: str) -> None:
    seen = Directive.objects.get(code=DIRECTIVE).version
    staff.post(reverse("clause_add", args=[DIRECTIVE]), {"text": "Khoản mới."})
    typed = {"to": "up", "version": seen}
    page = staff.post(reverse(name, args=[DIRECTIVE, clause.pk]), typed, follow=True)
    assert "Người khác vừa thay đổi nội dung này." in text_of(page)
    clause.refresh_from_db()
    assert clause.number == 3
