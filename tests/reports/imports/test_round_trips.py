"""Laws of the import that hold for any figures: out and in again changes nothing, and the order of
columns and rows means nothing."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from django.core.files import File
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from reports.figures.figures import Figure, State, format_figure_value, same_figure
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.period_services import period_ensure
from reports.figures.record_models import Record, RecordChange, Source
from reports.figures.record_services import NewFigure, Provenance, figures_write
from reports.imports.applying import ApplyOutcome, import_run_apply
from reports.imports.deciding import import_run_decide
from reports.imports.reading import import_run_read
from reports.imports.selectors import import_review
from reports.imports.undoing import import_run_undo
from reports.imports.uploads import import_run_create
from tests.cast import Cast, make_cast
from tests.reports.report_files import HEADINGS, LETTER_ROWS, TITLES, TOTAL, UNIT_ROWS, write
from units.models import Unit

pytestmark = pytest.mark.django_db

CODES: Final = ("online", "digitization", "overdue", "payment", "receipt")
COUNT: Final = CODES.index("overdue")
WORDS: Final = {
    State.NO_CASES: "KPS",
    State.NOT_STARTED: "Chưa thực hiện",
    State.NOT_REPORTED: "Chưa có số liệu",
    State.EXEMPT: "Không đánh giá",
}
# Each example works in a savepoint that is rolled back, so that the fixture may be shared.
laws = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])

Line = tuple[Figure, ...]
states = st.sampled_from(list(WORDS)).map(Figure.blank)
rates = st.integers(0, 4).flatmap(
    lambda places: st.integers(0, 100 * 10**places).map(
        lambda number: Figure.of(Decimal(number).scaleb(-places), places=places)
    )
)
numbers = st.integers(0, 5000).map(lambda number: Figure.of(Decimal(number), places=0))
lines = st.tuples(*((numbers if code == "overdue" else rates) | states for code in CODES))
tables = st.lists(lines, min_size=len(UNIT_ROWS), max_size=len(UNIT_ROWS))
columns = st.permutations(range(len(CODES)))
orders = st.permutations(range(len(UNIT_ROWS)))


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@contextmanager
def undone() -> Iterator[Path]:
    """A folder and a database that are afterwards as they were."""
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        yield Path(folder)
        transaction.set_rollback(True)


def read(cast: Cast, path: Path) -> ImportRun:
    with path.open("rb") as source:
        run = import_run_create(
            file=File(source), filename=path.name, office=cast.office, user=cast.staff
        )
    return import_run_read(run=run)


def write_table(path: Path, body: list[list[Any]], headings: tuple[str, ...] = HEADINGS) -> Path:
    return write(path, [*([title] for title in TITLES), [], list(headings), *body], merged=())


def written(figure: Figure) -> str:
    if figure.value is None:
        return WORDS[figure.state]
    return format_figure_value(figure.value, figure.places).replace(".", "")


def whole(figures: list[Line]) -> list[Line]:
    """With a total row that adds up, and in each column of rates one that is no share.

    It has as many decimals as any, so that none of the others seems to be a share by its own.
    """
    sure = Figure.of(Decimal("90.4321"))
    total = sum((line[COUNT].value or Decimal(0) for line in figures), Decimal(0))
    office = tuple(Figure.of(total, places=0) if at == COUNT else sure for at in range(len(CODES)))
    return [office, *figures]


def store(cast: Cast, figures: list[Line]) -> None:
    """Put the figures where an import would; the first line is the office's."""
    ids = {indicator.code: indicator.pk for indicator in Indicator.objects.all()}
    units = {unit.name: unit.pk for unit in Unit.objects.all()}
    owners = [cast.office.pk, *(units[row[1]] for row in UNIT_ROWS)]
    figures_write(
        period=period_ensure(code="2023-H1"),
        source=Source.PROVINCE,
        figures=[
            NewFigure(unit, ids[code], figure)
            for unit, line in zip(owners, figures, strict=True)
            for code, figure in zip(CODES, line, strict=True)
        ],
        provenance=Provenance(user=cast.staff, at=datetime(2023, 6, 21, tzinfo=UTC)),
    )


def stored() -> dict[tuple[str, str], Figure]:
    records = Record.objects.select_related("unit", "indicator")
    return {(record.unit.code, record.indicator.code): record.figure for record in records}


def export(path: Path) -> Path:
    """The stored figures as the province would print them."""
    figures = stored()
    codes = {unit.name: unit.code for unit in Unit.objects.all()}
    office = Unit.objects.get(code="vinhlinh").name
    body = []
    for at, row in enumerate(LETTER_ROWS):
        unit = codes[row[1] if at else office]
        body.append([*row[:2], *(written(figures[unit, code]) for code in CODES)])
    return write_table(path, body)


def judged(run: ImportRun) -> dict[tuple[int | None, str], Figure | None]:
    rows = import_review(run).review.rows
    return {(row.unit_id, cell.indicator): cell.figure for row in rows for cell in row.cells}


@laws
@given(figures=tables)
def test_exported_figures_come_back_as_nothing_to_do(cast: Cast, figures: list[Line]) -> None:
    with undone() as folder:
        store(cast, whole(figures))
        before, changes = stored(), RecordChange.objects.count()
        run = read(cast, export(folder / "export.xlsx"))
        assert run.status == ImportRun.Status.UNCHANGED, run.issues
        assert run.counts["same"] == len(before) == 100
        assert import_run_apply(run=run, user=cast.staff).outcome is ApplyOutcome.UNCHANGED
        assert (stored(), RecordChange.objects.count()) == (before, changes)


@laws
@given(figures=tables)
def test_imported_figures_are_those_of_the_file(cast: Cast, figures: list[Line]) -> None:
    with undone() as folder:
        store(cast, whole(figures))
        expected, path = stored(), export(folder / "export.xlsx")
        Record.objects.all().delete()
        assert (
            import_run_apply(run=read(cast, path), user=cast.staff).outcome is ApplyOutcome.APPLIED
        )
        assert stored() == expected


def shuffled(order: list[int], places: list[int], *, total_last: bool) -> list[list[Any]]:
    body = [list(UNIT_ROWS[at]) for at in order]
    body.insert(len(body) if total_last else 0, list(TOTAL))
    return [[*row[:2], *(row[2 + at] for at in places)] for row in body]


@laws
@given(order=orders, places=columns, total_last=st.booleans())
def test_the_order_of_columns_and_rows_means_nothing(
    cast: Cast, order: list[int], places: list[int], total_last: bool
) -> None:
    headings = (*HEADINGS[:2], *(HEADINGS[2 + at] for at in places))
    with undone() as folder:
        straight = read(cast, write_table(folder / "a.xlsx", [list(row) for row in LETTER_ROWS]))
        body = shuffled(order, places, total_last=total_last)
        bent = read(cast, write_table(folder / "b.xlsx", body, headings))
        assert judged(bent) == judged(straight)
        assert bent.counts == straight.counts
        assert import_run_apply(run=straight, user=cast.staff).outcome is ApplyOutcome.APPLIED
        changes = RecordChange.objects.count()
        again = read(cast, write_table(folder / "c.xlsx", body, headings))
        assert again.status == ImportRun.Status.UNCHANGED
        assert import_run_apply(run=bent, user=cast.staff).outcome is ApplyOutcome.UNCHANGED
        assert RecordChange.objects.count() == changes == 100


def same_line(line: Line, other: Line) -> bool:
    return all(map(same_figure, line, other))


@laws
@given(figures=tables, others=tables, half=st.booleans())
def test_undoing_restores_exactly_what_was_there(
    cast: Cast, figures: list[Line], others: list[Line], half: bool
) -> None:
    """Whether all figures were there before, or only those of the first units."""
    assume(half or not all(map(same_line, figures, others)))
    with undone() as folder:
        store(cast, whole(others))
        path = export(folder / "export.xlsx")
        Record.objects.all().delete()
        store(cast, whole(figures))
        if half:
            Record.objects.filter(unit__display_order__gt=9).delete()
        before = stored()
        run = read(cast, path)
        meant = {"lost": dict.fromkeys(CODES, 100), "change": {"reason": "số liệu đính chính"}}
        run = import_run_decide(run=run, decisions=meant, user=cast.staff)
        assert import_run_apply(run=run, user=cast.staff).outcome is ApplyOutcome.APPLIED
        changes = RecordChange.objects.filter(import_run=run).count()
        assert stored() != before
        result = import_run_undo(run=run, user=cast.staff)
        assert (stored(), result.restored, result.kept) == (before, changes, 0)
        assert RecordChange.objects.count() >= 2 * changes
        assert not Record.objects.filter(import_run=run).exists()
