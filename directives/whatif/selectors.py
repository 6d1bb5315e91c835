"""Reads what a trial of a target needs: the figures of its units, and what its clause says."""

from dataclasses import dataclass
from decimal import Decimal

from directives.clauses.models import Directive, Target
from directives.clauses.targets import Rule, TargetRef
from directives.compliance.choice import choose
from directives.compliance.domain import Status, Tally, UnitRef, evaluate
from directives.compliance.selectors import indicator_ref, targets_of
from directives.compliance.source import IndicatorRef
from directives.compliance.summary import Summary, UnitLine
from directives.whatif.domain import Candidate, Trial, sharing
from directives.whatif.rewording import Rewording, reword
from reports.figures.figures import Measure
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period


@dataclass(frozen=True, slots=True)
class ClauseTarget:
    """A target of the clause with how its units stand; `tally.of` is 0 where nobody has figures."""

    row: Target
    target: TargetRef
    indicator: IndicatorRef
    units: tuple[UnitRef, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class TrialSheet:
    """A trial with its surroundings: the period it rests on and the clause's other targets.

    `trial` is None where the target decides for nobody in the period. `shared` are the targets
    that the same number in the clause serves.
    """

    directive: Directive
    row: Target
    indicator: IndicatorRef
    period: Period | None
    periods: tuple[Period, ...]
    summary: Summary | None
    trial: Trial | None
    beside: tuple[ClauseTarget, ...]
    shared: tuple[ClauseTarget, ...]


def trial_sheet(*, directive: Directive, row: Target, period_code: str | None = None) -> TrialSheet:
    """What a trial of the target needs, whatever the number of units.

    Without a period it is that of the report the directive rests on, else the latest. Raises
    UnknownCodeError for a period that is not there.
    """
    if period_code is None and directive.basis is not None:
        period_code = directive.basis.period.code
    choice = choose(directive.issuer, period_code=period_code, directive_code=directive.code)
    summary = choice.summary()
    indicator = indicator_ref(row.indicator)
    rows = list(row.clause.targets.select_related("indicator").order_by("pk"))
    known = _targets(summary, directive)
    beside = tuple(
        _beside(row, known[row.pk], summary) for row in rows if summary and row.pk in known
    )
    own = known.get(row.pk)
    trial = _trial(summary, own, indicator.measure) if summary and own else None
    served = sharing(own, known.values()) if own else ()
    shared_ids = {row.id for row in served}
    shared = tuple(row for row in beside if row.target.id in shared_ids)
    return TrialSheet(
        directive, row, indicator, choice.period, choice.periods, summary, trial, beside, shared
    )


def _targets(summary: Summary | None, directive: Directive) -> dict[int, TargetRef]:
    if summary is None:
        return {target.id: target for target in targets_of(directive, directive.effective_from)}
    return {target.id: target for target in summary.source.targets}


def _trial(summary: Summary, target: TargetRef, measure: Measure) -> Trial | None:
    """The units for which this target decides; None where there are none."""
    candidates = tuple(_candidate(line, target) for line in _lines(summary, target))
    return Trial(target, measure, candidates) if candidates else None


def _lines(summary: Summary, target: TargetRef) -> tuple[UnitLine, ...]:
    """The units that the target concerns, but for those that a narrower one decides for."""
    return tuple(
        line
        for line in summary.lines
        if target.concerns(line.unit.id, line.unit.kind)
        and (
            not target.has_number
            or (
                (cell := line.cells.get(target.indicator)) is not None
                and cell.target is not None
                and cell.target.id == target.id
            )
        )
    )


def _candidate(line: UnitLine, target: TargetRef) -> Candidate:
    cells = line.cells
    others = [cell for code, cell in cells.items() if code != target.indicator and cell.counts]
    return Candidate(line.unit, cells[target.indicator].figure, all(cell.passed for cell in others))


def _beside(row: Target, target: TargetRef, summary: Summary) -> ClauseTarget:
    lines = _lines(summary, target)
    cells = [line.cells.get(target.indicator) for line in lines]
    verdicts = [evaluate(verdict.figure if verdict else None, target) for verdict in cells]
    if target.rule is Rule.ONCE_CASES:
        begun = sum(verdict.status is Status.MET for verdict in verdicts)
        idle = sum(verdict.status is Status.NOT_STARTED for verdict in verdicts)
        tally = Tally(begun, begun + idle)
    else:
        judged = [verdict for verdict in verdicts if verdict.counts]
        tally = Tally(sum(verdict.passed for verdict in judged), len(judged))
    units = tuple(line.unit for line in lines)
    return ClauseTarget(row, target, indicator_ref(row.indicator), units, tally)


def clause_wording(sheet: TrialSheet, level: Decimal, *, together: bool) -> Rewording:
    """The clause's text with the level in place of the number in force, in the letter's language.

    Where the number serves other targets too, `together` raises them all; else what keeps the old
    number is named behind the new one.
    """
    measured = sheet.row.indicator
    names = " và ".join(_name(target.row.indicator) for target in sheet.shared)
    return reword(
        sheet.row.clause.text,
        old=sheet.row.floor or Decimal(0),
        new=level,
        unit="%" if measured.kind == Measure.RATE else measured.count_unit_vi,
        apart=None if together or not names else f"{names} từ",
    )


def _name(indicator: Indicator) -> str:
    """As it stands inside a sentence: "Tỷ lệ số hóa …" without its "Tỷ lệ"."""
    name: str = indicator.name_vi
    return (name[:1].lower() + name[1:]).removeprefix("tỷ lệ ")
