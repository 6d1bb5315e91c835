"""When figures are due, and whether what was sent came in time."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from reports.figures.periods import PeriodKind

# Each body sets its own; these are where an office starts (Circular 01/2020/TT-VPCP leaves the
# days to the reporting regime of each province).
USUAL_OFFSETS: Final[Mapping[PeriodKind, int]] = {
    PeriodKind.MONTH: 5,
    PeriodKind.QUARTER: 7,
    PeriodKind.HALF_YEAR: 12,
    PeriodKind.NINE_MONTHS: 12,
    PeriodKind.YEAR: 12,
    PeriodKind.CUSTOM: 5,
}


def due_on(deadline: date, extended_to: date | None) -> date:
    """The last day (inclusive) for one unit: an extension never takes time away."""
    return max(deadline, extended_to) if extended_to else deadline


def days_late(sent_on: date, due: date) -> int:
    """How many days after the last day something came; 0 when in time."""
    return max((sent_on - due).days, 0)
