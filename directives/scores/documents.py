"""Scores as a workbook: every term as a number, its sums and places as formulas that stay live."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from directives.compliance import words
from directives.compliance.domain import UnitRef
from directives.scores.rubrics.domain import CriterionRef
from directives.scores.selectors import ScoreSheet
from directives.scores.sentences import counts_text, term_text
from directives.text.words import capitalised
from reports.workbooks.writing import FONT, clean_text, safe_text, safe_title
from units.models import Unit

_LINE = Side(style="thin", color="808080")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD_FILL = PatternFill("solid", start_color="E7EFF8")
_HEAD = 5  # row of the heads; the row below has the most points
_FIRST = _HEAD + 2
_UNIT, _START = 2, 3  # columns
_POINTS = "0.00"
_HEAD_HEIGHT = 64


def score_xlsx(sheet: ScoreSheet, office: Unit) -> bytes:
    """Two sheets, Vietnamese as all print: the table of totals over live sums of the terms, and
    every term with its working."""
    with override("vi"):
        book = Workbook()
        terms: Any = book.create_sheet(safe_title(pgettext("points", "Terms")))
        table: Any = book.active
        table.title = safe_title(_("Scores"))
        lines = _Terms(sheet)
        lines.write(terms)
        _write_table(table, sheet, office, lines)
        _write_workings(book.create_sheet(safe_title(_("Workings"))), sheet)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


class Live(str):
    """A formula of this module's own; any other text stays a text, whatever it begins with."""

    __slots__ = ()


class _Terms:
    """The sheet of terms: units down, criteria across; other sheets point into it."""

    def __init__(self, sheet: ScoreSheet) -> None:
        self.sheet = sheet
        self.criteria = [row for row in sheet.criteria if not row.is_heading]
        self.columns = {row.id: _START + at for at, row in enumerate(self.criteria)}
        self.title = safe_title(pgettext("points", "Terms"))

    def write(self, page: Any) -> None:
        """Heads, most points, and a row for each unit."""
        _heads(page, self.criteria)
        for row, unit in enumerate(self.sheet.units, start=_FIRST):
            _put(page, row, 1, row - _FIRST + 1)
            _put(page, row, _UNIT, words.unit_label(unit))
            for line in self.sheet.scores[unit.id].lines:
                value = _("left out") if line.left_out else line.points
                _put(page, row, self.columns[line.criterion.id], value)
        _widths(page, [6, 30, *[18] * len(self.criteria)])
        _head_rows(page)

    def total(self, ids: Iterable[int], row: int) -> Live:
        """A live sum of some criteria in a row; "" as long as none of them has points."""
        cells = ",".join(self._cell(pk, row) for pk in ids)
        return Live(f'=IF(COUNT({cells})=0,"",SUM({cells}))')

    def reachable(self, row: int) -> Live:
        """The most points of what is not left out, a bonus aside."""
        counted = [row.id for row in self.criteria if not row.is_bonus]
        mark = _("left out")
        parts = [
            f'IF({self._cell(pk, row)}="{mark}",0,{self._cell(pk, _HEAD + 1)})' for pk in counted
        ]
        return Live("=" + ("+".join(parts) or "0"))

    def _cell(self, pk: int, row: int) -> str:
        return f"'{self.title}'!{get_column_letter(self.columns[pk])}{row}"


def _write_table(page: Any, sheet: ScoreSheet, office: Unit, terms: _Terms) -> None:
    _titles(page, sheet, office)
    after = [pgettext("points", "Total"), _("Most points"), _("Share (%)")]
    _heads(page, sheet.headings, [*after, _("Compared with"), _("Place")])
    for row, unit in enumerate(sheet.units, start=_FIRST):
        _table_row(page, sheet, terms, row, unit)
    _widths(page, [6, 30, *[16] * len(sheet.headings), 11, 11, 11, 18, 9])
    _head_rows(page)


def _heads(page: Any, criteria: Sequence[CriterionRef], after: Sequence[str] = ()) -> None:
    """Number, unit and criteria with their most points, then the heads `after` them."""
    heads = [pgettext("table head", "No."), pgettext("table head", "Unit")]
    heads += [*(f"{row.code} {row.name}" for row in criteria), *after]
    under = ["", _("Most points"), *(row.maximum for row in criteria), *[""] * len(after)]
    for column, (head, points) in enumerate(zip(heads, under, strict=True), start=1):
        _put(page, _HEAD, column, head, head=True)
        _put(page, _HEAD + 1, column, points)


def _table_row(page: Any, sheet: ScoreSheet, terms: _Terms, row: int, unit: UnitRef) -> None:
    after = _START + len(sheet.headings)
    total, most, share, pool, place = range(after, after + 5)
    last = _FIRST + len(sheet.units) - 1
    _put(page, row, 1, row - _FIRST + 1)
    _put(page, row, _UNIT, words.unit_label(unit))
    for column, top in enumerate(sheet.headings, start=_START):
        part = sheet.scores[unit.id].part(top, sheet.criteria)
        _put(page, row, column, terms.total((line.criterion.id for line in part), row))
    sums = f"{get_column_letter(_START)}{row}:{get_column_letter(after - 1)}{row}"
    _put(page, row, total, Live(f'=IF(COUNT({sums})=0,"",SUM({sums}))'))
    _put(page, row, most, terms.reachable(row))
    _put(page, row, share, _share(total, most, row))
    _put(page, row, pool, _pool(sheet, unit))
    _put(page, row, place, _place(share, pool, row, last), places="0")


def _share(total: int, most: int, row: int) -> Live:
    points, of = f"{get_column_letter(total)}{row}", f"{get_column_letter(most)}{row}"
    return Live(f'=IF(OR({points}="",{of}=0),"",ROUND({points}*100/{of},9))')


def _place(share: int, pool: int, row: int, last: int) -> Live:
    """One more than the number of units of the pool that are strictly better."""
    own, group = get_column_letter(share), get_column_letter(pool)
    pools = f"{group}${_FIRST}:{group}${last}"
    shares = f"{own}${_FIRST}:{own}${last}"
    better = f'COUNTIFS({pools},{group}{row},{shares},">"&{own}{row})'
    return Live(f'=IF(OR({own}{row}="",{group}{row}=""),"",{better}+1)')


def _pool(sheet: ScoreSheet, unit: UnitRef) -> str:
    return capitalised(words.pool_word(unit.pool, sheet.units)) if unit.pool else ""


def _titles(page: Any, sheet: ScoreSheet, office: Unit) -> None:
    texts = [office.name, sheet.rubric.name, str(sheet.period), sheet.rubric.legal_basis]
    for row, text in enumerate(texts, start=1):
        page.cell(row, 1, safe_text(text)).font = Font(name=FONT, size=13, bold=row == 2)


def _write_workings(page: Any, sheet: ScoreSheet) -> None:
    heads = [
        pgettext("table head", "Unit"),
        _("Criterion"),
        _("Most points"),
        _("Working"),
        _("Own points"),
        _("Reviewed points"),
        _("Points that count"),
        _("Why"),
        _("Note"),
    ]
    for column, head in enumerate(heads, start=1):
        _put(page, 1, column, head, head=True)
    row = 2
    for unit in sheet.units:
        for line in sheet.scores[unit.id].lines:
            top, by_hand = line.criterion, line.by_hand
            values = [words.unit_label(unit), f"{top.code} {top.name}", top.maximum]
            values += [term_text(line.term), by_hand.own, by_hand.review, line.points]
            for column, value in enumerate([*values, counts_text(line), top.note], start=1):
                _put(page, row, column, value)
            row += 1
    _widths(page, [26, 40, 10, 34, 10, 10, 10, 40, 40])
    page.freeze_panes = "C2"


def _put(
    page: Any, row: int, column: int, value: Any, *, head: bool = False, places: str = _POINTS
) -> None:
    """One cell. Only what this module writes itself runs as a formula."""
    cell = page.cell(row, column)
    is_formula = isinstance(value, Live)
    if isinstance(value, str):
        cell.value = value if is_formula else clean_text(value)
        cell.data_type = "f" if is_formula else "s"
    elif value is not None:
        cell.value = value
    is_number = isinstance(value, Decimal) or is_formula
    if is_number:
        cell.number_format = places
    cell.font = Font(name=FONT, size=11, bold=head)
    cell.border = _GRID
    text = isinstance(value, str) and not is_formula
    cell.alignment = Alignment(
        horizontal="center" if head else "left" if text else "right",
        vertical="center",
        wrap_text=True,
    )
    if head:
        cell.fill = _HEAD_FILL


def _head_rows(page: Any) -> None:
    """The heads stay on screen and repeat on paper; a criterion's name takes several lines."""
    page.freeze_panes = f"C{_FIRST}"
    page.print_title_rows = f"{_HEAD}:{_HEAD + 1}"
    page.row_dimensions[_HEAD].height = _HEAD_HEIGHT


def _widths(page: Any, widths: Iterable[float]) -> None:
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
