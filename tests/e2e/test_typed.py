"""Nothing that is typed is lost without a word: on the way to another clause, back, reload, and a
session that has ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.e2e.conftest import SESSION, as_draft, by_the_form, demonstration
from tests.services.stack import Stack

EDITOR = "/directives/cv-2023-06/edit/"
TEXT = "Lời văn mới đang gõ dở."
WORDS = "Lời văn của khoản"
INVALID = "the server responded with a status of 422"


@pytest.fixture(scope="module")
def writing(static: Path) -> Iterator[Stack]:
    """The demonstration case to write into."""
    with demonstration(static) as stack:
        yield stack


@pytest.fixture
def staff(
    writing: Stack, open_page: Callable[..., Page], login: Callable[[Page, str], None]
) -> Page:
    page = open_page(writing)
    login(page, "vanphong")
    as_draft(page)
    return page


def open_clause(page: Page, number: int) -> None:
    page.locator(".editor-open", has_text=f"Khoản {number}").click()


def type_words(page: Page, number: int) -> None:
    page.goto(EDITOR)
    open_clause(page, number)
    page.get_by_label(WORDS).click()
    page.get_by_label(WORDS).fill(TEXT)


def kept(page: Page) -> str:
    """All that the window keeps."""
    return str(page.evaluate("JSON.stringify(sessionStorage)"))


def answer_dialogs(page: Page, *, leave: bool) -> list[str]:
    """Answer what the browser asks; gives the kinds of what it has asked."""
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        if leave:
            dialog.accept()
        else:
            dialog.dismiss()

    page.on("dialog", answer)
    return asked


def test_another_clause_is_asked_about_first(staff: Page) -> None:
    type_words(staff, 2)
    asked = answer_dialogs(staff, leave=False)
    staff.locator(".editor-open", has_text="Khoản 3").click(no_wait_after=True)
    staff.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    expect(staff.get_by_label(WORDS)).to_have_value(TEXT)


def test_who_leaves_all_the_same_is_offered_the_text_again(staff: Page) -> None:
    type_words(staff, 2)
    answer_dialogs(staff, leave=True)
    open_clause(staff, 3)
    expect(staff.locator("#clause-head")).to_have_text("Khoản 3")
    expect(staff.locator("[data-typed-note]")).to_have_count(0)
    open_clause(staff, 2)
    note = staff.locator("[data-typed-note]")
    expect(note).to_contain_text("Có nội dung chưa gửi từ")
    expect(staff.get_by_label(WORDS)).not_to_have_value(TEXT)
    note.get_by_role("button", name="Khôi phục").click()
    expect(staff.get_by_label(WORDS)).to_have_value(TEXT)
    expect(note).to_have_count(0)


def test_discarded_text_is_forgotten(staff: Page) -> None:
    type_words(staff, 2)
    answer_dialogs(staff, leave=True)
    staff.goto(EDITOR)
    open_clause(staff, 2)
    staff.locator("[data-typed-note]").get_by_role("button", name="Bỏ").click()
    assert TEXT not in kept(staff)
    staff.reload()
    expect(staff.locator("[data-typed-note]")).to_have_count(0)


def test_what_is_sent_is_forgotten(staff: Page) -> None:
    asked = answer_dialogs(staff, leave=True)
    type_words(staff, 4)
    assert TEXT in kept(staff)
    staff.get_by_role("button", name="Lưu khoản").click()
    expect(staff.locator("main")).to_contain_text("Đã lưu khoản 4.")
    assert TEXT not in kept(staff)
    open_clause(staff, 3)
    open_clause(staff, 4)
    expect(staff.get_by_label(WORDS)).to_have_value(TEXT)
    expect(staff.locator("[data-typed-note]")).to_have_count(0)
    assert asked == []


def test_back_brings_no_text_away(staff: Page) -> None:
    answer_dialogs(staff, leave=True)
    type_words(staff, 2)
    staff.goto("/desk/")
    staff.go_back()
    note = staff.locator("[data-typed-note]")
    if note.count():  # Chromium may have put the text back by itself
        note.get_by_role("button", name="Khôi phục").click()
    expect(staff.get_by_label(WORDS)).to_have_value(TEXT)


def test_an_ended_session_leads_back_to_the_form_with_its_text(staff: Page) -> None:
    asked = answer_dialogs(staff, leave=True)
    staff.goto("/signatories/?period=2023-Q2")
    name = staff.get_by_label("Họ tên", exact=False).first
    name.fill("Người Ký Mới")
    staff.context.clear_cookies(name=SESSION)
    staff.locator("form[action$='/signatories/add/'] button.btn-primary").click()
    expect(staff.locator("main")).to_contain_text("Phiên làm việc đã hết")
    by_the_form(staff, "vanphong")
    assert staff.url.endswith("/signatories/?period=2023-Q2")
    expect(staff.locator("[data-typed-note]")).to_contain_text("hãy gửi lại")
    expect(staff.get_by_label("Họ tên", exact=False).first).to_have_value("Người Ký Mới")
    assert asked == []


def test_an_answer_with_errors_is_still_unsent(staff: Page, console: object) -> None:
    console.allow(INVALID)  # type: ignore[attr-defined]
    asked = answer_dialogs(staff, leave=True)
    staff.goto("/signatories/")
    staff.get_by_label("Họ tên", exact=False).first.fill("Người Ký Dở")
    staff.locator("form[action$='/signatories/add/'] button.btn-primary").click()
    expect(staff.locator(".field-error").first).to_be_visible()
    staff.goto("/signatories/add/")
    assert staff.url.endswith("/signatories/")
    staff.locator("[data-typed-note]").get_by_role("button", name="Khôi phục").click()
    expect(staff.get_by_label("Họ tên", exact=False).first).to_have_value("Người Ký Dở")
    assert asked


def test_data_of_citizens_are_asked_about_but_not_kept(staff: Page) -> None:
    asked = answer_dialogs(staff, leave=True)
    staff.goto("/overdue/add/")
    staff.locator("[name=applicant]").fill("Nguyễn Văn Kín")
    assert "Kín" not in kept(staff)
    staff.goto("/desk/")
    assert asked == ["beforeunload"]
    staff.goto("/overdue/add/")
    expect(staff.locator("[data-typed-note]")).to_have_count(0)


def test_a_log_out_asks_and_forgets(staff: Page) -> None:
    type_words(staff, 2)
    asked = answer_dialogs(staff, leave=True)
    staff.locator("details.account summary").click()
    staff.get_by_role("button", name="Đăng xuất").click()
    staff.wait_for_url("**/accounts/login/**")
    assert asked == ["beforeunload"]
    assert TEXT not in kept(staff)
