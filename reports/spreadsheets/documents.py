"""The tables of a Word document (docx), read as events: the letter itself comes as one."""

from typing import Final

from reports.grid import Grid
from reports.spreadsheets.archives import Archive
from reports.spreadsheets.decoding import composed
from reports.spreadsheets.events import Attributes, parse
from reports.spreadsheets.joining import joined_tables
from reports.spreadsheets.limits import Limits
from reports.spreadsheets.sniffing import Kind
from reports.spreadsheets.tables import TableBuilder

_DOCUMENT: Final = "word/document.xml"
_VALUE: Final = "w:val"


class _Document:
    """Turns the document's events into calls of the builder.

    A text box stands twice in a document, once for old programs: that one is passed over.
    """

    def __init__(self, builder: TableBuilder) -> None:
        self._builder = builder
        self._spoken = False
        self._fallback = 0

    def text_starts(self, _attributes: Attributes) -> None:
        self._spoken = True

    def text_ends(self) -> None:
        self._spoken = False

    def text(self, text: str) -> None:
        if self._spoken and not self._fallback:
            self._builder.text(composed(text))

    def fallback_starts(self, _attributes: Attributes) -> None:
        self._fallback += 1

    def fallback_ends(self) -> None:
        self._fallback -= 1

    def merge(self, attributes: Attributes) -> None:
        if attributes.get(_VALUE, "continue") == "restart":
            self._builder.may_go_on()
        else:
            self._builder.goes_on_above()


def read_docx(archive: Archive, limits: Limits) -> list[Grid]:
    """The tables of a document, each as a grid with the paragraphs above it as titles.

    A table that was cut in two comes as one.
    """
    builder = TableBuilder(Kind.DOCX, limits)
    document = _Document(builder)
    start = {
        "t": document.text_starts,
        "tab": lambda _: builder.text(" "),
        "Fallback": document.fallback_starts,
        "tbl": lambda _: builder.start_table(),
        "tr": lambda _: builder.start_row(),
        "gridBefore": lambda attributes: builder.skip(int(attributes.get(_VALUE, 0))),
        "tc": lambda _: builder.start_cell(),
        "gridSpan": lambda attributes: builder.widen(int(attributes.get(_VALUE, 1))),
        "vMerge": document.merge,
        "br": lambda _: builder.end_line(),
    }
    end = {
        "t": document.text_ends,
        "p": builder.end_line,
        "Fallback": document.fallback_ends,
        "tc": builder.end_cell,
        "tbl": builder.end_table,
    }
    parse(archive.chunks(_DOCUMENT), start, end=end, text=document.text)
    return joined_tables(builder.grids, builder.shapes)
