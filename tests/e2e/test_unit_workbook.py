"""A unit's figures by workbook: downloaded, filled in, sent back, reviewed, written into the draft.
Every page on the way is read by axe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import demonstration
from tests.e2e.test_entry import row
from tests.e2e.test_main_job import download
from tests.reports.entry.test_entry_workbooks import Book, filled
from tests.services.stack import Stack

Login = Callable[[Page, str], None]
Opener = Callable[..., Page]
ENTRY = "/entry/vinhgiang/2023-H1/"


@pytest.fixture(scope="module")
def stack(static: Path) -> Iterator[Stack]:
    """The demonstration case of its own: this module writes drafts."""
    with demonstration(static) as stack:
        yield stack


def test_a_workbook_there_and_back(
    stack: Stack, open_page: Opener, login: Login, tmp_path: Path
) -> None:
    page = open_page(stack)
    login(page, "vinhgiang")
    page.goto(ENTRY)
    page.get_by_role("link", name="Nhập từ mẫu").click()
    assert_accessible(page)
    path = download(page, "Tải mẫu nhập", tmp_path / "mau.xlsx")

    refused(page, tmp_path)
    book = filled(Book(path.read_bytes())).put("vinhgiang", online_numerator=700)
    upload(page, book, path)
    expect(page.locator("#why-not")).to_be_visible()
    expect(apply_button(page)).to_be_disabled()
    assert_accessible(page)

    page.goto(f"{ENTRY}workbook/")
    upload(page, book.put("vinhgiang", online_numerator=567), path)
    expect(page.locator("h1")).to_have_text("Kiểm tra số liệu trước khi ghi vào bản nháp")
    expect(page.locator("main")).to_contain_text("88,73")
    assert_accessible(page)
    apply_button(page).click()
    expect(page.locator("h1")).to_contain_text("bản nháp")
    assert_accessible(page)

    page.locator(".review-bar a.btn-primary").click()
    page.wait_for_url(f"**{ENTRY}")
    expect(page.locator("[data-done]")).to_have_text("Đã khai 5/5 chỉ số")
    expect(row(page, "online")).to_contain_text("88,73%")
    expect(page.locator("#online-numerator")).to_have_value("567")
    assert_accessible(page)


def refused(page: Page, folder: Path) -> None:
    """A file of another kind leads back to a page that says so."""
    wrong = folder / "ghi-chu.xlsx"
    wrong.write_bytes(b"hello")
    page.locator("input[type=file]").set_input_files(wrong)
    page.get_by_role("button", name="Đọc tệp").click()
    page.wait_for_url("**/imports/**")
    expect(page.locator("main")).to_contain_text("ghi-chu.xlsx")
    assert_accessible(page)
    page.goto(f"{ENTRY}workbook/")
    expect(page.locator("section[aria-labelledby=files]")).to_contain_text(wrong.name)
    assert_accessible(page)


def upload(page: Page, book: Book, path: Path) -> None:
    path.write_bytes(book.bytes)
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="Đọc tệp").click()
    expect(page.locator(".review-bar")).to_be_visible()


def apply_button(page: Page) -> Locator:
    return page.locator(".review-bar button.btn-primary")
