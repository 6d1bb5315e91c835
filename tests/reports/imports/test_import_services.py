"""The life of an import: read, decide, apply, again; what is written and what is not."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files import File
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reports.figures.figures import Figure, State
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.period_services import period_ensure
from reports.figures.presentation import figure_text
from reports.figures.record_models import Record, RecordChange, Source
from reports.figures.record_services import NewFigure, Provenance, figures_write
from reports.figures.report_models import Report
from reports.imports.applying import ApplyOutcome, import_run_apply
from reports.imports.deciding import import_run_decide
from reports.imports.preview import import_preview
from reports.imports.reading import import_run_read, import_runs_interrupt_stale
from reports.imports.selectors import import_review
from reports.imports.tasks import import_run_start
from reports.imports.uploads import import_run_create
from reports.rounds.models import Round
from tests.cast import Cast, make_cast
from tests.reports.report_files import HEADINGS, UNIT_ROWS, letter, write, write_letter
from units.models import Unit, UnitAlias

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def upload(cast: Cast, path: Path, period: Period | None = None) -> ImportRun:
    with path.open("rb") as source:
        return import_run_create(
            file=File(source),
            filename=path.name,
            office=cast.office,
            user=cast.staff,
            period_code=period.code if period else "",
        )


def read(cast: Cast, folder: Path, period: Period | None = None, **cells: Any) -> ImportRun:
    run = upload(cast, write_letter(folder / "letter.xlsx", **cells), period)
    return import_run_read(run=run)


def apply(run: ImportRun, cast: Cast) -> ApplyOutcome:
    return import_run_apply(run=run, user=cast.staff).outcome


def figure(unit: str, indicator: str) -> Figure:
    return Record.objects.get(unit__code=unit, indicator__code=indicator).figure


def codes(run: ImportRun) -> set[str]:
    return {item["code"] for item in run.issues}


def test_reading_writes_no_figure(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path)
    assert run.status == ImportRun.Status.REVIEW
    assert run.counts == {"new": 70, "changed": 0, "same": 0, "blank": 30, "refused": 0}
    assert (run.step, run.step_done, run.step_total) == (6, 1, 1)
    assert not Record.objects.exists()
    assert not Period.objects.exists()


def test_applying_writes_the_letter(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path)
    result = import_run_apply(run=run, user=cast.staff)
    assert (result.outcome, result.written.new) == (ApplyOutcome.APPLIED, 100)
    assert figure("hoxa", "online") == Figure.of(Decimal("90.4"))
    assert figure("vinhlam", "digitization") == Figure.of(Decimal("76.0"), places=1)
    assert figure("vinhlam", "overdue") == Figure.of(Decimal(0), places=0)
    assert figure("vp", "payment") == Figure.blank(State.NOT_STARTED)
    assert figure(cast.office.code, "digitization") == Figure.of(Decimal("59.29"))
    record = Record.objects.get(unit__code="vinhchap", indicator__code="online")
    assert (record.sheet, record.cell, record.source) == ("Vĩnh Linh", "C9", Source.PROVINCE)
    assert (record.import_run, record.updated_by) == (run, cast.staff)
    assert RecordChange.objects.count() == 100
    report = Report.objects.get()
    assert (report.number, report.office, report.period.code) == (
        "85/BC-HCC",
        cast.office,
        "2023-H1",
    )
    assert run.report == report


def test_the_same_file_again_has_nothing_to_do(cast: Cast, tmp_path: Path) -> None:
    apply(read(cast, tmp_path), cast)
    written = list(Record.objects.order_by("pk").values_list("pk", "updated_at", "import_run"))
    run = read(cast, tmp_path)
    assert run.status == ImportRun.Status.UNCHANGED
    assert run.counts == {"new": 0, "changed": 0, "same": 70, "blank": 30, "refused": 0}
    assert apply(run, cast) is ApplyOutcome.UNCHANGED
    assert list(Record.objects.order_by("pk").values_list("pk", "updated_at", "import_run")) == (
        written
    )
    assert RecordChange.objects.count() == 100


def test_one_changed_cell_is_written_alone_and_leaves_its_history(
    cast: Cast, tmp_path: Path
) -> None:
    apply(read(cast, tmp_path), cast)
    result = import_run_apply(run=read(cast, tmp_path, C9="82"), user=cast.admin)
    assert (result.written.new, result.written.changed) == (0, 1)
    change = RecordChange.objects.order_by("-pk").first()
    assert change is not None
    assert (change.old_value, change.new_value, change.cell) == (Decimal("81.6"), 82, "C9")
    assert (change.changed_by, change.unit.code) == (cast.admin, "vinhchap")
    assert figure("vinhchap", "online") == Figure.of(Decimal(82))
    assert Record.objects.count() == 100


def test_an_applied_run_is_applied_once(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path)
    apply(run, cast)
    assert import_run_apply(run=run, user=cast.staff).written.new == 0
    assert import_run_read(run=run).status == ImportRun.Status.APPLIED
    assert RecordChange.objects.count() == 100


def test_a_doubt_blocks_and_writes_nothing(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path, B10="Vĩnh Giang")
    result = import_run_apply(run=run, user=cast.staff)
    assert result.outcome is ApplyOutcome.BLOCKED
    assert [issue.code for issue in result.issues] == ["unit-proposed"]
    assert not Record.objects.exists()
    assert not Report.objects.exists()


def test_a_confirmed_name_is_known_from_then_on(cast: Cast, tmp_path: Path) -> None:
    unit = Unit.objects.get(code="vinhgiang")
    run = read(cast, tmp_path, B10="Vĩnh Giang")
    run = import_run_decide(run=run, decisions={"names": {"B10": unit.pk}}, user=cast.staff)
    assert not UnitAlias.objects.exists()
    assert apply(run, cast) is ApplyOutcome.APPLIED
    assert UnitAlias.objects.get().unit == unit
    assert "unit-proposed" not in codes(read(cast, tmp_path, B10="Vĩnh Giang"))


def test_a_row_given_to_another_unit_renames_nobody(cast: Cast, tmp_path: Path) -> None:
    path = letter()
    del path[9]
    run = import_run_read(run=upload(cast, write(tmp_path / "short.xlsx", path)))
    giang = Unit.objects.get(code="vinhgiang")
    decisions = {"names": {"B9": giang.pk}, "total": {"reason": "Thiếu một dòng"}}
    run = import_run_decide(run=run, decisions=decisions, user=cast.staff)
    assert apply(run, cast) is ApplyOutcome.APPLIED
    assert figure("vinhgiang", "online") == Figure.of(Decimal("81.6"))
    assert not UnitAlias.objects.exists()


def test_a_decision_can_be_taken_back(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path, B10="UBND xã Lạ Hoắc")
    run = import_run_decide(run=run, decisions={"names": {"B10": "skip"}}, user=cast.staff)
    assert "unit-unknown" not in codes(run)
    run = import_run_decide(run=run, decisions={"names": {"B10": None}}, user=cast.staff)
    assert "unit-unknown" in codes(run)


@pytest.mark.parametrize("decisions", [{"names": {"B10": "two"}}, {"surprise": {}}, {"names": 5}])
def test_malformed_decisions_change_nothing(
    cast: Cast, tmp_path: Path, decisions: dict[str, Any]
) -> None:
    run = read(cast, tmp_path)
    with pytest.raises(ValueError, match=r"."):
        import_run_decide(run=run, decisions=decisions, user=cast.staff)
    run.refresh_from_db()
    assert run.decisions == {}


def test_a_unit_of_another_office_cannot_be_chosen(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path)
    foreign = Unit.objects.get(code="giolinh")
    with pytest.raises(ValueError, match="do not report to"):
        import_run_decide(run=run, decisions={"names": {"B10": foreign.pk}}, user=cast.staff)


def test_a_decided_column_is_read_anew(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path, F5="Một cột chưa ai biết")
    assert run.counts["blank"] == 15
    run = import_run_decide(run=run, decisions={"columns": {"F": "payment"}}, user=cast.staff)
    assert run.status == ImportRun.Status.QUEUED
    run = import_run_read(run=run)
    assert run.counts["blank"] == 30
    assert apply(run, cast) is ApplyOutcome.APPLIED


def test_another_period_than_the_files_needs_a_reason(cast: Cast, tmp_path: Path) -> None:
    quarter = period_ensure(code="2023-Q2")
    run = read(cast, tmp_path, period=quarter)
    assert "period-differs" in codes(run)
    assert apply(run, cast) is ApplyOutcome.BLOCKED
    decision = {"period": {"code": "2023-Q2", "reason": "Tiêu đề ghi nhầm"}}
    run = import_run_decide(run=run, decisions=decision, user=cast.staff)
    assert apply(run, cast) is ApplyOutcome.APPLIED
    assert set(Record.objects.values_list("period__code", flat=True)) == {"2023-Q2"}
    assert RecordChange.objects.filter(reason="Tiêu đề ghi nhầm").count() == 100


def test_a_closed_period_takes_nothing(cast: Cast, tmp_path: Path) -> None:
    period = period_ensure(code="2023-H1")
    Round.objects.create(office=cast.office, period=period, state=Round.State.LOCKED, offset=7)
    run = read(cast, tmp_path)
    assert "period-closed" in codes(run)
    assert apply(run, cast) is ApplyOutcome.BLOCKED


def test_a_period_locked_after_the_review_takes_nothing(cast: Cast, tmp_path: Path) -> None:
    period = period_ensure(code="2023-H1")
    run = read(cast, tmp_path)
    Round.objects.create(office=cast.office, period=period, state=Round.State.LOCKED, offset=7)
    assert apply(run, cast) is ApplyOutcome.BLOCKED
    assert not Record.objects.exists()


def test_a_file_that_is_no_table_is_refused(cast: Cast, tmp_path: Path) -> None:
    path = write(tmp_path / "x.xlsx", [["Danh sách"], ["Họ tên"]], merged=())
    run = import_run_read(run=upload(cast, path))
    assert (run.status, codes(run)) == (ImportRun.Status.REFUSED, {"no-table"})
    assert apply(run, cast) is ApplyOutcome.BLOCKED


def test_a_file_above_the_limit_is_not_kept(cast: Cast, tmp_path: Path, settings: Any) -> None:
    settings.IMPORT_MAX_BYTES = 1000
    run = upload(cast, write_letter(tmp_path / "letter.xlsx"))
    assert (run.status, codes(run)) == (ImportRun.Status.REFUSED, {"too-large"})
    assert not run.file
    assert import_run_read(run=run).status == ImportRun.Status.REFUSED


def test_a_crash_leaves_the_run_interrupted_and_it_can_be_read_again(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    run = upload(cast, write_letter(tmp_path / "letter.xlsx"))
    with monkeypatch.context() as patched:
        patched.setattr("reports.imports.reading.read_grids", lambda *a, **k: 1 / 0)
        assert import_run_read(run=run).status == ImportRun.Status.INTERRUPTED
    assert "ZeroDivisionError" in caplog.text
    assert import_run_read(run=run).status == ImportRun.Status.REVIEW


def test_a_silent_reader_is_taken_for_dead(cast: Cast, tmp_path: Path) -> None:
    run = upload(cast, write_letter(tmp_path / "letter.xlsx"))
    now = timezone.now()
    ImportRun.objects.update(status=ImportRun.Status.READING, heartbeat=now)
    assert import_runs_interrupt_stale(now=now + timedelta(seconds=30)) == 0
    assert import_runs_interrupt_stale(now=now + timedelta(minutes=5)) == 1
    run.refresh_from_db()
    assert run.status == ImportRun.Status.INTERRUPTED


def test_the_task_is_sent_only_when_the_upload_is_through(
    cast: Cast, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    run = upload(cast, write_letter(tmp_path / "letter.xlsx"))
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        import_run_start(run=run)
        run.refresh_from_db()
        assert run.status == ImportRun.Status.QUEUED
    assert len(callbacks) == 1
    run.refresh_from_db()
    assert run.status == ImportRun.Status.REVIEW


def test_progress_is_told_step_by_step(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = upload(cast, write_letter(tmp_path / "letter.xlsx"))
    with CaptureQueriesContext(connection) as queries:
        import_run_read(run=run)
    updates = [one["sql"] for one in queries if '"step"' in one["sql"] and "UPDATE" in one["sql"]]
    assert 6 <= len(updates) <= 20


def _queries_for(cast: Cast, path: Path) -> tuple[int, int, int]:
    with CaptureQueriesContext(connection) as reading:
        run = import_run_read(run=upload(cast, path))
    with CaptureQueriesContext(connection) as previewing:
        import_preview(run)
    with CaptureQueriesContext(connection) as applying:
        assert apply(run, cast) is ApplyOutcome.APPLIED
    return len(reading), len(previewing), len(applying)


def test_queries_do_not_grow_with_units(cast: Cast, tmp_path: Path) -> None:
    few = letter()[:10]
    few[6] = ["", "Toàn huyện", "76,9", "59,29", "19", "7,5", "54,9"]
    small = _queries_for(cast, write(tmp_path / "few.xlsx", few, sheet="A"))
    Record.objects.all().delete()
    whole = _queries_for(cast, write_letter(tmp_path / "letter.xlsx"))
    assert whole[0] <= small[0] + 2
    assert whole[1] <= small[1] + 1
    assert whole[2] <= small[2] + 6


def test_a_unit_that_ended_before_the_period_is_not_matched(cast: Cast, tmp_path: Path) -> None:
    old = Unit.objects.get(code="vinhgiang")
    old.valid_to = "2022-06-30"
    old.save()
    run = read(cast, tmp_path)
    assert codes(run) & {"unit-unknown", "unit-proposed"}
    assert "units-missing" not in codes(run)


def test_the_preview_shows_what_will_be_written(cast: Cast, tmp_path: Path) -> None:
    apply(read(cast, tmp_path), cast)
    preview = import_preview(read(cast, tmp_path, C9="82,0", B10="Vĩnh Giang"))
    report = preview.review.parsed.report
    assert report is not None
    assert report.number == "85/BC-HCC"
    assert preview.period_label
    assert preview.cell_count == 100
    assert not preview.can_apply
    assert sum(line.issue.blocks for line in preview.issues) == 1
    (doubt,) = preview.names
    assert (doubt.cell, doubt.open, doubt.proposals[0].unit.code) == ("B10", True, "vinhgiang")
    cells = {cell.address: cell for row in preview.rows for cell in row.reviewed.cells}
    changed, zero = cells["C9"], cells["E11"]
    assert changed.status == "changed"
    assert (figure_text(changed.old), figure_text(changed.figure)) == ("81,6", "82,0")
    assert (zero.status, figure_text(zero.figure)) == ("blank", "0")
    assert [(total.sum, total.published, total.agrees) for total in preview.totals] == [
        ("28", "28", True)
    ]
    overdue = next(shown for shown in preview.columns if shown.column.indicator == "overdue")
    assert (overdue.column.letter, overdue.blanks) == ("E", 11)
    assert overdue.readings is not None and overdue.readings.chosen == "zero"


def test_no_mean_of_rates_appears_anywhere(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path)
    assert all(
        total.sum is None
        for total in import_review(run).review.totals
        if total.indicator != ("overdue")
    )
    apply(run, cast)
    means = {Decimal("66.48"), Decimal("58.12")}
    stored = Record.objects.exclude(value=None).values_list("value", flat=True)
    assert not means & {value.quantize(Decimal("0.01")) for value in stored}


def test_figures_are_written_only_where_they_differ(cast: Cast) -> None:
    period = period_ensure(code="2023-H1")
    indicator = Indicator.objects.get(code="online")
    unit, other = Unit.objects.filter(code__in=("hoxa", "vinho")).order_by("code")
    by = Provenance(user=cast.officer, at=timezone.now(), reason="nhập tay")

    def put(unit: Unit, figure: Figure) -> NewFigure:
        return NewFigure(unit.pk, indicator.pk, figure)

    def save(*figures: NewFigure) -> tuple[int, int, int]:
        result = figures_write(period=period, source=Source.UNIT, figures=figures, provenance=by)
        return result.new, result.changed, result.same

    assert save(put(unit, Figure.of(Decimal("90.4")))) == (1, 0, 0)
    assert save(
        put(unit, Figure.of(Decimal("90.4"))), put(other, Figure.blank(State.NO_CASES))
    ) == (
        1,
        0,
        1,
    )
    assert save(put(unit, Figure.of(Decimal("44"), numerator=11, denominator=25))) == (0, 1, 0)
    assert figure("hoxa", "online").numerator == 11
    assert list(RecordChange.objects.values_list("reason", flat=True)) == ["nhập tay"] * 3


@pytest.mark.parametrize("code", ["", "2023-H3", "nonsense"])
def test_a_period_needs_a_code_that_means_something(code: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        period_ensure(code=code)


def test_a_period_is_made_once() -> None:
    made = period_ensure(code="2023-H1")
    assert (str(made.start), str(made.end), made.kind) == ("2022-12-15", "2023-06-14", "half_year")
    assert period_ensure(code="2023-H1") == made


def test_headings_of_the_letter_are_installed(cast: Cast, tmp_path: Path) -> None:
    run = read(cast, tmp_path)
    review = import_review(run).review
    assert [column.heading for column in review.parsed.columns] == list(HEADINGS[2:])
    assert all(column.confidence == 100 for column in review.parsed.columns)
    assert len(review.rows) == len(UNIT_ROWS) + 1
