"""Reads all that a score needs, with the same number of queries at every size."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch

from directives.clauses.models import Directive
from directives.clauses.targets import UnitTargets
from directives.compliance.choice import directive_for
from directives.compliance.domain import NOTHING, UnitRef
from directives.compliance.selectors import targets_of, units_answering
from directives.scores.domain import GivenPoints, UnitScore, places, score_unit
from directives.scores.models import Criterion, Rubric, Score, ScoreEvidence
from directives.scores.rubrics.domain import CriterionRef, rule_of
from directives.scores.terms import CriterionFigure
from reports.figures.figures import Measure
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.ranking import Ranking
from reports.figures.selectors import figures_of_periods
from units.models import Unit

LETTER_RUBRIC = "cong-van-5-chi-so"


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """One period by one rubric: every unit with all its lines, in the official order.

    `rankings` are the places in each pool of units that are compared with one another.
    """

    rubric: Rubric
    period: Period
    directive: Directive | None
    criteria: tuple[CriterionRef, ...]
    units: tuple[UnitRef, ...]
    scores: Mapping[int, UnitScore]
    rankings: Mapping[str, Ranking[int]]

    @property
    def headings(self) -> tuple[CriterionRef, ...]:
        """The columns of the table: what stands on top, headings and lines alike."""
        return tuple(row for row in self.criteria if row.parent is None)


def criteria_of(rubric: Rubric, tried: Criterion | None = None) -> tuple[CriterionRef, ...]:
    """The lines of a rubric in their order, as the domain knows them: one query.

    One that is only `tried` stands in its place, a new one as number 0.
    """
    rows = Criterion.objects.filter(rubric=rubric).select_related("indicator")
    lines = {row.pk: row for row in rows}
    if tried is not None:
        tried.pk = tried.pk or 0
        lines[tried.pk] = tried
    return tuple(criterion_ref(row) for row in in_tree_order(lines.values()))


def in_tree_order(rows: Iterable[Criterion]) -> list[Criterion]:
    """Each heading followed by its lines, siblings by their position."""
    below: dict[int | None, list[Criterion]] = {}
    for row in rows:
        below.setdefault(row.parent_id, []).append(row)
    ordered: list[Criterion] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        row = waiting.pop()
        ordered.append(row)
        waiting += reversed(below.get(row.pk, []))
    return ordered


def criterion_ref(row: Criterion) -> CriterionRef:
    """A criterion with its formula read; raises ParameterError for a formula that is damaged."""
    rule, no_cases = rule_of(row.formula, row.parameters)
    return CriterionRef(
        id=row.pk,
        code=row.code,
        name=row.name,
        maximum=row.maximum,
        rule=rule,
        no_cases=no_cases,
        indicator=row.indicator.code if row.indicator else None,
        parent=row.parent_id,
        note=row.note,
    )


def score_sheet(
    *,
    office: Unit,
    period: Period,
    rubric: Rubric,
    criteria: tuple[CriterionRef, ...] | None = None,
) -> ScoreSheet:
    """Score all units of an office: seven queries, whatever their number.

    With `criteria` those are tried instead of the rubric's own.
    """
    lines = criteria_of(rubric) if criteria is None else criteria
    codes = {line.indicator for line in lines if line.indicator}
    indicators = tuple(Indicator.objects.filter(code__in=codes))
    official = figures_of_periods([period], indicators, office=office)[period.pk].figures
    units = units_answering(office, period, {unit for unit, _code in official})
    directive = _issued_for(office, period)
    targets = _targets(directive, period)
    by_hand = _given_points(rubric, period)
    scores = {}
    for unit in units:
        figures = {
            row.code: CriterionFigure(
                official.get((unit.id, row.code), NOTHING),
                Measure(row.kind),
                _target(targets, unit, row.code),
            )
            for row in indicators
        }
        scores[unit.id] = score_unit(lines, figures, by_hand.get(unit.id, {}))
    return ScoreSheet(rubric, period, directive, lines, units, scores, _rankings(units, scores))


def _issued_for(office: Unit, period: Period) -> Directive | None:
    """The directive whose targets give points: a draft gives none."""
    issued = Directive.objects.of_office(office).issued().select_related("basis")
    return directive_for(issued, period)


def _targets(directive: Directive | None, period: Period) -> UnitTargets:
    if directive is None:
        return UnitTargets(())
    return UnitTargets(targets_of(directive, max(period.end, directive.effective_from)))


def _target(targets: UnitTargets, unit: UnitRef, indicator: str) -> Decimal | None:
    """The number that the directive sets for the unit: a floor or a band's lower end."""
    held = targets.of(unit.id, unit.kind).get(indicator, ())
    return held[0].floor if held and held[0].has_number else None


def _given_points(rubric: Rubric, period: Period) -> dict[int, dict[int, GivenPoints]]:
    """What units and reviewers gave, by unit and criterion: one query."""
    rows = Score.objects.filter(criterion__rubric=rubric, period=period)
    by_unit: dict[int, dict[int, GivenPoints]] = {}
    for unit, criterion, own, review in rows.values_list(
        "unit_id", "criterion_id", "self_points", "review_points"
    ):
        by_unit.setdefault(unit, {})[criterion] = GivenPoints(own, review)
    return by_unit


def _rankings(units: Iterable[UnitRef], scores: Mapping[int, UnitScore]) -> dict[str, Ranking[int]]:
    pools: dict[str, dict[int, UnitScore]] = {}
    for unit in units:
        if unit.pool:
            pools.setdefault(unit.pool, {})[unit.id] = scores[unit.id]
    return {pool: places(members) for pool, members in pools.items()}


def scores_of_unit(unit: Unit, period: Period, rubric: Rubric) -> dict[int, Score]:
    """The unit's rows by criterion, with their files: two queries."""
    files = ScoreEvidence.objects.select_related("uploaded_by")
    rows = Score.objects.filter(unit=unit, period=period, criterion__rubric=rubric)
    rows = rows.select_related("self_by", "review_by", "criterion").prefetch_related(
        Prefetch("evidence", files)
    )
    return {row.criterion_id: row for row in rows}
