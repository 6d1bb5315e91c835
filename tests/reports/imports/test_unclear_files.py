"""Files that do not say clearly what they are of: the page asks, and every answer can be given."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from reports.figures.import_models import ImportRun
from reports.figures.record_models import Record
from tests.cast import Cast
from tests.reports.imports.corpus.periods import CASES
from tests.reports.imports.pages import apply_in_page
from tests.reports.imports.test_import_pages import page_of, run_of

BY_NAME = {case.name: case for case in CASES}


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.client(cast.staff)


def codes_of(run: ImportRun) -> set[str]:
    return {item["code"] for item in run.issues}


def decide(client: Client, run: ImportRun, **fields: str) -> ImportRun:
    data = {name.replace("_", "-"): value for name, value in fields.items()}
    client.post(reverse("import_decide", args=[run.pk]), data)
    run.refresh_from_db()
    return run


@pytest.mark.parametrize(
    ("name", "code"),
    [("title-against-calendar-days", "20230101-20230630"), ("title-against-days", "2023-Q1")],
)
def test_the_files_own_period_can_be_chosen(
    staff: Client, tmp_path: Path, name: str, code: str
) -> None:
    run = run_of(staff, BY_NAME[name].make(tmp_path))
    assert "period-unclear" in codes_of(run)
    assert f'value="{code}"' in page_of(staff, run)
    run = decide(staff, run, period_code=code)
    assert not {"period-unclear", "period-differs"} & codes_of(run)
    apply_in_page(staff, run.pk)
    assert set(Record.objects.values_list("period__code", flat=True)) == {code}


def test_nothing_is_written_while_the_period_is_unclear(staff: Client, tmp_path: Path) -> None:
    run = run_of(staff, BY_NAME["sheet-against-title"].make(tmp_path))
    apply_in_page(staff, run.pk)
    apply_in_page(staff, run.pk, partial="1")
    assert not Record.objects.exists()


def test_one_of_several_like_sheets_is_chosen(staff: Client, tmp_path: Path) -> None:
    run = run_of(staff, BY_NAME["sheets-alike"].make(tmp_path))
    field = page_of(staff, run).split('name="sheet-name"')[1].split("</select>")[0]
    assert 'value=""' in field and "selected" not in field
    run = decide(staff, run, sheet_name="Tháng 5")
    assert "sheets-alike" not in codes_of(run)
    field = page_of(staff, run).split('name="sheet-name"')[1].split("</select>")[0]
    assert '<option value="Tháng 5" selected' in field and 'value=""' not in field
    apply_in_page(staff, run.pk)
    assert set(Record.objects.values_list("period__code", flat=True)) == {"2023-05"}


def test_the_sheet_that_is_read_already_can_be_confirmed(staff: Client, tmp_path: Path) -> None:
    run = run_of(staff, BY_NAME["sheets-alike"].make(tmp_path))
    run = decide(staff, run, sheet_name="Tháng 4")
    assert "sheets-alike" not in codes_of(run)
