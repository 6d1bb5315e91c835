"""An HTML page with tables, which many portals save as ".xls" for Excel to open."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from lxml import etree

from reports.grid import Grid
from reports.spreadsheets.decoding import composed
from reports.spreadsheets.limits import Limits, refuse
from reports.spreadsheets.sniffing import Kind
from reports.spreadsheets.tables import TableBuilder

_CHUNK: Final = 64 * 1024
_MOST_DEPTH: Final = 200
_SILENT: Final = frozenset({"script", "style", "head", "noscript", "template", "xml"})
_LINES: Final = frozenset(
    {"br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "center", "tr", "hr"}
)
_VOID: Final = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)


class _Page:
    """Turns the parser's events into calls of the builder; nothing is kept beside the tables."""

    def __init__(self, builder: TableBuilder) -> None:
        self._builder = builder
        self._depth = 0
        self._silent = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag not in _VOID:
            self._depth += 1
            if self._depth > _MOST_DEPTH:
                refuse("unreadable")
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._builder.start_table()
        elif tag == "tr":
            self._builder.start_row(hidden=_is_hidden(attributes))
        elif tag in ("td", "th"):
            self._builder.start_cell(
                _number(attributes.get("colspan")), _number(attributes.get("rowspan"))
            )
        elif tag in _LINES:
            self._builder.end_line()

    def end(self, tag: str) -> None:
        if tag not in _VOID:
            self._depth -= 1
        if tag in _SILENT:
            self._silent -= 1
        elif tag == "table":
            self._builder.end_table()
        elif tag in ("td", "th"):
            self._builder.end_cell()
        elif tag in _LINES:
            self._builder.end_line()

    def data(self, text: str) -> None:
        if not self._silent:
            self._builder.text(composed(text.replace("\xa0", " ")))

    def comment(self, _text: str) -> None:
        """Comments, Excel's conditional ones too, say nothing."""

    def close(self) -> None:
        """The page ends."""


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return "display:none" in attributes.get("style", "").replace(" ", "").lower()


def _number(text: str | None) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.isdecimal() and len(digits) < 7 else 1


def read_html(path: Path, encoding: str, limits: Limits) -> list[Grid]:
    """The tables of a page, each as a grid; nothing that the page names is fetched.

    Merged cells (colspan, rowspan) are kept as such, and lines stacked in one cell as lines.
    Refuses a page nested beyond all reason ("unreadable") and what passes the limits.
    """
    builder = TableBuilder(Kind.HTML, limits)
    parser = etree.HTMLParser(target=_Page(builder), encoding="utf-8", no_network=True)
    try:
        with path.open(encoding=encoding, newline="") as file:
            while chunk := file.read(_CHUNK):
                parser.feed(chunk.encode())
        parser.close()
    except (etree.LxmlError, UnicodeError):
        refuse("unreadable")
    return builder.grids
