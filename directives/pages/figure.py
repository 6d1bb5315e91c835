"""One figure explained: how far from its target, where from, by which formula, and its history."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from directives.compliance import words
from directives.compliance.cells import CellView, cell
from directives.compliance.source import IndicatorRef
from directives.compliance.summary import Summary, UnitLine
from directives.compliance.totals import how_made, office_figure
from reports.figures.figures import Figure, State
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.record_models import Record, RecordChange, Source
from reports.history.difference_models import Difference
from reports.history.difference_presentation import size_text, state_text
from reports.history.difference_selectors import state_now
from reports.history.differences import Agreement, Comparison, compare
from reports.history.provenance import FigureOrigin, SourceFigure
from units.models import User


@dataclass(frozen=True, slots=True)
class SourceView:
    """What one source says. `in_use` is the one that is ranked; whether run and file may be opened
    is decided by the page. `uploader` is "" where the same person wrote the figure."""

    row: SourceFigure
    text: str
    in_use: bool
    report: str
    place: str
    counts: str
    by: str
    uploader: str
    from_blank: str


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """How the two sources stand to each other, and what was said of it."""

    title: str
    beyond: bool
    state: str
    answer: Difference | None


@dataclass(frozen=True, slots=True)
class HistoryStep:
    row: RecordChange
    by: str
    old: str
    new: str
    place: str
    own_source: bool


@dataclass(frozen=True, slots=True)
class FigurePage:
    """All that the page of one figure shows; `cell` is None where nothing is judged.

    `counts` are those behind a rate, `made` tells how an office's own figure came about.
    """

    text: str
    unit_of_measure: str
    cell: CellView | None
    published: bool
    place: str
    blank: str
    difference: DifferenceView | None
    sources: tuple[SourceView, ...]
    counts: str
    steps: tuple[HistoryStep, ...]
    made: tuple[str, ...] = ()


def figure_page(
    summary: Summary, line: UnitLine | None, indicator: Indicator, provenance: FigureOrigin
) -> FigurePage:
    """The page of a figure; `line` is None for the office's own, which carries no verdict."""
    ref = next(known for known in summary.indicators if known.code == indicator.code)
    own = line is None
    figure = provenance.official.record.figure if provenance.official else None
    if figure is None and own:
        figure = office_figure(summary, ref)
    judged = cell(line, ref) if line and ref.code in line.cells else None
    return FigurePage(
        text=words.figure_text(figure) if figure else words.state_word(State.NOT_REPORTED),
        unit_of_measure=ref.unit_of_measure if figure and figure.value is not None else "",
        cell=judged,
        published=own and ref.code in summary.source.published,
        place=_place(line, ref),
        blank=_blank_text(figure),
        difference=_difference(provenance, indicator),
        sources=tuple(_source(source, provenance, ref) for source in provenance.sources.values()),
        counts=_counts(figure) if figure else "",
        steps=tuple(_step(change) for change in provenance.changes),
        made=tuple(how_made(summary, ref, _official_place(provenance))) if own else (),
    )


def _official_place(provenance: FigureOrigin) -> str:
    """The cell of the figure in use."""
    return _file_place(provenance.official.record) if provenance.official else ""


def _place(line: UnitLine | None, indicator: IndicatorRef) -> str:
    place = line.places.get(indicator.code) if line else None
    if place is None or place.first is None:
        return ""
    text = _("place %(place)s of %(total)s")
    return text % {"place": words.place_text(place), "total": place.pool}


def _blank_text(figure: Figure | None) -> str:
    """What it means that there is no value; "" where there is one."""
    if figure is None:
        return _("No source has given a figure for this period yet.")
    return {
        State.VALUE: "",
        State.NOT_STARTED: _(
            "The report leaves the cell empty, and for this indicator that means: not started. "
            "It counts as not met where a target has a number."
        ),
        State.NOT_REPORTED: _(
            "The report leaves the cell empty and does not say why. It is not taken for 0 and "
            "is not judged."
        ),
        State.NO_CASES: _("No cases arose in the period, so there is nothing to judge."),
        State.EXEMPT: _("The unit is not assessed on this indicator."),
    }[figure.state]


def _difference(provenance: FigureOrigin, indicator: Indicator) -> DifferenceView | None:
    """How the two sources stand to each other, None where there is only one."""
    if len(provenance.sources) < 2:
        return None
    comparison = compare(
        provenance.of(Source.PROVINCE), provenance.of(Source.UNIT), indicator.tolerance
    )
    stored = (source for source in provenance.sources.values() if not source.is_counted)
    changed_at = max(source.record.updated_at for source in stored)
    return DifferenceView(
        title=_difference_title(comparison, indicator),
        beyond=comparison.is_beyond,
        state=state_text(state_now(comparison, provenance.difference, changed_at)),
        answer=provenance.difference,
    )


def _difference_title(comparison: Comparison, indicator: Indicator) -> str:
    if comparison.gap is not None:
        return _("Two sources, %(gap)s apart") % {"gap": size_text(abs(comparison.gap), indicator)}
    return {
        Agreement.MATCH: _("Two sources that agree"),
        Agreement.STATES_DIFFER: _("Two sources that say different things"),
    }.get(comparison.outcome, _("Two sources, only one with a figure"))


def _source(source: SourceFigure, provenance: FigureOrigin, indicator: IndicatorRef) -> SourceView:
    record, figure = source.record, source.record.figure
    text = words.figure_text(figure)
    return SourceView(
        row=source,
        text=words.with_unit(text, indicator) if figure.value is not None else text,
        in_use=source is provenance.official,
        report=_report_text(record),
        place=_file_place(record),
        counts=_counts(figure),
        by=_who(record.updated_by, record.import_run),
        uploader=_uploader(record),
        from_blank=_zero_text(source),
    )


def _who(user: User | None, run: ImportRun | None) -> str:
    """Who wrote a figure; without a person the way that its file came by."""
    if user or run is None or run.origin == ImportRun.Origin.WEB:
        return str(user or "")
    return run.get_origin_display()


def _uploader(record: Record) -> str:
    """Who sent the file, where that is another than who wrote the figure."""
    sent = record.import_run.uploaded_by if record.import_run else None
    return str(sent or "") if sent != record.updated_by else ""


def _report_text(record: Record) -> str:
    if record.report is None:
        return ""
    return record.report.number or _("without a number")


def _zero_text(source: SourceFigure) -> str:
    """A 0 that was not written in the file, but follows from its total."""
    if source.surroundings is None or source.record.value != 0:
        return ""
    if any(letter.isdigit() for letter in source.surroundings.raw):
        return ""
    return _("The cell is empty in the file; it is read as 0 since the column then adds up.")


def _file_place(written: Record | RecordChange) -> str:
    sheet, address = written.sheet, written.cell
    return f"{sheet}!{address}" if sheet and address else address


def _counts(figure: Figure) -> str:
    if figure.numerator is None or figure.denominator is None:
        return ""
    return f"{words.whole_number(figure.numerator)} / {words.whole_number(figure.denominator)}"


def _step(change: RecordChange) -> HistoryStep:
    return HistoryStep(
        row=change,
        by=_who(change.changed_by, change.import_run),
        old=words.figure_text(change.old) if change.old else "",
        new=words.figure_text(change.new) if change.new else "",
        place=_file_place(change),
        own_source=change.source == Source.UNIT,
    )
