"""An import as it was when it was applied, whatever became of the figures since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from django.db.models import F

from reports.figures.figures import Blank, Figure
from reports.figures.figures import State as DomainState
from reports.figures.import_models import ImportRun
from reports.figures.record_models import RecordChange
from reports.imports.partial import good_part
from reports.reading.issues import Issue
from reports.reading.review import CellStatus, Review, ReviewedCell, ReviewedRow, cell_status
from reports.rounds.sent import SentFigure

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
    """The changes of the moment of applying: later ones only put figures back."""
    if run.purpose == ImportRun.Purpose.ENTRY:
        return _written_to_drafts(run)
    found: Written = {}
    then = F("import_run__applied_at")
    own = RecordChange.objects.filter(import_run=run, changed_at=then)
    for cell, *values in own.order_by("pk").values_list(*_COLUMNS).iterator(5000):
        new = _figure(values[5:])
        if new is not None:
            found[cell] = (_figure(values[:5]), new)
    return found


def _written_to_drafts(run: ImportRun) -> Written:
    """What a run for entry noted of itself."""
    found: Written = {}
    for cell, (old, new) in (run.parsed or {}).get("written", {}).items():
        before = SentFigure.from_json(old).figure if old else None
        found[cell] = before, SentFigure.from_json(new).figure
    return found


def _figure(values: Sequence[Any]) -> Figure | None:
    state, *rest = values
    return Figure(_STATES[state], *rest) if state else None


def _row(row: ReviewedRow, written: Written) -> ReviewedRow:
    blank = [isinstance(one.content, Blank) for one in row.row.cells]
    cells = zip(row.cells, blank, strict=True)
    return replace(row, cells=tuple(_cell(cell, written, blank=one) for cell, one in cells))


def _cell(cell: ReviewedCell, written: Written, *, blank: bool) -> ReviewedCell:
    if cell.status is CellStatus.REFUSED:
        return cell
    if cell.address not in written:
        status = cell_status(blank=blank, differs=False, old=cell.figure)
        return replace(cell, status=status, old=cell.figure, writes=False)
    old, new = written[cell.address]
    status = cell_status(blank=blank, differs=True, old=old)
    return replace(cell, status=status, figure=new, old=old, writes=True)
