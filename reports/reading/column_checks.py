"""What is unclear about the columns of a file, and which of them are left out."""

from collections.abc import Iterator
from typing import Final

from reports.figures.figures import Measure, format_points
from reports.reading.columns import (
    MAY_COUNT,
    ColumnRole,
    FileColumn,
    apart_from_early,
    tells_on_time,
)
from reports.reading.decisions import Decisions
from reports.reading.headings import heading_measure
from reports.reading.issues import Issue, issue
from reports.reading.review import Review, duplicated
from reports.reading.sheet import ParsedSheet

_FEWEST_POINTS: Final = 3


def column_issues(parsed: ParsedSheet) -> Iterator[Issue]:
    """What must be asked or should be known of the columns, left to right."""
    if not parsed.columns:
        yield issue("no-column-recognised")
    doubled = duplicated(parsed.columns)
    for column in parsed.columns:
        place = {"cell": column.letter, "value": column.heading}
        code = column.indicator or ""
        if code in doubled:
            yield issue("column-duplicate", **place, indicator=code)
        elif column.confidence < 100 and not column.chosen:
            yield issue(_question(column), **place, indicator=code)
        if column.letter in parsed.shares_in_doubt:
            yield issue("rate-or-share", **place, indicator=code)
    every = (*parsed.columns, *parsed.other_columns, *parsed.count_columns)
    early = () if any(map(tells_on_time, parsed.columns)) else apart_from_early(every)
    for column in parsed.other_columns:
        if not column.chosen:
            code = "early-apart" if column in early else _left_out(column)
            yield issue(code, cell=column.letter, value=column.heading)


def share_issues(review: Review, decisions: Decisions) -> Iterator[Issue]:
    """The cells to be written that may be shares among percent points: 0,887 between 81,6 and 68,8.

    A small rate is nothing odd; that it alone has so many decimals is. Settled by leaving the cell
    out, or by the decision that the numbers of its column are points. What is stored just so was
    asked about before.
    """
    parsed = review.parsed
    written = {cell.address for _row, cell in review.writes()} - decisions.skipped_cells
    for at, column in enumerate(parsed.columns):
        if column.letter not in decisions.scales:
            yield from (odd for odd in _odd_shares(parsed, at, column) if odd.cell in written)


def asked_scales(parsed: ParsedSheet) -> tuple[str, ...]:
    """The letters of the columns whose numbers may be shares, some or all of them."""
    odd = (
        column.letter
        for at, column in enumerate(parsed.columns)
        if next(_odd_shares(parsed, at, column), None)
    )
    return tuple(dict.fromkeys((*parsed.shares_in_doubt, *odd)))


def _odd_shares(parsed: ParsedSheet, at: int, column: FileColumn) -> Iterator[Issue]:
    if column.role is not ColumnRole.RATE or column.letter in parsed.shares_in_doubt:
        return
    figures = [(row.cells[at], row.cells[at].figure) for row in parsed.rows]
    values = [
        (cell, figure.value, figure.places)
        for cell, figure in figures
        if figure is not None and figure.value is not None
    ]
    places = [digits for _, value, digits in values if value > 1]
    if len(places) < _FEWEST_POINTS:
        return
    for cell, value, digits in values:
        if 0 < value < 1 and digits > max(2, *places):
            yield issue(
                "share-among-points",
                cell=cell.address,
                value=cell.raw,
                indicator=column.indicator or "",
                meant=f"{format_points(value * 100)}%",
            )


def _question(column: FileColumn) -> str:
    whole = column.role is ColumnRole.RATE and column.confidence == MAY_COUNT
    unsaid = whole and heading_measure(column.heading) is None
    return "rate-or-count" if unsaid else "column-proposed"


def _left_out(column: FileColumn) -> str:
    if not column.heading:
        return "column-unheaded"
    counts = heading_measure(column.heading) is Measure.COUNT
    return "count-ignored" if counts else "column-ignored"
