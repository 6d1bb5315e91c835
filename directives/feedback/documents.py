"""The annex of reported difficulties as PDF and xlsx: always in Vietnamese."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Final

from django.utils import translation

from directives.clauses.models import Directive
from directives.feedback.annex import Annex, AnnexRow, annex
from directives.feedback.selectors import annex_rows
from directives.text.typesetting import typeset
from reports.workbooks.writing import CellRole, SheetCell, SheetRow, SheetSpec, workbook_bytes

_TEMPLATE = Path(__file__).with_name("feedback.typ")

ANNEX_FORMATS: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WIDTHS: Final = (6, 26, 60, 20, 14, 50)
_LAST: Final = "F"
_HEAD: Final = 6  # the row of the table's head
_CHARACTERS: Final = 56  # of a line in the widest columns
_LINE: Final = 16


def annex_document(directive: Directive, fmt: str, today: date) -> bytes:
    """The annex of a directive; `fmt` is a key of ANNEX_FORMATS, another raises KeyError."""
    if fmt not in ANNEX_FORMATS:
        raise KeyError(fmt)
    with translation.override("vi"):
        page = annex(directive, annex_rows(directive), today)
        return annex_xlsx(page) if fmt == "xlsx" else annex_pdf(page)


def annex_pdf(page: Annex) -> bytes:
    """The annex on A4 across, since its table is wide."""
    return typeset(_TEMPLATE, "annex", asdict(page))


def annex_xlsx(page: Annex) -> bytes:
    """The same as a sheet, the clauses as rows across the table."""
    above: list[SheetRow] = [
        [SheetCell(page.head, CellRole.TITLE)],
        [SheetCell(page.title, CellRole.TITLE)],
        [SheetCell(page.subtitle, CellRole.NOTE, centred=True)],
        [SheetCell(page.attached, CellRole.NOTE, centred=True)],
        [SheetCell(page.total, CellRole.NOTE)],
        [SheetCell(head, CellRole.HEAD) for head in page.heads],
    ]
    body = tuple(_body(page))
    groups = [_HEAD + at for at, row in enumerate(body, 1) if len(row) == 1]
    heights = {
        _HEAD + at: float(_LINE * lines) for at, row in enumerate(body, 1) if (lines := _lines(row))
    }
    spec = SheetSpec(
        title=page.head,
        rows=[*above, *body],
        widths=_WIDTHS,
        heads=(_HEAD, _HEAD),
        merges=[f"A{row}:{_LAST}{row}" for row in (*range(1, _HEAD), *groups)],
        filtered=False,
        heights=heights,
    )
    return workbook_bytes([spec])


def _body(page: Annex) -> Iterator[SheetRow]:
    if not page.groups:
        yield [SheetCell(page.empty)]
    for group in page.groups:
        yield [SheetCell(group.title, CellRole.TOTAL)]
        yield from (_cells(row) for row in group.rows)


def _cells(row: AnnexRow) -> SheetRow:
    sent = f"{row.sent}\n({row.late})" if row.late else row.sent
    return [
        SheetCell(int(row.number), centred=True),
        *(SheetCell(text) for text in (row.unit, row.text, row.indicator)),
        SheetCell(sent, centred=True),
        SheetCell(row.answer),
    ]


def _lines(row: SheetRow) -> int:
    """How many lines the longest text of a row takes; 0 where the usual height is enough."""
    wide = _CHARACTERS if len(row) > 1 else sum(_WIDTHS)
    texts = (str(cell.value) for cell in row if cell is not None)
    most = max(sum(1 + len(line) // wide for line in text.split("\n")) for text in texts)
    return most if most > 1 else 0
