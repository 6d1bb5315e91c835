"""The product's import as a web page runs it: keep the file, read it, judge it, write it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from django.core.files import File
from python_calamine import CalamineWorkbook

from reports.figures.import_models import ImportRun
from reports.imports.applying import ApplyOutcome, import_run_apply
from reports.imports.office_units import office_units
from reports.imports.reading import import_run_read
from reports.imports.selectors import heading_index
from reports.imports.uploads import import_run_create
from reports.reading import tables
from reports.reading.sheet import ParsedSheet
from reports.spreadsheets.files import read_grids
from units.models import Unit, User
from units.names.matching import UnitIndex


def read(path: Path) -> ImportRun:
    """From the file to a judged run."""
    with path.open("rb") as source:
        run = import_run_create(
            file=File(source),
            filename=path.name,
            office=Unit.objects.get(code="vinhlinh"),
            user=User.objects.get(username="vanphong"),
        )
    return import_run_read(run=run)


def apply(path: Path) -> None:
    """From the file to stored figures with their history."""
    result = import_run_apply(run=read(path), user=User.objects.get(username="vanphong"))
    if result.outcome is not ApplyOutcome.APPLIED:
        raise RuntimeError(f"{result.outcome}: {result.issues[:3]}")


def read_again(path: Path) -> None:
    """The same file once more; it must find nothing to do."""
    run = read(path)
    if run.status != ImportRun.Status.UNCHANGED:
        raise RuntimeError(f"{run.status}: {run.issues[:3]}")


def bare(path: Path) -> int:
    """The least that any import must do: read the cells, look up the names, check the range."""
    names = dict(Unit.objects.values_list("name", "pk"))
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    good = 0
    for _number, name, *figures in rows[1:]:
        for figure in figures:
            good += name in names and 0 <= Decimal(str(figure)) <= 100
    return good


def parse(path: Path) -> ParsedSheet:
    """Reading and recognising alone, without a run, a judgement or a figure from the database."""
    grids = read_grids(path)
    if not isinstance(grids, list):
        raise RuntimeError(grids.code)
    headings = heading_index()
    known = office_units(Unit.objects.get(code="vinhlinh"))
    found = tables.find_table(grids, headings, lambda text: False, filename=path.name)
    if found is None:
        raise RuntimeError("no table")
    return tables.parse_table(found, headings, UnitIndex(known.names_during(found.period)))
