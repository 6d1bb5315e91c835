"""The page that a leader signs, in words and signs: PDF and Word only lay it out.

The head follows Decree 30/2020/NĐ-CP, appendix I. Everything here is made in the language that is
active, so whoever prints activates Vietnamese first, before the summary is read.
"""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directives.compliance import words
from directives.compliance.cards import CardView, cards
from directives.compliance.cells import CellView
from directives.compliance.domain import FAILING, Status
from directives.compliance.findings_presentation import FindingView, finding_views
from directives.compliance.sentence import OfficeStanding, standing
from directives.compliance.sheet import RowView, SheetView, TargetRowView, sheet
from directives.compliance.summary import Summary
from directives.text.imprint import Imprint
from directives.text.letterhead import MOTTO, NATION
from directives.text.qr import qr_svg
from directives.text.words import capitalised
from reports.figures.periods import PeriodKind, format_date, format_long_date, label

SIGNS = {
    Status.MET: "check",
    Status.EXCEEDED: "triangle",
    Status.NOT_MET: "cross",
    Status.NOT_STARTED: "ring",
}


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
    labels: dict[str, str]
    imprint: str = ""
    url: str = ""
    qr: str = ""


def paper(summary: Summary, imprint: Imprint | None = None) -> Paper:
    """The summary as a page: the units that were reported, in the official order.

    Without an `imprint` it is a draft from the figures of the moment.
    """
    table = sheet(summary)
    url = imprint.url if imprint else ""
    return Paper(
        nation=NATION,
        motto=MOTTO,
        office=summary.source.office.name.upper(),
        title=_("SUMMARY OF PERFORMANCE ON ADMINISTRATIVE REFORM TARGETS"),
        subtitle=subtitle(summary),
        standing=standing(summary),
        figures=_figures(summary),
        columns=tuple(indicator.brief_name for indicator in summary.reported),
        counts=tuple(not indicator.is_rate for indicator in summary.reported),
        targets=table.targets,
        total_label=table.total.label if table.total else "",
        total_note=table.total.note if table.total else "",
        total=tuple(_number(text, bold=True) for text in table.total.texts) if table.total else (),
        rows=tuple(_row(row) for row in table.rows),
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
    """ "6 tháng đầu năm 2023 (từ 15/12/2022 đến 14/6/2023) – nguồn: Báo cáo số 85/BC-HCC …".

    With it the one thing that no print may leave out: that a draft judges.
    """
    period, report = summary.source.period, summary.report
    text = label(period, "vi")
    if period.kind is not PeriodKind.CUSTOM:
        text += " " + _("(from %(start)s to %(end)s)") % {
            "start": format_date(period.start),
            "end": format_date(period.end),
        }
    if report is not None:
        named = words.report_text(replace(report, issuer=""))
        text += " – " + _("source: %(report)s") % {"report": named}
    return ". ".join(filter(None, (text, words.trial_text(summary.source.directive))))


def closing_notes(summary: Summary) -> tuple[str, ...]:
    """For the end of the table: which figures are not the report's, and who had more time."""
    own = words.own_text(summary.source)
    own = f"{capitalised(own)}." if own else ""
    return tuple(filter(None, (own, words.extensions_text(summary.source))))


def place_and_date(summary: Summary) -> str:
    """ "Vĩnh Linh, ngày    tháng 6 năm 2023": the day is written by hand when it is signed."""
    directive, report = summary.source.directive, summary.source.report
    place = directive.place if directive else summary.source.office.short_name
    month = report.issued_on if report and report.issued_on else summary.source.period.end
    # A paper is not older than its figures: a directive of years ago does not date it.
    if directive is not None and directive.issued_month >= summary.source.period.end.replace(day=1):
        month = directive.issued_month
    return f"{place}, {format_long_date(None, month.month, month.year)}"


def _labels() -> dict[str, str]:
    return {
        "number": pgettext("table head", "No."),
        "unit": pgettext("table head", "Unit"),
        "met": pgettext("table head", "Met"),
        "missing": pgettext("table head", "Still missing (points)"),
        "approver": _("APPROVED BY"),
        "sign_here": _("(Signature, full name)"),
        "page": _("Page {page}/{pages}"),
    }


def _figures(summary: Summary) -> tuple[KeyFigure, ...]:
    """In the order of the table's columns, which is the letter's."""
    made = sorted(cards(summary), key=lambda card: summary.reported.index(card.indicator))
    return tuple(map(_figure, made))


def _figure(card: CardView) -> KeyFigure:
    beside = card.target if card.indicator.is_rate else card.share
    rank = words.rank_text(card.published)
    return KeyFigure(
        name=card.indicator.short_name,
        value=card.text,
        unit=card.indicator.unit_of_measure,
        lines=tuple(text for text in (beside, card.chip) if text),
        rank=_("Place %(rank)s among the districts") % {"rank": rank} if rank else "",
    )


def _row(row: RowView) -> PaperRow:
    judged = bool(row.score.of)
    return PaperRow(
        number=row.number,
        prefix=row.prefix,
        name=row.unit.short_name,
        cells=tuple(_cell(cell) for cell in row.cells),
        met=str(row.score.met) if judged else "",
        of=str(row.score.of) if judged else "",
        missing=row.missing,
    )


def _cell(view: CellView) -> PaperCell:
    failing = view.status in FAILING
    sign = SIGNS.get(view.status, "") if view.status else ""
    mark = words.OWN_MARK if view.own else ""
    if not view.valued:
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
        Mark(sign, words.status_word(status), status in FAILING)
        for status, sign in SIGNS.items()
        if status in present
    )


def imprint_line(imprint: Imprint | None) -> str:
    """How a print leads back to what was published: "Mã bản in VL-2023-H1 · bản công bố 1 · mã
    kiểm 7F3A-91C2. Quét mã …", or "Dự thảo"."""
    if imprint is None:
        return _("Draft, not published")
    return _(
        "Print %(number)s · publication %(version)s · check code %(checksum)s. "
        "Scan the code to compare with what is kept."
    ) % {
        "number": imprint.number,
        "version": imprint.version,
        "checksum": imprint.checksum,
    }
