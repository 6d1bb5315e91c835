"""The uploaded file with its bad and doubtful cells marked, to be sent back to whoever made it."""

from pathlib import Path
from string import ascii_uppercase

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from reports.attachments.handing_out import made_file
from reports.figures.import_models import ImportRun
from reports.imports.parsed import issues_of
from reports.imports.presentation import message
from reports.imports.requests import run_of
from reports.imports.selectors import indicator_names
from reports.reading.issues import Severity
from reports.spreadsheets.files import read_grids
from reports.spreadsheets.limits import Unreadable, import_limits
from reports.workbooks.markup import CellMark, marked_workbook, plain_workbook
from units.access import senders_only


@require_GET
@senders_only
def import_marked(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as xlsx; 404 when it was refused, since what could not be read cannot be marked."""
    run = run_of(request, pk)
    if not run.file or run.parsed is None:
        return render(request, "404.html", status=404)
    content = marked_file(run)
    if content is None:
        return render(request, "404.html", status=404)
    return made_file(content, f"{Path(run.filename).stem}-danh-dau.xlsx")


def marked_file(run: ImportRun) -> bytes | None:
    """The run's file with marks; None when it cannot be read any more."""
    path, marks = Path(run.file.path), run_marks(run)
    kept = marked_workbook(path, marks)
    if kept is not None:
        return kept
    grids = read_grids(path, limits=import_limits())
    return None if isinstance(grids, Unreadable) else plain_workbook(grids, marks)


def run_marks(run: ImportRun) -> list[CellMark]:
    """A mark for each issue that asks or warns; notes colour nothing."""
    names = indicator_names()
    corner = str((run.parsed or {}).get("area", "A1")).split(":")[0]
    heading_row = corner.lstrip(ascii_uppercase)
    return [
        CellMark(
            issue.sheet,
            # A doubt about a whole column is written at its heading.
            f"{issue.cell}{heading_row}" if issue.cell.isalpha() else issue.cell,
            message(issue, names),
            issue.severity is Severity.ERROR,
        )
        for issue in issues_of(run)
        if issue.severity is not Severity.INFO and issue.cell
    ]
