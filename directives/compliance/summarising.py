"""Makes the summary of a period: judges, ranks and compares all units of an office."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from operator import itemgetter

from directives.clauses.targets import TargetRef, UnitTargets
from directives.compliance.domain import Tally, UnitCompliance, UnitRef, assess, tally
from directives.compliance.source import IndicatorRef, PlaceRule, SummarySource
from directives.compliance.summary import Audience, Place, SumCheck, Summary, UnitLine
from reports.figures.figures import Figure, State
from reports.figures.ranking import Change, Ranking, change, rank, share_places, sort_blanks_last
from units.kinds import Pool


def summarise(source: SummarySource) -> Summary:
    """Judge, rank and compare all units of an office in one period."""
    indicators = _in_play(source)
    codes = tuple(indicator.code for indicator in indicators)
    rows = assess(source.units, source.figures, source.targets, codes)
    rankings = _rankings(source, indicators)
    places = _overall_places(rows, source.place_rule)
    return Summary(
        source=source,
        indicators=indicators,
        audiences=_audiences(source),
        lines=tuple(_line(row, source, indicators, rankings, places) for row in rows),
        tallies=_tallies(rows, codes),
        rankings=rankings,
        checks=_checks(source, indicators),
    )


def _in_play(source: SummarySource) -> tuple[IndicatorRef, ...]:
    """Indicators with a figure or a target: those that there is something to say about."""
    wanted = {code for _unit, code in source.figures}
    wanted |= {target.indicator for target in source.targets} | set(source.published)
    return tuple(indicator for indicator in source.indicators if indicator.code in wanted)


def _audiences(source: SummarySource) -> tuple[Audience, ...]:
    groups: dict[frozenset[tuple[str, tuple[TargetRef, ...]]], list[UnitRef]] = {}
    ordered = UnitTargets(source.targets)
    for unit in source.units:
        own = ordered.of(unit.id, unit.kind)
        groups.setdefault(frozenset(own.items()), []).append(unit)
    audiences = [Audience(tuple(units), dict(own)) for own, units in groups.items() if own]
    return tuple(sorted(audiences, key=lambda audience: -len(audience.units)))


def _tallies(
    rows: tuple[UnitCompliance, ...], codes: tuple[str, ...]
) -> dict[Pool, dict[str, Tally]]:
    return {
        pool: {code: tally([row for row in rows if row.unit.pool == pool], code) for code in codes}
        for pool in Pool
    }


def _rankings(
    source: SummarySource, indicators: tuple[IndicatorRef, ...]
) -> dict[tuple[Pool, str], Ranking[int]]:
    blank = Figure.blank(State.NOT_REPORTED)
    rankings = {}
    for pool in Pool:
        ids = [unit.id for unit in source.units if unit.pool == pool]
        for indicator in indicators:
            figures = {unit: source.figures.get((unit, indicator.code), blank) for unit in ids}
            if source.place_rule is PlaceRule.PRINTED:
                figures = {unit: figure.without_counts() for unit, figure in figures.items()}
            rankings[pool, indicator.code] = rank(figures, indicator.direction)
    return rankings


def _overall_places(rows: tuple[UnitCompliance, ...], rule: PlaceRule) -> dict[int, Place]:
    """Overall places by pool: equals share a place, units with nothing judged have none."""
    score = _by_missed if rule is PlaceRule.MISSED else _by_met
    places: dict[int, Place] = {}
    for pool in Pool:
        members = [row for row in rows if row.unit.pool == pool]
        scores = sorted(((row.unit.id, score(row)) for row in members if row.of), key=itemgetter(1))
        ranking = share_places(scores, pool=len(members))
        for unit in ranking.places:
            first, last = ranking.place_range(unit) or (None, None)
            places[unit] = Place(first, last, ranking.placed, ranking.pool)
    return places


def _by_missed(row: UnitCompliance) -> tuple[int, int, Decimal]:
    return row.of - row.met, -row.met, row.shortfall


def _by_met(row: UnitCompliance) -> tuple[int]:
    return (-row.met,)


def overall_order(lines: Iterable[UnitLine]) -> list[UnitLine]:
    """Lines by overall place; equals keep the official order, units without a place come last."""
    return sort_blanks_last(lines, key=lambda line: line.overall.first if line.overall else None)


def _line(
    row: UnitCompliance,
    source: SummarySource,
    indicators: tuple[IndicatorRef, ...],
    rankings: Mapping[tuple[Pool, str], Ranking[int]],
    places: Mapping[int, Place],
) -> UnitLine:
    unit = row.unit
    changes: dict[str, Change] = {}
    own_places: dict[str, Place] = {}
    for indicator in indicators:
        figure = source.figures.get((unit.id, indicator.code))
        if figure and (
            moved := change(figure, _before(source, unit, indicator), indicator.direction)
        ):
            changes[indicator.code] = moved
        if unit.pool:
            ranking = rankings[Pool(unit.pool), indicator.code]
            first, last = ranking.place_range(unit.id) or (None, None)
            own_places[indicator.code] = Place(first, last, ranking.placed, ranking.pool)
    own = frozenset(
        indicator.code for indicator in indicators if (unit.id, indicator.code) in source.own
    )
    return UnitLine(unit, row.cells, row.met, row.of, own_places, changes, places.get(unit.id), own)


def _before(source: SummarySource, unit: UnitRef, indicator: IndicatorRef) -> Figure | None:
    """The earlier figure, where it came from the same source: two sources make no change."""
    key = (unit.id, indicator.code)
    same = (key in source.own) is (key in source.previous_own)
    return source.previous_figures.get(key) if same else None


def _checks(source: SummarySource, indicators: tuple[IndicatorRef, ...]) -> dict[str, SumCheck]:
    checks = {}
    for indicator in indicators:
        if indicator.is_rate:
            continue
        values = [
            figure.value
            for unit in source.units
            if (figure := source.figures.get((unit.id, indicator.code)))
            and figure.value is not None
        ]
        published = source.published.get(indicator.code)
        checks[indicator.code] = SumCheck(
            indicator,
            total=sum(values, Decimal(0)),
            published=published.figure.value if published else None,
            units_with=sum(value > 0 for value in values),
        )
    return checks
