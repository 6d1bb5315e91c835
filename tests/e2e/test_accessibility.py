"""axe finds nothing, nothing scrolls sideways: every page, at 1366 and 390 px, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page

from cchc.demo.workbook import write_workbook
from tests.e2e.axe import assert_accessible
from tests.e2e.conftest import DESKTOP, PHONE
from tests.services.stack import Stack

STAFF_PAGES = (
    "/",
    "/ranking/",
    "/compliance/",
    "/entry/",
    "/entry/vinhgiang/2023-H1/",
    "/imports/",
    "/imports/1/",
    "/imports/profiles/",
    "/figures/vinhgiang/digitization/",
    "/reports/1/facts/",
    "/units/vinhgiang/",
    "/directives/cv-2023-06/",
    "/directives/",
    "/directives/new/",
    "/directives/cv-2023-06/edit/",
    "/directives/cv-2023-06/issue/",
    "/signatories/",
    "/directives/cv-2023-06/letter/",
    "/letter-templates/",
    "/accounts/password/",
    "/account/",
    "/accounts/2fa/",
    "/accounts/2fa/keys/",
    "/accounts/confirm/",
    "/people/",
    "/people/1/",
    "/people/invite/",
    "/differences/?show=all",
    "/desk/",
    "/desk/remind/?period=2023-H1",
    "/desk/reminders/",
    "/rounds/",
    "/rounds/2023-H1/",
    "/overdue/",
    "/overdue/?unit=vinhgiang&show=missing",
    "/overdue/12/",
    "/overdue/12/edit/",
    "/overdue/add/",
    "/overdue/sheet/",
    "/scores/",
    "/scores/cong-van-5-chi-so/2023-H1/vinhgiang/",
    "/feedback/",
    "/feedback/new/",
    "/directives/cv-2023-06/findings/",
    "/rubrics/",
    "/rubrics/bo-chi-so-766/",
    "/publications/",
    "/publications/new/?period=2023-H1",
)
NO_SIDEWAYS = "document.documentElement.scrollWidth <= window.innerWidth"
NARROW = {**PHONE, "viewport": {"width": 320, "height": 640}}
SIZES = {"desktop": DESKTOP, "phone": PHONE, "narrow": NARROW}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_every_page_of_the_office(
    live: Stack,
    open_page: Callable[..., Page],
    login: Callable[[Page, str], None],
    size: str,
    scheme: str,
) -> None:
    page = open_page(live, color_scheme=scheme, **SIZES[size])
    page.goto("/accounts/login/")
    assert_accessible(page)
    page.goto("/accounts/reset/")
    assert_accessible(page)
    login(page, "vanphong")
    for path in STAFF_PAGES:
        page.goto(path)
        assert page.evaluate(NO_SIDEWAYS), f"{path} scrolls sideways at {size}"
        assert_accessible(page)


@pytest.mark.parametrize("size", SIZES)
def test_every_page_of_an_officer(
    live: Stack,
    open_page: Callable[..., Page],
    login: Callable[[Page, str], None],
    console: object,
    size: str,
) -> None:
    console.allow_refusals()  # type: ignore[attr-defined]
    page = open_page(live, **SIZES[size])
    login(page, "hoxa")
    for path in ("/", "/ranking/", "/directives/cv-2023-06/", "/imports/", "/account/"):
        page.goto(path)
        assert page.evaluate(NO_SIDEWAYS), f"{path} scrolls sideways at {size}"
        assert_accessible(page)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_file_with_doubts_and_a_refused_one(
    live_without_figures: Stack,
    open_page: Callable[..., Page],
    login: Callable[[Page, str], None],
    tmp_path: Path,
    size: str,
) -> None:
    page = open_page(live_without_figures, **SIZES[size])
    login(page, "vanphong")
    for path in (doubtful(tmp_path), not_a_workbook(tmp_path)):
        page.goto("/imports/")
        page.locator("input[type=file]").set_input_files(path)
        page.get_by_role("button", name="Đọc tệp").click()
        page.wait_for_selector("#remarks, .run-end")
        assert page.evaluate(NO_SIDEWAYS)
        assert_accessible(page)


def doubtful(folder: Path) -> Path:
    """A file with a name to confirm, an unknown one, a bad cell and a total that is off."""
    path = write_workbook(folder / "nghi-ngo.xlsx")
    book = load_workbook(path)
    for address, value in {"B20": "Vinh Hoa", "B26": "Ban lạ", "C9": "n/a", "E10": 10}.items():
        book.active[address] = value
    book.save(path)
    return path


def not_a_workbook(folder: Path) -> Path:
    path = folder / "khong-phai.xlsx"
    path.write_text("xin chào", encoding="utf-8")
    return path
