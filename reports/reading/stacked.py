"""The one figure meant in a cell of several: "Số lượng: 12 / Tỷ lệ: 50% / Điểm số: 1".

Pages that save their table as a spreadsheet write such cells. The label in front says which line is
the rate and which the count; without a label nothing is taken apart, but a fraction with its rate:
"816/1000 (81,6%)".
"""

import re
from typing import Final

from reports.figures.figures import Figure, Measure
from reports.figures.headings import heading_key
from reports.figures.parsing import parse_figure
from reports.reading.counts import is_quotient

_LINE: Final = re.compile(r"\s*([^\d:\n/]{2,30}):\s*([^\n/]*)\s*(?:[\n/]|$)")
_FRACTION: Final = re.compile(
    r"(\d+|\d{1,3}(?:\.\d{3})+)\s*/\s*(\d+|\d{1,3}(?:\.\d{3})+)\s*[\s(=:;–-]\s*(\d[\d.,]*)\s*%\s*\)?\s*"
)
_LONGEST: Final = 200
_LABELS: Final = {
    Measure.RATE: frozenset(("ty le", "dat ty le")),
    Measure.COUNT: frozenset(("so luong", "tong so", "so ho so", "tong", "sl")),
}


def stacked_part(value: object, measure: Measure) -> object:
    """The part of a cell that an indicator of this measure wants; other cells as they are.

    A cell of labelled lines without the wanted one is left as it is, and is no number; so is a
    fraction that is not the rate beside it.
    """
    if not isinstance(value, str) or len(value) > _LONGEST:
        return value
    if measure is Measure.RATE and (fraction := _FRACTION.fullmatch(value)):
        return f"{fraction[3]}%" if _is_rate(*fraction.groups()) else value
    for label, text in _LINE.findall(value):
        if heading_key(label) in _LABELS[measure]:
            return str(text).strip()
    return value


def _is_rate(numerator: str, denominator: str, rate: str) -> bool:
    figure = parse_figure(rate, measure=Measure.RATE)
    part, whole = (int(text.replace(".", "")) for text in (numerator, denominator))
    return isinstance(figure, Figure) and whole > 0 and is_quotient(figure, part, whole)
