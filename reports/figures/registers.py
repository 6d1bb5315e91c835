"""Figures of units that follow from a register which they keep, read from it each time.

A room above that keeps such a register adds its reader to `READERS` when the app starts. What the
register says is the unit's own figure, before one that the unit sent: both cannot be true.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from reports.figures.figures import Figure
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from units.models import UnitQuerySet

ByPeriodAndUnit = Mapping[tuple[int, int], Figure]
Reader = Callable[[Sequence[Period], UnitQuerySet], ByPeriodAndUnit]

READERS: Final[dict[str, Reader]] = {}
"""By the code of the indicator; one query each."""


def register_figures(
    periods: Sequence[Period], indicators: Sequence[Indicator], units: UnitQuerySet
) -> Iterator[tuple[int, int, Indicator, Figure]]:
    """The figures of these units that follow from their registers, with the keys of period and
    unit."""
    for indicator in indicators:
        reader = READERS.get(indicator.code)
        figures = reader(periods, units) if reader else {}
        for (period, unit), figure in figures.items():
            yield period, unit, indicator, figure
