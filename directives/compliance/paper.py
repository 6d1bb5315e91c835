"""The page that a leader signs, in words and signs: PDF and Word only lay it out.

The head follows Decree 30/2020/NĐ-CP, appendix I. Everything here is made in the language that is
active, so whoever prints activates Vietnamese first, before the summary is read.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directives.compliance import words
from directives.compliance.cards import CardView, cards
from directives.compliance.cells import CellView
from directives.compliance.domain import Status
from directives.compliance.findings_presentation import FindingView, finding_views
from directives.compliance.sentence import OfficeStanding, standing
from directives.compliance.sheet import RowView, SheetView, TargetRowView, missing_text, sheet
from directives.compliance.summary import Summary, UnitLine
from directives.text.imprint import Imprint
from directives.text.imprint_presentation import imprint_line
from directives.text.letterhead import MOTTO, NATION
from directives.text.qr import qr_svg
from directives.text.words import capitalised
from reports.figures.figures import Measure
from reports.figures.periods import PeriodKind, format_date, format_long_date, label

_SIGNS = {
    Status.MET.value: "check",
    Status.EXCEEDED.value: "triangle",
    Status.NOT_MET.value: "cross",
    Status.NOT_STARTED.value: "ring",
}
FAILING = frozenset({Status.NOT_MET.value, Status.NOT_STARTED.value})


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the published figures on top, with up to two lines under it."""

    name: str
    value: str
    unit: str
    lines: tuple[str, ...]
    rank: str


@dataclass(frozen=True, slots=True)
class PaperCell:
    """One cell: a number as `whole` and `fraction` (",29"), or a `word`; `sign` may be empty.

    A failing cell is bold on grey, so that it survives a photocopy; `word` needs no sign beside it
    to be understood. `mark` ("*") tells that the unit gave the figure itself.
    """

    whole: str = ""
    fraction: str = ""
    word: str = ""
    sign: str = ""
    failing: bool = False
    bold: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One unit; `met` is empty where no target could be judged."""

    number: int
    prefix: str
    name: str
    cells: tuple[PaperCell, ...]
    met: str
    of: str
    missing: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign of the table and what it means."""

    sign: str
    word: str
    failing: bool


@dataclass(frozen=True, slots=True)
class Labels:
    number: str
    unit: str
    met: str
    missing: str
    approver: str
    sign_here: str
    page: str


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole page; `imprint` stands at its foot, `qr` (SVG) is empty in a draft."""

    nation: str
    motto: str
    office: str
    title: str
    subtitle: str
    standing: OfficeStanding
    figures: tuple[KeyFigure, ...]
    columns: tuple[str, ...]
    counts: tuple[bool, ...]
    targets: tuple[TargetRowView, ...]
    total_label: str
    total_note: str
    total: tuple[PaperCell, ...]
    rows: tuple[PaperRow, ...]
    legend: tuple[Mark, ...]
    notes: tuple[str, ...]
    findings: tuple[FindingView, ...]
    place_and_date: str
    labels: Labels
    imprint: str = ""
    url: str = ""
    qr: str = ""


def paper(summary: Summary, imprint: Imprint | None = None) -> Paper:
    """The summary as a page: the units that were reported, in the official order.

    Without an `imprint` it is a draft from the figures of the moment.
    """
    table = sheet(summary)
    url = imprint.url if imprint else ""
    lines = {line.unit.code: line for line in summary.reported_lines}
    return Paper(
        nation=NATION,
        motto=MOTTO,
        office=summary.source.office.name.upper(),
        title=_("SUMMARY OF PERFORMANCE ON ADMINISTRATIVE REFORM TARGETS"),
        subtitle=subtitle(summary),
        standing=standing(summary),
        figures=_figures(summary),
        columns=tuple(indicator.brief_name for indicator in summary.reported),
        counts=tuple(indicator.measure is Measure.COUNT for indicator in summary.reported),
        targets=table.targets,
        total_label=table.total.label if table.total else "",
        total_note=table.total.note if table.total else "",
        total=tuple(_number(text, bold=True) for text in table.total.texts) if table.total else (),
        rows=tuple(_row(row, lines[row.code], summary) for row in table.rows),
        legend=_legend(table),
        notes=(*table.notes, *closing_notes(summary)),
        findings=finding_views(summary),
        place_and_date=place_and_date(summary),
        labels=_labels(),
        imprint=imprint_line(imprint),
        url=url,
        qr=qr_svg(url) if url else "",
    )


def subtitle(summary: Summary) -> str:
    """ "6 tháng đầu năm 2023 (từ 15/12/2022 đến 14/6/2023) – nguồn: Báo cáo số 85/BC-HCC …"."""
    period, report = summary.source.period, summary.source.report
    text = label(period, "vi")
    if period.kind is not PeriodKind.CUSTOM:
        text += " " + _("(from %(start)s to %(end)s)") % {
            "start": format_date(period.start),
            "end": format_date(period.end),
        }
    if report is not None:
        named = words.report_text(replace(report, issuer=""))
        text += " – " + _("source: %(report)s") % {"report": named}
    return text


def closing_notes(summary: Summary) -> tuple[str, ...]:
    """For the end of the table: which figures are not the report's, and who had more time."""
    own = words.own_text(summary.source)
    own = f"{capitalised(own)}." if own else ""
    return tuple(filter(None, (own, words.extensions_text(summary.source))))


def place_and_date(summary: Summary) -> str:
    """ "Vĩnh Linh, ngày    tháng 6 năm 2023": the day is written by hand when it is signed."""
    directive, report = summary.source.directive, summary.source.report
    place = directive.place if directive else summary.source.office.short_name
    month: date = summary.source.period.end
    if report is not None and report.issued_on:
        month = report.issued_on
    # A paper is not older than its figures: a directive of years ago does not date it.
    if directive is not None and directive.issued_month >= summary.source.period.end.replace(day=1):
        month = directive.issued_month
    return f"{place}, {format_long_date(None, month.month, month.year)}"


def _labels() -> Labels:
    return Labels(
        number=pgettext("table head", "No."),
        unit=pgettext("table head", "Unit"),
        met=pgettext("table head", "Met"),
        missing=pgettext("table head", "Still missing (points)"),
        approver=_("APPROVED BY"),
        sign_here=_("(Signature, full name)"),
        page=_("Page {page}/{pages}"),
    )


def _figures(summary: Summary) -> tuple[KeyFigure, ...]:
    """In the order of the table's columns, which is the letter's."""
    made = {card.code: card for card in cards(summary)}
    return tuple(
        _figure(made[indicator.code], indicator.measure)
        for indicator in summary.reported
        if indicator.code in made
    )


def _figure(card: CardView, measure: Measure) -> KeyFigure:
    beside = card.share if measure is Measure.COUNT else card.target
    rank = f"{card.rank}/{card.out_of}" if card.out_of else str(card.rank or "")
    return KeyFigure(
        name=card.name,
        value=card.text,
        unit=card.unit,
        lines=tuple(text for text in (beside, card.chip) if text),
        rank=_("Place %(rank)s among the districts") % {"rank": rank} if rank else "",
    )


def _row(row: RowView, line: UnitLine, summary: Summary) -> PaperRow:
    judged = bool(row.score.of)
    return PaperRow(
        number=row.number or 0,
        prefix=row.prefix,
        name=row.name,
        cells=tuple(_cell(cell) for cell in row.cells),
        met=str(row.score.met) if judged else "",
        of=str(row.score.of) if judged else "",
        missing=missing_text(line.compliance, summary.reported),
    )


def _cell(view: CellView) -> PaperCell:
    failing = view.status in FAILING
    sign = _SIGNS.get(view.status, "")
    mark = words.OWN_MARK if view.own else ""
    if not view.has_value:
        return PaperCell(word=view.short, sign=sign, failing=failing, mark=mark)
    number = _number(view.text, bold=failing or view.alarm)
    return replace(number, sign=sign, failing=failing, mark=mark)


def _number(text: str, *, bold: bool = False) -> PaperCell:
    whole, comma, fraction = text.partition(",")
    return PaperCell(whole=whole, fraction=comma + fraction, bold=bold)


def _legend(table: SheetView) -> tuple[Mark, ...]:
    """The signs that occur, best first."""
    present = {cell.status for row in table.rows for cell in row.cells}
    return tuple(
        Mark(sign, words.status_word(Status(status)), status in FAILING)
        for status, sign in _SIGNS.items()
        if status in present
    )
