"""What the two sources say of each other, in words."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.figures.figures import Measure, format_points
from reports.figures.indicator_models import Indicator
from reports.history.difference_models import Difference
from reports.history.differences import Agreement, Comparison


def state_text(state: str) -> str:
    """What became of a difference, "" where there is none."""
    return str(Difference.State(state).label) if state else ""


def gap_text(comparison: Comparison, indicator: Indicator) -> str:
    """How a unit's figure lies to the province's: "+0,9 điểm", "khác trạng thái", "khớp"."""
    gap = comparison.gap
    if gap is not None:
        return size_text(abs(gap), indicator, "+" if gap > 0 else "−")
    return {
        Agreement.MATCH: pgettext("two sources", "agree"),
        Agreement.STATES_DIFFER: pgettext("two sources", "states differ"),
        Agreement.ONE_ONLY: pgettext("two sources", "one source only"),
    }[comparison.outcome]


def size_text(gap: Decimal, indicator: Indicator, sign: str = "") -> str:
    """A difference with what it is counted in: "0,9 điểm", "3 hồ sơ"."""
    size = f"{sign}{format_points(gap)}"
    if indicator.kind == Measure.RATE:
        return _("%(number)s points") % {"number": size}
    return f"{size}\u00a0{indicator.count_unit}"
