"""Puts into a workbook what its formulas give, for readers that show a file without reckoning:
a preview, a phone, Excel's protected view. Whoever reckons does so anew when the file is opened."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from decimal import Decimal

from lxml import etree
from openpyxl import Workbook

Results = Mapping[str, str | int | Decimal]

_FIRST_SHEET = "xl/worksheets/sheet1.xml"
_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CELL, _FORMULA, _KEPT = (f"{{{_SPACE}}}{name}" for name in ("c", "f", "v"))


def saved(book: Workbook, results: Results) -> bytes:
    """The workbook as a file; `results` are those of the first sheet's formulas, by address."""
    stream, made = io.BytesIO(), io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, _kept(data, results) if name == _FIRST_SHEET else data)
    return made.getvalue()


def _kept(data: bytes, results: Results) -> bytes:
    root = etree.fromstring(data)
    for cell in root.iter(_CELL):
        result = results.get(cell.get("r", ""))
        if result is None or cell.find(_FORMULA) is None:
            continue
        kept = cell.find(_KEPT)
        kept = etree.SubElement(cell, _KEPT) if kept is None else kept
        kept.text = str(result)
        if isinstance(result, str):
            cell.set("t", "str")
        else:
            cell.attrib.pop("t", None)
    made: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made
