"""The way of a file through the browser: upload, watch, decide, apply, and who may do so."""

from __future__ import annotations

from pathlib import Path

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cchc.demo.workbook import FILENAME, write_workbook
from reports.figures.freezing import thaw
from reports.figures.import_models import ImportProfile, ImportRun
from reports.figures.period_models import Period
from reports.figures.record_models import Record, RecordChange
from reports.figures.report_models import PublishedFact, Report
from reports.imports.presentation import message
from reports.imports.progress import run_progress
from reports.reading.issues import Issue
from tests.cast import Cast
from tests.reports.imports.pages import apply_in_page, seen_in
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
    page = apply_in_page(staff, run.pk, follow=True).content.decode()
    assert "Đã ghi 100 ô" in page
    assert Record.objects.count() == RecordChange.objects.count() == 100
    record = Record.objects.get(unit__code="vinhchap", indicator__code="online")
    assert (str(record.value.normalize()), record.places, record.sheet, record.cell) == (
        "81.6", 1, "Vĩnh Linh", "C9",
    )  # fmt: skip


def test_the_same_file_again_has_nothing_to_do(staff: Client, workbook: Path) -> None:
    apply_in_page(staff, run_of(staff, workbook).pk)
    again = run_of(staff, workbook)
    assert again.status == ImportRun.Status.UNCHANGED
    page = apply_in_page(staff, again.pk, follow=True).content.decode()
    assert "Không có gì để làm" in page
    assert RecordChange.objects.count() == 100


def test_a_changed_cell_shows_old_and_new_and_filters(staff: Client, workbook: Path) -> None:
    apply_in_page(staff, run_of(staff, workbook).pk)
    run = run_of(staff, changed(workbook, {"C9": "82,4"}))
    page = staff.get(reverse("import_run", args=[run.pk]), {"show": "changed"}).content.decode()
    assert "<del>81,6</del>" in page and "<ins>82,4</ins>" in page
    assert "Vĩnh Giang" not in page.split('id="cells"')[1].split("</table>")[0]


def test_a_doubtful_name_waits_for_its_decision_and_is_remembered(
    staff: Client, workbook: Path
) -> None:
    changed(workbook, {"B20": "Vinh Hoa", "B26": "UBND xã Chưa Có"})
    run = run_of(staff, workbook)
    assert "Chưa ghi gì" in apply_in_page(staff, run.pk, follow=True).content.decode()
    assert not Record.objects.exists()
    decide = reverse("import_decide", args=[run.pk])
    staff.post(decide, {"confirm_proposed": "1"})
    staff.post(decide, {"names-B26": str(Unit.objects.get(code="cuatung").pk)})
    apply_in_page(staff, run.pk)
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
    apply_in_page(staff, run.pk)
    states = Record.objects.filter(indicator__code="payment").values_list("state", flat=True)
    assert sorted(states).count("no_cases") == 15


def test_another_period_than_the_files_stops_and_needs_a_reason(
    staff: Client, workbook: Path
) -> None:
    run = run_of(staff, workbook, period="2023-Q2")
    page = staff.get(reverse("import_run", args=[run.pk])).content.decode()
    assert "Quý II năm 2023" in page and "6 tháng đầu năm 2023" in page
    apply_in_page(staff, run.pk)
    assert not Record.objects.exists()
    decide = reverse("import_decide", args=[run.pk])
    staff.post(decide, {"period-code": "2023-Q2", "period-reason": "Tỉnh ghi nhầm kỳ"})
    apply_in_page(staff, run.pk)
    assert {change.reason for change in RecordChange.objects.all()} == {"Tỉnh ghi nhầm kỳ"}
    assert set(Record.objects.values_list("period__code", flat=True)) == {"2023-Q2"}


def test_a_total_that_does_not_add_up_needs_a_reason(staff: Client, workbook: Path) -> None:
    run = run_of(staff, changed(workbook, {"E10": 10}))
    page = staff.get(reverse("import_run", args=[run.pk])).content.decode()
    assert "27 ≠ 28" in page
    staff.post(reverse("import_decide", args=[run.pk]), {"total-reason": "Tỉnh cộng nhầm"})
    run.refresh_from_db()
    apply_in_page(staff, run.pk)
    assert Record.objects.count() == 100


@pytest.mark.parametrize(
    ("content", "code"), [(b"hello", "not-a-spreadsheet"), (b"PK\x03\x04broken", "unreadable")]
)
def test_a_bad_file_is_refused_with_one_sentence(staff: Client, content: bytes, code: str) -> None:
    file = SimpleUploadedFile("a.xlsx", content)
    page = staff.post(reverse("import_list"), {"file": file}, follow=True).content.decode()
    (issue,) = ImportRun.objects.get().issues
    assert issue["code"] == code
    assert message(thaw(Issue, issue)) in page
    assert not Record.objects.exists()


def test_an_empty_file_is_refused_by_the_form(staff: Client) -> None:
    file = SimpleUploadedFile("a.xlsx", b"")
    page = staff.post(reverse("import_list"), {"file": file}, follow=True).content.decode()
    assert "Tệp rỗng" in page
    assert not ImportRun.objects.exists()


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
    apply_in_page(staff, run_of(staff, workbook).pk)
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


POSTED = ("import_apply", "import_decide", "import_restart", "import_undo", "import_again")
ADDRESSES = ("import_run", "import_progress", "import_file", "import_marked")


@pytest.mark.parametrize("who", ["officer", "leader", "outsider", "nobody"])
def test_imports_are_for_the_staff_of_the_office(cast: Cast, workbook: Path, who: str) -> None:
    run = run_of(cast.client(cast.staff), workbook)
    client = cast.client(getattr(cast, who))
    for name in ADDRESSES:
        assert client.get(reverse(name, args=[run.pk])).status_code == 404
    for name in POSTED:
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


def page_of(client: Client, run: ImportRun, **query: str) -> str:
    return client.get(reverse("import_run", args=[run.pk]), query).content.decode()


def test_the_good_cells_can_be_applied_without_the_rest(staff: Client, workbook: Path) -> None:
    run = run_of(staff, changed(workbook, {"C9": "abc", "B26": "UBND xã Chưa Có"}))
    page = page_of(staff, run)
    assert 'name="partial"' in page
    apply = reverse("import_apply", args=[run.pk])
    data = {"partial": "1", "seen": seen_in(page)}
    assert "94" in staff.post(apply, data, follow=True).content.decode()
    assert Record.objects.count() == 94
    run.refresh_from_db()
    assert run.partial


def test_only_rows_in_doubt_are_shown_on_request(staff: Client, workbook: Path) -> None:
    run = run_of(staff, changed(workbook, {"C9": "abc", "B26": "UBND xã Chưa Có"}))
    cells = page_of(staff, run, show="doubts").split('id="cells"')[1].split("</table>")[0]
    assert "Vĩnh Chấp" in cells and "Chưa Có" in cells
    assert "Vĩnh Giang" not in cells


def test_the_second_who_applies_is_told_by_whom_and_when(
    staff: Client, cast: Cast, workbook: Path
) -> None:
    run = run_of(staff, workbook)
    data = {"seen": seen_in(page_of(staff, run))}
    apply = reverse("import_apply", args=[run.pk])
    staff.post(apply, data)
    page = cast.client(cast.admin).post(apply, data, follow=True).content.decode()
    assert str(cast.staff) in page.split('class="notice info"')[1].split("</p>")[0]


def test_figures_that_changed_meanwhile_are_shown_anew(
    staff: Client, cast: Cast, workbook: Path
) -> None:
    theirs = run_of(staff, workbook)
    mine = run_of(staff, changed(workbook, {"C9": "82,4"}))
    data = {"seen": seen_in(page_of(staff, mine))}
    apply_in_page(cast.client(cast.admin), theirs.pk)
    page = staff.post(reverse("import_apply", args=[mine.pk]), data, follow=True).content.decode()
    assert 'class="notice error"' in page
    assert "<del>81,6</del>" in page
    assert not Record.objects.filter(import_run=mine).exists()
    staff.post(reverse("import_apply", args=[mine.pk]), {"seen": seen_in(page)})
    assert Record.objects.filter(import_run=mine).count() == 1


def test_an_applied_import_is_undone_and_imported_again(staff: Client, workbook: Path) -> None:
    run = run_of(staff, workbook)
    apply_in_page(staff, run.pk)
    undo = reverse("import_undo", args=[run.pk])
    assert undo in page_of(staff, run)
    assert "100" in staff.post(undo, follow=True).content.decode()
    assert not Record.objects.exists()
    assert 'class="notice error"' in staff.post(undo, follow=True).content.decode()
    staff.post(reverse("import_again", args=[run.pk]))
    again = ImportRun.objects.latest("pk")
    assert (again.pk != run.pk, again.status) == (True, ImportRun.Status.REVIEW)
    apply_in_page(staff, again.pk)
    assert Record.objects.count() == 100


def test_an_undo_names_what_it_kept(staff: Client, workbook: Path) -> None:
    run = run_of(staff, workbook)
    apply_in_page(staff, run.pk)
    later = run_of(staff, changed(workbook, {"C9": "82,4"}))
    apply_in_page(staff, later.pk)
    page = staff.post(reverse("import_undo", args=[run.pk]), follow=True).content.decode()
    warning = page.split('class="notice warning"')[1].split("</p>")[0]
    assert "UBND xã Vĩnh Chấp" in warning and "C9" in warning
    assert "Văn phòng" in page.split('class="issues kept"')[1].split("</ul>")[0]


def test_only_an_undone_import_is_imported_again(staff: Client, workbook: Path) -> None:
    run = run_of(staff, workbook)
    staff.post(reverse("import_again", args=[run.pk]))
    assert ImportRun.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 2),
        ({"status": "applied"}, 1),
        ({"status": "review"}, 1),
        ({"q": "phu luc"}, 1),
        ({"q": "KHAC"}, 1),
        ({"period": "2023-H1"}, 1),
        ({"period": "2023-Q2"}, 1),
        ({"status": "nonsense"}, 2),
    ],
)
def test_the_list_can_be_filtered(
    staff: Client, workbook: Path, tmp_path: Path, query: dict[str, str], count: int
) -> None:
    apply_in_page(staff, run_of(staff, workbook).pk)
    run_of(staff, write_workbook(tmp_path / "khac.xlsx"), period="2023-Q2")
    page = staff.get(reverse("import_list"), query).content.decode()
    assert "".join(page.split()).count('role="rowheader"><ahref="/imports/') == count


def test_the_list_offers_only_its_own_people(staff: Client, cast: Cast, workbook: Path) -> None:
    run_of(staff, workbook)
    page = staff.get(reverse("import_list")).content.decode()
    assert f'<option value="{cast.staff.pk}">' in page
    assert f'<option value="{cast.outsider.pk}">' not in page


def test_a_proposed_column_can_be_chosen_otherwise_and_taken_back(
    staff: Client, workbook: Path
) -> None:
    run = run_of(staff, changed(workbook, {"F5": "Tỷ lệ thanh toán"}))
    decide = reverse("import_decide", args=[run.pk])
    assert 'name="columns-F"' in page_of(staff, run)
    staff.post(decide, {"columns-F": "payment"})
    assert '<option value="payment" selected>' in page_of(staff, run)
    staff.post(decide, {"columns-F": ""})
    run.refresh_from_db()
    assert run.decisions == {}


def test_numbers_that_may_be_shares_are_asked(staff: Client, workbook: Path) -> None:
    cells: dict[str, object] = {f"C{row}": 0.5 for row in range(7, 27)}
    run = run_of(staff, changed(workbook, cells))
    assert 'name="scales-C"' in page_of(staff, run)
    staff.post(reverse("import_decide", args=[run.pk]), {"scales-C": "share"})
    assert '<option value="share" selected>' in page_of(staff, run)
    apply_in_page(staff, run.pk)
    assert Record.objects.get(unit__code="hoxa", indicator__code="online").value == 50


def test_hidden_rows_are_asked(staff: Client, workbook: Path) -> None:
    book = load_workbook(workbook)
    book.active.row_dimensions[9].hidden = True
    book.save(workbook)
    run = run_of(staff, workbook)
    assert 'name="hidden-rows"' in page_of(staff, run)
    staff.post(reverse("import_decide", args=[run.pk]), {"hidden-rows": "keep"})
    apply_in_page(staff, run.pk)
    assert Record.objects.count() == 100


def test_another_sheet_can_be_chosen(staff: Client, workbook: Path) -> None:
    book = load_workbook(workbook)
    book.copy_worksheet(book.active).title = "Bản sao"
    book.save(workbook)
    run = run_of(staff, workbook)
    assert 'name="sheet-name"' in page_of(staff, run)
    staff.post(reverse("import_decide", args=[run.pk]), {"sheet-name": "Bản sao"})
    run.refresh_from_db()
    assert run.parsed["sheet"] == "Bản sao"


def test_a_bad_cell_can_be_left_out_and_taken_back(staff: Client, workbook: Path) -> None:
    run = run_of(staff, changed(workbook, {"C9": "abc"}))
    decide = reverse("import_decide", args=[run.pk])
    assert 'name="cells-C9" value="skip"' in page_of(staff, run)
    staff.post(decide, {"cells-C9": "skip"})
    assert 'name="cells-C9" value=""' in page_of(staff, run)
    staff.post(decide, {"cells-C9": ""})
    run.refresh_from_db()
    assert run.decisions == {}
    staff.post(decide, {"cells-C9": "skip"})
    apply_in_page(staff, run.pk)
    assert Record.objects.count() == 99


def test_layouts_are_listed_renamed_and_forgotten(
    staff: Client, cast: Cast, workbook: Path
) -> None:
    run = run_of(staff, changed(workbook, {"F5": "Tỷ lệ thanh toán"}))
    staff.post(reverse("import_decide", args=[run.pk]), {"columns-F": "payment"})
    apply_in_page(staff, run.pk)
    profile = ImportProfile.objects.get()
    listed = reverse("profile_list")
    assert "Tỷ lệ thanh toán" in staff.get(listed).content.decode()
    rename = reverse("profile_rename", args=[profile.pk])
    assert (
        "Mẫu của tỉnh" in staff.post(rename, {"name": "Mẫu của tỉnh"}, follow=True).content.decode()
    )
    assert 'class="notice error"' in staff.post(rename, {"name": " "}, follow=True).content.decode()
    remove = reverse("profile_remove", args=[profile.pk])
    for who in (cast.outsider, cast.officer):
        assert cast.client(who).post(remove).status_code == 404
    staff.post(remove)
    assert not ImportProfile.objects.exists()
    assert staff.get(listed).status_code == 200


@pytest.mark.parametrize(
    ("error", "code"),
    [(SoftTimeLimitExceeded(), "reading-too-long"), (RuntimeError(), "reading-broke-off")],
)
def test_a_reading_that_was_stopped_says_why(
    staff: Client,
    workbook: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    code: str,
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr("reports.imports.reading.read_grids", stop)
        run = run_of(staff, workbook)
    assert run.status == ImportRun.Status.INTERRUPTED
    (issue,) = run.issues
    assert issue["code"] == code
    assert message(thaw(Issue, issue)) in page_of(staff, run)
    staff.post(reverse("import_restart", args=[run.pk]))
    run.refresh_from_db()
    assert run.status == ImportRun.Status.REVIEW


def test_an_applied_import_is_shown_as_it_was_then(staff: Client, workbook: Path) -> None:
    apply_in_page(staff, run_of(staff, workbook).pk)
    run = run_of(staff, changed(workbook, {"C9": "82,4"}))
    apply_in_page(staff, run.pk)
    later = run_of(staff, changed(workbook, {"C9": "83", "C10": "90"}))
    apply_in_page(staff, later.pk)
    for _ in range(2):
        page = page_of(staff, run)
        assert "<del>81,6</del>" in page and "<ins>82,4</ins>" in page
        assert page.count("<ins>") == 2  # the legend's and the cell's
        staff.post(reverse("import_undo", args=[run.pk]))


def test_what_was_left_out_stays_marked_once_applied(staff: Client, workbook: Path) -> None:
    run = run_of(staff, changed(workbook, {"C9": "abc"}))
    staff.post(reverse("import_apply", args=[run.pk]), {"partial": "1"})
    page = page_of(staff, run)
    assert page.count('class="num cell-refused"') == 1
    assert reverse("import_marked", args=[run.pk]) in page


def test_a_wish_that_does_not_say_what_it_saw_writes_nothing(staff: Client, workbook: Path) -> None:
    run = run_of(staff, workbook)
    staff.post(reverse("import_apply", args=[run.pk]))
    assert not Record.objects.exists()
    apply_in_page(staff, run.pk)
    assert Record.objects.count() == 100


def test_the_same_file_points_to_the_import_that_still_waits(staff: Client, workbook: Path) -> None:
    first, second = run_of(staff, workbook), run_of(staff, workbook)
    there = f'href="{reverse("import_run", args=[first.pk])}"'
    notice = page_of(staff, second).split('class="notice warning"')[1].split("</p>")[0]
    assert there in notice
    assert there not in page_of(staff, first)
