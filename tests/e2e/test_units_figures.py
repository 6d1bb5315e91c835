"""The whole way of a unit's own figures: typed, sent, returned, corrected, accepted, beside the
province's. Every page on it is read by axe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import PHONE, demonstration
from tests.e2e.test_accessibility import NO_SIDEWAYS
from tests.e2e.test_entry import paste, row, saved
from tests.services.stack import Stack

Login = Callable[[Page, str], None]
Opener = Callable[..., Page]
# From Excel, below the first row: digitization, overdue, payment, receipt.
BLOCK = "325\t639\r\n11\t\r\n4\t12\r\n218\t260\r\n"
REASON = "Số hóa 352 hồ sơ theo Cổng dịch vụ công, đơn vị ghi 325"


@pytest.fixture(scope="module")
def with_province(static: Path) -> Iterator[Stack]:
    """The demonstration case with the province's figures; this module writes beside them."""
    with demonstration(static) as stack:
        yield stack


@pytest.fixture(scope="module")
def without_province(static: Path) -> Iterator[Stack]:
    """The same before the province has reported."""
    with demonstration(static, "--no-figures") as stack:
        yield stack


def test_the_whole_way_of_a_units_figures(
    with_province: Stack, open_page: Opener, login: Login, tmp_path: Path
) -> None:
    officer, staff = open_page(with_province), open_page(with_province)
    login(officer, "vinhgiang")
    login(staff, "vanphong")
    enter_by_keyboard(officer)
    attach(officer, tmp_path)
    send(officer)
    judge_from_the_desk(staff)
    give_back(staff)
    correct(officer)
    judge_from_the_desk(staff)
    expect(staff.locator("main")).to_contain_text("50,86% (325/639)")
    accept(staff)
    look_at_both_sources(staff)
    assert "BROKEN" not in (said := with_province.manage("verify_history")), said


def enter_by_keyboard(officer: Page) -> None:
    """One rate is typed, the rest comes from Excel as a block; no mouse."""
    officer.get_by_role("link", name="Nhập số liệu").first.click()
    officer.wait_for_url("**/entry/vinhgiang/2023-H1/")
    assert_accessible(officer)
    officer.focus("#online-numerator")
    officer.keyboard.type("567")
    officer.keyboard.press("Tab")
    officer.keyboard.type("639")
    expect(row(officer, "online").locator(".chip")).to_have_text("Đạt")
    officer.keyboard.press("Enter")
    officer.keyboard.press("Shift+Tab")
    expect(officer.locator("#digitization-numerator")).to_be_focused()
    paste(officer, BLOCK)
    dialog = officer.get_by_role("dialog")
    expect(dialog).to_contain_text("50,86% (325/639)")
    confirm = dialog.get_by_role("button", name="Lưu 4 số liệu")
    confirm.focus()
    officer.keyboard.press("Enter")
    expect(officer.locator("[data-done]")).to_have_text("Đã khai 5/5 chỉ số")
    saved(officer)


def attach(officer: Page, folder: Path) -> None:
    scan = folder / "bang-ke.pdf"
    scan.write_bytes(b"%PDF-1.7\n%%EOF")
    officer.set_input_files("input[name=file]", scan)
    officer.get_by_role("button", name="Đính kèm").click()
    expect(officer.locator(".evidence")).to_contain_text("bang-ke.pdf")


def send(officer: Page) -> None:
    officer.get_by_role("button", name="Nộp số liệu").click()
    expect(officer.locator("h1")).to_contain_text("đã nộp 5 chỉ số")
    assert_accessible(officer)


def judge_from_the_desk(staff: Page) -> None:
    """The desk leads to what waits for the office."""
    staff.get_by_role("link", name="Đôn đốc").first.click()
    assert_accessible(staff)
    line: Locator = staff.get_by_role("row").filter(has_text="Vĩnh Giang")
    line.get_by_role("link", name="Duyệt").click()
    expect(staff.locator("h1")).to_contain_text("Vĩnh Giang")
    expect(staff.locator(".evidence")).to_contain_text("bang-ke.pdf")
    assert_accessible(staff)


def give_back(staff: Page) -> None:
    staff.locator("#row-digitization summary").click()
    staff.fill("#row-digitization input", REASON)
    staff.get_by_role("button", name="Trả lại", exact=True).click()
    expect(staff.locator("#row-digitization")).to_contain_text(REASON)
    assert_accessible(staff)
    staff.get_by_role("link", name="Đôn đốc").first.click()
    expect(staff.get_by_role("row").filter(has_text="Vĩnh Giang")).to_contain_text("trả lại")


def correct(officer: Page) -> None:
    """The reason stands beside the figure; the corrected one is sent again."""
    officer.get_by_role("link", name="Nhập số liệu").first.click()
    expect(row(officer, "digitization")).to_contain_text(REASON)
    assert_accessible(officer)
    officer.focus("#digitization-numerator")
    officer.keyboard.press("Control+A")
    officer.keyboard.type("352")
    officer.keyboard.press("Tab")
    expect(row(officer, "digitization")).to_contain_text("55,09%")
    saved(officer)
    officer.get_by_role("button", name="Nộp số liệu").click()
    expect(officer.locator("main")).to_contain_text("1 chỉ số khác lần nộp trước")
    assert_accessible(officer)


def accept(staff: Page) -> None:
    staff.get_by_role("button", name="Nhận").click()
    expect(staff.locator(".notice.success").first).to_contain_text("Đã nhận số liệu")
    assert_accessible(staff)


def look_at_both_sources(staff: Page) -> None:
    """The province's figure counts; beside it stands what the unit says, and how far apart."""
    staff.goto("/ranking/?period=2023-H1")
    figure = staff.locator("a[data-why]", has_text="51,6").first
    expect(figure).to_be_visible()
    figure.click()
    panel = staff.locator("#why")
    expect(panel.locator(".source-card")).to_have_count(2)
    expect(panel.locator(".source-card.in-use")).to_contain_text("51,6")
    expect(panel).to_contain_text("55,09")
    assert_accessible(staff)
    staff.goto("/differences/?period=2023-H1&show=all")
    expect(staff.locator("main")).to_contain_text("55,09")
    assert_accessible(staff)


def test_an_officer_on_a_phone_and_the_ranking_without_the_province(
    without_province: Stack, open_page: Opener, login: Login, tmp_path: Path
) -> None:
    phone, staff = open_page(without_province, **PHONE), open_page(without_province)
    login(phone, "vinhgiang")
    login(staff, "vanphong")
    phone.goto("/entry/vinhgiang/2023-H1/")
    checked(phone)
    for code, typed in {"online": "567", "digitization": "352", "receipt": "218"}.items():
        phone.fill(f"#{code}-numerator", typed)
        phone.fill(f"#{code}-denominator", "639")
    phone.fill("#overdue-value", "11")
    phone.select_option("#payment-state", "no_cases")
    expect(phone.locator("[data-done]")).to_have_text("Đã khai 5/5 chỉ số")
    saved(phone)
    checked(phone)
    attach(phone, tmp_path)
    phone.get_by_role("button", name="Nộp số liệu").tap()
    expect(phone.locator("h1")).to_contain_text("đã nộp 5 chỉ số")
    checked(phone)

    judge_from_the_desk(staff)
    accept(staff)
    for page in (staff, phone):
        page.goto("/ranking/?period=2023-H1")
        expect(page.locator("main")).to_contain_text("88,73")
        expect(page.locator("main")).to_contain_text("do đơn vị tự báo")
        checked(page)
    phone.goto("/units/vinhgiang/?period=2023-H1")
    expect(phone.locator("main")).to_contain_text("tự báo")
    checked(phone)


def checked(page: Page) -> None:
    assert page.evaluate(NO_SIDEWAYS), f"{page.url} scrolls sideways"
    assert_accessible(page)
