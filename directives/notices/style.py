"""How the appendix looks: one cell at a time, numbers as numbers, nothing that runs but ours."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from directives.compliance.domain import Status
from directives.notices.formulas import Live
from reports.workbooks.workbooks import FONT, clean_text, number_format

_LINE = Side(style="thin", color="808080")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", start_color="E7EFF8")
_A4 = 9
# A text that begins so is run as a formula by some program that a file passes through.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def _fill(colour: str) -> PatternFill:
    return PatternFill(bgColor=colour, fill_type="solid")


FILLS: Final = {
    (Status.MET, Status.EXCEEDED): (_fill("E6F4EF"), Font(color="0B5A45")),
    (Status.NOT_MET,): (_fill("F2C9C5"), Font(color="7A1712", bold=True)),
    (Status.NOT_STARTED,): (_fill("F8DFB0"), Font(color="5F3B00", italic=True)),
}


def put(
    sheet: Any,
    address: str,
    value: Any,
    *,
    bold: bool = False,
    italic: bool = False,
    centred: bool = False,
    places: int | None = None,
    mark: str = "",
) -> None:
    """One cell of the table. Only a `Live` text runs; `mark` is shown behind a number."""
    cell = sheet[address]
    if isinstance(value, str):
        live = isinstance(value, Live)
        cell.value = value if live else clean_text(value + mark)
        cell.data_type = "f" if live else "s"
        cell.quotePrefix = not live and value.startswith(_RUNS)
    else:
        cell.value = value
    is_number = isinstance(value, Decimal | int) or (isinstance(value, Live) and places is not None)
    if places is not None and is_number:
        cell.number_format = number_format(places) + (f'"{mark}"' if mark else "")
    cell.font = Font(name=FONT, size=11, bold=bold, italic=italic)
    across = "center" if centred else "right" if is_number else "left"
    cell.alignment = Alignment(horizontal=across, vertical="center", wrap_text=True)
    cell.border = _GRID


def table_head(sheet: Any, address: str, text: str, *, until: str | None = None) -> None:
    """A head, over the cells up to `until`."""
    put(sheet, address, text, bold=True, centred=True)
    sheet[address].fill = _HEAD_FILL
    if until is not None and until != address:
        for row in sheet[f"{address}:{until}"]:
            for cell in row:
                cell.border = _GRID
        sheet.merge_cells(f"{address}:{until}")


def titles(sheet: Any, texts: Sequence[str], last: str) -> None:
    """Lines on top, the second as the title; centred over the columns up to `last`."""
    for row, text in enumerate(texts, 1):
        cell = sheet[f"A{row}"]
        cell.value, cell.data_type = clean_text(text), "s"
        cell.quotePrefix = text.startswith(_RUNS)
        title = row == 2
        cell.font = Font(name=FONT, size=14 if title else 11, bold=title, italic=not title)
        if row > 1:
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
            sheet.merge_cells(f"A{row}:{last}{row}")


def set_page(sheet: Any, *, heads: tuple[int, int], frozen: str) -> None:
    """A4 landscape, one page wide, the head on every page and always on screen."""
    sheet.freeze_panes = frozen
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.3
    sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.6, 0.25
    sheet.print_title_rows = f"{heads[0]}:{heads[1]}"
    sheet.oddFooter.right.text = "&P/&N"
