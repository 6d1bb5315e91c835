"""The directive editor in a real browser: a letter is written by keyboard alone, last year's is
copied, two people write the same clause; axe and phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import PHONE, as_draft, demonstration
from tests.e2e.test_accessibility import NO_SIDEWAYS, SIZES
from tests.services.stack import Stack

LETTER = "/directives/cv-2023-06/"
CONFLICT = "the server responded with a status of 409"


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


def tab_to(page: Page, name: str) -> None:
    """Tab until the control with that label has the focus."""
    wanted = page.get_by_label(name, exact=True)
    for _ in range(80):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach “{name}”.")


def press(page: Page, name: str, role: Any = "button") -> None:
    """Tab to a button or link and press it."""
    wanted = page.get_by_role(role, name=name, exact=True).first
    for _ in range(120):
        if wanted.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"The keyboard does not reach “{name}”.")


def type_into(page: Page, name: str, text: str) -> None:
    tab_to(page, name)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def test_a_letter_is_written_by_keyboard(staff: Page) -> None:
    staff.goto("/directives/")
    press(staff, "Văn bản mới", "link")
    expect(staff.locator("h1")).to_have_text("Văn bản mới")
    type_into(staff, "Trích yếu", "V/v nâng cao tỷ lệ hồ sơ trực tuyến")
    type_into(staff, "Tháng văn bản", "12/2023")
    type_into(staff, "Họ tên người ký", "Người khác")
    expect(staff.get_by_label("Người ký", exact=True)).to_have_value("")
    staff.keyboard.press("Shift+Tab")
    staff.keyboard.press("Shift+Tab")
    tab_to(staff, "Người ký")
    staff.keyboard.press("ArrowDown")
    expect(staff.get_by_label("Họ tên người ký")).to_have_value("Thái Văn Thành")
    press(staff, "Lập dự thảo")
    expect(staff.locator("h1")).to_have_text("V/v nâng cao tỷ lệ hồ sơ trực tuyến")
    press(staff, "Thêm khoản", "link")
    type_into(staff, "Lời văn của khoản", "Chủ tịch UBND các xã đạt từ 72,5% hồ sơ trực tuyến.")
    press(staff, "Thêm khoản")
    expect(staff.locator(".editor-remarks")).to_contain_text("Khoản 1 ghi 72,5%")
    press(staff, "Thêm chỉ tiêu", "link")
    type_into(staff, "Mức", "72,5")
    press(staff, "Thêm chỉ tiêu")
    expect(staff.locator(".editor-chips")).to_contain_text("≥ 72,5%")
    expect(staff.locator(".editor-remarks")).not_to_contain_text("Khoản 1 ghi 72,5%")


def test_last_years_letter_is_copied(staff: Page) -> None:
    staff.goto("/directives/")
    staff.get_by_role("button", name="Sao cho năm sau Công văn tháng 6/2023").click()
    expect(staff.locator("main")).to_contain_text("Đã sao thành dự thảo cho năm sau.")
    expect(staff.get_by_label("Tháng văn bản")).to_have_value("6/2024")
    expect(staff.locator(".editor-clause")).to_have_count(6)
    expect(staff.locator(".editor-remarks")).to_contain_text("năm 2023 trước năm của văn bản")


def test_two_people_at_one_clause(
    staff: Page,
    writing: Stack,
    open_page: Callable[..., Page],
    login: Callable[[Page, str], None],
    console: Any,
) -> None:
    console.allow(CONFLICT)
    other = open_page(writing)
    login(other, "vanphong")
    for page in (staff, other):
        page.goto(f"{LETTER}edit/")
        page.locator(".editor-open", has_text="Khoản 5").click()
    other.get_by_label("Lời văn của khoản").fill("Lời của người kia.")
    other.get_by_role("button", name="Lưu khoản").click()
    expect(other.locator("main")).to_contain_text("Đã lưu khoản 5.")
    staff.get_by_label("Lời văn của khoản").fill("Lời của tôi.")
    staff.get_by_role("button", name="Lưu khoản").click()
    expect(staff.locator(".editor-both")).to_contain_text("Lời của người kia.")
    expect(staff.locator(".editor-both")).to_contain_text("Lời của tôi.")
    assert_accessible(staff)
    staff.get_by_role("button", name="Lưu bản của tôi").click()
    expect(staff.get_by_label("Lời văn của khoản")).to_have_value("Lời của tôi.")


def test_every_page_of_the_editor_is_accessible(staff: Page) -> None:
    staff.goto(f"{LETTER}edit/")
    clause = staff.locator(".editor-open", has_text="Khoản 3")
    chips = staff.locator(".editor-clause", has=clause).locator(".editor-chips a")
    paths = ["/directives/", "/directives/new/", f"{LETTER}edit/", f"{LETTER}issue/"]
    paths += [f"{LETTER}delete/", f"{LETTER}clauses/add/", "/signatories/"]
    for one in (clause.get_attribute("href"), chips.first.get_attribute("href")):
        assert one
        paths.append(one.split("#")[0])
    paths += [f"{paths[-2]}{end}" for end in ("delete/", "targets/add/", "duties/add/")]
    for size in SIZES:
        for scheme in ("light", "dark"):
            staff.set_viewport_size(SIZES[size]["viewport"])
            staff.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            for path in paths:
                staff.goto(path)
                assert staff.evaluate(NO_SIDEWAYS), (path, size)
                assert_accessible(staff)


def test_a_clause_is_changed_on_a_phone(
    writing: Stack, open_page: Callable[..., Page], login: Callable[[Page, str], None]
) -> None:
    phone = open_page(writing, **PHONE)
    login(phone, "vanphong")
    phone.goto(f"{LETTER}edit/")
    phone.get_by_role("link", name="Các khoản").click()
    phone.locator(".editor-open", has_text="Khoản 1").tap()
    box = phone.get_by_label("Lời văn của khoản")
    box.fill("Thủ trưởng các phòng đạt 60%.")
    phone.get_by_role("button", name="Lưu khoản").tap()
    expect(phone.locator("main")).to_contain_text("Đã lưu khoản 1.")
