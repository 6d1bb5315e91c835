"""A file with doubts in a real browser: asked, decided, applied, seen, traced and taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.e2e.test_main_job import Login, upload
from tests.reports.report_files import write_letter
from tests.services.stack import Stack


def test_doubts_are_decided_applied_seen_and_undone(
    live_without_figures: Stack,
    open_page: Callable[..., Page],
    login: Login,
    tmp_path: Path,
) -> None:
    page = open_page(live_without_figures)
    login(page, "vanphong")
    # Row 10 is Vĩnh Giang's; without its kind the name might be another's.
    path = write_letter(tmp_path / "con-nghi-ngo.xlsx", B10="Vĩnh Giang")
    upload(page, path)
    expect(page.locator("h1")).to_have_text("Duyệt số liệu trước khi áp dụng")
    review = page.url
    expect(apply_button(page)).to_be_disabled()
    expect(page.locator("#why-not")).to_contain_text("Vĩnh Giang")
    expect(row_of(page, "Vĩnh Giang")).to_contain_text("88,7")

    choose(page, "#name-B10", "UBND xã Vĩnh Giang")
    expect(apply_button(page)).to_be_enabled()
    choose(page, "#blank-payment", re.compile("[Kk]hông phát sinh"))
    page.goto("/")
    page.goto(review)
    expect(chosen(page, "#name-B10")).to_contain_text("UBND xã Vĩnh Giang")
    expect(chosen(page, "#blank-payment")).to_have_text(re.compile("[Kk]hông phát sinh"))

    apply_button(page).click()
    expect(page.locator("h1")).to_have_text("Đã ghi số liệu")
    page.goto("/")
    expect(page.locator("h1")).not_to_have_text("Kỳ này chưa có số liệu.")
    expect(row_of(page, "Vĩnh Giang")).to_contain_text("88,7")
    expect(row_of(page, "Vĩnh Giang")).to_contain_text(re.compile("[Kk]hông phát sinh"))

    row_of(page, "Vĩnh Giang").get_by_role("link", name="88,7").click()
    expect(page.locator("#why-title")).to_contain_text("Vĩnh Giang")
    source = page.locator(".source-card")
    expect(source).to_contain_text("con-nghi-ngo.xlsx")
    expect(source).to_contain_text("C10")
    expect(source).to_contain_text("Văn phòng UBND")
    expect(page.locator(".near td.here")).to_have_text("88,7")
    with page.expect_download() as waiting:
        source.locator("a[href$='/file/']").click()
    assert Path(waiting.value.path()).read_bytes() == path.read_bytes()

    page.goto(review)
    page.locator("form[action$='/undo/'] button").click()
    expect(page.locator("form[action$='/again/'] button")).to_be_visible()
    page.goto("/")
    expect(page.locator("h1")).to_have_text("Kỳ này chưa có số liệu.")

    # What was confirmed is taken back with the figures: the name is asked about again.
    upload(page, write_letter(tmp_path / "lan-hai.xlsx", B10="Vĩnh Giang"))
    expect(apply_button(page)).to_be_disabled()
    expect(page.locator("#name-B10")).to_have_count(1)


def apply_button(page: Page) -> Locator:
    return page.get_by_role("button", name="Áp dụng", exact=True)


def row_of(page: Page, unit: str) -> Locator:
    return page.locator("tbody tr", has=page.locator("th", has_text=unit)).first


def chosen(page: Page, select: str) -> Locator:
    return page.locator(f"{select} option:checked")


def choose(page: Page, select: str, label: str | re.Pattern[str]) -> None:
    """Choose as people do: the page keeps the choice at once and loads anew."""
    option = page.locator(f"{select} option").filter(has_text=label).first
    with page.expect_navigation():
        page.locator(select).select_option(value=option.get_attribute("value"))
