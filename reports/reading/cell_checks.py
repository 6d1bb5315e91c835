"""What cannot be taken as it stands in single cells, and what to do about it."""

from collections.abc import Iterator
from typing import Final

from reports.figures.figures import Problem
from reports.reading.cells import FileCell
from reports.reading.decisions import Decisions
from reports.reading.issues import Issue, issue
from reports.reading.review import Review

_NOT_CALCULATED: Final = "not-calculated"


def cell_issues(review: Review, decisions: Decisions) -> Iterator[Issue]:
    """A problem for each cell that cannot be read, in reading order.

    Formulas without results come once for a column: whoever saves the file anew mends them all.
    """
    rows = [row.row for row in review.rows if not row.skipped]
    for row in rows:
        for cell in row.cells:
            code = _problem(cell, decisions)
            if code and code != _NOT_CALCULATED:
                yield issue(code, cell=cell.address, value=cell.raw)
    for at, column in enumerate(review.parsed.columns):
        cells = [row.cells[at] for row in rows]
        uncalculated = [cell for cell in cells if _problem(cell, decisions) == _NOT_CALCULATED]
        if uncalculated:
            yield issue(
                _NOT_CALCULATED,
                cell=uncalculated[0].address,
                value=column.heading,
                count=len(uncalculated),
            )


def _problem(cell: FileCell, decisions: Decisions) -> str:
    """The code of what is wrong with a cell that nobody has left out, else ""."""
    if not isinstance(cell.content, Problem) or cell.address in decisions.skipped_cells:
        return ""
    return cell.content.code
