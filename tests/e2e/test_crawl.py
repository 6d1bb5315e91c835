"""Links and GET forms of all pages, as each role: none leads to an error or to nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from lxml import html
from playwright.sync_api import APIResponse, Page

from tests.e2e.conftest import demonstration
from tests.services.stack import Stack

# Addresses of one kind (page and the names of its choices) that are asked for as one role.
PER_KIND = 2
# Django's own pages, and those that end the session or hold a second factor.
OTHER_HOUSES = ("/admin/", "/accounts/logout/", "/static/")
SEASON = "from tests.season import install_season; install_season()"


@pytest.fixture(scope="module")
def season(static: Path) -> Iterator[Stack]:
    """The demonstration case with a season's work in it."""
    with demonstration(static) as stack:
        stack.manage("shell", "-c", SEASON)
        yield stack


class Crawl:
    """What one person reaches from the first page, and what was wrong on the way."""

    def __init__(self, page: Page, home: str) -> None:
        self.page = page
        self.home = home
        self.queue: list[tuple[str, str]] = [(f"{home}/", "-")]
        self.known = {f"{home}/"}
        self.kinds: Counter[tuple[str, ...]] = Counter()
        self.opened: dict[str, str] = {}
        self.faults: list[str] = []

    def run(self) -> None:
        while self.queue:
            address, origin = self.queue.pop(0)
            self._follow(address, origin)
        for address in self.opened.values():
            self._look(address)

    def _fault(self, address: str, origin: str, why: str) -> None:
        short, source = (text.removeprefix(self.home) for text in (address, origin))
        self.faults.append(f"{short}\n    from {source}: {why}")

    def _follow(self, address: str, origin: str) -> None:
        answer = self.page.context.request.get(address)
        if answer.status >= 400:
            self._fault(address, origin, f"status {answer.status}")
        elif not (body := answer.body()):
            self._fault(address, origin, "an empty answer")
        elif "text/html" in answer.headers.get("content-type", ""):
            self._read(answer, body, origin)

    def _read(self, answer: APIResponse, body: bytes, origin: str) -> None:
        tree = html.fromstring(body.decode())
        main = tree.find(".//main")
        if main is None or not main.text_content().strip():
            self._fault(answer.url, origin, "a page without content")
        self.opened.setdefault(kind_of(answer.url)[0], answer.url)
        ids = set(tree.xpath("//@id"))
        for href in tree.xpath("//a/@href"):
            self._link(answer.url, href, ids)
        for form in tree.xpath("//form[translate(@method, 'GET', 'get') = 'get' or not(@method)]"):
            for asked in questions(form):
                self._meet(urljoin(answer.url, form.get("action") or ""), answer.url, asked)

    def _link(self, page: str, href: str, ids: set[str]) -> None:
        if href.startswith("#") and href[1:] not in ids:
            self._fault(page, page, f"href={href!r} has no target")
        elif not href.startswith(("#", "mailto:", "tel:")):
            self._meet(urljoin(page, href), page)

    def _meet(self, link: str, page: str, asked: str | None = None) -> None:
        address = urldefrag(link).url
        if asked is not None:
            address = f"{address.partition('?')[0]}?{asked}"
        path = urlsplit(address).path
        if not address.startswith(f"{self.home}/") or path.startswith(OTHER_HOUSES):
            return
        kind = kind_of(address)
        if address not in self.known and self.kinds[kind] < PER_KIND:
            self.known.add(address)
            self.kinds[kind] += 1
            self.queue.append((address, page))

    def _look(self, address: str) -> None:
        """Open a page in the browser: what its scripts and the policy complain of."""
        complaints: list[str] = []
        page = self.page.context.new_page()
        page.on(
            "console", lambda said: complaints.append(said.text) if said.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        page.close()
        for text in complaints:
            self._fault(address, address, f"console: {text}")


def kind_of(address: str) -> tuple[str, ...]:
    """The name of the page, and what its address chooses. An empty choice is a kind of its own, and
    so is each state, format or view that an address spells out."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
        name = ":".join([str(match.url_name), str(match.kwargs.get("fmt", ""))])
    except Resolver404:
        name = parts.path
    asked = parse_qsl(parts.query, keep_blank_values=True)
    return (name, *sorted(f"{key}{'' if value else '='}" for key, value in asked))


def questions(form: Any) -> Iterator[str]:
    """The form as it stands, then with each option of each of its lists once."""
    values = form.form_values()
    yield urlencode(values)
    for select in form.xpath(".//select[@name]"):
        others = [pair for pair in values if pair[0] != select.name]
        for option in select.value_options[:6]:
            yield urlencode([*others, (select.name, option)])


@pytest.mark.parametrize("who", ["vinhgiang", "vanphong", "lanhdao", "quantri"])
def test_every_link_leads_somewhere(
    season: Stack, open_page: Callable[..., Page], login: Callable[[Page, str], None], who: str
) -> None:
    page = open_page(season)
    login(page, who)
    crawl = Crawl(page, season.url)
    crawl.run()
    assert len(crawl.opened) >= 10
    assert not crawl.faults, "\n".join([f"{who}, {len(crawl.known)} addresses:", *crawl.faults])
