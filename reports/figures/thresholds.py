"""From where on a figure is worth a remark: chosen by the installation, told to the checks."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What counts as a jump since the last comparable period, and as a column that repeats one.

    A rate jumps by `jump_points` percent points; a count by a multiple (`jump_times`) and then by
    at least `jump_count` things. A column of fewer than `fewest_repeated` figures, or of nothing
    but one figure, repeats others by chance.
    """

    jump_points: Decimal = Decimal(30)
    jump_times: int = 3
    jump_count: int = 10
    fewest_repeated: int = 3
