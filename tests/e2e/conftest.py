"""A real product and a real browser. A test fails on any console error: a script that the policy
refuses, a missing file and an exception all show there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.services.parts import CHROMIUM, path_of
from tests.services.stack import Stack, local_environment, manage, running

SESSION = "sessionid"
PASSWORD = "mat-khau-thu-2023"
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
DESKTOP: dict[str, Any] = {"viewport": {"width": 1366, "height": 900}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
TIMEOUT_MS = 15_000
# The answers that the product means to give; Chromium logs each as an error.
REFUSALS = (
    "the server responded with a status of 404",
    "the server responded with a status of 403",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs the browser."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="package")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Static files with their manifest, collected once: it takes longer than anything else."""
    environment = local_environment(tmp_path_factory.mktemp("collected"))
    manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    return Path(environment["VAR_DIR"]) / "static"


@pytest.fixture(scope="package")
def live(static: Path) -> Iterator[Stack]:
    """The demonstration case, running; its tests share it, so they leave it as they found it."""
    with demonstration(static) as stack:
        yield stack


@pytest.fixture(scope="package")
def live_without_figures(static: Path) -> Iterator[Stack]:
    """The demonstration case before any report came in; for tests that import."""
    with demonstration(static, "--no-figures") as stack:
        yield stack


@contextmanager
def demonstration(static: Path, *options: str) -> Iterator[Stack]:
    """A running demonstration case whose data end with the block."""
    with tempfile.TemporaryDirectory(prefix="cchc-e2e-") as name:
        folder = Path(name) / "var"
        shutil.copytree(prepared(static.parent, options), folder)
        (folder / "static").symlink_to(static)
        with running(local_environment(folder, DEMO_PASSWORD=PASSWORD)) as stack:
            yield stack


def as_draft(page: Page) -> None:
    """The letter as a draft again, for tests that write it; for who is logged in as staff."""
    page.goto("/directives/cv-2023-06/")
    taken_back = page.get_by_role("link", name="Thu hồi việc ban hành")
    if taken_back.count():
        taken_back.click()
        page.get_by_label("Lý do").fill("Soạn lại")
        page.get_by_role("button", name="Thu hồi việc ban hành").click()
        page.wait_for_url("**/edit/")


def as_issued(page: Page) -> None:
    """The letter as the shared case has it: issued, without number and day."""
    page.goto("/directives/cv-2023-06/word/")
    page.get_by_label("Vì sao tính là đã ban hành").fill("Đã gửi các đơn vị")
    page.get_by_role("button", name="Xác nhận đã ban hành").click()
    page.wait_for_url("**/directives/cv-2023-06/")


def prepared(beside: Path, options: tuple[str, ...]) -> Path:
    """The data of a case that nobody has worked in yet, made once for all that start from it."""
    folder = beside / "-".join(("prepared", *options))
    if not folder.exists():
        environment = local_environment(folder, DEMO_PASSWORD=PASSWORD)
        manage(environment, "migrate", "--verbosity", "0")
        manage(environment, "load_demo", *options)
    return folder


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium without a window; as root it cannot make its sandbox."""
    arguments = [*ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else list(ARGUMENTS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path_of(CHROMIUM), args=arguments)
        yield browser
        browser.close()


class Console:
    """What the browser complained about, and what a test said beforehand that it may."""

    def __init__(self) -> None:
        self.errors: list[str] = []
        self.allowed: list[str] = []

    def allow(self, *texts: str) -> None:
        """Errors that contain one of these texts do not fail the test."""
        self.allowed += texts

    def allow_refusals(self) -> None:
        """For tests that ask for what they may not see."""
        self.allow(*REFUSALS)

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def assert_quiet(self) -> None:
        left = [e for e in self.errors if not any(text in e for text in self.allowed)]
        assert not left, "\n".join(["The browser's console:", *left])


@pytest.fixture
def console() -> Iterator[Console]:
    """Shared by all pages of a test; at its end nothing may have gone wrong."""
    console = Console()
    yield console
    console.assert_quiet()


@pytest.fixture
def open_page(browser: Browser, console: Console) -> Iterator[Callable[..., Page]]:
    """Opens a page of its own session on a stack: open_page(live) or open_page(live, **PHONE)."""
    contexts: list[BrowserContext] = []

    def open_one(stack: Stack, **options: Any) -> Page:
        chosen = {"base_url": stack.url, **DESKTOP, **options}
        context = browser.new_context(locale="vi-VN", **chosen)
        context.set_default_timeout(TIMEOUT_MS)
        contexts.append(context)
        console.watch(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture
def page(live: Stack, open_page: Callable[..., Page]) -> Page:
    """A desktop page on the demonstration case."""
    return open_page(live)


@pytest.fixture
def phone(live: Stack, open_page: Callable[..., Page]) -> Page:
    """The same on a phone, with touch."""
    return open_page(live, **PHONE)


@pytest.fixture(scope="package")
def sessions() -> dict[tuple[str, str], str]:
    """(server, user name) → the session that the form gave."""
    return {}


@pytest.fixture
def login(sessions: dict[tuple[str, str], str]) -> Callable[[Page, str], None]:
    """login(page, "vanphong"): through the form and past it, as people do. Later pages of the same
    person use the session again: to check a password is slow on purpose."""

    def log_in(page: Page, username: str) -> None:
        page.goto("/accounts/login/")
        address = urlsplit(page.url)
        key = (address.netloc, username)
        if known := sessions.get(key):
            server = f"{address.scheme}://{address.netloc}"
            page.context.add_cookies([{"name": SESSION, "value": known, "url": server}])
            page.goto("/")
        if "/accounts/" in page.url:
            by_the_form(page, username)
            cookies = page.context.cookies()
            sessions[key] = next(one["value"] for one in cookies if one["name"] == SESSION)

    return log_in


def by_the_form(page: Page, username: str) -> None:
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/" not in url)
