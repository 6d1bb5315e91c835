"""The annex that lists what units find difficult, grouped by clause, as PDF and xlsx.

Always in Vietnamese. Decree 30/2020/NĐ-CP, appendix I: the number and day of the letter it goes
with stay open until that letter is signed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from directives.clauses.models import Directive
from directives.feedback.models import Feedback
from directives.feedback.presentation import clause_title, late_text
from directives.feedback.selectors import annex_rows
from directives.text.typesetting import typeset
from reports.figures.periods import format_date
from reports.workbooks.writing import CellRole, SheetCell, SheetRow, SheetSpec, workbook_bytes

_TEMPLATE = Path(__file__).with_name("feedback.typ")
_WIDTHS: Final = (6, 26, 60, 20, 14, 50)
_LAST: Final = "F"
_HEAD: Final = 6  # the row of the table's head
_CHARACTERS: Final = 56  # of a line in the widest columns
_LINE: Final = 16


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """One difficulty; `late` and `answer` may be empty."""

    number: str
    unit: str
    indicator: str
    text: str
    sent: str
    late: str
    answer: str


@dataclass(frozen=True, slots=True)
class AnnexGroup:
    """The difficulties with one clause."""

    title: str
    rows: tuple[AnnexRow, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """The whole annex in the order it is printed."""

    head: str
    title: str
    subtitle: str
    attached: str
    total: str
    heads: tuple[str, ...]
    groups: tuple[AnnexGroup, ...]
    empty: str


def annex(directive: Directive, rows: Iterable[Feedback], today: date) -> Annex:
    """The annex of a directive; `rows` stand in the order of its clauses."""
    kept = tuple(rows)
    return Annex(
        head=_("ANNEX"),
        title=_("DIFFICULTIES AND OBSTACLES REPORTED BY UNITS"),
        subtitle=_("in carrying out %(letter)s") % {"letter": _named(directive)},
        attached=_attached(directive, today),
        total=_total(len(kept), len({row.unit_id for row in kept})),
        heads=(
            pgettext("table head", "No."),
            pgettext("table head", "Unit"),
            _("Difficulty, obstacle, proposal"),
            pgettext("table head", "Indicator"),
            _("Sent on"),
            _("Answer of the office"),
        ),
        groups=tuple(
            AnnexGroup(
                clause_title(clause),
                tuple(_row(at, row) for at, row in enumerate(rows_of_clause, 1)),
            )
            for clause, rows_of_clause in groupby(kept, key=lambda row: row.clause)
        ),
        empty=_("No unit has reported a difficulty."),
    )


def _named(directive: Directive) -> str:
    name = str(directive.title)
    return f"{name[:1].lower()}{name[1:]}" if directive.number else name


def _attached(directive: Directive, today: date) -> str:
    """ "(Kèm theo Công văn số        /UBND-VP ngày      tháng      năm 2023 của …)"."""
    return _("(With letter no. %(gap)s/%(symbol)s of %(day)s/%(month)s/%(year)s of %(office)s)") % {
        "gap": "\u00a0" * 8,
        "symbol": directive.symbol,
        "day": "\u00a0" * 5,
        "month": "\u00a0" * 5,
        "year": today.year,
        "office": directive.issuer.name,
    }


def _total(count: int, units: int) -> str:
    if not count:
        return ""
    reports = ngettext("%(n)s report", "%(n)s reports", count) % {"n": count}
    of = ngettext("of %(n)s unit", "of %(n)s units", units) % {"n": units}
    return f"{reports} {of}"


def _row(number: int, row: Feedback) -> AnnexRow:
    return AnnexRow(
        number=str(number),
        unit=row.unit.name,
        indicator=row.indicator.short_name if row.indicator else "",
        text=row.text,
        sent=format_date(localdate(row.sent_at)),
        late=late_text(row),
        answer=row.answer or _("not answered yet"),
    )


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


ANNEX_FORMATS: Final = {"pdf": annex_pdf, "xlsx": annex_xlsx}


def annex_document(directive: Directive, fmt: str, today: date) -> bytes:
    """The annex of a directive; `fmt` is a key of ANNEX_FORMATS."""
    with override("vi"):
        return ANNEX_FORMATS[fmt](annex(directive, annex_rows(directive), today))


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
