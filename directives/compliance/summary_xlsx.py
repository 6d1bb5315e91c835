"""The summary as an Excel appendix: every unit and every target, numbers as numbers."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl.utils import get_column_letter

from directives.compliance import words
from directives.compliance.cells import CellView
from directives.compliance.domain import FAILING
from directives.compliance.paper import closing_notes, imprint_line, subtitle
from directives.compliance.sheet import RowView, SheetView, TotalRowView, sheet
from directives.compliance.summary import Summary
from directives.text.imprint import Imprint
from directives.text.qr import qr_png
from directives.text.sentences import in_sentence
from reports.workbooks.writing import CellRole, SheetCell, SheetRow, SheetSpec, Tone, workbook_bytes

_BEFORE = 2  # columns before the figures: number, unit
_AFTER = 3  # columns after them: targets met, targets judged, what is missing
_TOP, _BOTTOM = 5, 6  # rows of the table's head


def xlsx_bytes(summary: Summary, imprint: Imprint | None = None) -> bytes:
    """The table with all units that have a target or a figure.

    First the figures, as numbers with the source's decimals or their state in words; this part is
    printed. To the right of it the verdicts in words, to filter by.
    """
    return workbook_bytes([_spec(summary, sheet(summary, every_target=True), imprint)])


def _spec(summary: Summary, table: SheetView, imprint: Imprint | None) -> SheetSpec:
    count = len(table.columns)
    printed = _BEFORE + count + _AFTER
    rows: list[SheetRow] = [*_titles(summary), *_heads(table), *_targets(table)]
    if table.total:
        rows.append(_total(table.total))
    rows += [_unit(row) for row in table.rows]
    url = imprint.url if imprint else ""
    texts = (*table.notes, *closing_notes(summary), *filter(None, (imprint_line(imprint), url)))
    notes: list[SheetRow] = [[SheetCell(text, CellRole.NOTE)] for text in texts]
    return SheetSpec(
        title=_("Compliance"),
        rows=[*rows, [], *notes],
        widths=[5, 32, *[14.5] * count, 6, 6, 44, *[17] * count],
        heads=(_TOP, _BOTTOM),
        merges=[*_title_merges(printed), *_head_merges(count)],
        frozen_columns=_BEFORE,
        filtered=False,
        heights={_TOP: 34, _BOTTOM: 34},
        printed_columns=printed,
        picture=qr_png(url) if url else None,
    )


def _titles(summary: Summary) -> list[SheetRow]:
    report, directive = summary.report, summary.source.directive
    basis = [words.report_text(report)] if report else []
    if directive is not None:
        basis.append(in_sentence(words.held_text(directive)))
    return [
        [SheetCell(summary.source.office.name, CellRole.NOTE)],
        [SheetCell(_("SUMMARY OF PERFORMANCE ON ADMINISTRATIVE REFORM TARGETS"), CellRole.TITLE)],
        [SheetCell(subtitle(summary), CellRole.NOTE, centred=True)],
        [SheetCell("; ".join(basis), CellRole.NOTE, centred=True)],
    ]


def _title_merges(printed: int) -> list[str]:
    last = get_column_letter(printed)
    return [f"A{row}:{last}{row}" for row in range(2, _TOP)]


def _heads(table: SheetView) -> list[SheetRow]:
    first = [
        pgettext("table head", "No."),
        pgettext("table head", "Unit"),
        *(column.name for column in table.columns),
        pgettext("table head", "Met"),
        pgettext("table head", "Of"),
        pgettext("table head", "Still missing (points)"),
        pgettext("table head", "Verdict"),
        *[""] * (len(table.columns) - 1),
    ]
    under = [""] * (_BEFORE + len(table.columns) + _AFTER)
    second = [*under, *(column.short_name for column in table.columns)]
    return [[SheetCell(text or None, CellRole.HEAD) for text in texts] for texts in (first, second)]


def _head_merges(count: int) -> list[str]:
    printed = _BEFORE + count + _AFTER
    letters = [get_column_letter(number) for number in range(1, printed + count + 1)]
    merges = [f"{letter}{_TOP}:{letter}{_BOTTOM}" for letter in letters[:printed]]
    if count > 1:
        merges.append(f"{letters[printed]}{_TOP}:{letters[-1]}{_TOP}")
    return merges


def _targets(table: SheetView) -> list[SheetRow]:
    blank = SheetCell(None, CellRole.TARGET)
    return [
        [
            blank,
            SheetCell(row.label, CellRole.TARGET),
            *(SheetCell(text or None, CellRole.TARGET, centred=True) for text in row.texts),
            blank,
            blank,
            SheetCell(row.clauses, CellRole.TARGET),
        ]
        for row in table.targets
    ]


def _total(total: TotalRowView) -> SheetRow:
    blank = SheetCell(None, CellRole.TOTAL)
    return [
        blank,
        SheetCell(total.label, CellRole.TOTAL),
        *(SheetCell(figure.value, CellRole.TOTAL, figure.places) for _, figure in total.figures),
        blank,
        blank,
        SheetCell(total.note, CellRole.TARGET),
    ]


def _unit(row: RowView) -> SheetRow:
    judged = bool(row.score.of)
    return [
        SheetCell(row.number, centred=True),
        SheetCell(words.unit_label(row.unit)),
        *map(_figure, row.cells),
        SheetCell(row.score.met if judged else None, centred=True),
        SheetCell(row.score.of if judged else None, centred=True),
        SheetCell(row.missing or None),
        *map(_verdict, row.cells),
    ]


def _figure(view: CellView) -> SheetCell:
    """Bold where a target is missed, since colour does not survive a photocopy."""
    return SheetCell(
        view.figure.value if view.valued else view.text or None,
        places=view.figure.places,
        tone=Tone(view.tone),
        centred=not view.valued,
        bold=view.status in FAILING,
        mark=words.OWN_MARK if view.own else "",
    )


def _verdict(view: CellView) -> SheetCell:
    return SheetCell(view.word or None, tone=Tone(view.tone))
