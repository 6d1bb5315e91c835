"""A level tried by hand, by keyboard and by typing; kept and taken back; a form without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import DESKTOP, PHONE, as_draft, as_issued
from tests.e2e.test_accessibility import NARROW, NO_SIDEWAYS
from tests.e2e.test_main_job import Login
from tests.services.stack import Stack

SIZES: dict[str, dict[str, Any]] = {"desktop": DESKTOP, "phone": PHONE, "narrow": NARROW}


def open_trial(page: Page, login: Login, floor: str = "") -> None:
    """From the directive to the trial of the third clause's digitization."""
    login(page, "vanphong")
    page.goto("/directives/cv-2023-06/")
    clause = page.locator("#clause-3")
    link = clause.get_by_role("row", name="Số hóa khi tiếp nhận")
    if not link.count():
        link = clause.locator("tr", has_text="số hóa đầy đủ thành phần")
    link.get_by_role("link", name="Thử mức").click()
    page.wait_for_url("**/try/**")
    if floor:
        page.goto(f"{page.url.split('?')[0]}?floor={floor}")


def slider(page: Page) -> Locator:
    return page.get_by_role("slider")


def answer(page: Page) -> Locator:
    return page.locator("[data-part=answer]")


def met(page: Page) -> Locator:
    return answer(page).locator(".whatif-count b")


def test_arrow_keys_move_the_level(page: Page, login: Login) -> None:
    open_trial(page, login)
    slider(page).focus()
    for _ in range(2):
        page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#id_floor")).to_have_value("70")
    expect(answer(page)).to_contain_text("giữa 59,1 và 70,3 không có đơn vị nào")
    page.keyboard.press("ArrowRight")
    expect(met(page)).to_have_text("8")
    expect(slider(page)).to_be_focused()
    expect(slider(page)).to_have_attribute("aria-valuetext", "mức 71: 8 trên 18 đơn vị đạt")
    expect(page.locator(".whatif-plot .dot-met")).to_have_count(8)
    page.wait_for_url(re.compile("floor=71"))
    page.keyboard.press("Home")
    expect(met(page)).to_have_text("18")
    page.keyboard.press("End")
    expect(met(page)).to_have_text("0")


def test_a_typed_decimal_and_a_mistake(page: Page, login: Login, console: Any) -> None:
    console.allow("status of 422")
    open_trial(page, login)
    page.locator("#id_floor").fill("70,4")
    expect(met(page)).to_have_text("8")
    expect(page.locator("[data-at=tried] text")).to_have_text("đang thử 70,4")
    expect(page.locator("[data-part=clause] ins").first).to_have_text("70,4%")
    page.locator("#id_floor").fill("bảy mươi")
    expect(page.locator("#id_floor_error")).to_contain_text("Hãy ghi số từ 0 đến 100")
    expect(page.locator("#id_floor")).to_have_value("bảy mươi")


def test_the_handle_is_drawn(page: Page, login: Login) -> None:
    open_trial(page, login)
    slider(page).scroll_into_view_if_needed()
    box = page.locator(".whatif-plot > svg").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 36)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 36, steps=4)
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 36, steps=4)
    page.mouse.up()
    expect(page.locator("#id_floor")).to_have_value("80")
    expect(met(page)).to_have_text("5")


def test_a_level_nearby_is_one_click_away(page: Page, login: Login) -> None:
    open_trial(page, login, "70")
    page.locator("[data-part=levels]").get_by_role("link", name="80").click()
    expect(met(page)).to_have_text("5")
    page.get_by_role("link", name="Trở về 60").click()
    expect(met(page)).to_have_text("9")
    expect(page.get_by_role("button", name="Đưa mức")).to_have_count(0)


def test_it_is_kept_and_taken_back(page: Page, login: Login) -> None:
    login(page, "vanphong")
    as_draft(page)
    open_trial(page, login, "70")
    page.get_by_role("link", name="Đổi tất cả").click()
    expect(page.locator("[data-part=clause] ins")).to_have_count(1)
    page.get_by_role("button", name="Đưa mức 70 vào khoản 3").click()
    expect(page.get_by_text("Đã đưa mức 70 vào khoản 3.")).to_be_visible()
    expect(page.locator("[data-part=clause]")).to_contain_text("phải đạt tỷ lệ 70% trở lên, nâng")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.get_by_text("Mức và lời khoản đã trở lại như trước.")).to_be_visible()
    expect(page.locator("[data-part=clause]")).to_contain_text("phải đạt tỷ lệ 60% trở lên, nâng")
    as_issued(page)


def test_without_scripts_it_is_a_number_field(
    live: Stack, open_page: Callable[..., Page], login: Login
) -> None:
    page = open_page(live, java_script_enabled=False)
    open_trial(page, login)
    expect(slider(page)).to_be_hidden()
    page.locator("#id_floor").fill("71")
    page.get_by_role("button", name="Thử", exact=True).click()
    expect(met(page)).to_have_text("8")


def test_what_is_typed_into_the_target_is_tried_beside_it(page: Page, login: Login) -> None:
    open_trial(page, login)
    target = page.url.split("/try/")[0] + "/"
    as_draft(page)
    page.goto(target)
    page.locator("#target_floor").fill("71")
    expect(met(page)).to_have_text("8")
    expect(page.locator("[data-part=clause] ins").first).to_have_text("71%")
    assert_accessible(page)
    page.locator("[data-part=levels]").get_by_role("link", name="81").click()
    expect(met(page)).to_have_text("5")
    expect(page.locator("#target_floor")).to_have_value("71")
    as_issued(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_everybody_can_use_it(
    live: Stack, open_page: Callable[..., Page], login: Login, size: str, scheme: str
) -> None:
    page = open_page(live, color_scheme=scheme, **SIZES[size])
    open_trial(page, login)
    for floor, passing in (("0", "18"), ("100", "0"), ("71", "8")):
        page.locator("#id_floor").fill(floor)
        expect(met(page)).to_have_text(passing)
        assert page.evaluate(NO_SIDEWAYS), f"scrolls sideways at {size}, level {floor}"
    assert_accessible(page)
