"""A rubric from a sheet: the whole of it, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django.core.files.base import File
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.scores.models import Criterion, Rubric
from directives.scores.rubrics.services import free_code
from directives.scores.rubrics.sheet import RubricSheet, SheetLine, SheetProblem, read_rubric
from reports.imports.presentation import message
from reports.reading.issues import refusal
from reports.spreadsheets.files import read_uploaded
from reports.spreadsheets.limits import Unreadable, import_limits
from units.models import Unit
from units.refusing import Refused

MEGABYTE: Final = 1024 * 1024
MOST_BYTES: Final = 5 * MEGABYTE
_MOST_ROWS: Final = 1000
_MOST: Final = 10
_NO_TABLE: Final = gettext_lazy(
    "No sheet has the columns TT, Tiêu chí and Điểm tối đa. Add them and send it again."
)
_ROWS: Final = {
    "no-points": gettext_lazy("Row %(row)s: write the most points of “%(value)s”."),
    "bad-points": gettext_lazy("Row %(row)s: “%(value)s” is no number of points. Write a number."),
    "twice": gettext_lazy("Row %(row)s: the code “%(value)s” stands twice. Write each code once."),
    "too-long": gettext_lazy("Row %(row)s: code or name of “%(value)s” is too long. Shorten it."),
}


class RubricSheetRefused(Refused):
    """A file that gives no rubric; `messages` has a sentence for each row, ten at most."""

    def __init__(self, *messages: str | Promise) -> None:
        super().__init__(messages[0], "file")
        self.messages = tuple(map(str, messages))


@transaction.atomic
def rubric_import(*, file: File[bytes], office: Unit, name: str) -> Rubric:
    """Make a rubric of the office's own from the first sheet that has one; raises
    RubricSheetRefused, and then nothing is written."""
    sheet = _read(file)
    if sheet.problems:
        raise RubricSheetRefused(*_problem_texts(sheet.problems))
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
    limits = replace(
        import_limits(), max_bytes=MOST_BYTES, max_rows=_MOST_ROWS, max_unpacked=8 * MOST_BYTES
    )
    grids = read_uploaded(file, limits=limits)
    if isinstance(grids, Unreadable):
        issue = refusal(grids.code, **grids.params)
        raise RubricSheetRefused(_NO_TABLE if issue.code == "no-table" else message(issue))
    sheets = (read_rubric(grid) for grid in grids if not grid.hidden)
    sheet = next((sheet for sheet in sheets if sheet is not None and sheet.lines), None)
    if sheet is None:
        raise RubricSheetRefused(_NO_TABLE)
    return sheet


def _problem_texts(problems: Sequence[SheetProblem]) -> list[str]:
    """One sentence for each row, ten at most."""
    texts = [
        str(_ROWS[problem.code]) % {"row": problem.row, "value": problem.value}
        for problem in problems[:_MOST]
    ]
    more = len(problems) - _MOST
    if more > 0:
        texts.append(_("There are more rows like these: %(count)s.") % {"count": more})
    return texts
