"""What a leader should hear about a period: what went well, what lags, who is nearly there."""

from dataclasses import dataclass
from decimal import Decimal

from directives.compliance.domain import FAILING, UnitRef
from directives.compliance.source import IndicatorRef, Published
from directives.compliance.summary import Gap, Summary
from reports.figures.ranking import Direction

GOOD_FROM = Decimal(90)  # percent points
CLOSE_WITHIN = Decimal(2)  # percent points


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
    ranked = [indicator for indicator in summary.indicators if summary.published(indicator).rank]
    return Findings(
        good=_good(summary),
        leading=tuple(indicator for indicator in ranked if _leads(summary.published(indicator))),
        lagging=tuple(
            indicator for indicator in ranked if not _leads(summary.published(indicator))
        ),
        near=_near(summary),
    )


def moved(summary: Summary) -> tuple[tuple[IndicatorRef, ...], tuple[IndicatorRef, ...]]:
    """The office's own figures without a published rank that became better and worse since the
    comparable period, in the official order."""
    trends = {
        indicator.code: published.change.trend
        for indicator in summary.indicators
        if (published := summary.published(indicator)).change is not None and not published.rank
    }
    better, worse = (
        tuple(indicator for indicator in summary.indicators if trends.get(indicator.code) == trend)
        for trend in ("better", "worse")
    )
    return better, worse


def _good(summary: Summary) -> tuple[IndicatorRef, ...]:
    good = [
        (value, indicator)
        for indicator in summary.indicators
        if indicator.is_rate
        and indicator.direction is Direction.HIGHER
        and (value := summary.published(indicator).figure.value) is not None
        and value >= GOOD_FROM
        and not _missed(summary, indicator.code)
    ]
    good.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(indicator for _value, indicator in good)


def _missed(summary: Summary, code: str) -> bool:
    return any(
        verdict.status in FAILING for line in summary.lines if (verdict := line.cells.get(code))
    )


def _leads(published: Published) -> bool:
    if published.rank is None:
        return False
    return published.rank * 4 <= published.out_of if published.out_of else published.rank == 1


def _near(summary: Summary) -> tuple[Near, ...]:
    near = []
    for line in summary.lines:
        gaps = summary.shortfalls(line)
        close = tuple(gap for gap in gaps if gap.verdict.gap and gap.verdict.gap <= CLOSE_WITHIN)
        if close:
            near.append(Near(line.unit, close))
    return tuple(near)
