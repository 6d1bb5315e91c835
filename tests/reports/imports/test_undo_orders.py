"""Imports taken back in any order: what stays is what the others alone would have written."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Final

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.figures.figures import Figure, State
from reports.figures.import_models import ImportRun
from reports.figures.period_services import period_ensure
from reports.figures.record_models import Record, RecordChange
from reports.imports.applying import ApplyOutcome, import_run_apply
from reports.imports.deciding import import_run_decide
from reports.imports.reading import import_run_read
from reports.imports.undoing import import_run_undo
from tests.cast import Cast, make_cast
from tests.reports.imports.test_import_services import upload
from tests.reports.imports.test_undo import typed
from tests.reports.report_files import HEADINGS, TITLES, write

pytestmark = pytest.mark.django_db
UNITS: Final = {"vinhchap": "UBND xã Vĩnh Chấp", "vinhgiang": "UBND xã Vĩnh Giang"}
CODES: Final = ("online", "digitization")
CELLS: Final = tuple((unit, code) for unit in UNITS for code in CODES)
FIRST: Final = CELLS[0]
BLANK: Final = State.NOT_REPORTED.value
Cell = tuple[str, str]


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@dataclass
class World:
    """Imports and people at work, beside the model of what they should bring about.

    The model is a list of what runs and people said of each cell, in their order; the last one
    that was not taken back is right.
    """

    cast: Cast
    folder: Path
    said: dict[Cell, list[tuple[str, int | None]]] = field(
        default_factory=lambda: {cell: [] for cell in CELLS}
    )
    applied: list[ImportRun] = field(default_factory=list)
    undone: set[int | None] = field(default_factory=set)

    def in_force(self, cell: Cell) -> list[tuple[str, int | None]]:
        return [layer for layer in self.said[cell] if layer[1] not in self.undone]

    def import_file(self, values: dict[Cell, str]) -> None:
        body = [
            [at, name, *(values.get((unit, code), "") for code in CODES)]
            for at, (unit, name) in enumerate(UNITS.items(), start=1)
        ]
        rows = [*([title] for title in TITLES), [], list(HEADINGS[:4]), *body]
        path = write(self.folder / "table.xlsx", rows, merged=())
        run = import_run_read(run=upload(self.cast, path))
        if run.status == ImportRun.Status.UNCHANGED:
            return
        lost = {"lost": dict.fromkeys(CODES, len(UNITS))}
        run = import_run_decide(run=run, decisions=lost, user=self.cast.staff)
        assert import_run_apply(run=run, user=self.cast.staff).outcome is ApplyOutcome.APPLIED
        self.applied.append(run)
        for cell in CELLS:
            self.said[cell].append((values.get(cell) or BLANK, run.pk))

    def type_figure(self, cell: Cell, text: str) -> None:
        period_ensure(code="2023-H1")
        valid = self.in_force(cell)
        # Who types what stands there already changes nothing and leaves no trace.
        if not valid or valid[-1][0] != text:
            self.said[cell].append((text, None))
        typed(self.cast, *cell, Figure.of(Decimal(text)))

    def undo(self, which: int) -> None:
        if self.applied:
            run = self.applied.pop(which % len(self.applied))
            import_run_undo(run=run, user=self.cast.staff)
            self.undone.add(run.pk)

    def check(self) -> None:
        """The figures are those of the model, each with somebody behind it who still says so."""
        found = {
            (record.unit.code, record.indicator.code): record
            for record in Record.objects.select_related("unit", "indicator")
        }
        for cell in CELLS:
            valid, record = self.in_force(cell), found.get(cell)
            if record is None:
                assert not valid, (cell, valid)
                continue
            text = record.state if record.value is None else f"{record.value:.0f}"
            assert valid and valid[-1][0] == text, (cell, valid, text)
            assert (text, record.import_run_id) in valid
            assert (record.report_id is None) == (record.import_run_id is None)
            last = RecordChange.objects.filter(unit=record.unit, indicator=record.indicator).first()
            assert last is not None and last.new_value == record.value


def test_undoing_the_second_does_not_revive_the_undone_first(cast: Cast, tmp_path: Path) -> None:
    world = World(cast, tmp_path)
    world.import_file({FIRST: "10"})
    world.import_file({FIRST: "20"})
    world.undo(0)
    world.check()
    world.undo(0)
    assert not Record.objects.exists()
    last = RecordChange.objects.filter(unit__code=FIRST[0], indicator__code=FIRST[1]).first()
    assert last is not None and (last.old_value, last.new_state, last.import_run) == (20, "", None)


def test_what_stood_before_an_undone_run_comes_back_with_its_cell(
    cast: Cast, tmp_path: Path
) -> None:
    world = World(cast, tmp_path)
    for text in ("10", "20", "30"):
        world.import_file({FIRST: text})
    oldest = world.applied[0]
    world.undo(1)
    world.undo(1)
    record = Record.objects.get(unit__code=FIRST[0], indicator__code=FIRST[1])
    assert (record.value, record.import_run, record.report) == (10, oldest, oldest.report)
    assert (record.sheet, record.cell) == ("Vĩnh Linh", "C6")


def test_a_figure_that_a_later_file_repeats_stays_and_is_then_that_files(
    cast: Cast, tmp_path: Path
) -> None:
    world = World(cast, tmp_path)
    world.import_file({FIRST: "10"})
    world.import_file({FIRST: "10", CELLS[1]: "50"})
    first, second = world.applied
    result = import_run_undo(run=first, user=cast.staff)
    record = Record.objects.get(unit__code=FIRST[0], indicator__code=FIRST[1])
    assert (record.value, record.import_run, record.report) == (10, second, second.report)
    # The four cells of the table: one that the second file changed, three that it repeats.
    assert (result.restored, result.kept, result.repeated) == (0, 1, 3)
    page = cast.client(cast.staff).get(reverse("import_run", args=[second.pk])).content.decode()
    assert page.count('class="num cell-changed"') == 1
    import_run_undo(run=second, user=cast.staff)
    assert not Record.objects.exists()


def test_the_page_tells_what_another_import_repeats(cast: Cast, tmp_path: Path) -> None:
    world = World(cast, tmp_path)
    world.import_file({FIRST: "10"})
    world.import_file({FIRST: "10", CELLS[1]: "50"})
    undo = reverse("import_undo", args=[world.applied[0].pk])
    page = cast.client(cast.staff).post(undo, follow=True).content.decode()
    assert "3" in page.split('class="notice info"')[1].split("</p>")[0]


@pytest.mark.parametrize("order", list(permutations(range(3))))
@pytest.mark.parametrize("texts", [("10", "20", "30"), ("10", "10", "20"), ("10", "20", "10")])
def test_three_runs_can_be_undone_in_any_order(
    cast: Cast, tmp_path: Path, texts: tuple[str, ...], order: tuple[int, ...]
) -> None:
    world = World(cast, tmp_path)
    for at, text in enumerate(texts):
        # The other cell keeps every file from being one that changes nothing.
        world.import_file({FIRST: text, CELLS[3]: str(60 + at)})
    runs = list(world.applied)
    for at in order:
        world.undo(world.applied.index(runs[at]))
        world.check()
    assert not Record.objects.exists()


values = st.dictionaries(st.sampled_from(CELLS), st.sampled_from(["10", "20"]))
steps = st.one_of(
    st.tuples(st.just("import"), values),
    st.tuples(st.just("undo"), st.integers(0, 4)),
    st.tuples(st.just("type"), st.tuples(st.sampled_from(CELLS), st.sampled_from(["10", "30"]))),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=st.lists(steps, min_size=3, max_size=9))
def test_any_history_leaves_what_those_in_force_say(
    cast: Cast, history: list[tuple[str, object]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        world = World(cast, Path(folder))
        for what, how in history:
            if what == "import":
                world.import_file(how)  # type: ignore[arg-type]
            elif what == "undo":
                world.undo(how)  # type: ignore[arg-type]
            else:
                world.type_figure(*how)  # type: ignore[misc]
            world.check()
        transaction.set_rollback(True)
