"""People at browsers for the load: each with a session and connections of their own."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.cookies import SimpleCookie
from threading import Event
from urllib.parse import urlencode, urlsplit

_PATIENCE = 60.0
# Between two figures, as somebody types who has them ready.
_TYPING = 1.5
# On a page, as somebody looks for one unit before going on.
_LOOKING = 1.0
Counts = tuple[int, int]


@dataclass
class Browser:
    """One user's browser, by the key of a session that was made for it; it notes what failed.

    A proxy asks as it does: each request is a connection.
    """

    address: str
    session: str
    token: str = ""
    errors: list[str] = field(default_factory=list)

    def ask(self, path: str, sent: Mapping[str, str] | None = None) -> tuple[HTTPResponse, bytes]:
        """Ask for a page, or post a form where something is sent. Raises OSError and its like."""
        connection = HTTPConnection(self.address, timeout=_PATIENCE)
        cookies = f"sessionid={self.session}; csrftoken={self.token}"
        headers = {"Cookie": cookies, "Accept-Encoding": "gzip", "Connection": "close"}
        try:
            if sent is None:
                connection.request("GET", path, headers=headers)
            else:
                headers |= {"Content-Type": "application/x-www-form-urlencoded"}
                headers |= {"X-CSRFToken": self.token}
                connection.request("POST", path, urlencode(sent), headers)
            answer = connection.getresponse()
            return answer, self._read(answer)
        finally:
            connection.close()

    def _read(self, answer: HTTPResponse) -> bytes:
        given = SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie", [])))
        self.token = given["csrftoken"].value if "csrftoken" in given else self.token
        body = answer.read()
        return gzip.decompress(body) if answer.headers.get("Content-Encoding") else body

    def page(self, path: str) -> bool:
        """Whether a page comes as it should."""
        try:
            answer, _body = self.ask(path)
        except (OSError, HTTPException) as error:
            return self._failed(path, repr(error))
        return answer.status == 200 or self._failed(path, str(answer.status))

    def save(self, path: str, sent: Mapping[str, str]) -> int | None:
        """The version under which a figure is kept; None where the product did not say so."""
        try:
            answer, body = self.ask(path, sent)
            if answer.status == 200:
                return int(json.loads(body)["version"])
            self._failed(path, str(answer.status))
        except (OSError, HTTPException, ValueError, KeyError) as error:
            self._failed(path, repr(error))
        return None

    def submit(self, path: str) -> bool:
        """Whether the product took the figures, and showed them on the page that it leads to."""
        try:
            answer, _body = self.ask(path, {})
        except (OSError, HTTPException) as error:
            return self._failed(path, repr(error))
        led = urlsplit(answer.headers.get("Location", "")).path
        if answer.status != 302 or not led.startswith("/submissions/"):
            return self._failed(path, f"{answer.status} {led}")
        self.page(led)
        return True

    def _failed(self, path: str, why: str) -> bool:
        self.errors.append(f"{path}: {why}")
        return False


@dataclass
class Officer:
    """Somebody who types a unit's figures and sends them.

    `counts` are numerator and denominator by indicator code, or a plain count and 0; `kept` those
    that the product said it has, `waited` the seconds of each save from the moment it was due.
    """

    browser: Browser
    unit: str
    period: str
    counts: Mapping[str, Counts]
    kept: dict[str, Counts] = field(default_factory=dict)
    sent: bool = False
    waited: list[float] = field(default_factory=list)

    @property
    def grid(self) -> str:
        """The address of what they fill in."""
        return f"/entry/{self.unit}/{self.period}/"

    def work(self, begin: float) -> None:
        """Open the grid at a moment (`time.perf_counter`), type every figure, send them."""
        _wait(begin)
        self.browser.page(self.grid)
        for number, code in enumerate(self.counts, start=1):
            due = begin + number * _TYPING
            _wait(due)
            if self.save(code, self.counts[code], version=0) is not None:
                self.waited.append(time.perf_counter() - due)
                self.kept[code] = self.counts[code]
        _wait(begin + (len(self.counts) + 1) * _TYPING)
        self.sent = self.browser.submit(f"{self.grid}submit/")

    def save(self, code: str, counts: Counts, version: int) -> int | None:
        """Type one figure; gives the version under which it is kept."""
        one, of = counts
        typed = {"numerator": str(one), "denominator": str(of)} if of else {"value": str(one)}
        fields = {"state": "value", "version": str(version), **typed}
        return self.browser.save(f"{self.grid}cells/{code}/", fields)


def duration(figures: int) -> float:
    """The seconds from an officer's first look at the grid to the sending."""
    return (figures + 1) * _TYPING


def read_again_and_again(browser: Browser, pages: tuple[str, ...], over: Event) -> int:
    """Somebody of the staff who looks at one page after the other; how many there were."""
    read = 0
    while not over.wait(_LOOKING):
        browser.page(pages[read % len(pages)])
        read += 1
    return read


def _wait(moment: float) -> None:
    time.sleep(max(0.0, moment - time.perf_counter()))
