"""An import as it was when it was applied, whatever became of the figures since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from reports.domain.figures import Figure
from reports.domain.figures import State as DomainState
from reports.domain.issues import Issue
from reports.domain.partial import good_part
from reports.domain.review import CellStatus, Review, ReviewedCell, ReviewedRow
from reports.models import ImportRun, RecordChange

# By the address in the file: what stood there, and what was written.
Written = dict[str, tuple[Figure | None, Figure]]
_STATES: Final = {state.value: state for state in DomainState}
_VALUES: Final = ("state", "value", "places", "numerator", "denominator")
_COLUMNS: Final = (
    "cell",
    *(f"old_{name}" for name in _VALUES),
    *(f"new_{name}" for name in _VALUES),
)


def as_applied(run: ImportRun, review: Review) -> Review:
    """The review of an applied or undone run with the old and new figures of its own changes.

    Cells that it did not change were the same then; doubts that it left out stay refused. The
    issues are those that were known when it was applied. One query.
    """
    issues = tuple(map(Issue.from_json, run.issues))
    written = _written(run)
    then = replace(review, issues=issues)
    if run.partial:
        then = replace(good_part(then), issues=issues)
    return replace(then, rows=tuple(_row(row, written) for row in then.rows))


def _written(run: ImportRun) -> Written:
    found: Written = {}
    rows = RecordChange.objects.filter(import_run=run).order_by("pk").values_list(*_COLUMNS)
    for cell, *values in rows.iterator(5000):
        new = _figure(values[5:])
        # A later change with the same address only put the figure back.
        if new is not None and cell not in found:
            found[cell] = (_figure(values[:5]), new)
    return found


def _figure(values: Sequence[Any]) -> Figure | None:
    state, *rest = values
    return Figure(_STATES[state], *rest) if state else None


def _row(row: ReviewedRow, written: Written) -> ReviewedRow:
    return replace(row, cells=tuple(_cell(cell, written) for cell in row.cells))


def _cell(cell: ReviewedCell, written: Written) -> ReviewedCell:
    if cell.status is CellStatus.REFUSED:
        return cell
    blank = cell.status is CellStatus.BLANK
    if cell.address not in written:
        status = CellStatus.BLANK if blank else CellStatus.SAME
        return replace(cell, status=status, old=cell.figure, writes=False)
    old, new = written[cell.address]
    status = CellStatus.NEW if old is None else CellStatus.CHANGED
    return replace(
        cell, status=CellStatus.BLANK if blank else status, figure=new, old=old, writes=True
    )
