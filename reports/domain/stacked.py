"""The one figure meant in a cell of several: "Số lượng: 12 / Tỷ lệ: 50% / Điểm số: 1".

Pages that save their table as a spreadsheet write such cells. The label in front says which line is
the rate and which the count; without a label nothing is taken apart.
"""

from __future__ import annotations

import re
from typing import Final

from reports.domain.figures import Measure
from reports.domain.headings import heading_key

_LINE: Final = re.compile(r"\s*([^\d:\n/]{2,30}):\s*([^\n/]*)\s*(?:[\n/]|$)")
_LABELS: Final = {
    Measure.RATE: frozenset(("ty le", "dat ty le")),
    Measure.COUNT: frozenset(("so luong", "tong so", "so ho so", "tong", "sl")),
}


def stacked_part(value: object, measure: Measure) -> object:
    """The part of a cell that an indicator of this measure wants; other cells as they are.

    A cell of labelled lines without the wanted one is left as it is, and is no number.
    """
    if not isinstance(value, str) or ":" not in value:
        return value
    for label, text in _LINE.findall(value):
        if heading_key(label) in _LABELS[measure]:
            return str(text).strip()
    return value
