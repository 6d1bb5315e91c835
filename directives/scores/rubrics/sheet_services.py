"""A rubric from a sheet: the whole of it, or nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from django.core.files.base import File
from django.db import transaction

from directives.scores.models import Criterion, Rubric
from directives.scores.rubrics.services import free_code
from directives.scores.rubrics.sheet import RubricSheet, SheetLine, SheetProblem, read_rubric
from reports.grid import Grid
from reports.reading.issues import Issue, refusal
from reports.spreadsheets.files import read_grids
from reports.spreadsheets.limits import Unreadable, import_limits
from units.models import Unit

MEGABYTE: Final = 1024 * 1024
MOST_BYTES: Final = 5 * MEGABYTE
_MOST_ROWS: Final = 1000


class RubricSheetError(Exception):
    """A file that gives no rubric: an issue of the reader, the problems of its rows, or neither
    where no sheet has a head with code, criterion and points."""

    def __init__(self, issue: Issue | None = None, problems: tuple[SheetProblem, ...] = ()) -> None:
        super().__init__(issue.code if issue else len(problems))
        self.issue = issue
        self.problems = problems


@transaction.atomic
def rubric_import(*, file: File[bytes], office: Unit, name: str) -> Rubric:
    """Make a rubric of the office's own from the first sheet that has one; raises
    RubricSheetError, and then nothing is written."""
    sheet = _read(file)
    if sheet.problems:
        raise RubricSheetError(problems=sheet.problems)
    rubric = Rubric.objects.create(code=free_code(f"{office.code}-bo"), office=office, name=name)
    made: dict[str | None, Criterion | None] = {None: None}
    for position, line in enumerate(sheet.lines, start=1):
        row = _criterion(rubric, line, position, made[line.parent])
        row.full_clean()
        row.save()
        made[line.code] = row
    return rubric


def _criterion(
    rubric: Rubric, line: SheetLine, position: int, parent: Criterion | None
) -> Criterion:
    formula = Criterion.Formula.GROUP if line.is_heading else Criterion.Formula.MANUAL
    return Criterion(
        rubric=rubric,
        parent=parent,
        code=line.code,
        name=line.name or line.code,
        maximum=line.maximum or 0,
        formula=formula,
        note=line.note,
        position=position,
    )


def _read(file: File[bytes]) -> RubricSheet:
    grids = _grids(file)
    if isinstance(grids, Unreadable):
        raise RubricSheetError(refusal(grids.code, **grids.params))
    found = (read_rubric(grid) for grid in grids if not grid.hidden)
    sheet = next((one for one in found if one is not None and one.lines), None)
    if sheet is None:
        raise RubricSheetError
    return sheet


def _grids(file: File[bytes]) -> list[Grid] | Unreadable:
    limits = replace(
        import_limits(),
        max_bytes=MOST_BYTES,
        max_rows=_MOST_ROWS,
        max_unpacked=8 * MOST_BYTES,
    )
    with NamedTemporaryFile(prefix="rubric-") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
            if copy.tell() > limits.max_bytes:
                break
        copy.flush()
        return read_grids(Path(copy.name), limits=limits)
