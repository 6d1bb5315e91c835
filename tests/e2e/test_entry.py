"""The entry grid in a real browser: by keyboard, from Excel, without a connection, with company."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import DESKTOP, PHONE, demonstration
from tests.e2e.test_accessibility import NO_SIDEWAYS, SIZES
from tests.services.stack import Stack

Login = Callable[[Page, str], None]
Opener = Callable[..., Page]
SAVED = re.compile(r"Đã lưu nháp lúc \d\d:\d\d")
# The answer to a save that would overwrite unseen; Chromium logs it as an error.
CONFLICT = "the server responded with a status of 409"
SMALL = """() => Array.from(document.querySelectorAll(
  "main :is(a, button, select, input:not([type=hidden]))"
)).filter(one => one.offsetParent && !one.closest("p, li, label"))
  .filter(one => { const box = one.getBoundingClientRect(); return box.height < 44; })
  .map(one => one.outerHTML.slice(0, 80))"""


@pytest.fixture(scope="module")
def entering(static: Path) -> Iterator[Stack]:
    """A demonstration case of its own: these tests type into it."""
    with demonstration(static) as stack:
        yield stack


@pytest.fixture
def grid(entering: Stack, open_page: Opener, login: Login) -> Page:
    """The grid of xã Vĩnh Giang, open for its officer."""
    return opened(open_page(entering), login)


def opened(page: Page, login: Login, user: str = "vinhgiang", unit: str = "vinhgiang") -> Page:
    login(page, user)
    page.goto(f"/entry/{unit}/2023-H1/")
    if page.locator("#overdue-state").is_enabled():
        # Another test may have left the row without a figure, and so without its field.
        page.select_option("#overdue-state", "value")
    return page


def row(page: Page, code: str) -> Locator:
    return page.locator(f'[data-row="{code}"]')


def saved(page: Page) -> None:
    """Everything typed so far is kept."""
    expect(page.locator("[data-status]")).to_have_attribute("data-mode", "saved")
    page.wait_for_function("() => !Object.keys(localStorage).some(k => k.startsWith('entry:'))")


def test_entry_by_keyboard_with_the_verdict_while_typing(grid: Page) -> None:
    grid.focus("#online-numerator")
    grid.keyboard.type("567")
    grid.keyboard.press("Tab")
    grid.keyboard.type("639")
    expect(row(grid, "online").locator(".chip")).to_have_text("Đạt")
    expect(row(grid, "online")).to_contain_text("88,73%")
    grid.focus("#digitization-numerator")
    grid.keyboard.type("352")
    grid.keyboard.press("ArrowRight")
    grid.keyboard.type("639")
    expect(row(grid, "digitization")).to_contain_text("thiếu 4,91 điểm, tức 32 hồ sơ")
    expect(row(grid, "digitization")).to_contain_text("lệch 3,49 điểm")
    expect(grid.locator("h1")).to_contain_text("số hóa khi tiếp nhận thêm 32 hồ sơ nữa")
    expect(grid.locator("[data-status-text]")).to_have_text(SAVED)
    # A value is judged while its field still has the focus.
    expect(grid.locator("#digitization-denominator")).to_be_focused()
    grid.keyboard.press("Enter")
    expect(grid.locator("#overdue-value")).to_be_focused()
    grid.keyboard.type("11")
    grid.keyboard.press("ArrowDown")
    grid.keyboard.press("Alt+k")
    expect(grid.locator("#payment-state")).to_have_value("no_cases")
    expect(row(grid, "payment").locator(".chip")).to_have_text("Không phát sinh")
    expect(grid.locator("[data-done]")).to_have_text("Đã khai 4/5 chỉ số")
    saved(grid)
    grid.reload()
    expect(grid.locator("#digitization-numerator")).to_have_value("352")
    expect(grid.locator("#payment-state")).to_have_value("no_cases")


def test_escape_f2_and_undo(grid: Page) -> None:
    field = grid.locator("#receipt-numerator")
    field.focus()
    grid.keyboard.type("218")
    grid.keyboard.press("ArrowRight")
    grid.keyboard.type("260")
    expect(row(grid, "receipt")).to_contain_text("83,85%")
    saved(grid)
    field.focus()
    grid.keyboard.type("9")
    grid.keyboard.press("Escape")
    expect(field).to_have_value("218")
    grid.keyboard.press("F2")
    grid.keyboard.press("F2")
    grid.keyboard.press("Backspace")
    expect(field).to_have_value("21")
    expect(row(grid, "receipt")).to_contain_text("8,08%")
    saved(grid)
    grid.keyboard.press("Control+z")
    expect(field).to_have_value("218")
    expect(row(grid, "receipt")).to_contain_text("83,85%")
    saved(grid)


def test_what_is_wrong_is_red_and_not_kept(grid: Page) -> None:
    grid.select_option("#payment-state", "value")
    grid.fill("#payment-numerator", "9")
    expect(row(grid, "payment")).to_contain_text("Hãy gõ cả mẫu số")
    expect(grid.locator("#payment-numerator")).not_to_have_attribute("aria-invalid", "true")
    grid.fill("#payment-denominator", "5")
    expect(grid.locator("#payment-numerator")).to_have_attribute("aria-invalid", "true")
    expect(grid.locator("[data-faults]")).to_contain_text("9 lớn hơn mẫu số")
    expect(grid).to_have_title(re.compile("^Lỗi: "))
    assert_accessible(grid)
    grid.get_by_role("button", name="Nộp số liệu").click()
    expect(grid.locator("[data-faults]")).to_be_focused()
    grid.reload()
    expect(grid.locator("#payment-denominator")).to_have_value("5")
    grid.fill("#payment-denominator", "50")
    expect(grid.locator("[data-faults]")).to_be_hidden()
    expect(row(grid, "payment")).to_contain_text("18,00%")
    saved(grid)


def paste(page: Page, text: str) -> None:
    """Ctrl+V with a block on the clipboard."""
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.activeElement.dispatchEvent(new ClipboardEvent(
            "paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def test_a_block_from_excel_is_shown_first_and_undone_at_once(grid: Page) -> None:
    before = grid.locator("#online-numerator").input_value()
    grid.focus("#online-numerator")
    paste(grid, "600\t639\r\n400\t639\r\n7\t\r\n")
    dialog = grid.get_by_role("dialog")
    expect(dialog).to_contain_text("93,90% (600/639)")
    expect(dialog).to_contain_text("7 hồ sơ")
    assert_accessible(grid)
    assert grid.locator("#online-numerator").input_value() == before
    dialog.get_by_role("button", name="Lưu 3 số liệu").click()
    expect(grid.locator("#overdue-value")).to_have_value("7")
    expect(row(grid, "digitization")).to_contain_text("62,60%")
    saved(grid)
    grid.locator("[data-undo]").click()
    expect(grid.locator("#online-numerator")).to_have_value(before)
    saved(grid)


def test_figures_survive_a_lost_connection(grid: Page, console: Any) -> None:
    console.allow("net::ERR_INTERNET_DISCONNECTED")
    grid.context.set_offline(True)
    grid.fill("#overdue-value", "21")
    expect(grid.locator("[data-status-text]")).to_have_text("Chưa lưu, đang thử lại")
    grid.context.set_offline(False)
    grid.reload()
    expect(grid.locator("#overdue-value")).to_have_value("21")
    saved(grid)
    grid.context.set_offline(True)
    grid.fill("#overdue-value", "11")
    expect(grid.locator("[data-status-text]")).to_have_text("Chưa lưu, đang thử lại")
    grid.context.set_offline(False)
    saved(grid)
    grid.reload()
    expect(grid.locator("#overdue-value")).to_have_value("11")


def test_a_second_person_is_told_and_nothing_is_overwritten(
    entering: Stack, grid: Page, open_page: Opener, login: Login, console: Any
) -> None:
    console.allow(CONFLICT)
    staff = opened(open_page(entering), login, user="vanphong")
    grid.fill("#overdue-value", "12")
    saved(grid)
    staff.fill("#overdue-value", "13")
    conflict = row(staff, "overdue").locator("[data-conflict]")
    expect(conflict).to_contain_text("Công chức xã Vĩnh Giang đã ghi 12 hồ sơ lúc")
    staff.set_viewport_size({"width": 1366, "height": 2400})  # nothing half below the bar
    assert_accessible(staff)
    conflict.get_by_role("button", name="Lấy số kia").click()
    expect(staff.locator("#overdue-value")).to_have_value("12")
    expect(conflict).to_be_hidden()
    saved(staff)
    staff.fill("#overdue-value", "14")
    saved(staff)
    grid.fill("#overdue-value", "15")
    conflict = row(grid, "overdue").locator("[data-conflict]")
    conflict.get_by_role("button", name="Giữ số của tôi").click()
    expect(conflict).to_be_hidden()
    saved(grid)
    staff.reload()
    expect(staff.locator("#overdue-value")).to_have_value("15")
    expect(row(staff, "overdue")).to_contain_text("Công chức xã Vĩnh Giang sửa lúc")


def test_an_ended_session_loses_nothing(grid: Page, login: Login) -> None:
    grid.context.clear_cookies(name="sessionid")
    grid.fill("#overdue-value", "31")
    expect(grid.locator("[data-status-text]")).to_contain_text("Hãy đăng nhập lại")
    grid.get_by_role("link", name="Đăng nhập lại").click()
    expect(grid).to_have_url(re.compile("/accounts/login/"))
    login(grid, "vinhgiang")
    grid.goto("/entry/vinhgiang/2023-H1/")
    expect(grid.locator("#overdue-value")).to_have_value("31")
    saved(grid)


def test_two_windows_without_a_connection_keep_what_each_typed(grid: Page, console: Any) -> None:
    console.allow("net::ERR_INTERNET_DISCONNECTED")
    other = grid.context.new_page()
    other.goto(grid.url)
    grid.context.set_offline(True)
    for page, place, text in ((grid, "#overdue-value", "47"), (other, "#receipt-numerator", "7")):
        page.fill(place, text)
        expect(page.locator("[data-status]")).to_have_attribute("data-mode", "waiting")
    other.close()
    grid.close()
    grid.context.set_offline(False)
    again = grid.context.new_page()
    again.goto("/entry/vinhgiang/2023-H1/")
    expect(again.locator("#overdue-value")).to_have_value("47")
    expect(again.locator("#receipt-numerator")).to_have_value("7")


def test_without_scripts_the_form_keeps_all(
    entering: Stack, open_page: Opener, login: Login, console: Any
) -> None:
    console.allow("the server responded with a status of 422")
    page = opened(open_page(entering, java_script_enabled=False), login, "hoxa", "hoxa")
    page.fill("#online-numerator", "400")
    page.fill("#online-denominator", "300")
    page.get_by_role("button", name="Lưu tất cả").click()
    expect(page.locator(".error-summary").first).to_contain_text("400 lớn hơn mẫu số")
    page.fill("#online-denominator", "500")
    page.get_by_role("button", name="Lưu tất cả").click()
    expect(page.locator(".notices")).to_contain_text("Đã lưu nháp")
    expect(page.locator("#online-numerator")).to_have_value("400")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_grid_at_every_size(
    entering: Stack, open_page: Opener, login: Login, size: str, scheme: str
) -> None:
    page = opened(open_page(entering, color_scheme=scheme, **SIZES[size]), login)
    page.select_option("#payment-state", "not_reported")
    saved(page)
    assert page.evaluate(NO_SIDEWAYS), f"scrolls sideways at {size}"
    assert_accessible(page)
    page.select_option("#payment-state", "value")
    saved(page)
    for path in ("/entry/", "/entry/vinhgiang/2023-H1/"):
        page.goto(path)
        assert page.evaluate(NO_SIDEWAYS)
        assert_accessible(page)


def test_fingers_and_number_keys_on_a_phone(
    entering: Stack, open_page: Opener, login: Login
) -> None:
    page = opened(open_page(entering, **PHONE), login)
    page.select_option("#payment-state", "not_reported")
    assert not page.evaluate(SMALL)
    page.locator('[data-row="payment"] [data-choose="value"]').tap()
    expect(page.locator("#payment-numerator")).to_be_focused()
    assert page.get_attribute("#payment-numerator", "inputmode") == "numeric"
    assert page.get_attribute("#payment-value", "inputmode") == "decimal"
    page.get_by_role("link", name="Dán từ Excel").tap()
    page.fill("#paste-block", "Hồ sơ quá hạn\t5")
    page.get_by_role("button", name="Xem trước thay đổi").tap()
    expect(page.get_by_role("dialog")).to_contain_text("5 hồ sơ")
    assert page.evaluate(NO_SIDEWAYS)
    page.get_by_role("button", name="Đóng").tap()


def test_sending_waits_for_what_was_typed_last(
    entering: Stack, open_page: Opener, login: Login
) -> None:
    page = opened(open_page(entering), login, "hoxa", "hoxa")
    for code in ("online", "digitization", "payment", "receipt"):
        page.fill(f"#{code}-numerator", "40")
        page.fill(f"#{code}-denominator", "50")
    page.fill("#overdue-value", "3")
    page.get_by_role("button", name="Nộp số liệu").click()
    page.wait_for_url(re.compile("/submissions/"))
    expect(page.locator("main")).to_contain_text("Hồ sơ quá hạn")
    page.goto("/entry/hoxa/2023-H1/")
    expect(page.locator("#overdue-value")).to_have_value("3")
    expect(page.locator("#overdue-value")).not_to_be_editable()
    assert_accessible(page)
    page.get_by_role("button", name="Rút lại").click()
    page.goto("/entry/hoxa/2023-H1/")
    expect(page.locator("#overdue-value")).to_be_editable()


def test_staff_choose_the_unit(entering: Stack, open_page: Opener, login: Login) -> None:
    page = open_page(entering, **DESKTOP)
    login(page, "vanphong")
    page.goto("/entry/")
    expect(page.locator("h1")).to_have_text("Chọn đơn vị để nhập số liệu")
    assert_accessible(page)
    page.get_by_role("link", name="UBND xã Vĩnh Ô").click()
    expect(page.locator("h1")).to_contain_text("Xã Vĩnh Ô")


COVERED = """() => {
  const one = document.activeElement;
  if (one === document.body) return "";
  const box = one.getBoundingClientRect();
  const x = box.left + box.width / 2, y = box.top + box.height / 2;
  const top = document.elementFromPoint(x, y);
  const seen = top && (top === one || one.contains(top) || top.contains(one));
  return seen ? "" : one.id || one.name || one.tagName;
}"""


@pytest.mark.parametrize(("width", "height"), [(1366, 650), (390, 720), (390, 450), (320, 640)])
def test_what_has_the_focus_is_never_below_the_bar(
    entering: Stack, open_page: Opener, login: Login, width: int, height: int
) -> None:
    still = {"viewport": {"width": width, "height": height}, "reduced_motion": "reduce"}
    page = opened(open_page(entering, **still), login)
    page.locator("#online-numerator").focus()
    hidden = []
    for _ in range(40):
        page.keyboard.press("Tab")
        page.wait_for_timeout(30)
        if found := page.evaluate(COVERED):
            hidden.append(found)
    assert not hidden
