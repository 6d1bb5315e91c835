"""What a leader should hear about a period: what went well, what lags, who is nearly there."""

from dataclasses import dataclass
from decimal import Decimal

from directives.compliance.domain import NOTHING, Status, UnitRef
from directives.compliance.source import IndicatorRef, Published
from directives.compliance.summary import Gap, Summary
from reports.figures.figures import Measure
from reports.figures.ranking import Direction

GOOD_FROM = Decimal(90)  # percent points
CLOSE_WITHIN = Decimal(2)  # percent points
_NOTHING_SAID = Published(NOTHING)
_FAILING = frozenset({Status.NOT_MET, Status.NOT_STARTED})


@dataclass(frozen=True, slots=True)
class Near:
    """A unit that a small step brings to its targets."""

    unit: UnitRef
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Findings:
    """`good` best first; `leading` and `lagging` by published rank, in the official order."""

    good: tuple[IndicatorRef, ...]
    leading: tuple[IndicatorRef, ...]
    lagging: tuple[IndicatorRef, ...]
    near: tuple[Near, ...]


def findings(summary: Summary) -> Findings:
    """What the figures of the period say, chosen by fixed rules.

    Good: a published rate of at least 90 points that no unit misses a target on. Leading and
    lagging: published ranks inside and outside the first quarter, as the letters call even the
    fourth of ten "low". Near: gaps of at most 2 points, in the official order of units.
    """
    ranked = [
        indicator for indicator in summary.indicators if _said(summary, indicator).rank is not None
    ]
    return Findings(
        good=_good(summary),
        leading=tuple(indicator for indicator in ranked if _leads(_said(summary, indicator))),
        lagging=tuple(indicator for indicator in ranked if not _leads(_said(summary, indicator))),
        near=_near(summary),
    )


def moved(summary: Summary) -> tuple[tuple[IndicatorRef, ...], tuple[IndicatorRef, ...]]:
    """The office's own figures without a published rank that became better and worse since the
    comparable period, in the official order."""
    trends = {
        indicator.code: said.change.trend
        for indicator in summary.indicators
        if (said := _said(summary, indicator)).change is not None and said.rank is None
    }
    better, worse = (
        tuple(indicator for indicator in summary.indicators if trends.get(indicator.code) == trend)
        for trend in ("better", "worse")
    )
    return better, worse


def _said(summary: Summary, indicator: IndicatorRef) -> Published:
    return summary.source.published.get(indicator.code, _NOTHING_SAID)


def _good(summary: Summary) -> tuple[IndicatorRef, ...]:
    good = [
        (value, indicator)
        for indicator in summary.indicators
        if indicator.measure is Measure.RATE
        and indicator.direction is Direction.HIGHER
        and (value := _said(summary, indicator).figure.value) is not None
        and value >= GOOD_FROM
        and not _missed(summary, indicator.code)
    ]
    good.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(indicator for _value, indicator in good)


def _missed(summary: Summary, code: str) -> bool:
    return any(
        verdict.status in _FAILING
        for line in summary.lines
        if (verdict := line.compliance.cells.get(code))
    )


def _leads(said: Published) -> bool:
    if said.rank is None:
        return False
    return said.rank * 4 <= said.out_of if said.out_of else said.rank == 1


def _near(summary: Summary) -> tuple[Near, ...]:
    near = []
    for line in summary.lines:
        gaps = tuple(
            Gap(line.unit, indicator, verdict)
            for indicator in summary.indicators
            if indicator.measure is Measure.RATE
            and (verdict := line.compliance.cells.get(indicator.code))
            and verdict.gap is not None
            and verdict.gap <= CLOSE_WITHIN
        )
        if gaps:
            near.append(Near(line.unit, gaps))
    return tuple(near)
