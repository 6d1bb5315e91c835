"""Makes the pictures in docs/images: `python -m docs.make_screenshots` from the project's root.

The product runs as its users start it, on a free port, with the demonstration case in a temporary
folder. The province's workbook is uploaded and applied on the way, so that each picture shows a
real state.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

from tests.services.parts import CHROMIUM, path_of
from tests.services.stack import Stack, local_environment, manage, running

IMAGES: Final = Path(__file__).resolve().parent / "images"
USER, PASSWORD = "vanphong", "mat-khau-chup-hinh"
WIDTH: Final = 1366
DESKTOP: Final[dict[str, Any]] = {"viewport": {"width": WIDTH, "height": 900}}
# Name, address and height: as much of the page as tells its story.
PAGES: Final = (
    ("dashboard", "/", 1240),
    ("ranking", "/ranking/", 900),
    ("compliance", "/compliance/", 900),
    ("letter", "/directives/cv-2023-06/letter/", 1240),
)
PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
}
MOST_BYTES: Final = 400 * 1024
READING_MS: Final = 60_000
APPLY: Final = "form[action$='/apply/'] button"


def main() -> None:
    """Write every picture; raises when a page or a picture is not as it should be."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with demonstration() as stack, chromium() as browser:
        desktop = opened(browser, stack, DESKTOP)
        upload(desktop, stack)
        shoot(desktop, "import-review")
        apply_figures(desktop)
        for name, address, height in PAGES:
            desktop.set_viewport_size({"width": WIDTH, "height": height})
            desktop.goto(address)
            shoot(desktop, name)
        phone = opened(browser, stack, PHONE)
        phone.goto("/")
        shoot(phone, "dashboard-phone")


@contextmanager
def demonstration() -> Iterator[Stack]:
    """The demonstration case before any report came in, running until the block ends."""
    with tempfile.TemporaryDirectory(prefix="cchc-pictures-") as folder:
        environment = local_environment(Path(folder), DEMO_PASSWORD=PASSWORD)
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
        manage(environment, "load_demo", "--no-figures")
        with running(environment) as stack:
            yield stack


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window; as root it cannot make its sandbox."""
    arguments = ["--disable-gpu", "--no-first-run", "--disable-background-networking"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path_of(CHROMIUM), args=arguments)
        yield browser
        browser.close()


def opened(browser: Browser, stack: Stack, options: dict[str, Any]) -> Page:
    """A page of a session of its own in which the office's staff is logged in."""
    context = browser.new_context(base_url=stack.url, locale="vi-VN", **options)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", USER)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)
    return page


def upload(page: Page, stack: Stack) -> None:
    """Bring in the province's workbook and wait until it is read."""
    workbook = stack.var_dir / "Phu luc BC 85-BC-HCC 6 thang 2023.xlsx"
    stack.manage("demo_workbook", str(workbook))
    page.goto("/imports/")
    page.set_input_files("input[type=file]", workbook)
    page.click("form[enctype] button")
    page.wait_for_selector(APPLY, timeout=READING_MS)


def apply_figures(page: Page) -> None:
    """Write the figures that the review shows."""
    page.click(APPLY)
    page.wait_for_selector(APPLY, state="detached")


def shoot(page: Page, name: str) -> None:
    """Write one picture, with the fonts in place and within its size."""
    page.evaluate("document.fonts.ready.then(() => true)")
    path = IMAGES / f"{name}.png"
    size = len(page.screenshot(path=path, animations="disabled"))
    if size > MOST_BYTES:
        raise RuntimeError(f"{path} has {size // 1024} KB; {MOST_BYTES // 1024} are allowed.")
    sys.stdout.write(f"{path.name}: {size // 1024} KB\n")


if __name__ == "__main__":
    main()
