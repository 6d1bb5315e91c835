"""The desk as a workbook: every unit of a round with its own last day, and how it stands."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from reports.figures.periods import format_date
from reports.rounds.desk_presentation import desk_row, headline
from reports.rounds.desk_selectors import DeskLine
from reports.rounds.domain import DeskStatus
from reports.rounds.models import Round
from reports.workbooks.writing import CellRole, SheetCell, SheetRow, SheetSpec, Tone, workbook_bytes

_WIDTHS: Final = (5, 32, 14, 12, 16, 34, 8, 9, 9, 14, 8, 12)
_HEAD: Final = 4


def desk_xlsx(round_: Round, lines: Sequence[DeskLine], today: date) -> bytes:
    """The given lines of a round in their order; nothing in the file is a formula."""
    rows: list[SheetRow] = [
        [SheetCell(_("Figures sent for %(period)s") % {"period": round_.period}, CellRole.TITLE)],
        [SheetCell(_due_text(round_, today), CellRole.NOTE, centred=True)],
        [SheetCell("".join(_spaced(headline(lines))), CellRole.NOTE, centred=True)],
        [SheetCell(text, CellRole.HEAD) for text in _heads()],
        *(_row(number, line) for number, line in enumerate(lines, start=1)),
    ]
    last = get_column_letter(len(_WIDTHS))
    spec = SheetSpec(
        title=_("Figures sent"),
        rows=rows,
        widths=_WIDTHS,
        heads=(_HEAD, _HEAD),
        merges=[f"A{row}:{last}{row}" for row in range(1, _HEAD)],
        frozen_columns=2,
        heights={_HEAD: 34},
    )
    return workbook_bytes([spec])


def _due_text(round_: Round, today: date) -> str:
    values = {"due": format_date(round_.deadline), "today": format_date(today)}
    return _("Due by %(due)s; as of %(today)s") % values


def _spaced(parts: Sequence[str]) -> list[str]:
    sent, count, names = parts
    return [sent, f" {count}: " if count else "", names]


def _heads() -> tuple[str, ...]:
    return (
        _("No."),
        _("Unit"),
        _("Kind"),
        _("Due by"),
        _("Figures sent"),
        _("More"),
        _("Days late"),
        _("Filled in"),
        _("Of"),
        _("Judged"),
        _("Times reminded"),
        _("Last reminded"),
    )


def _row(number: int, line: DeskLine) -> SheetRow:
    shown = desk_row(line)
    none_needed = line.status is DeskStatus.NOTHING
    last = line.reminded.last
    return [
        SheetCell(number, centred=True),
        SheetCell(line.unit.name),
        SheetCell(line.unit.get_kind_display()),
        SheetCell(line.due),
        SheetCell(str(shown.look.word), tone=Tone(shown.look.tone)),
        SheetCell(shown.fact),
        SheetCell(line.late or None),
        SheetCell(None if none_needed else line.cells.filled),
        SheetCell(None if none_needed else line.cells.of),
        SheetCell(str(shown.review.word) if shown.review else None),
        SheetCell(line.reminded.times),
        SheetCell(timezone.localdate(last) if last else None),
    ]
