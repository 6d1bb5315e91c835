"""A reason for another period or for a wrong total: for what it was given, and for nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from cchc.demo.workbook import FILENAME, write_workbook
from reports.figures.import_models import ImportRun
from reports.figures.record_models import Record, RecordChange
from reports.imports.applying import ApplyOutcome, import_run_apply
from tests.cast import Cast
from tests.reports.imports.pages import apply_in_page
from tests.reports.imports.test_import_pages import changed, page_of, run_of
from tests.reports.report_files import write_letter

Q2 = {"period-code": "2023-Q2", "period-reason": "Tỉnh ghi nhầm kỳ"}


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.client(cast.staff)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / FILENAME)


def decide(client: Client, run: ImportRun, data: dict[str, str]) -> ImportRun:
    client.post(reverse("import_decide", args=[run.pk]), data)
    run.refresh_from_db()
    return run


def codes(run: ImportRun) -> set[str]:
    return {one["code"] for one in run.issues}


def selected(page: str) -> str:
    """The period that the review page shows as chosen."""
    select = page.split('name="period-code"')[1].split("</select>")[0]
    return (
        select.split(" selected")[0].rsplit('value="', 1)[1].rstrip('"') if " sel" in select else ""
    )


def test_another_period_asks_for_another_reason(staff: Client, workbook: Path) -> None:
    run = decide(staff, run_of(staff, workbook), Q2)
    assert "period-differs" not in codes(run)
    decide(staff, run, {"period-code": "2023-Q1"})
    assert "period-differs" in codes(run)
    assert run.decisions == {"period": {"code": "2023-Q1"}}


@pytest.mark.parametrize("own", ["", "2023-H1"])
def test_the_reason_goes_with_the_other_period(staff: Client, workbook: Path, own: str) -> None:
    run = decide(staff, run_of(staff, workbook), Q2)
    decide(staff, run, {"period-code": own})
    assert "reason" not in run.decisions.get("period", {})
    apply_in_page(staff, run.pk)
    assert {one.reason for one in RecordChange.objects.all()} == {""}


def test_as_the_file_says_means_so_after_an_upload_for_another_period(
    staff: Client, workbook: Path
) -> None:
    run = run_of(staff, workbook, period="2023-Q2")
    assert selected(page_of(staff, run)) == "2023-Q2"
    decide(staff, run, {"period-code": ""})
    page = page_of(staff, run)
    assert (selected(page), "period-differs" in codes(run)) == ("", False)
    apply_in_page(staff, run.pk)
    run.refresh_from_db()
    assert run.report is not None and run.report.period.code == "2023-H1"


@pytest.mark.parametrize("code", ["2023-Q2", "2011-H1"])
def test_the_choice_in_force_is_the_one_shown(staff: Client, workbook: Path, code: str) -> None:
    run = decide(staff, run_of(staff, workbook), {"period-code": code})
    assert selected(page_of(staff, run)) == code


def test_a_kept_reason_stays_to_be_mended(staff: Client, workbook: Path) -> None:
    run = decide(staff, run_of(staff, changed(workbook, {"E10": 10})), Q2)
    decide(staff, run, {"total-reason": "Tỉnh cộng nhầm"})
    assert not {"period-differs", "total-mismatch"} & codes(run)
    page = page_of(staff, run)
    assert 'value="Tỉnh ghi nhầm kỳ"' in page and 'value="Tỉnh cộng nhầm"' in page
    decide(staff, run, {"total-reason": "Tỉnh cộng thiếu", "period-code": "2023-Q2"})
    apply_in_page(staff, run.pk)
    reasons = {one.reason for one in RecordChange.objects.all()}
    assert reasons == {"Tỉnh ghi nhầm kỳ Tỉnh cộng thiếu"}


def test_the_page_of_an_applied_import_tells_the_reasons_and_who_gave_them(
    staff: Client, cast: Cast, workbook: Path
) -> None:
    run = decide(staff, run_of(staff, changed(workbook, {"E10": 10})), Q2)
    decide(staff, run, {"total-reason": "Tỉnh cộng nhầm"})
    apply_in_page(staff, run.pk)
    for _ in ("applied", "undone"):
        facts = page_of(staff, run).split('<dl class="facts">')[1].split("</dl>")[0]
        assert "Tỉnh ghi nhầm kỳ" in facts and "Tỉnh cộng nhầm" in facts
        assert facts.count(f"({cast.staff})") == 2
        staff.post(reverse("import_undo", args=[run.pk]))


@pytest.mark.parametrize(
    ("days", "code"),
    [
        ("(Từ ngày 15/12/2023 đến ngày 14/6/2024)", "period-after-report"),
        ("(Từ ngày 15/12/2097 đến ngày 14/6/2098)", "period-in-future"),
    ],
)
def test_a_period_that_was_not_over_needs_a_reason(
    staff: Client, cast: Cast, tmp_path: Path, days: str, code: str
) -> None:
    titles = {"A3": ""} if code == "period-in-future" else {}
    path = write_letter(tmp_path / "letter.xlsx", A2=days, **titles)
    run = run_of(staff, path)
    assert code in codes(run)
    good = import_run_apply(run=run, user=cast.staff, partial=True)
    assert (good.outcome, Record.objects.count()) == (ApplyOutcome.BLOCKED, 0)
    assert 'name="period-reason"' in page_of(staff, run)
    decide(staff, run, {"period-reason": "Số liệu ước thực hiện"})
    assert code not in codes(run)
    assert 'value="Số liệu ước thực hiện"' in page_of(staff, run)
    assert import_run_apply(run=run, user=cast.staff).outcome is ApplyOutcome.APPLIED
    assert {one.reason for one in RecordChange.objects.all()} == {"Số liệu ước thực hiện"}


def test_a_period_chosen_by_a_person_needs_no_reason_for_its_days(
    staff: Client, tmp_path: Path
) -> None:
    path = write_letter(tmp_path / "letter.xlsx", A2="(Từ ngày 15/12/2023 đến ngày 14/6/2024)")
    run = decide(staff, run_of(staff, path), {"period-code": "2024-H1"})
    assert not {"period-after-report", "period-differs"} & codes(run)


def test_a_reason_taken_back_asks_again(staff: Client, workbook: Path) -> None:
    run = decide(staff, run_of(staff, workbook), Q2)
    decide(staff, run, {"period-code": "2023-Q2", "period-reason": ""})
    assert "period-differs" in codes(run)


def test_another_gap_asks_for_another_reason(staff: Client, workbook: Path) -> None:
    book = load_workbook(changed(workbook, {"E10": 10}))
    book.active.row_dimensions[10].hidden = True
    book.save(workbook)
    run = decide(staff, run_of(staff, workbook), {"total-reason": "Tỉnh cộng nhầm"})
    assert "total-mismatch" not in codes(run)
    decide(staff, run, {"hidden-rows": "skip"})
    assert "total-mismatch" in codes(run)
    assert 'value="Tỉnh cộng nhầm"' not in page_of(staff, run)
    decide(staff, run, {"hidden-rows": "keep", "total-reason": "Thiếu một hồ sơ"})
    assert "total-mismatch" in codes(run)


def test_a_reason_for_totals_that_agree_is_not_kept(staff: Client, workbook: Path) -> None:
    run = decide(staff, run_of(staff, workbook), {"total-reason": "Không cần"})
    assert run.decisions == {}
