"""What files for entry are read with and held against: codes, the round, its drafts, the sender."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.entry.book import find_codes
from reports.entry.reading import Known, Measured, for_entry, parse_book
from reports.figures.figures import Figure, Measure, State
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.periods import PeriodSpan
from reports.grid import Grid
from reports.reading.decisions import Decisions
from reports.reading.entry_checks import EntryContext
from reports.reading.issues import Issue, refusal
from reports.reading.review import FigureKey
from reports.reading.sheet import ParsedSheet
from reports.rounds.models import Round
from reports.rounds.selectors import round_of
from reports.rounds.submission_models import DraftFigure, Submission
from units.access import NOTHING, Scope, scope_of
from units.models import Unit
from units.names.matching import UnitIndex, UnitName

_COLUMNS = (
    "submission__unit_id",
    "indicator__code",
    "version",
    "note",
    "state",
    "value",
    "places",
    "numerator",
    "denominator",
)


def book_read(
    run: ImportRun, grids: Sequence[Grid], names: Iterable[UnitName], span: PeriodSpan | None
) -> ParsedSheet | Issue | None:
    """What an entry workbook says; None for any other file.

    `names` are those of the office's units, `span` is the period that was chosen. A workbook that
    comes as a report, or that cannot be known again, gives the issue for which it is refused.
    """
    codes = find_codes(grids)
    if codes is None or isinstance(codes, Issue):
        return codes
    if run.purpose != ImportRun.Purpose.ENTRY:
        return refusal("entry-workbook")
    ids = dict(Unit.objects.reporting_to(run.office).values_list("code", "pk"))
    index = UnitIndex(names, within=run.office.name)
    if span is None or span.code != codes.period:
        span = Period.objects.spans_of([codes.period]).get(codes.period)
    return parse_book(grids, codes, measured(), Known(ids, index, span))


def measured() -> list[Measured]:
    """The indicators that units enter, as the reading knows them: one query."""
    return [
        Measured(indicator.code, indicator.short_name, Measure(indicator.kind), indicator.by_counts)
        for indicator in Indicator.objects.entered()
    ]


def only_entered(parsed: ParsedSheet) -> ParsedSheet:
    """A report's table with the columns that units enter: one query."""
    codes = frozenset(Indicator.objects.entered().values_list("code", flat=True))
    return for_entry(parsed, codes)


@dataclass(frozen=True, slots=True)
class RoundDrafts:
    """The round that a run fills (None: gone), with its drafts by unit id and indicator code."""

    round: Round | None
    figures: Mapping[FigureKey, Figure]
    versions: Mapping[FigureKey, int]
    # A workbook does not carry the reasons beside figures: they stay.
    notes: Mapping[FigureKey, str]


def round_drafts(run: ImportRun) -> RoundDrafts:
    """The round that a run for entry fills, and what stands in its drafts: three queries."""
    code = Decisions.from_json(run.decisions).period_code
    period = Period.objects.filter(code=code).first()
    round_ = round_of(run.office_id, period) if period else None
    rows = (
        DraftFigure.objects.filter(submission__round=round_)
        if round_
        else DraftFigure.objects.none()
    )
    figures: dict[FigureKey, Figure] = {}
    versions: dict[FigureKey, int] = {}
    notes: dict[FigureKey, str] = {}
    for unit, indicator, version, note, state, *rest in rows.values_list(*_COLUMNS):
        figures[unit, indicator] = Figure(State(state), *rest)
        versions[unit, indicator], notes[unit, indicator] = version, note
    return RoundDrafts(round_, figures, versions, notes)


def sender_scope(run: ImportRun) -> Scope:
    """What the sender of a run may do today."""
    return scope_of(run.uploaded_by) if run.uploaded_by else NOTHING


def entry_context(run: ImportRun, drafts: RoundDrafts) -> EntryContext:
    """The round, the sender and the units, as a review must know them: four queries.

    Raises ValueError when the round is gone.
    """
    round_ = drafts.round
    if round_ is None:
        raise ValueError(f"Import {run.pk} fills a round that is no more")
    scope = sender_scope(run)
    editable = (Submission.State.DRAFT, Submission.State.RETURNED)
    sent = Submission.objects.filter(round=round_).exclude(state__in=editable)
    unit_id = Decisions.from_json(run.decisions).entry_unit
    unit = Unit.objects.filter(pk=unit_id).first() if unit_id else None
    return EntryContext(
        office=round_.office.code,
        round_id=round_.pk,
        span=round_.period.span,
        is_open=round_.is_open,
        reach=scope.enterable_ids,
        unit=unit_id,
        unit_name=unit.name if unit else "",
        sent=frozenset(sent.values_list("unit_id", flat=True)),
        versions=drafts.versions,
        may_exempt=run.office_id in scope.judged_ids,
    )
