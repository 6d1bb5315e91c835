"""The workbook in which officers fill in their figures without the page, and send it back.

What may be typed is open, all else is locked; a hidden sheet has the codes by which the workbook is
known again. The only formulas are those of the rates, and no text of anybody's is part of one.
"""

import io
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection

from reports.entry.book import NAME_KEY, ROW_MARK, BookCodes, code_rows
from reports.entry.form import BookIndicator, BookUnit, EntryBook
from reports.entry.workbook_rules import CODES_SHEET, EntryRules
from reports.figures.figures import Figure, Measure, State
from reports.figures.periods import format_date
from reports.workbooks.writing import FONT, clean_text, number_format, safe_title

_GROUPS, _HEADS, _KEYS, _FIRST = 4, 5, 6, 7
_CODE_COLUMN, _NAME_COLUMN, _LEFT = 1, 2, 3
_NAME_WIDTH: Final = 28
_WIDTHS: Final[Mapping[str, float]] = {"state": 16, "before": 11, "province": 11, "rate": 9}
_NUMBER_WIDTH: Final = 12
_A4: Final = 9
# What stays legible on a page; more go on a second one, with the units repeated.
_COLUMNS_ON_PAPER: Final = 16
_PLACES: Final = 2


def entry_workbook_bytes(book: EntryBook) -> bytes:
    made = Workbook()
    sheet: Any = made.active
    sheet.title = safe_title(_("Figures"))
    codes: Any = made.create_sheet(CODES_SHEET)
    for row in code_rows(_codes(book)):
        codes.append(row)
    _as_texts(codes)
    codes.sheet_state = "hidden"
    codes.protection.sheet = True
    _Sheet(sheet, book).write()
    made.security = WorkbookProtection(lockStructure=True)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _codes(book: EntryBook) -> BookCodes:
    bases = {(unit.code, code): base for unit in book.units for code, base in unit.drafts.items()}
    words = {clean_text(word): state for state, word in book.states}
    return BookCodes(
        office=book.office,
        period=book.span.code,
        round_id=book.round_id,
        names={unit.code: clean_text(unit.name) for unit in book.units},
        words=words,
        bases=bases,
    )


def _as_texts(sheet: Any) -> None:
    """Names may begin with "=": nothing in the codes is a formula or a number."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                cell.data_type, cell.number_format, cell.quotePrefix = "s", "@", True


_LINE = Side(style="thin", color="808080")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_FIRST_OF_GROUP = Border(
    left=Side(style="medium", color="5A6472"), right=_LINE, top=_LINE, bottom=_LINE
)
_HEAD_FILL = PatternFill("solid", start_color="E7EFF8")
_GREY_FILL = PatternFill("solid", start_color="EDF0F4")
_OPEN_FILL = PatternFill("solid", start_color="FFFDF2")
_PLAIN = Font(name=FONT, size=11)
_BOLD = Font(name=FONT, size=11, bold=True)
_GREY = Font(name=FONT, size=11, color="5A6472")


def _plain(figure: Figure | None, measure: Measure) -> Decimal | int | None:
    """The number of a figure as somebody would type it."""
    if figure is None or figure.value is None:
        return None
    return int(figure.value) if measure is Measure.COUNT else figure.value


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


class _Sheet:
    """The sheet that people fill in."""

    def __init__(self, sheet: Any, book: EntryBook) -> None:
        self._sheet, self._book = sheet, book
        self._last = _FIRST + len(book.units) - 1
        keys = [(shown.code, name) for shown in book.indicators for name in shown.fields]
        self._places = {key: column for column, key in enumerate(keys, start=_LEFT)}

    def write(self) -> None:
        """Fill the sheet, lock it and lay it out for paper."""
        self._head()
        for at, unit in enumerate(self._book.units):
            self._unit(_FIRST + at, unit)
        rules = EntryRules(self._places, _FIRST, self._last, len(self._book.states))
        for indicator in self._book.indicators:
            for rule in rules.of(indicator):
                self._sheet.add_data_validation(rule)
        protection = self._sheet.protection
        protection.sheet, protection.formatColumns, protection.formatRows = True, False, False
        self._lay_out()

    def _put(self, row: int, column: int, value: Any, font: Font, **style: Any) -> Any:
        cell = self._sheet.cell(row=row, column=column)
        if isinstance(value, str):
            cell.value = clean_text(value)
            cell.data_type = "s"
            cell.quotePrefix = True
        elif value is not None:
            cell.value = value
        cell.font = font
        for name, part in style.items():
            setattr(cell, name, part)
        return cell

    def _head(self) -> None:
        book = self._book
        top = Alignment(vertical="center")
        title = _("Entry form: %(period)s") % {"period": book.label}
        self._put(1, _NAME_COLUMN, title, Font(name=FONT, size=14, bold=True), alignment=top)
        facts = {
            "office": book.office_name,
            "start": format_date(book.span.start),
            "end": format_date(book.span.end),
            "due": format_date(book.due),
        }
        line = _("%(office)s · from %(start)s to %(end)s · to be sent by %(due)s") % facts
        self._put(2, _NAME_COLUMN, line, _PLAIN, alignment=top)
        wrapped = Alignment(vertical="top", wrap_text=True)
        self._put(3, _NAME_COLUMN, self._note(), _GREY, alignment=wrapped)
        self._put(_KEYS, _CODE_COLUMN, ROW_MARK, _PLAIN)
        self._put(_KEYS, _NAME_COLUMN, NAME_KEY, _PLAIN)
        self._group(_NAME_COLUMN, _NAME_COLUMN, _("Unit"))
        self._sheet.merge_cells(
            start_row=_GROUPS, end_row=_HEADS, start_column=_NAME_COLUMN, end_column=_NAME_COLUMN
        )
        for indicator in book.indicators:
            self._indicator_head(indicator)

    def _note(self) -> str:
        return _(
            "Fill in the light yellow cells only. Type the two counts; the rate computes itself. "
            "If there is no figure, leave the counts empty and choose a state. Cells left as they "
            "are change nothing. Then send the file back on the page it was downloaded from."
        )

    def _indicator_head(self, indicator: BookIndicator) -> None:
        first = self._places[indicator.code, "state"]
        self._group(first, first + len(indicator.fields) - 1, indicator.name)
        for name in indicator.fields:
            column = self._places[indicator.code, name]
            self._headed(_HEADS, column, self._field_name(indicator, name))
            self._put(_KEYS, column, f"{indicator.code}:{name}", _PLAIN)

    def _group(self, first: int, last: int, text: str) -> None:
        for column in range(first, last + 1):
            self._headed(_GROUPS, column, text if column == first else None)
            self._headed(_HEADS, column, None)
        if last > first:
            self._sheet.merge_cells(
                start_row=_GROUPS, end_row=_GROUPS, start_column=first, end_column=last
            )

    def _headed(self, row: int, column: int, text: str | None) -> None:
        alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._put(row, column, text, _BOLD, alignment=alignment, fill=_HEAD_FILL, border=_GRID)

    def _field_name(self, indicator: BookIndicator, name: str) -> str:
        names = {
            "state": _("State"),
            "numerator": _capital(indicator.numerator),
            "denominator": _capital(indicator.denominator),
            "rate": _("Rate (%)"),
            "value": _("Rate (%)")
            if indicator.measure is Measure.RATE
            else _("Number (%(unit)s)") % {"unit": indicator.count_unit},
            "before": _("Period before"),
            "province": _("Province's report"),
        }
        return names[name]

    def _unit(self, row: int, unit: BookUnit) -> None:
        self._put(row, _CODE_COLUMN, unit.code, _PLAIN)
        wrapped = Alignment(vertical="center", wrap_text=True)
        self._put(row, _NAME_COLUMN, unit.name, _BOLD, border=_GRID, alignment=wrapped)
        for indicator in self._book.indicators:
            base = unit.drafts.get(indicator.code)
            figure = base.figure if base else None
            exempt = figure is not None and figure.state is State.EXEMPT
            is_open = unit.editable and (self._book.may_exempt or not exempt)
            for name, value in self._typed(indicator, figure, row):
                alone = name == "rate" and not isinstance(value, str)
                self._field(row, indicator, name, value, is_open and (name != "rate" or alone))
            for name, shown in (("before", unit.before), ("province", unit.province)):
                self._beside(row, indicator, name, shown.get(indicator.code))

    def _typed(
        self, indicator: BookIndicator, figure: Figure | None, row: int
    ) -> Iterator[tuple[str, Any]]:
        yield "state", self._word(figure)
        if not indicator.by_counts:
            yield "value", _plain(figure, indicator.measure)
            return
        yield "numerator", figure.numerator if figure else None
        yield "denominator", figure.denominator if figure else None
        alone = figure is not None and figure.value is not None and figure.numerator is None
        yield "rate", figure.value if figure and alone else self._formula(indicator, row)

    def _word(self, figure: Figure | None) -> str | None:
        return dict(self._book.states).get(figure.state) if figure else None

    def _formula(self, indicator: BookIndicator, row: int) -> str:
        above, below = (
            f"{get_column_letter(self._places[indicator.code, name])}{row}"
            for name in ("numerator", "denominator")
        )
        test = f"AND(ISNUMBER({above}),ISNUMBER({below}),N({below})>0)"
        return f'=IF({test},ROUND({above}/{below}*100,{_PLACES}),"")'

    def _field(
        self, row: int, indicator: BookIndicator, name: str, value: Any, is_open: bool
    ) -> None:
        column = self._places[indicator.code, name]
        cell = self._put(row, column, None if name == "rate" else value, _PLAIN)
        if name == "rate":
            cell.value = value
        cell.number_format = {
            "state": "General",
            "rate": number_format(_PLACES),
            "value": "General" if indicator.measure is Measure.RATE else number_format(0),
        }.get(name, number_format(0))
        cell.border = _FIRST_OF_GROUP if name == "state" else _GRID
        cell.fill = _OPEN_FILL if is_open else _GREY_FILL
        side = "left" if name == "state" else "right"
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=name == "state")
        cell.protection = Protection(locked=not is_open)

    def _beside(self, row: int, indicator: BookIndicator, name: str, figure: Figure | None) -> None:
        column = self._places[indicator.code, name]
        value: Decimal | str | None = figure.value if figure else None
        if figure is not None and value is None:
            value = dict(self._book.states).get(figure.state, "–")
        alignment = Alignment(horizontal="right", vertical="center", wrap_text=True)
        cell = self._put(
            row, column, value, _GREY, fill=_GREY_FILL, border=_GRID, alignment=alignment
        )
        if figure is not None and figure.value is not None:
            cell.number_format = number_format(figure.places)

    def _lay_out(self) -> None:
        sheet = self._sheet
        right = max(self._places.values(), default=_NAME_COLUMN)
        sheet.column_dimensions["A"].hidden = True
        sheet.row_dimensions[_KEYS].hidden = True
        sheet.column_dimensions["B"].width = _NAME_WIDTH
        for (_code, name), column in self._places.items():
            width = _WIDTHS.get(name, _NUMBER_WIDTH)
            sheet.column_dimensions[get_column_letter(column)].width = width
        for row, height in ((1, 24), (2, 18), (3, 50), (_GROUPS, 34), (_HEADS, 110)):
            sheet.row_dimensions[row].height = height
        for row in range(_FIRST, self._last + 1):
            sheet.row_dimensions[row].height = 34
        last_of_note = min(right, _NAME_COLUMN + 7)
        sheet.merge_cells(
            start_row=3, end_row=3, start_column=_NAME_COLUMN, end_column=last_of_note
        )
        sheet.freeze_panes = f"{get_column_letter(_LEFT)}{_FIRST}"
        sheet.sheet_view.showGridLines = False
        self._set_page(right)

    def _set_page(self, right: int) -> None:
        sheet = self._sheet
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        pages = -(-(right - _NAME_COLUMN) // _COLUMNS_ON_PAPER)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages, 0
        sheet.print_title_cols = "B:B"
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.print_title_rows = f"{_GROUPS}:{_HEADS}"
        sheet.print_area = f"B1:{get_column_letter(right)}{self._last}"
