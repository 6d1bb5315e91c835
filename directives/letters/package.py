"""What a Word file brings along: nothing in it may fetch, start or name anything elsewhere.

The file is read as XML, never as text: a name can be written in many ways that all mean the same.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from docx.oxml.ns import qn
from lxml import etree

from directives.letters.faults import TemplateFault

_OFFICE: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
# What a document may name outside of itself: an address to click on, which nothing opens by itself.
_LINKS: Final = frozenset(f"{office}/hyperlink" for office in _OFFICE)
_CLICKED: Final = frozenset({"hyperlink", "hlinkClick", "hlinkHover", "hlinkMouseOver"})
# Foreign documents that Word takes in when it opens the file: their own links are not looked at.
_TAKEN_IN: Final = frozenset(f"{office}/aFChunk" for office in _OFFICE)
_ELSEWHERE: Final = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|//|\\)")
_FETCHING: Final = frozenset({"mailMerge", "altChunk", "subDoc"})
# Fields that show what the document itself holds. INCLUDEPICTURE, INCLUDETEXT, LINK, DDE, DDEAUTO,
# DATABASE, IMPORT and RD fetch; what is not known is not taken either.
_FIELDS: Final = frozenset(
    (
        *("=", "AUTHOR", "AUTONUM", "COMMENTS", "CREATEDATE", "DATE", "DOCPROPERTY", "EDITTIME"),
        *("EQ", "FILENAME", "FILESIZE", "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "HYPERLINK"),
        *("IF", "KEYWORDS", "LASTSAVEDBY", "LISTNUM", "MERGEFIELD", "NOTEREF", "NUMCHARS"),
        *("NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE", "QUOTE", "REF", "REVNUM"),
        *("SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ", "SHAPE", "STYLEREF", "SUBJECT", "SYMBOL"),
        *("TC", "TEMPLATE", "TIME", "TITLE", "TOC", "USERNAME", "XE"),
    )
)
_FIELD_NAME: Final = re.compile(r"\s*(=|\w+)")
_ORDERS: Final = frozenset({qn("w:instrText"), qn("w:delInstrText")})
_FIELD_PARTS: Final = (qn("w:fldChar"), qn("w:fldSimple"), qn("w:t"), *_ORDERS)
_INNER: Final = " … "  # where a field stands in the order of another
_MARK: Final = re.compile(r"\{[{%#]|[}%#]\}")
_OPENING: Final = re.compile(r"\{[{%#]")
_CLOSING: Final = {"{{": "}}", "{%": "%}", "{#": "#}"}
_MOST_MARKS: Final = 300
_LONGEST_MARKED: Final = 500_000


def check_package(content: bytes) -> None:
    """Raises TemplateFault for a document that fetches something when it is opened or printed."""
    parts = list(_parts(content))
    outer: dict[str, set[str]] = {}
    for name, root in parts:
        if name.endswith(".rels"):
            outer.setdefault(_source(name), set()).update(_outer_names(root))
    for name, root in parts:
        if not name.endswith(".rels"):
            _check_part(root, outer.get(name, set()))


def check_marks(content: bytes) -> None:
    """Raises TemplateFault for a template whose placeholders are too many or left open.

    The search for them would take very long, so they are counted before.
    """
    count = size = 0
    for name, root in _parts(content):
        if name.endswith(".rels"):
            _check_heads(root)
        elif marks := _marks_of(root):
            count += len(marks)
            size += len(etree.tostring(root, encoding="unicode"))
            if count > 2 * _MOST_MARKS or size > _LONGEST_MARKED:
                raise TemplateFault("too-much")
            _check_closed(marks)


def _check_heads(relations: Any) -> None:
    """Each header and footer is filled in as often as it is named: once. Raises TemplateFault."""
    heads = [
        posixpath.basename(relation.get("Target", "").lower())
        for relation in relations.iter("{*}Relationship")
        if relation.get("Type", "").endswith(("/header", "/footer"))
    ]
    if len(heads) != len(set(heads)):
        raise TemplateFault("too-much")


def _parts(content: bytes) -> Iterator[tuple[str, Any]]:
    """Every part that is XML, whatever its name, in small letters. Raises TemplateFault."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for info in archive.infolist():
            name = info.filename.lower().lstrip("/")
            root = _xml(archive.read(info), must=name.endswith((".xml", ".rels")))
            if root is not None:
                yield name, root


def _xml(data: bytes, *, must: bool) -> Any:
    """The root; None for pictures and the like. Raises TemplateFault."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        if must:
            raise TemplateFault("broken") from error
        return None
    if root.getroottree().docinfo.internalDTD is not None:
        raise TemplateFault("outside")
    return root


def _source(name: str) -> str:
    """The part that a list of relationships belongs to."""
    folder, plain = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), plain.removesuffix(".rels"))


def _outer_names(root: Any) -> set[str]:
    """The names under which a part knows addresses to click on. Raises TemplateFault."""
    names = set()
    for relation in root.iter("{*}Relationship"):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        inside = relation.get("TargetMode", "Internal") == "Internal" and not _ELSEWHERE.match(
            target
        )
        if kind in _TAKEN_IN or not (inside or kind in _LINKS):
            raise TemplateFault("outside")
        if not inside:
            names.add(relation.get("Id", ""))
    return names


def _check_part(root: Any, outer: set[str]) -> None:
    for element in root.iter("*"):
        if etree.QName(element).localname in _FETCHING:
            raise TemplateFault("outside")
        _check_attributes(element, outer)
    for code in _field_codes(root):
        _check_field(code)


def _check_attributes(element: Any, outer: set[str]) -> None:
    """An address to click on is nothing but that; a picture lies in the file itself."""
    plain = etree.QName(element).localname
    for key, value in element.attrib.items():
        name = etree.QName(key)
        if name.namespace in _OFFICE and plain not in _CLICKED and value in outer:
            raise TemplateFault("outside")
        if (plain, name.localname) in {("imagedata", "src"), ("fill", "src"), ("stroke", "src")}:
            raise TemplateFault("outside")


def _field_codes(root: Any) -> Iterator[str]:
    """What each field is told to do, put together from its runs; a field may stand in another."""
    open_fields: list[list[str]] = [[]]
    ordered = [False]
    for part in root.iter(*_FIELD_PARTS):
        kind = part.get(qn("w:fldCharType"))
        if part.tag == qn("w:fldSimple"):
            yield part.get(qn("w:instr"), "")
        elif part.tag in _ORDERS or (part.tag == qn("w:t") and ordered[-1]):
            open_fields[-1].append("".join(part.itertext()))
        elif kind == "begin":
            if ordered[-1]:
                open_fields[-1].append(_INNER)
            open_fields.append([])
            ordered.append(True)
        elif kind == "separate":
            ordered[-1] = False
        elif kind == "end" and len(open_fields) > 1:
            ordered.pop()
            yield "".join(open_fields.pop())
    yield from map("".join, open_fields)


def _check_field(code: str) -> None:
    """Raises TemplateFault; a placeholder in a field could make another field of it."""
    if not code.strip():
        return
    match = _FIELD_NAME.match(code)
    name = match[1].upper() if match else code.strip()[:20]
    if name not in _FIELDS or "{" in code:
        raise TemplateFault("field", name)


def _marks_of(root: Any) -> list[str]:
    """The marks in the text; they have no business elsewhere. Raises TemplateFault."""
    if any(
        _OPENING.search(value) for element in root.iter("*") for value in element.attrib.values()
    ):
        raise TemplateFault("syntax")
    return _MARK.findall("".join(root.itertext()))


def _check_closed(marks: list[str]) -> None:
    """Each mark is closed before the next one opens; a remark may hold others."""
    closing = ""
    for mark in marks:
        if mark == closing:
            closing = ""
        elif mark[0] == "{" and not closing:
            closing = _CLOSING[mark]
        elif mark[0] == "{" and closing != "#}":
            raise TemplateFault("syntax")
    if closing:
        raise TemplateFault("syntax")
