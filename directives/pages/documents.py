"""The ranking as xlsx and csv: one row a unit, value and place side by side."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from directives.compliance.sheet import RowView, SheetView
from directives.compliance.words import OWN_MARK, kind_word, unit_label
from reports.workbooks.writing import (
    CellRole,
    SheetCell,
    SheetRow,
    SheetSpec,
    Tone,
    csv_bytes,
    workbook_bytes,
)

_FIXED = [22, 8, 30, 14]  # widths of pool, place, unit, kind
_HEAD_HEIGHT = 62


def ranking_xlsx(
    sheet: SheetView,
    rows: Sequence[tuple[str, RowView]],
    *,
    title: str,
    notes: Iterable[str],
    change: str = "",
) -> bytes:
    """A workbook of the rows in the order given, each with the name of its pool.

    Title above, rules and source below the table. `change` is the head of the columns that tell how
    figures moved; without it there are none.
    """
    each = [12, 9, 12] if change else [12, 9]
    widths = [*_FIXED, *(each * len(sheet.columns)), 12]
    last = get_column_letter(len(widths))
    spec = SheetSpec(
        title=_("Ranking"),
        rows=[
            [SheetCell(title, CellRole.TITLE)],
            [],
            _head(sheet, change),
            *(_row(pool, row, moved=bool(change)) for pool, row in rows),
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
    sheet: SheetView,
    rows: Sequence[tuple[str, RowView]],
    *,
    trial: str = "",
    change: str = "",
) -> bytes:
    """The same rows as csv; a table alone, since a title row would break what reads it: that a
    draft judges stands in a column of its own."""
    marked = any(cell.own for _pool, row in rows for cell in row.cells)
    head = [*_head(sheet, change), *([SheetCell(_("The unit's own figures"))] if marked else [])]
    body = [
        [*_row(pool, row, moved=bool(change)), *([_own_names(row)] if marked else [])]
        for pool, row in rows
    ]
    if trial:
        head.append(SheetCell(_("Trial")))
        body = [[*row, SheetCell(trial)] for row in body]
    return csv_bytes([head, *body])


def _own_names(row: RowView) -> SheetCell:
    """Which figures the unit gave itself: a mark at a number would make it a text in csv."""
    return SheetCell(", ".join(cell.indicator.short_name for cell in row.cells if cell.own))


def _head(sheet: SheetView, change: str) -> list[SheetCell]:
    names = [_("Ranked among"), _("Place"), _("Unit"), _("Kind")]
    for column in sheet.columns:
        beside = [_("Place"), *([change] if change else [])]
        names += [column.name, *(f"{head}: {column.short_name}" for head in beside)]
    return [SheetCell(name, CellRole.HEAD) for name in [*names, _("Targets met")]]


def _row(pool: str, row: RowView, *, moved: bool) -> SheetRow:
    cells = [
        SheetCell(pool),
        _place(row.place),
        SheetCell(unit_label(row.unit)),
        SheetCell(kind_word(row.unit.kind)),
    ]
    for cell in row.cells:
        value = cell.figure.value if cell.valued else cell.text
        tone, mark = Tone(cell.tone), OWN_MARK if cell.own else ""
        cells.append(SheetCell(value, places=cell.figure.places, tone=tone, mark=mark))
        cells.append(_place(cell.place))
        if moved:
            cells.append(SheetCell(cell.change.difference if cell.change else None))
    # "2/3" would become a date in a spreadsheet that reads csv.
    score = _("%(met)s of %(of)s") % {"met": row.score.met, "of": row.score.of}
    return [*cells, SheetCell(score if row.score.of else "–", centred=True)]


def _place(text: str) -> SheetCell:
    """A place alone is a number to reckon with, a shared one ("6–13") a text."""
    return SheetCell(int(text) if text.isdigit() else text, centred=True)
