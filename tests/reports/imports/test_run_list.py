"""The list of imports: which period each is for, what it reads, and how a wrong file leaves it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cchc.demo.workbook import FILENAME, write_workbook
from reports.figures.import_models import ImportRun
from reports.figures.period_models import Period
from reports.figures.record_models import Record
from tests.cast import Cast
from tests.reports.imports.pages import apply_in_page
from tests.reports.imports.test_import_pages import changed, page_of, run_of

Status = ImportRun.Status


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.client(cast.staff)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / FILENAME)


def discard(client: Client, run: ImportRun) -> str:
    path = reverse("import_discard", args=[run.pk])
    return client.post(path, follow=True).content.decode()


@pytest.mark.parametrize(
    "status", [Status.QUEUED, Status.REVIEW, Status.UNCHANGED, Status.REFUSED, Status.INTERRUPTED]
)
def test_a_run_that_wrote_nothing_goes_with_its_file(
    staff: Client, workbook: Path, status: str
) -> None:
    run = run_of(staff, workbook)
    parsed = None if status == Status.REFUSED else run.parsed
    ImportRun.objects.filter(pk=run.pk).update(status=status, parsed=parsed)
    assert reverse("import_discard", args=[run.pk]) in page_of(staff, run)
    page = discard(staff, run)
    assert 'class="notice success"' in page
    assert f"/imports/{run.pk}/" not in page
    assert not ImportRun.objects.exists() and not default_storage.exists(run.file.name)


def test_a_file_that_is_no_table_can_be_discarded_from_its_own_page(staff: Client) -> None:
    file = SimpleUploadedFile("a.xlsx", b"hello")
    page = staff.post(reverse("import_list"), {"file": file}, follow=True).content.decode()
    assert reverse("import_discard", args=[ImportRun.objects.get().pk]) in page


@pytest.mark.parametrize("status", [Status.READING, Status.APPLIED, Status.UNDONE])
def test_what_is_read_or_history_stays(staff: Client, workbook: Path, status: str) -> None:
    run = run_of(staff, workbook)
    apply_in_page(staff, run.pk)
    ImportRun.objects.filter(pk=run.pk).update(status=status)
    page = discard(staff, run)
    assert 'class="notice error"' in page
    assert reverse("import_discard", args=[run.pk]) not in page
    assert Record.objects.count() == 100 and default_storage.exists(run.file.name)


def test_the_same_file_of_another_run_is_kept(staff: Client, workbook: Path) -> None:
    first, second = run_of(staff, workbook), run_of(staff, workbook)
    discard(staff, second)
    assert default_storage.exists(first.file.name)


@pytest.mark.parametrize("who", ["officer", "leader", "outsider", "nobody"])
def test_only_those_who_import_discard(cast: Cast, workbook: Path, who: str) -> None:
    run = run_of(cast.client(cast.staff), workbook)
    client = cast.client(getattr(cast, who))
    assert client.post(reverse("import_discard", args=[run.pk])).status_code == 404
    assert ImportRun.objects.filter(pk=run.pk).exists()


def row_of(client: Client, **query: str) -> str:
    page = client.get(reverse("import_list"), query).content.decode()
    return page.partition("<tbody")[2].partition("</tbody>")[0]


@pytest.mark.parametrize(
    ("chosen", "name"), [("", "6 tháng đầu năm 2023"), ("2023-Q2", "Quý II năm 2023")]
)
def test_the_list_names_the_period_before_it_is_stored(
    staff: Client, workbook: Path, chosen: str, name: str
) -> None:
    run_of(staff, workbook, period=chosen)
    assert not Period.objects.exists()
    assert name in row_of(staff)


def test_the_list_can_be_asked_for_the_period_that_a_file_says(
    staff: Client, workbook: Path
) -> None:
    apply_in_page(staff, run_of(staff, workbook).pk)
    run_of(staff, changed(workbook, {"C9": "82,4"}))
    assert row_of(staff, period="2023-H1").count('role="rowheader"') == 2


def test_the_list_needs_as_many_queries_for_any_number_of_runs(
    staff: Client, workbook: Path, django_assert_max_num_queries: object
) -> None:
    for value in range(3):
        run_of(staff, changed(workbook, {"C9": value}))
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        staff.get(reverse("import_list"))


@pytest.mark.parametrize(
    ("name", "status"), [("import_list", Status.REVIEW), ("import_progress", Status.READING)]
)
def test_lists_and_progress_read_no_parsed_file(
    staff: Client, workbook: Path, name: str, status: str
) -> None:
    run = run_of(staff, workbook)
    ImportRun.objects.filter(pk=run.pk).update(status=status)
    with CaptureQueriesContext(connection) as queries:
        response = staff.get(reverse(name, args=[run.pk] if name == "import_progress" else []))
    assert response.status_code == 200
    read = [one["sql"] for one in queries if "reports_importrun" in one["sql"]]
    assert read and not [sql for sql in read if '"parsed"' in sql or '"decisions"' in sql]
