"""A choice on the review page loads it anew and leaves the reader where he was."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.test_accessibility import doubtful
from tests.e2e.test_import import choose
from tests.e2e.test_main_job import Login, upload
from tests.services.stack import Stack


def test_the_page_comes_back_where_it_was(
    live_without_figures: Stack,
    open_page: Callable[..., Page],
    login: Login,
    tmp_path: Path,
) -> None:
    page = open_page(live_without_figures)
    login(page, "vanphong")
    upload(page, doubtful(tmp_path))
    page.wait_for_selector("#remarks")
    select = page.locator("#blank-payment")
    before = top_of(page, "#blank-payment")
    choose(page, "#blank-payment", re.compile("[Kk]hông phát sinh"))
    expect(select).to_be_focused()
    assert abs(top_of(page, "#blank-payment") - before) < 4

    page.locator("button[name='cells-C9']").click()
    expect(page.locator("button[name='cells-C9'][value='']")).to_be_visible()
    focused = "document.activeElement.closest('section').getAttribute('aria-labelledby')"
    assert page.evaluate(focused) == "remarks"
    assert page.evaluate("scrollY") > 0

    page.locator(".issues a", has_text="B20").first.click()
    expect(page.locator("#row-20")).to_be_in_viewport()


def top_of(page: Page, selector: str) -> float:
    """Where an element stands in the window, once it has been scrolled to."""
    page.locator(selector).scroll_into_view_if_needed()
    page.wait_for_timeout(700)
    top: float = page.locator(selector).evaluate("one => one.getBoundingClientRect().top")
    return top
