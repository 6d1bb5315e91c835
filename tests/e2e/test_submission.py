"""A unit's figures on their way in a real browser: sent, returned, corrected, accepted, ranked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import demonstration
from tests.e2e.test_accessibility import NO_SIDEWAYS, SIZES
from tests.services.stack import Stack

GRID = "/entry/vinhgiang/2023-H1/"
COUNTS = {"online": (500, 639), "digitization": (352, 639), "receipt": (218, 260)}
# The answer to a return without a reason, and to a file that is not what it says.
REFUSED = "the server responded with a status of 422"


@pytest.fixture(scope="module")
def collecting(static: Path) -> Iterator[Stack]:
    """The demonstration case before the province's figures: the unit's own are ranked."""
    with demonstration(static, "--no-figures") as stack:
        yield stack


def kept(page: Page) -> None:
    """Everything typed so far is kept."""
    expect(page.locator("[data-status]")).to_have_attribute("data-mode", "saved")
    page.wait_for_function("() => !Object.keys(localStorage).some(k => k.startsWith('entry:'))")


def type_all(page: Page) -> None:
    for code, (numerator, denominator) in COUNTS.items():
        page.fill(f"#{code}-numerator", str(numerator))
        page.fill(f"#{code}-denominator", str(denominator))
    page.fill("#overdue-value", "11")
    page.focus("#payment-numerator")
    page.keyboard.press("Alt+k")
    expect(page.locator("[data-done]")).to_have_text("Đã khai 5/5 chỉ số")
    kept(page)


def test_from_the_keyboard_to_the_ranking(
    collecting: Stack,
    open_page: Callable[..., Page],
    login: Callable[[Page, str], None],
    console: Any,
    tmp_path: Path,
) -> None:
    console.allow(REFUSED)
    officer, staff = open_page(collecting), open_page(collecting)
    login(officer, "vinhgiang")
    login(staff, "vanphong")

    officer.goto(GRID)
    type_all(officer)
    officer.reload()
    attach(officer, tmp_path)
    officer.get_by_role("button", name="Nộp số liệu").click()
    expect(officer.locator("h1")).to_contain_text("Xã Vĩnh Giang đã nộp 5 chỉ số")
    submission = officer.url.removeprefix(collecting.url)

    for size in SIZES:
        for scheme in ("light", "dark"):
            page = open_page(collecting, color_scheme=scheme, **SIZES[size])
            login(page, "vanphong")
            page.goto(submission)
            page.locator("#row-online summary").click()
            assert page.evaluate(NO_SIDEWAYS), size
            assert_accessible(page)

    staff.goto(submission)
    give_back(staff)

    officer.goto(GRID)
    expect(officer.locator("main")).to_contain_text("Tử số thiếu hồ sơ nộp qua bưu chính")
    officer.fill("#online-numerator", "567")
    officer.keyboard.press("Tab")
    kept(officer)
    officer.get_by_role("button", name="Nộp số liệu").click()
    expect(officer.locator("main")).to_contain_text("1 chỉ số khác lần nộp trước")

    staff.goto(submission)
    expect(staff.locator("main")).to_contain_text("78,25% (500/639)")
    staff.get_by_role("button", name="Nhận").click()
    expect(staff.locator(".notice.success").first).to_contain_text("Đã nhận số liệu")
    staff.goto("/ranking/?period=2023-H1")
    expect(staff.locator("main")).to_contain_text("88,73")


def attach(officer: Page, folder: Path) -> None:
    """A page that calls itself a PDF is refused with the form, a PDF is laid beside the figures."""
    false, true = folder / "trang.pdf", folder / "Bảng kê.pdf"
    false.write_text("<html><script>1</script>")
    true.write_bytes(b"%PDF-1.7\n%%EOF")
    officer.set_input_files("input[name=file]", false)
    officer.get_by_role("button", name="Đính kèm").click()
    expect(officer.get_by_role("alert")).to_contain_text("Nội dung tệp không đúng")
    assert_accessible(officer)
    officer.set_input_files("input[name=file]", true)
    officer.get_by_role("button", name="Đính kèm").click()
    expect(officer.locator(".evidence")).to_contain_text("Bảng kê.pdf")
    assert_accessible(officer)
    with officer.expect_download() as download:
        officer.get_by_role("link", name="Bảng kê.pdf").click()
    assert download.value.suggested_filename == "Bảng kê.pdf"


def give_back(staff: Page) -> None:
    """Return a submission: not without a reason, then with one for a single figure."""
    staff.get_by_role("button", name="Trả lại", exact=True).click()
    expect(staff.get_by_role("alert")).to_be_focused()
    expect(staff).to_have_title(
        "Lỗi: UBND xã Vĩnh Giang: 6 tháng đầu năm 2023 · Theo dõi Cải cách hành chính"
    )
    staff.locator("#row-online summary").click()
    staff.fill("#row-online input", "Tử số thiếu hồ sơ nộp qua bưu chính")
    staff.get_by_role("button", name="Trả lại", exact=True).click()
    expect(staff.locator("#row-online")).to_contain_text("Bị trả lại:")


def test_nothing_arose_is_sent_withdrawn_and_accepted(
    collecting: Stack, open_page: Callable[..., Page], login: Callable[[Page, str], None]
) -> None:
    officer, staff = open_page(collecting), open_page(collecting)
    login(officer, "hoxa")
    login(staff, "vanphong")
    officer.goto("/entry/hoxa/2023-H1/")
    officer.locator("summary", has_text="Không phát sinh").click()
    officer.get_by_role("button", name="Nộp: không phát sinh").click()
    expect(officer.locator("h1")).to_contain_text("Thị trấn Hồ Xá báo kỳ này không phát sinh.")
    submission = officer.url.removeprefix(collecting.url)
    officer.get_by_role("button", name="Rút lại").click()
    expect(officer.locator(".notice.success")).to_contain_text("Đã rút lại.")
    staff.goto(submission)
    expect(staff.locator("main")).to_contain_text("Đơn vị chưa nộp")
    officer.locator("summary", has_text="Không phát sinh").click()
    officer.get_by_role("button", name="Nộp: không phát sinh").click()
    staff.goto(submission)
    assert_accessible(staff)
    staff.get_by_role("button", name="Nhận").click()
    expect(staff.locator(".notice.success").first).to_contain_text("Đã nhận số liệu")
