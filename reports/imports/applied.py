"""An import as it was when it was applied, whatever became of the figures since."""

from dataclasses import replace

from reports.figures.figures import Blank
from reports.figures.import_models import ImportRun
from reports.imports.parsed import issues_of
from reports.imports.partial import good_part
from reports.imports.purpose import Written
from reports.imports.purposes import purpose_of
from reports.reading.judging import cell_status
from reports.reading.review import CellStatus, Review, ReviewedCell, ReviewedRow


def as_applied(run: ImportRun, review: Review) -> Review:
    """The review of an applied or undone run with the old and new figures of its own changes.

    Cells that it did not change were the same then; doubts that it left out stay refused. The
    issues are those that were known when it was applied. One query.
    """
    issues = issues_of(run)
    written = purpose_of(run).written(run)
    then = replace(review, issues=issues)
    if run.partial:
        then = replace(good_part(then), issues=issues)
    return replace(then, rows=tuple(_row(row, written) for row in then.rows))


def _row(row: ReviewedRow, written: Written) -> ReviewedRow:
    blank = [isinstance(cell.content, Blank) for cell in row.row.cells]
    cells = zip(row.cells, blank, strict=True)
    return replace(
        row, cells=tuple(_cell(cell, written, blank=is_blank) for cell, is_blank in cells)
    )


def _cell(cell: ReviewedCell, written: Written, *, blank: bool) -> ReviewedCell:
    if cell.status is CellStatus.REFUSED:
        return cell
    if cell.address not in written:
        status = cell_status(blank=blank, differs=False, old=cell.figure)
        return replace(cell, status=status, old=cell.figure, writes=False)
    old, new = written[cell.address]
    status = cell_status(blank=blank, differs=True, old=old)
    return replace(cell, status=status, figure=new, old=old, writes=True)
