"""Writes rows in the formats that offices send, with nothing but what the product has anyway."""

from __future__ import annotations

import csv
import html
import io
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import docx
from openpyxl import Workbook

from tests.reports.imports.corpus.cases import Rows
from tests.reports.report_files import TITLES

_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)


def write_sheets(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """A workbook with several sheets, in order."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        page = workbook.create_sheet(name)
        for row in rows:
            page.append([None if value == "" else value for value in row])
    workbook.save(path)
    return path


def write_csv(path: Path, rows: Rows, *, encoding: str, delimiter: str) -> Path:
    """Separated values; for windows-1258 the tones become marks of their own, as its table has."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    content = text.getvalue()
    if encoding == "cp1258":
        content = "".join(map(_in_1258, content))
    path.write_bytes(content.encode(encoding))
    return path


def _in_1258(letter: str) -> str:
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        apart = unicodedata.normalize("NFD", letter)
        tones = "".join(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
        rest = "".join(mark for mark in apart if mark not in tones)
        return unicodedata.normalize("NFC", rest) + tones
    return letter


def write_html(path: Path, rows: Rows) -> Path:
    """A page with one table, as export buttons save it under the name of a workbook."""
    lines = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(value))}</td>" for value in row) + "</tr>\n"
        for row in rows
    )
    head = '<html><head><meta charset="utf-8"><style>td{border:1px solid}</style></head><body>'
    path.write_text(f"{head}<table border=1>\n{lines}</table></body></html>", encoding="utf-8")
    return path


def write_docx(path: Path, rows: Sequence[Sequence[Any]], *, cut_at: int = 0) -> Path:
    """The letter as a document: titles as paragraphs, then the table, in two where it is cut."""
    document = docx.Document()
    for title in TITLES:
        document.add_paragraph(title)
    for part in (rows[:cut_at], rows[cut_at:]):
        page = document.add_table(rows=0, cols=len(rows[0])) if part else None
        for row in part if page is not None else ():
            for cell, value in zip(page.add_row().cells, row, strict=True):
                cell.text = str(value)
        document.add_paragraph("")
    document.add_paragraph("Trên đây là những nội dung liên quan.")
    document.save(str(path))
    return path


def write_ods(path: Path, rows: Rows, *, sheet: str = "Vĩnh Linh") -> Path:
    """An OpenDocument spreadsheet: the few parts that every reader wants."""
    lines = "".join(
        "<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>" for row in rows
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES} '
        f'office:version="1.2"><office:body><office:spreadsheet><table:table table:name="{sheet}">'
        f"{lines}</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'.format
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.2">{entry("/", _ODS)}{entry("content.xml", "text/xml")}'
        "</manifest:manifest>"
    )
    with ZipFile(path, "w") as archive:
        archive.writestr("mimetype", _ODS, ZIP_STORED)
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def _ods_cell(value: Any) -> str:
    if value in ("", None):
        return "<table:table-cell/>"
    text = html.escape(str(value))
    if isinstance(value, str):
        kind = 'office:value-type="string"'
    else:
        kind = f'office:value-type="float" office:value="{text}"'
    return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"
