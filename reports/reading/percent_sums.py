"""Published percentages of one group that should add up to 100 and do not.

"Trước hạn %, Đúng hạn %, Trễ hạn %" share out the same files. Real reports print shares that add
up to 96; that is told and never corrected.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from reports.figures.figures import Figure, Measure, format_points
from reports.figures.headings import heading_key
from reports.figures.parsing import parse_figure
from reports.grid import Grid, address
from reports.reading.columns import FileColumn
from reports.reading.headings import heading_measure

# Each says what shares out a whole: one word of every set must head a column.
_WHOLES: Final = (
    (("dung han", "trong han"), ("tre han", "qua han")),
    (("truc tuyen", "online"), ("truc tiep",)),
)
_SHARES: Final = frozenset(
    (
        *("truoc han", "som han", "dung han", "trong han", "tre han", "qua han"),
        *("truc tuyen", "online", "truc tiep", "buu chinh", "bcci"),
    )
)
_FILES: Final = re.compile(r"^(?:ty le )?(?:ho so )?(?:tiep nhan |nop |giai quyet )?| ty le$")
_FEWEST: Final = 2


def find_wholes(columns: Sequence[FileColumn]) -> Iterator[tuple[FileColumn, ...]]:
    """The groups of rate columns that share out a whole."""
    groups: dict[tuple[str, ...], list[FileColumn]] = {}
    for column in columns:
        if column.parts and heading_measure(column.heading) is Measure.RATE:
            groups.setdefault(_group(column), []).append(column)
    for titles, members in groups.items():
        group = members if titles else [column for column in members if _only_shares_out(column)]
        words = [heading_key(column.heading) for column in group]
        if len(group) >= _FEWEST and any(_shares_out(words, whole) for whole in _WHOLES):
            yield tuple(group)


def _group(column: FileColumn) -> tuple[str, ...]:
    """What the columns of a whole have in common: "Đã giải quyết" above "Đúng hạn" above "%"."""
    titles = column.parts[:-1] if heading_key(column.parts[-1]) not in ("", "ty le") else ()
    return titles or column.parts[:-2]


def _only_shares_out(column: FileColumn) -> bool:
    """Whether a heading without a title says nothing but a share: "Tỷ lệ hồ sơ trễ hạn"."""
    bare = _FILES.sub("", heading_key(column.heading)).strip()
    return bare in _SHARES


def _shares_out(words: Sequence[str], whole: Sequence[Sequence[str]]) -> bool:
    return all(any(word in text for word in part for text in words) for part in whole)


def wrong_sum(grid: Grid, row: int, group: Sequence[FileColumn]) -> tuple[str, str] | None:
    """The range of a row's shares and their sum in words; None when they add up or say nothing."""
    figures = [
        parse_figure(grid.value(row, column.index), measure=Measure.RATE) for column in group
    ]
    members = [
        (figure.value, figure.places)
        for figure in figures
        if isinstance(figure, Figure) and figure.value is not None
    ]
    if len(members) < len(group):
        return None
    if all(value <= 1 for value, _ in members):
        members = [(value * 100, max(0, places - 2)) for value, places in members]
    total = sum((value for value, _ in members), Decimal(0))
    rounding = sum((Decimal(5).scaleb(-places - 1) for _, places in members), Decimal(0))
    # A row of nothing but zeros had no files.
    if total == 0 or abs(total - 100) <= rounding:
        return None
    area = f"{address(row, group[0].index)}:{address(row, group[-1].index)}"
    shares = " + ".join(f"{format_points(value)}%" for value, _ in members)
    return area, f"{shares} = {format_points(total)}%"
