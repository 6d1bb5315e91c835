"""Workbooks and csv files that offices open in Excel: typed cells, one look, nothing that runs.

Whoever writes a file names what a cell is (`Role`) and what it says; fonts, borders, number formats
and safety are decided here.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from reports.figures.figures import format_figure_value, written_places
from reports.workbooks.formulas import Formula, with_results

FONT = "Times New Roman"
# A text that begins so is run as a formula by some program that a file passes through.
_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
_LONGEST_TITLE = 31
_A4 = 9
_ROW_HEIGHT = 18
_PICTURE, _PICTURE_ROWS = 88, 4  # pixels; rows of 18 points
_NOT_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


class CellRole(StrEnum):
    """What a cell is for; its look follows."""

    TITLE = "title"
    NOTE = "note"
    HEAD = "head"
    TARGET = "target"
    TOTAL = "total"
    BODY = "body"


class Tone(StrEnum):
    """A fill that goes with a verdict; the verdict itself always stands beside it in words."""

    NONE = "none"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"
    NA = "na"


Shown = str | int | Decimal | date | None
Value = Shown | Formula


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell. `places` are the decimals that a Decimal is shown with; None: as it is written.

    `mark` stands behind what is shown ("*"); a number stays a number with it.
    """

    value: Value = None
    role: CellRole = CellRole.BODY
    places: int | None = None
    tone: Tone = Tone.NONE
    centred: bool = False
    bold: bool = False
    mark: str = ""

    @property
    def shown(self) -> Shown:
        """The value, or what its formula gives."""
        return self.value.result if isinstance(self.value, Formula) else self.value

    def shown_places(self, number: Decimal) -> int:
        return written_places(number) if self.places is None else self.places


SheetRow = Sequence[SheetCell | None]


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """One sheet: `widths` in characters, `merges` as "A1:C1", `heads` the rows of the table's head.

    The head stays on screen and repeats on paper, with `frozen_columns` at the left. Only the first
    `printed_columns` go on paper; None: all of them. `picture` is a PNG that stands below the rows.
    """

    title: str
    rows: Sequence[SheetRow]
    widths: Sequence[float]
    heads: tuple[int, int]
    merges: Sequence[str] = ()
    frozen_columns: int = 0
    landscape: bool = True
    filtered: bool = True
    printed_columns: int | None = None
    picture: bytes | None = None
    heights: dict[int, float] = field(default_factory=dict)


def workbook_bytes(sheets: Iterable[SheetSpec]) -> bytes:
    """An xlsx file with these sheets, each set for A4 paper one page wide."""
    book = Workbook(write_only=True)
    formulas = {number: _write(book, spec) for number, spec in enumerate(sheets, start=1)}
    return with_results(saved(book), formulas)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _write(book: Workbook, spec: SheetSpec) -> dict[str, Formula]:
    """Writes a sheet; its formulas by their addresses."""
    sheet: Any = book.create_sheet(safe_title(spec.title))
    for number, width in enumerate(spec.widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for number, height in spec.heights.items():
        sheet.row_dimensions[number].height = height
    first, last = spec.heads
    sheet.freeze_panes = f"{get_column_letter(spec.frozen_columns + 1)}{last + 1}"
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = _ROW_HEIGHT, True
    _set_page(sheet, spec)
    styled = _Stylist(sheet)
    for row in spec.rows:
        sheet.append([None if cell is None else styled(cell) for cell in row])
    for reference in spec.merges:
        sheet.merged_cells.add(CellRange(reference))
    if spec.filtered:
        right = get_column_letter(len(spec.widths))
        sheet.auto_filter.ref = f"A{last}:{right}{len(spec.rows)}"
    sheet.print_title_rows = f"{first}:{last}"
    last_printed = len(spec.rows)
    if spec.picture is not None:
        picture = Image(io.BytesIO(spec.picture))
        picture.width = picture.height = _PICTURE
        sheet.add_image(picture, f"A{len(spec.rows) + 1}")
        last_printed += _PICTURE_ROWS
    if spec.printed_columns is not None:
        sheet.print_area = f"A1:{get_column_letter(spec.printed_columns)}{last_printed}"
    return {
        f"{get_column_letter(column)}{number}": cell.value
        for number, row in enumerate(spec.rows, start=1)
        for column, cell in enumerate(row, start=1)
        if cell is not None and isinstance(cell.value, Formula)
    }


def _set_page(sheet: Any, spec: SheetSpec) -> None:
    sheet.page_setup.orientation = "landscape" if spec.landscape else "portrait"
    sheet.page_setup.paperSize = _A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    sheet.oddFooter.right.text = "&P/&N"


_LINE = Side(style="thin", color="808080")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FONTS = {
    CellRole.TITLE: Font(name=FONT, size=14, bold=True),
    CellRole.NOTE: Font(name=FONT, size=11, italic=True),
    CellRole.HEAD: Font(name=FONT, size=11, bold=True),
    CellRole.TARGET: Font(name=FONT, size=11, italic=True),
    CellRole.TOTAL: Font(name=FONT, size=11, bold=True),
    CellRole.BODY: Font(name=FONT, size=11),
}
_FILLS = {
    Tone.OK: PatternFill("solid", start_color="DFF2EC"),
    Tone.WARN: PatternFill("solid", start_color="FDEFD6"),
    Tone.BAD: PatternFill("solid", start_color="FBE6E4"),
    Tone.NA: PatternFill("solid", start_color="EDF0F4"),
}
_HEAD_FILL = PatternFill("solid", start_color="E7EFF8")
_OUTSIDE_TABLE = frozenset({CellRole.TITLE, CellRole.NOTE})
# Role, tone, whether a number, whether centred, number format, whether it would run as a formula.
_Look = tuple[CellRole, Tone, bool, bool, str, bool]


class _Stylist:
    """Cells of one workbook in their looks: each look is put together once, then shared.

    Styling every cell by itself costs ten times the cell.
    """

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._looks: dict[_Look, Any] = {}

    def __call__(self, cell: SheetCell) -> Any:
        made: Any = WriteOnlyCell(self._sheet)
        value = cell.value
        if isinstance(value, Formula):
            made.value, made.data_type = value.text, "f"
        elif isinstance(value, str):
            made.value = clean_text(value + cell.mark)
            # "=1+1" is a text here; the quote keeps it one when somebody edits the cell.
            made.data_type = "s"
        else:
            made.value = value
        runs = isinstance(value, str) and value.startswith(_RUNS)
        role = CellRole.TOTAL if cell.bold and cell.role is CellRole.BODY else cell.role
        number = isinstance(cell.shown, int | Decimal)
        centred = cell.centred or role in (CellRole.TITLE, CellRole.HEAD)
        look = (role, cell.tone, number, centred, _format(cell), runs)
        if look not in self._looks:
            self._looks[look] = self._make(look)
        made._style = self._looks[look]
        return made

    def _make(self, look: _Look) -> Any:
        role, tone, number, centred, form, runs = look
        model: Any = WriteOnlyCell(self._sheet)
        model.font = _FONTS[role]
        model.alignment = Alignment(
            horizontal="center" if centred else "right" if number else "left",
            vertical="center",
            wrap_text=role is not CellRole.NOTE,
        )
        if role not in _OUTSIDE_TABLE:
            model.border = _GRID
        if role is CellRole.HEAD:
            model.fill = _HEAD_FILL
        elif tone in _FILLS:
            model.fill = _FILLS[tone]
        if form:
            model.number_format = form
        model.quotePrefix = runs
        return model._style


def _format(cell: SheetCell) -> str:
    """Excel's number format of a value; none for texts."""
    shown = cell.shown
    if isinstance(shown, Decimal):
        return number_format(cell.shown_places(shown)) + (f'"{cell.mark}"' if cell.mark else "")
    if isinstance(shown, date):
        return "dd/mm/yyyy"
    return "#,##0" if isinstance(shown, int) else ""


def number_format(places: int) -> str:
    """Excel's code for so many decimals, thousands apart; Excel shows the reader's own comma."""
    return "#,##0" + (f".{'0' * places}" if places else "")


def clean_text(text: str) -> str:
    """A text without the control characters that make Excel refuse a file.

    No-break spaces become plain ones: a look-up by name would not find "xã\u00a0Vĩnh Ô".
    """
    return ILLEGAL_CHARACTERS_RE.sub("", text).replace("\u00a0", " ")


def safe_title(text: str) -> str:
    """A name that Excel accepts for a sheet: at most 31 characters, none of []:*?/\\."""
    return clean_text(text).translate(_NOT_IN_TITLES).strip(" '")[:_LONGEST_TITLE] or "Sheet1"


def csv_bytes(rows: Iterable[SheetRow]) -> bytes:
    """A csv file that Excel in Viet Nam opens with right letters and columns.

    UTF-8 with a byte order mark, semicolons, decimal commas, lines ending in CR LF. A text that
    could run as a formula gets an apostrophe in front.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    for row in rows:
        writer.writerow(["" if cell is None else _csv_text(cell) for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def _csv_text(cell: SheetCell) -> str:
    value = cell.shown
    if isinstance(value, Decimal):
        # Without thousands dots: Excel would take "15.556" for a text or a small number.
        return format_figure_value(value, cell.shown_places(value)).replace(".", "")
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return safe_text(value) if isinstance(value, str) else str("" if value is None else value)


def safe_text(text: str) -> str:
    """A text that no spreadsheet runs: "=1+1" becomes "'=1+1"; a dash alone stays as it is."""
    cleaned = clean_text(text)
    return f"'{cleaned}" if cleaned.startswith(_RUNS) and len(cleaned) > 1 else cleaned
