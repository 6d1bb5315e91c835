"""Taking an import back: what stood there before stands there again, with where it came from."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reports.figures.figures import Figure, State
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.record_models import Record, RecordChange, Source
from reports.figures.record_services import NewFigure, Provenance, figures_write
from reports.imports.applying import ApplyOutcome, import_run_apply
from reports.imports.undoing import import_run_undo
from reports.rounds.models import Round
from tests.cast import Cast, make_cast
from tests.reports.imports.test_import_services import read
from units.models import Unit, UnitAlias
from units.refusing import Refused

pytestmark = pytest.mark.django_db
_STORED = (
    *("period", "indicator", "unit", "source", "state", "value", "places"),
    *("numerator", "denominator", "report", "import_run", "sheet", "cell"),
)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def applied(cast: Cast, folder: Path, **cells: Any) -> ImportRun:
    run = read(cast, folder, **cells)
    assert import_run_apply(run=run, user=cast.staff).outcome is ApplyOutcome.APPLIED
    return run


def stored() -> list[Any]:
    return sorted(Record.objects.values_list(*_STORED), key=str)


def typed(cast: Cast, unit: str, indicator: str, figure: Figure) -> None:
    """A figure as a person would put it, without any file."""
    figures_write(
        period=Period.objects.get(),
        source=Source.PROVINCE,
        figures=[
            NewFigure(
                Unit.objects.get(code=unit).pk, Indicator.objects.get(code=indicator).pk, figure
            )
        ],
        provenance=Provenance(cast.admin, timezone.now(), reason="gõ tay"),
    )


def test_the_first_import_leaves_nothing_but_its_history(cast: Cast, tmp_path: Path) -> None:
    run = applied(cast, tmp_path)
    result = import_run_undo(run=run, user=cast.admin)
    assert (result.restored, result.kept) == (100, 0)
    assert not Record.objects.exists()
    assert (run.status, run.undone_by, run.kept) == (ImportRun.Status.UNDONE, cast.admin, [])
    assert RecordChange.objects.count() == 200
    last = RecordChange.objects.first()
    assert last is not None
    assert (last.new_state, last.new_value) == ("", None)
    assert last.reason.startswith("Hoàn tác lần nhập")


def test_figures_and_their_provenance_come_back(cast: Cast, tmp_path: Path) -> None:
    first = applied(cast, tmp_path)
    before = stored()
    second = applied(cast, tmp_path, C9="82", D9="10,25", E10="12", E7="29")
    assert stored() != before
    assert import_run_undo(run=second, user=cast.staff).restored == 4
    assert stored() == before
    record = Record.objects.get(unit__code="vinhchap", indicator__code="digitization")
    assert (record.import_run, record.report, record.cell) == (first, first.report, "D9")
    assert (record.value, record.places) == (Decimal("10.2"), 1)


def test_counts_and_typed_figures_come_back(cast: Cast, tmp_path: Path) -> None:
    applied(cast, tmp_path)
    known = Figure(State.VALUE, Decimal("82.5"), 1, 33, 40)
    typed(cast, "vinhchap", "online", known)
    run = applied(cast, tmp_path)
    import_run_undo(run=run, user=cast.staff)
    record = Record.objects.get(unit__code="vinhchap", indicator__code="online")
    assert record.figure == known
    assert (record.import_run, record.report, record.cell) == (None, None, "")


def test_what_was_changed_since_is_kept_and_named(cast: Cast, tmp_path: Path) -> None:
    run = applied(cast, tmp_path)
    later = applied(cast, tmp_path, C9="82")
    typed(cast, "hoxa", "online", Figure.of(Decimal("91.2")))
    result = import_run_undo(run=run, user=cast.staff)
    assert (result.restored, result.kept, result.repeated) == (0, 2, 98)
    kept = {(one["unit"], one["cell"]): one for one in run.kept}
    assert set(kept) == {("vinhchap", "C9"), ("hoxa", "C17")}
    assert kept["vinhchap", "C9"]["run"] == later.pk
    assert kept["hoxa", "C17"]["by"] == str(cast.admin)
    assert kept["hoxa", "C17"]["indicator"] == "online"
    online = Record.objects.filter(indicator__code="online", unit__code__in=("vinhchap", "hoxa"))
    values = dict(online.values_list("unit__code", "value"))
    assert values == {"vinhchap": 82, "hoxa": Decimal("91.2")}
    assert set(Record.objects.values_list("import_run", flat=True)) == {later.pk, None}


def test_runs_are_taken_back_one_after_the_other(cast: Cast, tmp_path: Path) -> None:
    first = applied(cast, tmp_path)
    second = applied(cast, tmp_path, C9="82")
    import_run_undo(run=second, user=cast.staff)
    third = applied(cast, tmp_path, C9="83")
    import_run_undo(run=third, user=cast.staff)
    assert Record.objects.get(cell="C9").import_run == first
    assert import_run_undo(run=first, user=cast.staff).kept == 0
    assert not Record.objects.exists()


def test_the_same_file_can_be_applied_again(cast: Cast, tmp_path: Path) -> None:
    import_run_undo(run=applied(cast, tmp_path), user=cast.staff)
    again = read(cast, tmp_path)
    assert again.status == ImportRun.Status.REVIEW
    assert import_run_apply(run=again, user=cast.staff).written.new == 100


def test_a_file_that_had_nothing_to_do_can_be_applied_once_the_other_is_undone(
    cast: Cast, tmp_path: Path
) -> None:
    first, second = applied(cast, tmp_path), read(cast, tmp_path)
    page, client = reverse("import_run", args=[second.pk]), cast.client(cast.staff)
    button = f'action="{reverse("import_apply", args=[second.pk])}"'
    assert second.status == ImportRun.Status.UNCHANGED
    assert button not in client.get(page).content.decode()
    import_run_undo(run=first, user=cast.staff)
    text = client.get(page).content.decode()
    assert button in text and " disabled" not in text.split(button)[1].split("</form>")[0]
    seen = text.split('name="seen" value="')[1].split('"')[0]
    client.post(reverse("import_apply", args=[second.pk]), {"seen": seen})
    assert set(Record.objects.values_list("import_run", flat=True)) == {second.pk}


def named(cast: Cast, folder: Path, code: str) -> ImportRun:
    """A run in which a person says which unit the unknown name in B10 is."""
    run = read(cast, folder, B10="UBND xã Lạ Hoắc")
    run.decisions = {"names": {"B10": Unit.objects.get(code=code).pk}}
    run.save()
    assert import_run_apply(run=run, user=cast.staff).outcome is ApplyOutcome.APPLIED
    return run


def test_a_name_given_by_mistake_is_asked_for_again_once_undone(cast: Cast, tmp_path: Path) -> None:
    run = named(cast, tmp_path, "vinhgiang")
    assert UnitAlias.objects.get().unit.code == "vinhgiang"
    import_run_undo(run=run, user=cast.staff)
    assert not UnitAlias.objects.exists()
    again = read(cast, tmp_path, B10="UBND xã Lạ Hoắc")
    assert {"unit-unknown", "unit-proposed"} & {one["code"] for one in again.issues}


def test_a_name_that_was_known_before_or_is_used_by_others_stays(
    cast: Cast, tmp_path: Path
) -> None:
    giang = Unit.objects.get(code="vinhgiang")
    known = UnitAlias.objects.create(unit=giang, text="UBND xã Lạ Hoắc")
    run = named(cast, tmp_path, "vinhgiang")
    import_run_undo(run=run, user=cast.staff)
    assert UnitAlias.objects.get() == known
    known.delete()
    first = named(cast, tmp_path, "vinhgiang")
    applied(cast, tmp_path, B10="UBND xã Lạ Hoắc", C10="12")
    import_run_undo(run=first, user=cast.staff)
    assert UnitAlias.objects.get().unit == giang


def test_only_an_applied_run_is_taken_back(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path)
    with pytest.raises(Refused, match="không có gì để hoàn tác"):
        import_run_undo(run=run, user=cast.staff)
    import_run_apply(run=run, user=cast.staff)
    import_run_undo(run=run, user=cast.staff)
    with pytest.raises(Refused, match="không có gì để hoàn tác"):
        import_run_undo(run=run, user=cast.staff)
    assert RecordChange.objects.count() == 200


def test_a_closed_period_stays_as_it_is(cast: Cast, tmp_path: Path) -> None:
    run = applied(cast, tmp_path)
    period = Period.objects.get()
    Round.objects.create(office=cast.office, period=period, state=Round.State.LOCKED, offset=7)
    with pytest.raises(Refused, match="6 tháng đầu năm 2023"):
        import_run_undo(run=run, user=cast.staff)
    assert Record.objects.count() == 100
    client = cast.client(cast.staff)
    page = client.post(reverse("import_undo", args=[run.pk]), follow=True).content.decode()
    assert "6 tháng đầu năm 2023" in page.split('class="notice error"')[1].split("</p>")[0]


def test_queries_do_not_grow_with_the_figures(cast: Cast, tmp_path: Path) -> None:
    run = applied(cast, tmp_path)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        import_run_undo(run=run, user=cast.staff)
    assert len(queries) <= 21
