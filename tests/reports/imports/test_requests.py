"""A GET of an address that only changes something: back to the page with the button."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from cchc.demo.workbook import write_workbook
from reports.figures.import_models import ImportProfile, ImportRun
from reports.figures.record_models import Record
from reports.imports.progress import run_progress
from tests.cast import Cast
from tests.reports.imports.pages import apply_in_page
from tests.reports.imports.test_import_pages import run_of

OF_A_RUN = ("decide", "apply", "undo", "again", "restart", "discard")


@pytest.fixture
def run(cast: Cast, tmp_path: Path) -> ImportRun:
    return run_of(cast.client(cast.staff), write_workbook(tmp_path / "tinh.xlsx"))


@pytest.mark.parametrize("name", OF_A_RUN)
def test_after_a_log_in_the_run_is_shown_and_nothing_done(
    cast: Cast, run: ImportRun, name: str
) -> None:
    client = Client()
    address = reverse(f"import_{name}", args=[run.pk])
    to_log_in = client.post(address)
    assert to_log_in.status_code == 302
    client.force_login(cast.staff)
    page = client.get(address, follow=True)
    assert page.redirect_chain == [(reverse("import_run", args=[run.pk]), 302)]
    assert 'class="notice info"' in page.content.decode()
    run.refresh_from_db()
    assert run.status == ImportRun.Status.REVIEW
    assert not Record.objects.exists()


@pytest.mark.parametrize("name", OF_A_RUN)
@pytest.mark.parametrize("who", ["officer", "outsider", "leader"])
def test_others_still_find_nothing(cast: Cast, run: ImportRun, name: str, who: str) -> None:
    client = cast.client(getattr(cast, who))
    address = reverse(f"import_{name}", args=[run.pk])
    assert client.get(address, follow=True).status_code == 404


@pytest.mark.parametrize("name", ["rename", "remove"])
def test_a_layout_is_left_alone(cast: Cast, name: str) -> None:
    layout = ImportProfile.objects.create(office=cast.office, name="Mẫu", fingerprint="a")
    client = cast.client(cast.staff)
    answer = client.get(reverse(f"profile_{name}", args=[layout.pk]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("profile_list"))
    assert ImportProfile.objects.filter(pk=layout.pk, name="Mẫu").exists()


def test_a_window_left_open_hears_that_the_import_was_undone(cast: Cast, run: ImportRun) -> None:
    staff = cast.client(cast.staff)
    apply_in_page(staff, run.pk)
    staff.post(reverse("import_undo", args=[run.pk]))
    page = apply_in_page(staff, run.pk, follow=True).content.decode()
    notice = page.split('class="notice error"')[1].split("</p>")[0]
    assert str(cast.staff) in notice
    assert not Record.objects.exists()


def test_a_run_that_waits_again_has_done_no_step(cast: Cast, run: ImportRun) -> None:
    run.status, run.heartbeat = ImportRun.Status.QUEUED, None
    run.save()
    shown = run_progress(run, now=run.uploaded_at + timedelta(minutes=5))
    assert (shown.percent, shown.number, shown.label) == (0, 0, "")
    page = cast.client(cast.staff).get(reverse("import_progress", args=[run.pk]))
    assert page.content.decode().count('class="todo"') == len(shown.steps)
    assert reverse("import_restart", args=[run.pk]) not in page.content.decode()
    ImportRun.objects.update(uploaded_at=run.uploaded_at - timedelta(minutes=5))
    page = cast.client(cast.staff).get(reverse("import_progress", args=[run.pk]))
    assert reverse("import_restart", args=[run.pk]) in page.content.decode()


def test_discarding_takes_two_clicks(cast: Cast, run: ImportRun) -> None:
    page = cast.client(cast.staff).get(reverse("import_run", args=[run.pk])).content.decode()
    form = page.split('<details class="discard"')[1].split("</details>")[0]
    assert reverse("import_discard", args=[run.pk]) in form
