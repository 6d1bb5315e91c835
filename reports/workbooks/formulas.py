"""Formulas of ours in a workbook, with what they give: a preview, a phone or Excel's protected view
shows a file without reckoning. Whoever reckons does so anew when the file is opened."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from lxml import etree

_SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_CELL, _FORMULA, _KEPT = (f"{{{_SPACE}}}{name}" for name in ("c", "f", "v"))


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of addresses and words of ours alone, never of a text that somebody typed."""

    text: str
    result: str | int | Decimal


Formulas = Mapping[str, Formula]


def with_results(workbook: bytes, formulas: Mapping[int, Formulas]) -> bytes:
    """The xlsx file with what its formulas give, by the number of the sheet and the address."""
    if not any(formulas.values()):
        return workbook
    parts = {f"xl/worksheets/sheet{number}.xml": cells for number, cells in formulas.items()}
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, _filled(data, parts[name]) if name in parts else data)
    return written.getvalue()


def _filled(part: bytes, formulas: Formulas) -> bytes:
    root = etree.fromstring(part)
    for cell in root.iter(_CELL):
        formula = formulas.get(cell.get("r", ""))
        if formula is None or cell.find(_FORMULA) is None:
            continue
        kept = cell.find(_KEPT)
        kept = etree.SubElement(cell, _KEPT) if kept is None else kept
        kept.text = str(formula.result)
        if isinstance(formula.result, str):
            cell.set("t", "str")
        else:
            cell.attrib.pop("t", None)
    filled: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return filled
