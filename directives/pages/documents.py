"""The ranking as xlsx and csv: one row a unit, value and place side by side."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from directives.compliance.sheet import RowView, SheetView
from directives.compliance.words import OWN_MARK, kind_word
from reports.workbooks.writing import (
    CellRole,
    SheetCell,
    SheetRow,
    SheetSpec,
    Tone,
    csv_bytes,
    workbook_bytes,
)

_TONES = {"ok": Tone.OK, "warn": Tone.WARN, "bad": Tone.BAD, "na": Tone.NA}
_FIXED = [22, 8, 30, 14]  # widths of pool, place, unit, kind
_HEAD_HEIGHT = 62


def ranking_xlsx(
    sheet: SheetView, rows: Sequence[tuple[str, RowView]], *, title: str, notes: Iterable[str]
) -> bytes:
    """A workbook of the rows in the order given, each with the name of its pool.

    Title above, rules and source below the table.
    """
    widths = [*_FIXED, *([12, 9] * len(sheet.columns)), 12]
    last = get_column_letter(len(widths))
    spec = SheetSpec(
        title=_("Ranking"),
        rows=[
            [SheetCell(title, CellRole.TITLE)],
            [],
            _head(sheet),
            *(_row(pool, row) for pool, row in rows),
            [],
            *([SheetCell(note, CellRole.NOTE)] for note in notes if note),
        ],
        widths=widths,
        heads=(3, 3),
        merges=[f"A1:{last}1"],
        heights={3: _HEAD_HEIGHT},
        frozen_columns=3,
        filtered=False,
    )
    return workbook_bytes([spec])


def ranking_csv(
    sheet: SheetView, rows: Sequence[tuple[str, RowView]], *, title: str, notes: Iterable[str]
) -> bytes:
    """The same rows as csv; a table alone, since a title row would break what reads it."""
    marked = any(cell.own for _pool, row in rows for cell in row.cells)
    head = [*_head(sheet), SheetCell(_own_head())] if marked else _head(sheet)
    body = ([*_row(pool, row), *([_own_names(sheet, row)] if marked else [])] for pool, row in rows)
    return csv_bytes([head, *body])


def _own_head() -> str:
    return _("The unit's own figures")


def _own_names(sheet: SheetView, row: RowView) -> SheetCell:
    """Which figures the unit gave itself: a mark at a number would make it a text in csv."""
    names = [head.short for head, cell in zip(sheet.columns, row.cells, strict=True) if cell.own]
    return SheetCell(", ".join(names))


def _head(sheet: SheetView) -> list[SheetCell]:
    names = [_("Ranked among"), _("Place"), _("Unit"), _("Kind")]
    for column in sheet.columns:
        names += [column.name, _("Place")]
    return [SheetCell(name, CellRole.HEAD) for name in [*names, _("Targets met")]]


def _row(pool: str, row: RowView) -> SheetRow:
    cells = [
        SheetCell(pool),
        _place(row.place),
        SheetCell(row.label),
        SheetCell(kind_word(row.kind)),
    ]
    for cell in row.cells:
        value: Decimal | str = cell.value if cell.value is not None else cell.text
        tone, mark = _TONES.get(cell.tone, Tone.NONE), OWN_MARK if cell.own else ""
        cells.append(SheetCell(value, places=cell.places, tone=tone, mark=mark))
        cells.append(_place(cell.place))
    # "2/3" would become a date in a spreadsheet that reads csv.
    score = _("%(met)s of %(of)s") % {"met": row.score.met, "of": row.score.of}
    return [*cells, SheetCell(score if row.score.of else "–", centred=True)]


def _place(text: str) -> SheetCell:
    """A place alone is a number to reckon with, a shared one ("6–13") a text."""
    return SheetCell(int(text) if text.isdigit() else text, centred=True)
