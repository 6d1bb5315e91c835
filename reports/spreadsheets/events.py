"""XML as a stream of events: no tree is built, no entity is known, nothing is fetched.

A sheet of a hundred megabytes costs a few megabytes of memory here, and reading stops at the first
sign of mischief.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar
from xml.parsers import expat

from reports.spreadsheets.limits import refuse

Attributes = dict[str, str]
OnStart = Callable[[Attributes], None]
OnEnd = Callable[[], None]
OnText = Callable[[str], None]
# The longest stretch without a tag. A text that fills a sheet has been made to fill the memory.
_LONGEST_SILENCE: Final = 4 * 1024 * 1024
_BROKEN: Final = (expat.ExpatError, LookupError, OverflowError, ValueError)
_Handler = TypeVar("_Handler")


class StopReadingError(Exception):
    """Raised by a handler that has seen enough; reading ends without an error."""


class ByLocalName(dict[str, _Handler | None]):
    """Handlers by tag, whatever prefix a program writes: "c", "x:c"."""

    def __init__(self, handlers: Mapping[str, _Handler]) -> None:
        super().__init__(handlers)
        self._handlers = handlers

    def __missing__(self, tag: str) -> _Handler | None:
        self[tag] = self._handlers.get(tag.rpartition(":")[2])
        return self[tag]


class EventReader:
    """A parser that calls `on_start(tag, attributes)` and knows no entity.

    `listen` and `ignore` switch the calls for ends and texts on and off: most tags need none, and
    each call costs more than the parsing.
    """

    def __init__(self, on_start: Callable[[str, Attributes], None]) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = on_start
        self._in_raw_text = False
        self._parser.StartCdataSectionHandler = lambda: self._raw(begins=True)
        self._parser.EndCdataSectionHandler = lambda: self._raw(begins=False)
        _refuse_entities(self._parser)

    def listen(self, on_end: Callable[[str], None] | None, on_text: OnText | None) -> None:
        """Call these for the ends of tags and for texts from now on."""
        self._parser.EndElementHandler = on_end
        self._parser.CharacterDataHandler = on_text

    def ignore(self) -> None:
        """Call nothing but `on_start` from now on."""
        self.listen(None, None)

    def _raw(self, *, begins: bool) -> None:
        self._in_raw_text = begins

    def read(self, chunks: Iterable[bytes]) -> None:
        """Parse it all. Refuses: "unsafe-xml" for a document type or entity, "unreadable"."""
        since = 0
        try:
            for chunk in chunks:
                before = self._parser.CurrentByteIndex
                self._parser.Parse(chunk, False)
                moved = self._parser.CurrentByteIndex > before and b"<" in chunk
                since = 0 if moved and not self._in_raw_text else since + len(chunk)
                if since > _LONGEST_SILENCE:
                    refuse("unreadable")
            self._parser.Parse(b"", True)
        except StopReadingError:
            return
        except _BROKEN:
            refuse("unreadable")


def parse(
    chunks: Iterable[bytes],
    start: Mapping[str, OnStart],
    *,
    end: Mapping[str, OnEnd] | None = None,
    text: OnText | None = None,
) -> None:
    """Read XML and call the handlers of its tags, by local name; refuses as EventReader does."""
    starts, ends = ByLocalName(start), ByLocalName(end or {})

    def on_start(tag: str, attributes: Attributes) -> None:
        handler = starts[tag]
        if handler is not None:
            handler(attributes)

    def on_end(tag: str) -> None:
        handler = ends[tag]
        if handler is not None:
            handler()

    reader = EventReader(on_start)
    reader.listen(on_end if end else None, text)
    reader.read(chunks)


def root_tag(chunks: Iterable[bytes]) -> str | None:
    """The local name of the first tag; None for what is no XML.

    Refuses the file with "unsafe-xml" for a document type or an entity, which may only stand
    before that tag.
    """
    tags: list[str] = []

    def on_start(tag: str, _attributes: Attributes) -> None:
        tags.append(tag.rpartition(":")[2])
        raise StopReadingError

    parser = expat.ParserCreate()
    parser.StartElementHandler = on_start
    _refuse_entities(parser)
    read = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            read += len(chunk)
            if read > _LONGEST_SILENCE:
                refuse("unreadable")
    except StopReadingError:
        return tags[0]
    except _BROKEN:
        return None
    return None


def _refuse_entities(parser: expat.XMLParserType) -> None:
    def unsafe(*_: Any) -> int:
        return refuse("unsafe-xml")

    parser.StartDoctypeDeclHandler = unsafe
    parser.EntityDeclHandler = unsafe
    parser.ExternalEntityRefHandler = unsafe
