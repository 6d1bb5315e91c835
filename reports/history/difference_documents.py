"""The differences of a period as an Excel file: figures as numbers, texts that nothing runs."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.figures.figures import Figure
from reports.figures.period_models import Period
from reports.figures.presentation import figure_text
from reports.history.difference_presentation import gap_text, state_text
from reports.history.difference_selectors import DifferenceLine
from reports.workbooks.writing import CellRole, SheetCell, SheetRow, SheetSpec, Tone, workbook_bytes

_WIDTHS = (30, 26, 14, 14, 12, 18, 34, 16, 40, 24, 18)
_TONES = {"open": Tone.WARN, "corrected": Tone.OK, "disputed": Tone.BAD}
_HEAD = 3


def difference_workbook(period: Period, lines: Iterable[DifferenceLine]) -> bytes:
    """One line for each figure, in the order given, the gap as a number where there is one."""
    rows: list[SheetRow] = [[SheetCell(_title(period), CellRole.TITLE)], [], _heads()]
    rows += [_row(line) for line in lines]
    spec = SheetSpec(
        title=_("Differences"),
        rows=rows,
        widths=_WIDTHS,
        heads=(_HEAD, _HEAD),
        merges=["A1:K1"],
        frozen_columns=2,
        heights={_HEAD: 34},
    )
    return workbook_bytes([spec])


def _title(period: Period) -> str:
    return _("Provincial figures and the units' own, %(period)s") % {"period": period.label}


def _heads() -> list[SheetCell]:
    names = (
        pgettext("table head", "Unit"),
        _("Indicator"),
        _("Provincial report"),
        _("The unit itself"),
        _("Difference"),
        _("Comparison"),
        _("The unit's reason"),
        _("State"),
        _("Note on the difference"),
        _("Written by"),
        pgettext("time", "At"),
    )
    return [SheetCell(name, CellRole.HEAD) for name in names]


def _row(line: DifferenceLine) -> SheetRow:
    gap, word = line.comparison.gap, line.difference
    return [
        SheetCell(line.unit.name),
        SheetCell(line.indicator.short_name),
        _figure(line.province),
        _figure(line.own),
        SheetCell(gap, places=_gap_places(gap)),
        SheetCell(gap_text(line.comparison, line.indicator)),
        SheetCell(line.reason or None),
        SheetCell(state_text(line.state) or None, tone=_TONES.get(line.state, Tone.NONE)),
        SheetCell(word.note or None if word else None),
        SheetCell(str(word.by or "") or None if word else None),
        SheetCell(f"{timezone.localtime(word.at):%H:%M %d/%m/%Y}" if word else None),
    ]


def _gap_places(gap: Decimal | None) -> int:
    """Two decimals, or as many as a smaller gap needs not to show as none."""
    if gap is None or gap == gap.to_integral_value():
        return 0
    return max(2, -gap.adjusted())


def _figure(figure: Figure | None) -> SheetCell:
    """A value with the decimals of its source; a state in words."""
    if figure is None or figure.value is None:
        return SheetCell(figure_text(figure), centred=True)
    return SheetCell(figure.value, places=figure.places)
