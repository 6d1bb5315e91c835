"""A click on a figure tells beside the table why it is so; without scripts it leads to a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_accessibility import NARROW, NO_SIDEWAYS
from tests.e2e.test_main_job import Login
from tests.services.stack import Stack

SIZES: dict[str, dict[str, Any]] = {"desktop": DESKTOP, "phone": PHONE, "narrow": NARROW}


def figure(page: Page, text: str) -> Locator:
    return page.locator("a[data-why]", has_text=text).first


def title(page: Page) -> Locator:
    return page.locator("#why-title")


def test_it_opens_walks_and_gives_the_focus_back(page: Page, login: Login) -> None:
    login(page, "vanphong")
    page.goto("/ranking/")
    figure(page, "51,6").click()
    expect(title(page)).to_contain_text("Vĩnh Giang")
    expect(title(page)).to_be_focused()
    assert page.url.endswith("/ranking/#figure/vinhgiang/digitization")
    expect(page.locator("#why .near td.here")).to_have_text("51,6")

    page.keyboard.press("ArrowDown")
    expect(title(page)).not_to_contain_text("Vĩnh Giang")
    page.keyboard.press("ArrowUp")
    expect(title(page)).to_contain_text("Vĩnh Giang")
    # The table is not covered: another of its figures can be asked at once.
    figure(page, "88,7").click()
    expect(title(page)).to_contain_text("Hồ sơ trực tuyến")
    assert page.url.endswith("#figure/vinhgiang/online")

    page.keyboard.press("Escape")
    expect(page.locator("#why")).to_be_hidden()
    expect(figure(page, "88,7")).to_be_focused()
    page.wait_for_url("**/ranking/")


def test_its_address_opens_it_and_back_closes_it(page: Page, login: Login) -> None:
    login(page, "vanphong")
    page.goto("/#figure/hoxa/payment")
    expect(title(page)).to_contain_text("Hồ Xá")
    page.locator("[data-why-close]").click()
    expect(page.locator("#why")).to_be_hidden()
    figure(page, "51,6").click()
    expect(title(page)).to_be_visible()
    page.go_back()
    expect(page.locator("#why")).to_be_hidden()
    page.go_forward()
    expect(title(page)).to_contain_text("Vĩnh Giang")


def test_the_offices_total_tells_how_it_was_made(page: Page, login: Login) -> None:
    login(page, "vanphong")
    page.goto("/")
    page.locator(".cards a[data-why]").first.click()
    expect(page.locator("#why .made")).to_contain_text("C7")


def test_a_filtered_table_keeps_the_panel(page: Page, login: Login) -> None:
    login(page, "vanphong")
    page.goto("/ranking/")
    page.locator("input[name=q]").fill("vinh")
    page.wait_for_url("**q=vinh**")
    figure(page, "51,6").click()
    expect(title(page)).to_be_visible()
    page.locator("input[name=q]").fill("vinh giang")
    page.wait_for_url("**q=vinh%20giang**")
    expect(page.locator("#why a[rel=next]")).to_be_hidden()
    expect(title(page)).to_contain_text("Vĩnh Giang")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_everybody_can_use_it(
    live: Stack, open_page: Callable[..., Page], login: Login, size: str, scheme: str
) -> None:
    page = open_page(live, color_scheme=scheme, **SIZES[size])
    login(page, "vanphong")
    for path in ("/", "/ranking/", "/compliance/", "/units/vinhgiang/"):
        page.goto(path)
        figure(page, "51,6").click()
        expect(title(page)).to_be_focused()
        assert page.evaluate(NO_SIDEWAYS), f"{path} scrolls sideways at {size}"
        assert_accessible(page)


def test_on_a_phone_it_takes_the_whole_screen(phone: Page, login: Login) -> None:
    login(phone, "vanphong")
    phone.goto("/units/vinhgiang/")
    figure(phone, "51,6").click()
    expect(title(phone)).to_be_focused()
    box = phone.locator("#why").bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 844)
    phone.locator("[data-why-close]").click()
    expect(figure(phone, "51,6")).to_be_focused()


def test_without_scripts_the_link_is_a_page(
    live: Stack, open_page: Callable[..., Page], login: Login
) -> None:
    page = open_page(live, java_script_enabled=False)
    login(page, "vanphong")
    page.goto("/ranking/")
    page.get_by_role("link", name="51,6").first.click()
    expect(page.locator("h1")).to_contain_text("Vĩnh Giang")
    expect(page.locator(".near td.here")).to_have_text("51,6")
