"""The pages of the workbook round trip: who downloads, sends and sees what, and where it leads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from reports.figures.import_models import ImportRun
from reports.rounds.models import Round
from reports.rounds.submission_models import DraftFigure
from tests.cast import Cast, make_cast
from tests.reports.entry.test_entry_workbooks import Book
from tests.reports.imports.pages import apply_in_page
from tests.reports.report_files import write_letter
from tests.reports.rounds.round_cast import open_round
from units.models import User

pytestmark = pytest.mark.django_db
ENTRY = "/entry/vinhgiang/2023-H1/workbook"
ROUND = "/rounds/2023-H1/workbook"
TWIN = "Mở lần nhập trước"


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def round_(cast: Cast) -> Round:
    return open_round(cast)


def fetch(cast: Cast, user: User, address: str) -> Book:
    answer = cast.client(user).get(address)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    return Book(answer.content)


def post(cast: Cast, user: User, address: str, book: Book, *, status: int = 302) -> Any:
    file = SimpleUploadedFile("mau.xlsx", book.bytes)
    answer = cast.client(user).post(address, {"file": file})
    assert answer.status_code == status
    return answer


def test_an_officer_sends_a_workbook_through_the_pages(cast: Cast, round_: Round) -> None:
    book = fetch(cast, cast.officer, f"{ENTRY}.xlsx").put("vinhgiang", overdue_value=4)
    answer = post(cast, cast.officer, f"{ENTRY}/", book)
    run = ImportRun.objects.get()
    assert answer["Location"] == reverse("import_run", args=[run.pk])
    client = cast.client(cast.officer)
    page = client.get(answer["Location"]).content.decode()
    assert "Kiểm tra số liệu trước khi ghi vào bản nháp" in page
    assert 'name="period-code"' not in page
    apply_in_page(client, run.pk)
    assert DraftFigure.objects.get().value == 4
    page = client.get(answer["Location"]).content.decode()
    assert reverse("entry", args=["vinhgiang", "2023-H1"]) in page
    assert reverse("import_undo", args=[run.pk]) not in page


def test_an_applied_workbook_is_not_undone(cast: Cast, round_: Round) -> None:
    book = fetch(cast, cast.officer, f"{ENTRY}.xlsx").put("vinhgiang", overdue_value=4)
    post(cast, cast.officer, f"{ENTRY}/", book)
    run = ImportRun.objects.get()
    client = cast.client(cast.officer)
    apply_in_page(client, run.pk)
    client.post(reverse("import_undo", args=[run.pk]))
    run.refresh_from_db()
    assert run.status == ImportRun.Status.APPLIED
    assert DraftFigure.objects.get().value == 4


def test_staff_send_the_workbook_of_all_units(cast: Cast, round_: Round) -> None:
    book = fetch(cast, cast.staff, f"{ROUND}.xlsx")
    assert {"vinhgiang", "hoxa"} < set(book.rows)
    post(cast, cast.staff, f"{ROUND}/", book.put("hoxa", overdue_value=2))
    apply_in_page(cast.client(cast.staff), ImportRun.objects.get().pk)
    assert DraftFigure.objects.get().submission.unit.code == "hoxa"


@pytest.mark.parametrize("who", ["leader", "admin", "other_officer", "outsider", "nobody"])
def test_others_do_not_get_the_workbook_of_a_unit(cast: Cast, round_: Round, who: str) -> None:
    client = cast.client(getattr(cast, who))
    for address in (f"{ENTRY}.xlsx", f"{ENTRY}/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("who", ["leader", "admin", "officer", "outsider", "nobody"])
def test_only_staff_get_the_workbook_of_all_units(cast: Cast, round_: Round, who: str) -> None:
    client = cast.client(getattr(cast, who))
    for address in (f"{ROUND}.xlsx", f"{ROUND}/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("who", ["leader", "admin", "other_officer", "outsider", "nobody"])
def test_a_run_for_entry_is_nobody_elses_business(cast: Cast, round_: Round, who: str) -> None:
    book = fetch(cast, cast.officer, f"{ENTRY}.xlsx").put("vinhgiang", overdue_value=4)
    post(cast, cast.officer, f"{ENTRY}/", book)
    run = ImportRun.objects.get()
    client = cast.client(getattr(cast, who))
    for name in ("import_run", "import_file", "import_progress", "import_marked"):
        assert client.get(reverse(name, args=[run.pk])).status_code == 404
    for name in ("import_apply", "import_decide", "import_discard", "import_restart"):
        assert client.post(reverse(name, args=[run.pk])).status_code == 404
    assert not DraftFigure.objects.exists()


def test_an_officer_sees_no_run_of_a_report(cast: Cast, round_: Round) -> None:
    run = ImportRun.objects.create(
        office=cast.office, uploaded_by=cast.officer, filename="a", size=1
    )
    client = cast.client(cast.officer)
    assert client.get(reverse("import_run", args=[run.pk])).status_code == 404
    assert client.get(reverse("import_list")).status_code == 404


def test_the_period_of_a_run_for_entry_stays(cast: Cast, round_: Round) -> None:
    book = fetch(cast, cast.officer, f"{ENTRY}.xlsx").put("vinhgiang", overdue_value=4)
    post(cast, cast.officer, f"{ENTRY}/", book)
    run = ImportRun.objects.get()
    address = reverse("import_decide", args=[run.pk])
    cast.client(cast.officer).post(address, {"period-code": "2023-Q3"})
    run.refresh_from_db()
    assert run.decisions["period"] == {"code": "2023-H1"}


def test_a_discarded_file_leads_back_to_its_page(cast: Cast, round_: Round) -> None:
    book = fetch(cast, cast.officer, f"{ENTRY}.xlsx")
    post(cast, cast.officer, f"{ENTRY}/", book)
    client = cast.client(cast.officer)
    assert "mau.xlsx" in client.get(f"{ENTRY}/").content.decode()
    answer = client.post(reverse("import_discard", args=[ImportRun.objects.get().pk]))
    assert answer["Location"] == f"{ENTRY}/"


def test_without_a_file_the_page_says_so(cast: Cast, round_: Round) -> None:
    answer = cast.client(cast.officer).post(f"{ENTRY}/")
    assert answer.status_code == 422
    assert "Hãy chọn tệp mẫu đã điền." in answer.content.decode()


def test_of_the_same_file_only_what_the_user_may_open_is_told(cast: Cast, round_: Round) -> None:
    book = fetch(cast, cast.staff, f"{ROUND}.xlsx").put("vinhgiang", overdue_value=4)
    data = book.put("hoxa", overdue_value=2).bytes
    hoxa = ENTRY.replace("vinhgiang", "hoxa")
    theirs, mine, again = (
        review(cast, user, f"{at}/", data)
        for user, at in ((cast.other_officer, hoxa), (cast.officer, ENTRY), (cast.officer, ENTRY))
    )
    assert theirs.sha256 == mine.sha256 and TWIN not in page_of(cast, cast.officer, mine)
    told = page_of(cast, cast.officer, again)
    assert TWIN in told and f'href="/imports/{mine.pk}/"' in told
    assert f'href="/imports/{theirs.pk}/"' in page_of(cast, cast.staff, mine)


def test_the_same_file_for_another_use_is_no_twin(
    cast: Cast, round_: Round, tmp_path: Path
) -> None:
    data = write_letter(tmp_path / "cchc.xlsx").read_bytes()
    client = cast.client(cast.staff)
    client.post(reverse("import_list"), {"file": SimpleUploadedFile("cchc.xlsx", data)})
    run = review(cast, cast.staff, f"{ROUND}/", data)
    assert ImportRun.objects.filter(sha256=run.sha256).count() == 2
    assert TWIN not in page_of(cast, cast.staff, run)


def review(cast: Cast, user: User, address: str, data: bytes) -> ImportRun:
    """The run of a file that waits for its sender."""
    cast.client(user).post(address, {"file": SimpleUploadedFile("mau.xlsx", data)})
    run = ImportRun.objects.latest("pk")
    assert (run.status, run.uploaded_by) == (ImportRun.Status.REVIEW, user)
    return run


def page_of(cast: Cast, user: User, run: ImportRun) -> str:
    return cast.client(user).get(reverse("import_run", args=[run.pk])).content.decode()
