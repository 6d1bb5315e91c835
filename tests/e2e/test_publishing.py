"""From the request of staff to the page that a print's code opens, in a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import DESKTOP, PHONE, demonstration
from tests.services.stack import Stack

NO_SIDEWAYS = "document.documentElement.scrollWidth <= window.innerWidth"
NARROW = {**PHONE, "viewport": {"width": 320, "height": 640}}


@pytest.fixture
def fresh(static: Path) -> Iterator[Stack]:
    """A product of its own: what is published stays."""
    with demonstration(static) as stack:
        yield stack


def test_published_by_another_person_and_open_to_who_holds_a_print(
    fresh: Stack, open_page: Callable[..., Page], login: Callable[[Page, str], None]
) -> None:
    staff = open_page(fresh, **DESKTOP)
    login(staff, "vanphong")
    staff.goto("/publications/")
    assert_accessible(staff)
    staff.get_by_role("link", name="Công bố số liệu một kỳ").click()
    assert_accessible(staff)
    staff.get_by_role("button", name="Gửi đề nghị công bố").click()
    expect(staff.get_by_text("đề nghị công bố 6 tháng đầu năm 2023")).to_be_visible()
    assert_accessible(staff)

    leader = open_page(fresh, **PHONE)
    login(leader, "lanhdao")
    leader.get_by_role("link", name="Xem và công bố").click()
    assert_accessible(leader)
    leader.get_by_role("button", name="Công bố số liệu").click()
    expect(leader.get_by_role("heading", level=1)).to_contain_text("bản công bố 1")
    assert leader.evaluate(NO_SIDEWAYS)
    assert_accessible(leader)
    _everybody_reads(fresh, open_page, leader.locator(".facts dd a").inner_text())


def _everybody_reads(fresh: Stack, open_page: Callable[..., Page], address: str) -> None:
    for size, scheme in ((DESKTOP, "light"), (PHONE, "dark"), (NARROW, "light")):
        page = open_page(fresh, color_scheme=scheme, **size)
        page.goto(address)
        expect(page.get_by_text("bản công bố mới nhất")).to_be_visible()
        assert page.get_by_role("cell", name="90,4").count() == 1
        assert page.evaluate(NO_SIDEWAYS)
        assert_accessible(page)
