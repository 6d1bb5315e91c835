"""The ranking as xlsx and csv: one row a unit, value and place side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from directives.presentation.sheet import RowView, SheetView
from reports.workbooks import Cell, Role, Row, SheetSpec, Tone, csv_bytes, workbook_bytes

_TONES = {"ok": Tone.OK, "warn": Tone.WARN, "bad": Tone.BAD, "na": Tone.NA}


def ranking_xlsx(
    sheet: SheetView, rows: Sequence[RowView], *, title: str, notes: Iterable[str]
) -> bytes:
    """A workbook of the rows in the order given, with title, rule and source above and below."""
    head = _head(sheet)
    body = [_row(row) for row in rows]
    above: list[Row] = [[Cell(title, Role.TITLE)], []]
    below: list[Row] = [[], *([Cell(note, Role.NOTE)] for note in notes if note)]
    spec = SheetSpec(
        title=_("Ranking"),
        rows=[*above, head, *body, *below],
        widths=[8, 30, 14, *([12, 9] * len(sheet.columns)), 10],
        heads=(3, 3),
        frozen_columns=2,
        filtered=False,
    )
    return workbook_bytes([spec])


def ranking_csv(
    sheet: SheetView, rows: Sequence[RowView], *, title: str, notes: Iterable[str]
) -> bytes:
    """The same rows as csv; a table alone, since a title row would break what reads it."""
    return csv_bytes([_head(sheet), *(_row(row) for row in rows)])


def _head(sheet: SheetView) -> list[Cell]:
    names = [_("Place"), _("Unit"), _("Kind")]
    for column in sheet.columns:
        names += [column.name, _("Place")]
    return [Cell(name, Role.HEAD) for name in [*names, _("Targets met")]]


def _row(row: RowView) -> list[Cell]:
    cells = [Cell(row.place, centred=True), Cell(row.label), Cell(row.prefix)]
    for one in row.cells:
        value: Decimal | str = one.value if one.value is not None else one.text
        cells.append(Cell(value, places=one.places, tone=_TONES.get(one.tone, Tone.NONE)))
        cells.append(Cell(one.place, centred=True))
    # "2/3" would become a date in a spreadsheet that reads csv.
    score = _("%(met)s of %(of)s") % {"met": row.score.met, "of": row.score.of}
    return [*cells, Cell(score if row.score.of else "–", centred=True)]
