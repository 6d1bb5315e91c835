"""What anybody may post to a review: kept, passed over or refused, it never breaks a page."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from reports.figures.import_models import ImportRun
from reports.figures.period_models import Period
from reports.figures.record_models import Record, RecordChange
from reports.figures.report_models import Report
from reports.imports.applying import ApplyOutcome
from reports.imports.deciding import import_run_decide
from reports.imports.reading import import_run_read
from reports.imports.undoing import import_run_undo
from reports.imports.uploads import import_run_create
from tests.cast import Cast, make_cast
from tests.reports.imports.pages import apply_in_page
from tests.reports.imports.test_import_services import apply, codes, read, upload
from tests.reports.report_files import letter, write

pytestmark = pytest.mark.django_db
Status = ImportRun.Status


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.client(cast.staff)


def post(client: Client, run: ImportRun, data: dict[str, str]) -> None:
    """Post to the review and look at the page, as a browser does; neither may break."""
    decide, page = reverse("import_decide", args=[run.pk]), reverse("import_run", args=[run.pk])
    assert client.post(decide, data).status_code == 302
    run.refresh_from_db()
    assert client.get(page).status_code == 200


POSTED = [
    *({name: "a\0b"} for name in ("names-B10", "cells-C9", "blanks-online", "lost-online")),
    *({name: "a\0b"} for name in ("columns-C", "scales-C", "sheet-name", "hidden-rows")),
    *({name: "a\0b"} for name in ("period-code", "period-reason", "total-reason")),
    *({name: "x" * 5000} for name in ("names-B10", "period-code", "period-reason", "columns-C")),
    *({name: "9" * 5000} for name in ("names-B10", "lost-online")),
    *({name: "9" * 150} for name in ("names-B10", "lost-online")),
    *({name: "skip"} for name in ("names-\0", "columns-" + "C" * 500, "surprise-C", "names-")),
    *({"columns-C": value} for value in ("surprise", "surprise:numerator", "online:surprise", ":")),
    *({"columns-C": value} for value in ("overdue:numerator", "online:rate", "payment:")),
    *({"columns-ZZZ": value} for value in ("online", "skip", "payment:numerator")),
    {"blanks-surprise": "zero"},
    {"blanks-online": "value"},
    {"scales-C": "surprise"},
    {"scales-XFD": "share"},
    {"period-code": "0000-H1"},
    {"period-code": "99999-H1"},
    {"period-code": "00000000-99999999"},
    {"names-XFD1048576": "skip"},
    {"cells-ZZZ9999999": "skip"},
]


@pytest.mark.parametrize("data", POSTED, ids=lambda data: next(iter(data.items()))[0][:20])
def test_whatever_is_posted_the_review_goes_on(
    cast: Cast, staff: Client, tmp_path: Path, data: dict[str, str]
) -> None:
    run = read(cast, tmp_path)
    post(staff, run, data)
    if run.status == Status.QUEUED:
        import_run_read(run=run)
    assert run.status == Status.REVIEW, run.issues
    apply_in_page(staff, run.pk)
    # What was posted may be undone in the review again.
    post(staff, run, dict.fromkeys(data, ""))


def test_a_period_with_a_code_of_its_own_is_chosen_on_the_page(
    cast: Cast, staff: Client, tmp_path: Path
) -> None:
    drive = Period.objects.create(
        code="dot-cao-diem", kind="custom", start=date(2023, 3, 1), end=date(2023, 4, 30)
    )
    run = read(cast, tmp_path, A2="")
    page = staff.get(reverse("import_run", args=[run.pk])).content.decode()
    assert 'value="dot-cao-diem"' in page.split('name="period-code"')[1].split("</select>")[0]
    post(staff, run, {"period-code": drive.code})
    if run.status == Status.QUEUED:
        import_run_read(run=run)
    assert apply(run, cast) is ApplyOutcome.APPLIED
    assert set(Record.objects.values_list("period", flat=True)) == {drive.pk}


@pytest.mark.parametrize("name", ["letter\0.csv", "x" * 400 + ".csv"])
def test_a_name_that_cannot_be_kept_is_mended(cast: Cast, tmp_path: Path, name: str) -> None:
    run = read(cast, tmp_path)
    with run.file.open("rb") as source:
        again = import_run_create(
            file=ContentFile(source.read()), filename=name, office=cast.office, user=cast.staff
        )
    assert import_run_read(run=again).status == Status.REVIEW


@pytest.mark.parametrize(
    "bad", ["_x0000_", "\0"], ids=["an escape in a workbook", "a byte in a csv file"]
)
def test_characters_that_no_database_keeps_leave_the_file_readable(
    cast: Cast, tmp_path: Path, bad: str
) -> None:
    cells = {"B9": f"UBND xã{bad} Vĩnh Chấp", "A1": f"KẾT QUẢ{bad}", "C9": f"81,6{bad}"}
    if bad == "\0":
        path = tmp_path / "letter.csv"
        rows = letter(**cells)
        path.write_text("\n".join(";".join(map(str, row)) for row in rows), encoding="utf-8")
    else:
        path = write(tmp_path / "letter.xlsx", letter(**cells))
    run = import_run_read(run=upload(cast, path))
    assert run.status in (Status.REVIEW, Status.REFUSED), run.issues
    assert "reading-broke-off" not in codes(run)


def test_a_file_with_long_names_is_read_applied_and_taken_back(cast: Cast, tmp_path: Path) -> None:
    rows = letter(A3="(Báo cáo số " + "8" * 70 + "/BC-HCC ngày 21/6/2023 của " + "Sở " * 100 + ")")
    rows[4][2] += " (chi tiết)" * 60
    path = write(tmp_path / "letter.xlsx", rows, sheet="Số liệu " * 20)
    run = import_run_read(run=upload(cast, path))
    if run.status == Status.REVIEW and "column-proposed" in codes(run):
        decisions = {"columns": {"C": "online"}}
        run = import_run_read(run=import_run_decide(run=run, decisions=decisions, user=cast.staff))
    assert apply(run, cast) is ApplyOutcome.APPLIED, run.issues
    assert len(RecordChange.objects.values_list("sheet", flat=True)[0]) == 100
    again = import_run_read(
        run=upload(cast, write(tmp_path / "letter.xlsx", rows, sheet="B" * 150))
    )
    assert again.status == Status.UNCHANGED
    import_run_undo(run=run, user=cast.staff)
    assert not Record.objects.exists()


def test_a_file_of_which_nothing_is_taken_leaves_no_report_and_no_period(
    cast: Cast, tmp_path: Path
) -> None:
    run = read(cast, tmp_path)
    names = dict.fromkeys((f"B{row}" for row in range(7, 27)), "skip")
    run = import_run_decide(run=run, decisions={"names": names}, user=cast.staff)
    assert (run.status, run.counts["refused"]) == (Status.UNCHANGED, 100)
    assert not Period.objects.exists()
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "data", [{"columns-ZZZ": "online"}, {"scales-Z": "share"}, {"names-B99": "skip"}]
)
def test_what_the_file_has_not_is_not_decided_on(
    cast: Cast, staff: Client, tmp_path: Path, data: dict[str, str]
) -> None:
    run = read(cast, tmp_path)
    page = staff.post(reverse("import_decide", args=[run.pk]), data, follow=True).content.decode()
    run.refresh_from_db()
    assert (run.decisions, run.status) == ({}, ImportRun.Status.REVIEW)
    assert "Hãy tải lại trang" in page or "Load the page again" in page
