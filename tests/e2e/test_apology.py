"""An apology letter on a phone: written, printed, numbered, its scan attached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import PHONE, demonstration
from tests.e2e.test_accessibility import NO_SIDEWAYS, SIZES
from tests.services.stack import Stack

CODE = "GIADINH-VINHGIANG-07"
APPLICANT = "Người Nộp Giả Định 07"
# The answer to a form with a fault.
REFUSED = "the server responded with a status of 422"


@pytest.fixture(scope="module")
def registered(static: Path) -> Iterator[Stack]:
    """The demonstration case with its register, for tests that write into it."""
    with demonstration(static) as stack:
        yield stack


def assert_fits(page: Page) -> None:
    assert page.evaluate(NO_SIDEWAYS)
    assert_accessible(page)


def assert_prints(page: Page, name: str, start: bytes) -> None:
    with page.expect_download() as given:
        page.get_by_role("link", name=name).click()
    assert Path(given.value.path()).read_bytes().startswith(start)


def test_a_letter_from_the_late_file_to_its_scan(
    registered: Stack,
    open_page: Callable[..., Page],
    login: Callable[[Page, str], None],
    console: Any,
    tmp_path: Path,
) -> None:
    console.allow(REFUSED)
    phone, office = open_page(registered, **PHONE), open_page(registered)
    login(phone, "vinhgiang")
    phone.goto("/overdue/?period=2023-Q3")
    expect(phone.locator(".register-panel")).to_contain_text("72,7%")
    phone.locator(".register-todo li", has_text=CODE).get_by_role("link", name="Soạn phiếu").click()
    expect(phone.locator(".notice.warning")).to_contain_text("Nay đã muộn, nhưng vẫn phải gửi")
    assert_fits(phone)

    phone.get_by_label("Ngày hẹn mới").fill("2023-07-01")
    phone.get_by_role("button", name="Lưu phiếu").click()
    expect(phone.locator(".error-summary")).to_contain_text("thư không hẹn ngày mới")
    assert_accessible(phone)
    phone.get_by_label("Ngày hẹn mới").fill("")
    phone.get_by_label("Họ tên").fill("Trần Ví Dụ")
    phone.get_by_role("button", name="Lưu phiếu").click()
    expect(phone.locator("h1")).to_have_text(CODE)
    assert_fits(phone)
    assert_prints(phone, "PDF", b"%PDF")
    assert_prints(phone, "Word", b"PK")
    path = phone.url.removeprefix(registered.url)

    phone.goto("/overdue/?period=2023-Q3")
    assert_prints(phone, "1 phiếu chờ ký (PDF)", b"%PDF")
    phone.locator(".register-todo li", has_text=CODE).get_by_role("link", name="Đính kèm").click()
    phone.get_by_role("link", name="Số, ngày, người ký").click()
    phone.get_by_label("Số", exact=True).fill("01")
    phone.get_by_label("Ngày ký").fill(f"{timezone.localdate()}")
    phone.get_by_role("button", name="Lưu phiếu").click()
    (tmp_path / "phieu.pdf").write_bytes(b"%PDF-1.4\n%%EOF")
    phone.get_by_label("Bản quét phiếu đã ký").set_input_files(tmp_path / "phieu.pdf")
    phone.get_by_role("button", name="Đính kèm phiếu").click()
    expect(phone.locator("#apology")).to_be_visible()
    expect(phone.locator("main")).to_contain_text("đã đính kèm thư xin lỗi")
    assert_fits(phone)
    phone.goto("/overdue/?period=2023-Q3")
    expect(phone.locator(".register-panel")).to_contain_text("81,8%")
    expect(phone.locator(".squares .square-full")).to_have_count(9)

    login(office, "vanphong")
    office.goto(path)
    expect(office.locator("main")).to_contain_text("01/PXL")
    expect(office.locator("main")).to_contain_text("Đơn vị tự soạn, in và đính kèm phiếu")
    assert APPLICANT not in office.content() and "Bản quét" not in office.content()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_pages_of_a_letter_fit(
    registered: Stack,
    open_page: Callable[..., Page],
    login: Callable[[Page, str], None],
    size: str,
    scheme: str,
) -> None:
    page = open_page(registered, color_scheme=scheme, **SIZES[size])
    login(page, "vinhgiang")
    page.goto("/overdue/?period=2023-Q3&show=missing")
    page.locator(".rf-write").first.click()
    expect(page.get_by_role("button", name="Lưu phiếu")).to_be_visible()
    assert_fits(page)
    page.locator(".crumbs a").last.click()
    expect(page.locator("h2#apology")).to_be_visible()
    assert_fits(page)
