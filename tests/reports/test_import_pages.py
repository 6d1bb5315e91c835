"""The way of a file through the browser: upload, watch, decide, apply, and who may do so."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cchc.demo.workbook import FILENAME, write_workbook
from reports.models import ImportRun, Period, PublishedFact, Record, RecordChange, Report
from reports.selectors.progress import run_progress
from tests.cast import Cast
from units.models import Unit, UnitAlias


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.client(cast.staff)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / FILENAME)


def changed(path: Path, cells: dict[str, object]) -> Path:
    """The workbook with some cells changed."""
    book = load_workbook(path)
    for address, value in cells.items():
        book.active[address] = value
    book.save(path)
    return path


def upload(client: Client, path: Path, **data: str) -> HttpResponse:
    """Send a file; with tasks run at once it is read when the answer comes."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(reverse("import_list"), {"file": file, **data}, follow=True)


@pytest.fixture(autouse=True)
def _at_once(django_capture_on_commit_callbacks: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is sent on commit is sent at once: the test's own transaction never commits."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda work, *a, **k: work())


def run_of(client: Client, path: Path, **data: str) -> ImportRun:
    upload(client, path, **data)
    return ImportRun.objects.latest("pk")


def test_a_file_is_reviewed_before_anything_is_written(staff: Client, workbook: Path) -> None:
    response = upload(staff, workbook)
    run = ImportRun.objects.get()
    assert run.status == ImportRun.Status.REVIEW
    assert not Record.objects.exists() and not Period.objects.exists()
    page = response.content.decode()
    assert "28 = 28" in page
    for text in ("85/BC-HCC", "6 tháng đầu năm 2023", "A5:G26"):
        assert text in page


def test_applying_writes_each_cell_with_its_address_and_its_change(
    staff: Client, workbook: Path
) -> None:
    run = run_of(staff, workbook)
    page = staff.post(reverse("import_apply", args=[run.pk]), follow=True).content.decode()
    assert "Đã ghi 100 ô" in page
    assert Record.objects.count() == RecordChange.objects.count() == 100
    record = Record.objects.get(unit__code="vinhchap", indicator__code="online")
    assert (str(record.value.normalize()), record.places, record.sheet, record.cell) == (
        "81.6", 1, "Vĩnh Linh", "C9",
    )  # fmt: skip


def test_the_same_file_again_has_nothing_to_do(staff: Client, workbook: Path) -> None:
    staff.post(reverse("import_apply", args=[run_of(staff, workbook).pk]))
    again = run_of(staff, workbook)
    assert again.status == ImportRun.Status.UNCHANGED
    page = staff.post(reverse("import_apply", args=[again.pk]), follow=True).content.decode()
    assert "Không có gì để làm" in page
    assert RecordChange.objects.count() == 100


def test_a_changed_cell_shows_old_and_new_and_filters(staff: Client, workbook: Path) -> None:
    staff.post(reverse("import_apply", args=[run_of(staff, workbook).pk]))
    run = run_of(staff, changed(workbook, {"C9": "82,4"}))
    page = staff.get(reverse("import_run", args=[run.pk]), {"show": "changed"}).content.decode()
    assert "<del>81,6</del>" in page and "<ins>82,4</ins>" in page
    assert "Vĩnh Giang" not in page.split('id="cells"')[1].split("</table>")[0]


def test_a_doubtful_name_waits_for_its_decision_and_is_remembered(
    staff: Client, workbook: Path
) -> None:
    changed(workbook, {"B20": "Vinh Hoa", "B26": "UBND xã Chưa Có"})
    run = run_of(staff, workbook)
    apply = reverse("import_apply", args=[run.pk])
    assert "Chưa ghi gì" in staff.post(apply, follow=True).content.decode()
    assert not Record.objects.exists()
    decide = reverse("import_decide", args=[run.pk])
    staff.post(decide, {"confirm_proposed": "1"})
    staff.post(decide, {"names-B26": str(Unit.objects.get(code="cuatung").pk)})
    staff.post(apply)
    assert Record.objects.count() == 100
    assert {alias.text for alias in UnitAlias.objects.all()} == {"Vinh Hoa", "UBND xã Chưa Có"}
    assert run_of(staff, workbook).status == ImportRun.Status.UNCHANGED


def test_a_row_can_be_left_out_and_taken_back(staff: Client, workbook: Path) -> None:
    run = run_of(staff, changed(workbook, {"B26": "Cộng tác viên"}))
    decide = reverse("import_decide", args=[run.pk])
    staff.post(decide, {"names-B26": "skip"})
    run.refresh_from_db()
    assert run.decisions == {"names": {"B26": "skip"}}
    staff.post(decide, {"names-B26": ""})
    run.refresh_from_db()
    assert run.decisions == {}


def test_what_a_blank_means_can_be_chosen_for_a_column(staff: Client, workbook: Path) -> None:
    run = run_of(staff, workbook)
    staff.post(reverse("import_decide", args=[run.pk]), {"blanks-payment": "no_cases"})
    staff.post(reverse("import_apply", args=[run.pk]))
    states = Record.objects.filter(indicator__code="payment").values_list("state", flat=True)
    assert sorted(states).count("no_cases") == 15


def test_another_period_than_the_files_stops_and_needs_a_reason(
    staff: Client, workbook: Path
) -> None:
    run = run_of(staff, workbook, period="2023-Q2")
    page = staff.get(reverse("import_run", args=[run.pk])).content.decode()
    assert "Quý II năm 2023" in page and "6 tháng đầu năm 2023" in page
    apply = reverse("import_apply", args=[run.pk])
    staff.post(apply)
    assert not Record.objects.exists()
    decide = reverse("import_decide", args=[run.pk])
    staff.post(decide, {"period-code": "2023-Q2", "period-reason": "Tỉnh ghi nhầm kỳ"})
    staff.post(apply)
    assert {change.reason for change in RecordChange.objects.all()} == {"Tỉnh ghi nhầm kỳ"}
    assert set(Record.objects.values_list("period__code", flat=True)) == {"2023-Q2"}


def test_a_total_that_does_not_add_up_needs_a_reason(staff: Client, workbook: Path) -> None:
    run = run_of(staff, changed(workbook, {"E10": 10}))
    page = staff.get(reverse("import_run", args=[run.pk])).content.decode()
    assert "27 ≠ 28" in page
    staff.post(reverse("import_decide", args=[run.pk]), {"total-reason": "Tỉnh cộng nhầm"})
    run.refresh_from_db()
    staff.post(reverse("import_apply", args=[run.pk]))
    assert Record.objects.count() == 100


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.xlsx", b"", "Tệp rỗng"),
        ("a.xlsx", b"hello", "không phải bảng tính"),
        ("a.xlsx", b"PK\x03\x04broken", "hỏng"),
    ],
)
def test_a_bad_file_is_refused_with_one_sentence(
    staff: Client, name: str, content: bytes, says: str
) -> None:
    file = SimpleUploadedFile(name, content)
    page = staff.post(reverse("import_list"), {"file": file}, follow=True).content.decode()
    assert says in page
    assert not Record.objects.exists()


def test_no_file_is_one_clear_sentence(staff: Client) -> None:
    response = staff.post(reverse("import_list"), {})
    assert response.status_code == 422
    assert "Hãy chọn tệp báo cáo của tỉnh trước." in response.content.decode()


@pytest.mark.parametrize(
    "data", [{"names-B9": "x"}, {"names-B9": "999999"}, {"blanks-payment": "nothing"}]
)
def test_a_forged_decision_is_refused(staff: Client, workbook: Path, data: dict[str, str]) -> None:
    run = run_of(staff, workbook)
    page = staff.post(reverse("import_decide", args=[run.pk]), data, follow=True)
    assert "không còn khớp" in page.content.decode()
    run.refresh_from_db()
    assert run.decisions == {}


def test_progress_moves_in_named_steps_and_ends_with_a_fresh_page(
    staff: Client, cast: Cast, workbook: Path
) -> None:
    run = run_of(staff, workbook)
    ImportRun.objects.filter(pk=run.pk).update(
        status=ImportRun.Status.READING, step=4, step_done=12, step_total=20
    )
    path = reverse("import_progress", args=[run.pk])
    page = staff.get(path).content.decode()
    assert "12 / 20 dòng" in page and 'value="60"' in page and "Bước 4 trên 6" in page
    ImportRun.objects.filter(pk=run.pk).update(status=ImportRun.Status.REVIEW)
    assert staff.get(path)["HX-Refresh"] == "true"


def test_a_run_that_nobody_takes_says_so(staff: Client, workbook: Path) -> None:
    run = run_of(staff, workbook)
    run.status, run.heartbeat = ImportRun.Status.QUEUED, timezone.now()
    later = timezone.now() + timezone.timedelta(seconds=30)
    assert run_progress(run, now=later).worker_silent
    assert not run_progress(run, now=timezone.now()).worker_silent


def test_an_interrupted_run_can_be_read_again(staff: Client, workbook: Path) -> None:
    run = run_of(staff, workbook)
    ImportRun.objects.filter(pk=run.pk).update(status=ImportRun.Status.INTERRUPTED)
    assert "Đọc lại" in staff.get(reverse("import_run", args=[run.pk])).content.decode()
    staff.post(reverse("import_restart", args=[run.pk]))
    run.refresh_from_db()
    assert run.status == ImportRun.Status.REVIEW


def test_the_original_file_comes_back_as_it_was(staff: Client, workbook: Path) -> None:
    content = workbook.read_bytes()
    run = run_of(staff, workbook)
    response = staff.get(reverse("import_file", args=[run.pk]))
    assert b"".join(response.streaming_content) == content  # type: ignore[attr-defined]
    assert response["Content-Disposition"].startswith("attachment")


def test_places_of_the_report_are_written_down_as_facts(staff: Client, workbook: Path) -> None:
    staff.post(reverse("import_apply", args=[run_of(staff, workbook).pk]))
    report = Report.objects.get()
    assert report.facts.count() == 5
    path = reverse("report_facts", args=[report.pk])
    data = {
        "facts-TOTAL_FORMS": "5",
        "facts-INITIAL_FORMS": "5",
        **{f"facts-{at}-id": str(fact.pk) for at, fact in enumerate(report.facts.all())},
        "facts-0-rank": "5",
        "facts-0-out_of": "10",
        "facts-2-share": "0,18",
    }
    staff.post(path, data)
    online = PublishedFact.objects.get(indicator__code="online")
    assert (online.rank, online.out_of) == (5, 10)
    assert str(PublishedFact.objects.get(indicator__code="overdue").share.normalize()) == "0.18"
    response = staff.post(path, {**data, "facts-0-rank": "11"})
    assert response.status_code == 422
    assert "lớn hơn" in response.content.decode()


ADDRESSES = ("import_run", "import_progress", "import_file")


@pytest.mark.parametrize("who", ["officer", "leader", "outsider", "nobody"])
def test_imports_are_for_the_staff_of_the_office(cast: Cast, workbook: Path, who: str) -> None:
    run = run_of(cast.client(cast.staff), workbook)
    client = cast.client(getattr(cast, who))
    for name in ADDRESSES:
        assert client.get(reverse(name, args=[run.pk])).status_code == 404
    for name in ("import_apply", "import_decide", "import_restart"):
        assert client.post(reverse(name, args=[run.pk])).status_code == 404
    if who != "outsider":
        assert client.get(reverse("import_list")).status_code == 404
    assert not Record.objects.exists()


def test_the_review_page_needs_as_many_queries_for_any_number_of_rows(
    staff: Client, workbook: Path, django_assert_max_num_queries: object
) -> None:
    run = run_of(staff, workbook)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        staff.get(reverse("import_run", args=[run.pk]))
