"""The good part of a reviewed file: what can be written while the rest is still in doubt.

A doubt that stands at a cell, a row or a column leaves that out; a doubt about the whole file (its
period above all) leaves nothing that could be called good.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from reports.grid import column_index
from reports.reading.issues import Issue, Severity
from reports.reading.review import CellStatus, Review, ReviewedCell, ReviewedRow, loses_figure

_WHOLE_FILE: Final = frozenset(
    {
        "no-column-recognised",
        "units-in-two-rows",
        # All headings may stand beside their figures.
        "column-unheaded",
        "period-missing",
        "period-differs",
        "period-unclear",
        "several-periods",
        "sheet-period-differs",
        "period-impossible",
        "period-closed",
        "period-after-report",
        "period-in-future",
        "period-unknown",
        "changed-meanwhile",
        "entry-office",
        "entry-period",
        "entry-round-closed",
        "columns-swapped",
        "changed-by-factor",
        "most-changed",
    }
)
# What is unclear about the counts behind a rate says nothing against the printed rate.
_OF_COUNTS: Final = frozenset({"numerator", "denominator"})
_WHOLE_COLUMN: Final = frozenset({"total-mismatch"})
_COLUMN: Final = re.compile(r"[A-Z]{1,3}")
_AREA: Final = re.compile(r"([A-Z]{1,3})(\d+)(?::([A-Z]{1,3})(\d+))?")


@dataclass(frozen=True, slots=True)
class _Doubts:
    """Addresses, rows (as numbered in the file) and columns (by position) that are left out."""

    cells: frozenset[str]
    rows: frozenset[int]
    columns: frozenset[int]


def good_part(review: Review) -> Review:
    """The review without what is in doubt: doubtful cells are refused, and nothing is asked.

    Only the issues that concern the whole file still block; where one does, nothing is left out.
    """
    blocking = [issue for issue in review.issues if issue.blocks]
    whole = tuple(issue for issue in blocking if _concerns_all(issue))
    if whole:
        return replace(review, issues=whole)
    doubts = _doubts(review, blocking)
    rows = tuple(_without(row, doubts) for row in review.rows)
    return replace(review, rows=rows, issues=())


def left_out(good: Review) -> tuple[str, ...]:
    """The addresses of the cells that a good part leaves out, in reading order."""
    return tuple(
        cell.address
        for row in good.rows
        if not row.skipped
        for cell in row.cells
        if cell.status is CellStatus.REFUSED
    )


def questioned_rows(issues: Iterable[Issue]) -> frozenset[int]:
    """The rows, as numbered in the file, that an issue heavier than a note speaks of."""
    heavy = (issue for issue in issues if issue.severity is not Severity.INFO)
    return frozenset(row for issue in heavy for row in _rows_of(issue))


def _concerns_all(issue: Issue) -> bool:
    placed = _COLUMN.fullmatch(issue.cell) or _AREA.fullmatch(issue.cell)
    return issue.code in _WHOLE_FILE or not placed


def _doubts(review: Review, issues: Iterable[Issue]) -> _Doubts:
    parsed = review.parsed
    cells: set[str] = set()
    rows: set[int] = set()
    columns: set[int] = set()
    known = {cell.address for row in review.rows for cell in row.cells}
    for issue in issues:
        if dict(issue.args).get("role") in _OF_COUNTS:
            continue
        if issue.code == "value-disappears":
            cells.update(_lost_of(review, issue))
        elif issue.code == "hidden-rows":
            rows.update(parsed.hidden_rows)
        elif issue.code == "hidden-columns":
            hidden = parsed.hidden_columns
            columns.update(n for n, column in enumerate(parsed.columns) if column.letter in hidden)
        elif issue.code in _WHOLE_COLUMN or _COLUMN.fullmatch(issue.cell):
            columns.update(_columns_of(review, issue))
        elif issue.cell in known:
            cells.add(issue.cell)
        elif "indicator" in dict(issue.args):
            cells.update(_cells_of(review, issue))
        else:
            rows.update(_rows_of(issue))
    return _Doubts(frozenset(cells), frozenset(rows), frozenset(columns))


def _columns_of(review: Review, issue: Issue) -> Iterator[int]:
    """The columns at the issue's letter, and all that carry the indicator it speaks of."""
    letters = re.match(r"[A-Z]+", issue.cell)
    index = column_index(letters.group()) if letters else -1
    code = dict(issue.args).get("indicator")
    for at, column in enumerate(review.parsed.columns):
        if column.index == index or (code is not None and column.indicator == code):
            yield at


def _cells_of(review: Review, issue: Issue) -> Iterator[str]:
    """The figures of the issue's indicator in its rows: it stands at a cell of their counts."""
    for at in _columns_of(review, issue):
        for row in _rows_of(issue):
            yield f"{review.parsed.columns[at].letter}{row}"


def _lost_of(review: Review, issue: Issue) -> Iterator[str]:
    code = dict(issue.args).get("indicator")
    for row in review.rows:
        for cell in row.cells:
            if cell.indicator == code and loses_figure(cell):
                yield cell.address


def _rows_of(issue: Issue) -> Iterator[int]:
    """The rows of the issue's cell or range, and that of the cell it is held against."""
    for place in (issue.cell, str(dict(issue.args).get("first", ""))):
        area = _AREA.fullmatch(place)
        if area:
            first = int(area[2])
            yield from range(first, int(area[4] or first) + 1)


def _without(row: ReviewedRow, doubts: _Doubts) -> ReviewedRow:
    whole = row.row.number in doubts.rows
    cells = tuple(
        _refused(cell) if whole or at in doubts.columns or cell.address in doubts.cells else cell
        for at, cell in enumerate(row.cells)
    )
    return replace(row, cells=cells)


def _refused(cell: ReviewedCell) -> ReviewedCell:
    return replace(cell, status=CellStatus.REFUSED, figure=None, writes=False)
