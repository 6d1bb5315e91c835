"""Files made to hurt a reader: too big once unpacked, cut short, locked, or full of tricks.

Each builder writes one file and gives its path. `HOSTILE` names them all with the issue that must
refuse them; they are made when asked, since none may lie in the repository.
"""

from __future__ import annotations

import random
import struct
import warnings
import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.reports.old_workbooks import far_numbers, packed_numbers, write_ole, write_xls
from tests.reports.report_files import write_letter

MEGABYTE = 1024 * 1024
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = (
    f'<workbook {MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/>'
    "</sheets></workbook>"
)
WORKBOOK_RELATIONS = (
    f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>'
)
ROOT_RELATIONS = WORKBOOK_RELATIONS.replace("/worksheet", "/officeDocument").replace(
    "worksheets/sheet1.xml", "xl/workbook.xml"
)
SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha ha ha ha ha ha ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi"))  # noqa: B905
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
REMOTE = '<!DOCTYPE x SYSTEM "http://203.0.113.1/x.dtd">'

Pieces = str | bytes | Iterator[bytes]


def sheet(rows: str, prolog: str = "", before: str = "") -> str:
    """The XML of a worksheet."""
    return f"{prolog}<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData></worksheet>"


def parts(path: Path, members: dict[str, Pieces], *, workbook: bool = True) -> Path:
    """A zip of these members, written piece by piece; with the frame of a workbook."""
    frame: dict[str, Pieces] = {
        "_rels/.rels": ROOT_RELATIONS,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": WORKBOOK_RELATIONS,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in ({**frame, **members} if workbook else members).items():
            with archive.open(name, "w", force_zip64=False) as part:
                whole = content.encode() if isinstance(content, str) else content
                for piece in [whole] if isinstance(whole, bytes) else whole:
                    part.write(piece)
    return path


def one_sheet(path: Path, rows: str, prolog: str = "", **members: Pieces) -> Path:
    """A workbook of one sheet with these rows."""
    return parts(path, {SHEET: sheet(rows, prolog), **members})


def _file(content: bytes) -> Callable[[Path], Path]:
    def make(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return make


def _truncated(path: Path) -> Path:
    whole = write_letter(path).read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    return path


def _bomb(path: Path) -> Path:
    """1.5 GB of zeros in a part that packs to 1.5 MB."""
    zeros = (bytes(MEGABYTE) for _ in range(1_536))
    return parts(path, {SHEET: sheet(""), "xl/media/image1.png": zeros})


def _lying_bomb(path: Path) -> Path:
    """A sheet that says it is small and unpacks to 100 MB."""
    spaces = (b" " * MEGABYTE for _ in range(100))
    parts(path, {SHEET: spaces})
    data = bytearray(path.read_bytes())
    for at, field in ((data.find(SHEET.encode()) - 30, 22), (data.rfind(SHEET.encode()) - 46, 24)):
        struct.pack_into("<I", data, at + field, 1_000)
    path.write_bytes(data)
    return path


def _entries(path: Path) -> Path:
    return parts(path, {SHEET: sheet(""), **{f"xl/part{at}.bin": b"" for at in range(10_000)}})


def _nested(path: Path) -> Path:
    inner = path.with_name("inner.zip")
    parts(inner, {"big": (bytes(MEGABYTE) for _ in range(50))}, workbook=False)
    return parts(path, {f"{at}.zip": inner.read_bytes() for at in range(20)}, workbook=False)


def _token(path: Path) -> Path:
    """One text of 100 MB in a cell, which packs badly enough to pass for real."""
    head = sheet("<row><c t='inlineStr'><is><t>").partition("</sheetData>")[0].encode()
    noise = random.Random(1)

    def pieces() -> Iterator[bytes]:
        yield head
        for _ in range(1_000):
            yield b64encode(noise.randbytes(3_000)).ljust(100_000, b"a")

    return parts(path, {SHEET: pieces()})


def _copies(path: Path) -> Path:
    """One long text in fifty thousand cells."""
    texts = f"<sst {MAIN}><si><t>{'dài ' * 8_000}</t></si></sst>"
    rows = "".join(f'<row><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, 50_001))
    return one_sheet(path, rows, **{TEXTS: texts})


def _columns(path: Path) -> Path:
    cells = "".join("<c><v>1</v></c>" for _ in range(16_384))
    return one_sheet(path, f'<row r="1">{cells}</row>')


def _blank_rows(path: Path) -> Path:
    """A million rows that have a style and nothing else."""

    def pieces() -> Iterator[bytes]:
        head, _, tail = sheet("|").partition("|")
        yield head.encode()
        for start in range(1, 1_000_001, 10_000):
            rows = range(start, start + 10_000)
            yield "".join(f'<row r="{at}" s="1"><c r="A{at}" s="1"/></row>' for at in rows).encode()
        yield tail.encode()

    return parts(path, {SHEET: pieces()})


def _many_cells(path: Path) -> Path:
    """A sheet full of figures: 10,000 rows of 250."""

    def pieces() -> Iterator[bytes]:
        head, _, tail = sheet("|").partition("|")
        yield head.encode()
        for row in range(10_000):
            cells = "".join(f"<c><v>{row * at * 7919 % 9973}</v></c>" for at in range(250))
            yield f"<row>{cells}</row>".encode()
        yield tail.encode()

    return parts(path, {SHEET: pieces()})


def _far(cell: str) -> Callable[[Path], Path]:
    return lambda path: one_sheet(path, f'<row><c r="{cell}"><v>1</v></c></row>')


def _ods(path: Path, rows: str) -> Path:
    names = 'xmlns:office="o" xmlns:table="t" xmlns:text="x"'
    content = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return parts(path, {"mimetype": kind, "content.xml": content}, workbook=False)


def _repeated(path: Path) -> Path:
    """One cell that stands for three hundred million."""
    cell = (
        '<table:table-cell table:number-columns-repeated="300" office:value-type="float" '
        'office:value="1"/>'
    )
    return _ods(
        path, f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    )


def _duplicate(path: Path) -> Path:
    one_sheet(path, "")
    with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings(action="ignore"):
        archive.writestr(SHEET, sheet("<row><c><v>1</v></c></row>"))
    return path


def _packed_in_lzma(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/workbook.xml", WORKBOOK)
    return path


def _locked_part(path: Path) -> Path:
    one_sheet(path, "")
    data = bytearray(path.read_bytes())
    for mark, field in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + field] |= 1
    path.write_bytes(data)
    return path


def _docx(path: Path, body: str, prolog: str = "") -> Path:
    content = f'{prolog}<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'
    return parts(path, {"word/document.xml": content}, workbook=False)


def _xls_columns(path: Path) -> Path:
    return write_xls(path, {"S": {(0, 0): "a", (65_535, 255): 1}})


def _long_csv(path: Path) -> Path:
    with path.open("wb") as file:
        for _ in range(50):
            file.write(b"UBND x,1,2,3\n" * (MEGABYTE // 13))
    return path


def _merged(area: str) -> Callable[[Path], Path]:
    rows = "<row><c r='A1'><v>1</v></c></row></sheetData><mergeCells>"
    page = sheet(f"{rows}<mergeCell ref='{area}'/></mergeCells><sheetData>")
    return lambda path: parts(path, {SHEET: page})


HOSTILE: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "empty": ("empty-file", _file(b"")),
    "truncated": ("unreadable", _truncated),
    "only the magic of a zip": ("unreadable", _file(b"PK\x03\x04" + bytes(100))),
    "only the magic of an old file": (
        "unreadable", _file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)),
    ),
    "pdf": ("not-a-spreadsheet", _file(b"%PDF-1.7\n1,2,3\n1,2,3\n")),
    "picture": ("not-a-spreadsheet", _file(b"\x89PNG\r\n\x1a\n" + bytes(200))),
    "program": ("not-a-spreadsheet", _file(b"MZ\x90\0\x03\0\0\0" * 40)),
    "prose": ("not-a-spreadsheet", _file("Kính gửi\nChủ tịch\n".encode())),
    "encrypted xlsx": ("encrypted", lambda p: write_ole(p, {"EncryptedPackage": bytes(5_000)})),
    "encrypted xls": ("encrypted", lambda p: write_xls(p, {"S": {(0, 0): 1}}, locked=True)),
    "encrypted part": ("encrypted", _locked_part),
    "old workbook with far cells": (
        "too-many-cells", lambda p: write_xls(p, {"S": {}}, records=far_numbers(59_000)),
    ),
    "old workbook of packed numbers": (
        "too-many-cells", lambda p: write_xls(p, {"S": {}}, records=packed_numbers(4_400)),
    ),
    "old workbook of many sheets": (
        "too-many-parts", lambda p: write_xls(p, {f"S{at}": {} for at in range(2_001)}),
    ),
    "old Word": ("not-a-spreadsheet", lambda p: write_ole(p, {"WordDocument": bytes(5_000)})),
    "zip bomb": ("too-much-inside", _bomb),
    "zip bomb that lies": ("unreadable", _lying_bomb),
    "ten thousand entries": ("too-many-parts", _entries),
    "zips in a zip": ("not-a-spreadsheet", _nested),
    "one endless text": ("unreadable", _token),
    "one text in many cells": ("too-much-inside", _copies),
    "laughs in the texts": (
        "unsafe-xml",
        lambda p: one_sheet(p, "", **{TEXTS: f"{LAUGHS}<sst {MAIN}><si><t>&i;</t></si></sst>"}),
    ),
    "laughs in a sheet": (
        "unsafe-xml",
        lambda p: one_sheet(p, "<row><c t='inlineStr'><is><t>&i;</t></is></c></row>", LAUGHS),
    ),
    "laughs in utf-16": (
        "unsafe-xml",
        lambda p: parts(p, {SHEET: sheet("", LAUGHS).encode("utf-16")}),
    ),
    "external entity": (
        "unsafe-xml",
        lambda p: one_sheet(p, "<row><c t='inlineStr'><is><t>&a;</t></is></c></row>", OUTSIDE),
    ),
    "remote document type": ("unsafe-xml", lambda p: one_sheet(p, "", REMOTE)),
    "laughs in a document": ("unsafe-xml", lambda p: _docx(p, "<w:p>&i;</w:p>", LAUGHS)),
    "16,384 columns": ("too-many-columns", _columns),
    "a million blank rows": ("too-many-rows", _blank_rows),
    "two and a half million cells": ("too-many-cells", _many_cells),
    "a cell far down": ("too-many-rows", _far("A1048576")),
    "a cell far right": ("too-many-columns", _far("XFD1")),
    "a cell in the last corner": ("too-many-rows", _far("XFD1048576")),
    "a cell outside every sheet": ("unreadable", _far("ZZZZ99999999")),
    "a cell beyond the numbers of rows": ("unreadable", _far("C4294967297")),
    "a cell without a place": ("unreadable", _far("?")),
    "a merged area outside every sheet": ("unreadable", _merged("A1:ZZZZZZZ999999999999")),
    "a merged area without an end": ("unreadable", _merged("A1:")),
    "cells repeated without end": ("too-many-rows", _repeated),
    "old workbook to its last corner": ("too-many-rows", _xls_columns),
    "part above its folder": (
        "unsafe-names", lambda p: one_sheet(p, "", **{"../../evil.xml": "<x/>"}),
    ),
    "part with a root": ("unsafe-names", lambda p: one_sheet(p, "", **{"/etc/evil": "<x/>"})),
    "part on a drive": ("unsafe-names", lambda p: one_sheet(p, "", **{"C:\\evil.xml": "<x/>"})),
    "a packing of its own": ("unreadable", _packed_in_lzma),
    "two parts of one name": ("unreadable", _duplicate),
    "binary workbook": (
        "binary-workbook", lambda p: parts(p, {"xl/workbook.bin": b"\0"}, workbook=False),
    ),
    "deep page": ("unreadable", _file(b"<html>" + b"<div>" * 100_000)),
    "tables in tables": ("unreadable", _file(b"<html>" + b"<table><tr><td>" * 60)),
    "endless columns in a page": (
        "too-many-columns", _file(b"<table><tr><td colspan=999999>1</td></tr></table>"),
    ),
    "page without a table": ("no-table", _file(b"<html><p>1</p></html>")),
    "document without a table": ("no-table", lambda p: _docx(p, "<w:p><w:t>a</w:t></w:p>")),
    "other markup": ("not-a-spreadsheet", _file(b"<?xml version='1.0'?><Workbook/>")),
    "csv with NUL": ("not-a-spreadsheet", _file(b"a,b,c\n1,\0,3\n" * 20)),
    "csv of damaged UTF-8": ("unknown-encoding", _file(("xã,Vĩnh\n" * 20).encode() + b"\xc3,1\n")),
    "csv of 50 MB": ("too-large", _long_csv),
    "csv of 400 columns": ("too-many-columns", _file((b"1," * 400 + b"1\n") * 5)),
    "csv of 70,000 rows": ("too-many-rows", _file(b"1,2\n" * 70_000)),
    "csv with an open quote": ("unreadable", _file(b'a,b\n1,"2\n' + b"1,2\n" * 60_000)),
}  # fmt: skip


def make(name: str, path: Path) -> Path:
    """Write the hostile file of this name."""
    return HOSTILE[name][1](path)


def names(codes: Sequence[str] = ()) -> list[str]:
    """The names of all hostile files, or of those refused with certain codes."""
    return [name for name, (code, _) in HOSTILE.items() if not codes or code in codes]
