"""M10: what a browser fetches on the first visit of the dashboard, counted in Chromium."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

from tests.services.parts import CHROMIUM, path_of
from tests.services.stack import Stack, local_environment, manage, running

_USER, _PASSWORD = "vanphong", "mat-khau-chi-de-do"
Measure = tuple[str, str, str, str, str]


def measures() -> Iterator[Measure]:
    """The lines of the results; one visit is like the other, so there are no rounds."""
    with tempfile.TemporaryDirectory(prefix="cchc-visit-") as folder:
        environment = local_environment(Path(folder), DEMO_PASSWORD=_PASSWORD)
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
        manage(environment, "load_demo")
        with running(environment) as stack, _chromium() as browser:
            fetched = _first_visit(browser, stack)
    size = sum(fetched.values()) / 1024
    largest = sorted(fetched.items(), key=lambda one: -one[1])[:3]
    listed = ", ".join(f"{_name(address)} {bytes_ / 1024:.0f} KB" for address, bytes_ in largest)
    hosts = {urlsplit(address).netloc for address in fetched} - {urlsplit(stack.url).netloc}
    visit = "first visit of the dashboard"
    yield "M10", f"{visit}: bytes as sent", f"{size:.0f} KB", "≤ 200 KB", listed
    yield "M10", f"{visit}: requests", f"{len(fetched)}", "≤ 12", ""
    yield "M10", f"{visit}: other hosts", f"{len(hosts)}", "none", ", ".join(hosts)


def _name(address: str) -> str:
    return urlsplit(address).path.rpartition("/")[2].split(".")[0] or "the page"


@contextmanager
def _chromium() -> Iterator[Browser]:
    # As root Chromium cannot make its sandbox.
    arguments = ["--disable-gpu", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path_of(CHROMIUM), args=arguments)
        yield browser
        browser.close()


def _first_visit(browser: Browser, stack: Stack) -> dict[str, float]:
    """The bytes of each address, with heads, by a browser that has only a session."""
    context = browser.new_context(base_url=stack.url, locale="vi-VN")
    page = context.new_page()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", _USER)
    page.fill("input[name=password]", _PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)
    return _fetched(browser, context.storage_state(), stack)


def _fetched(browser: Browser, session: Any, stack: Stack) -> dict[str, float]:
    page = browser.new_context(base_url=stack.url, locale="vi-VN", storage_state=session).new_page()
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    names: dict[str, str] = {}
    sizes: dict[str, float] = {}
    client.on(
        "Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]})
    )
    client.on(
        "Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]})
    )
    page.goto("/")
    page.wait_for_load_state("networkidle")
    return {names[key]: size for key, size in sizes.items() if names[key].startswith("http")}
