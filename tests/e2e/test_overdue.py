"""The overdue register on a phone: a file added, a sheet brought in, what the office sees of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import PHONE, demonstration
from tests.e2e.test_accessibility import NO_SIDEWAYS, SIZES
from tests.services.stack import Stack

APPLICANT = "Nguyễn Thử Nghiệm"
# The answer to a form with a fault.
REFUSED = "the server responded with a status of 422"


@pytest.fixture(scope="module")
def registered(static: Path) -> Iterator[Stack]:
    """The demonstration case with its register, for tests that write into it."""
    with demonstration(static) as stack:
        yield stack


def sheet_of(folder: Path) -> Path:
    book = Workbook()
    book.active.append(["Mã hồ sơ", "Tên thủ tục", "Người nộp", "Ngày hẹn trả", "Ngày trả KQ"])
    book.active.append(["HS-E2E-2", "Đăng ký đất đai", APPLICANT, "22/5/2023", "25/5/2023"])
    book.active.append(["HS-E2E-3", "Đăng ký đất đai", APPLICANT, "hôm qua", ""])
    book.save(folder / "so.xlsx")
    return folder / "so.xlsx"


def test_a_file_from_the_phone_to_the_office(
    registered: Stack,
    open_page: Callable[..., Page],
    login: Callable[[Page, str], None],
    console: Any,
) -> None:
    console.allow(REFUSED)
    phone, office = open_page(registered, **PHONE), open_page(registered)
    login(phone, "vinhgiang")
    phone.goto("/overdue/?period=2023-Q3")
    expect(phone.locator(".squares .square-full")).to_have_count(8)
    expect(phone.locator(".squares .square-missing")).to_have_count(3)

    phone.get_by_role("link", name="Thêm hồ sơ").click()
    phone.get_by_label("Mã hồ sơ").fill("HS-E2E-1")
    phone.get_by_label("Ngày hẹn trả").fill("2023-05-22")
    phone.locator("#id_applicant").fill(APPLICANT)
    phone.get_by_role("button", name="Ghi vào sổ").click()
    expect(phone.locator(".error-summary")).to_contain_text("Tên thủ tục hành chính")
    expect(phone.locator("#id_applicant")).to_have_value(APPLICANT)
    assert_accessible(phone)
    phone.get_by_label("Tên thủ tục hành chính").fill("Đăng ký đất đai")
    phone.get_by_role("button", name="Ghi vào sổ").click()
    expect(phone.locator("main")).to_contain_text("Hồ sơ đã vào sổ")
    expect(phone.locator("main")).to_contain_text(APPLICANT)
    expect(phone.locator("main")).to_contain_text("thiếu thư xin lỗi")
    assert phone.evaluate(NO_SIDEWAYS)
    path = phone.url.removeprefix(registered.url)

    login(office, "vanphong")
    office.goto(path)
    expect(office.locator("main")).to_contain_text("N*** T** N***")
    assert APPLICANT not in office.content() and APPLICANT not in office.title()
    office.goto("/overdue/")
    expect(office.locator("main")).to_contain_text("báo cáo ghi 11: sổ còn thiếu 10 hồ sơ")

    phone.goto(f"{path}edit/")
    phone.get_by_label("Hồ sơ này nhập nhầm").check()
    phone.get_by_role("button", name="Bỏ khỏi sổ").click()
    expect(phone.locator("main")).to_contain_text("Đã bỏ hồ sơ khỏi sổ")
    office.goto("/overdue/")
    expect(office.locator("main")).to_contain_text("báo cáo ghi 11: sổ còn thiếu 11 hồ sơ")
    expect(office.locator("main")).to_contain_text("chưa ghi vào sổ")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_a_sheet_is_shown_before_it_is_written(
    registered: Stack,
    open_page: Callable[..., Page],
    login: Callable[[Page, str], None],
    tmp_path: Path,
    size: str,
    scheme: str,
) -> None:
    page = open_page(registered, color_scheme=scheme, **SIZES[size])
    login(page, "vinhgiang")
    page.goto("/overdue/sheet/")
    page.locator("input[type=file]").set_input_files(sheet_of(tmp_path))
    page.get_by_role("button", name="Đọc tệp").click()
    expect(page.locator("h1")).to_have_text("Sẽ ghi 1 hồ sơ")
    expect(page.locator("main")).to_contain_text(
        "“hôm qua” ở cột “Ngày hẹn trả” không phải là ngày"
    )
    assert page.evaluate(NO_SIDEWAYS)
    assert_accessible(page)
    if (size, scheme) == ("narrow", "dark"):
        page.get_by_role("button", name="Ghi các dòng hợp lệ").click()
        expect(page.locator("main")).to_contain_text("Đã ghi 1 hồ sơ mới")
        expect(page.locator("main")).to_contain_text("HS-E2E-2")


def test_everything_works_without_scripts(
    registered: Stack, open_page: Callable[..., Page], login: Callable[[Page, str], None]
) -> None:
    page = open_page(registered, java_script_enabled=False)
    login(page, "vinhgiang")
    page.goto("/overdue/?period=2023-Q3")
    page.get_by_label("Xem hồ sơ").select_option("missing")
    page.locator(".register-filters button").click()
    expect(page.locator(".register-files tbody tr").first).to_contain_text("thiếu thư xin lỗi")
    page.locator(".register-todo .btn").first.click()
    expect(page.locator("h1")).to_have_text("Thư xin lỗi")
    expect(page.locator(".crumbs")).to_contain_text("GIADINH-VINHGIANG-04")
