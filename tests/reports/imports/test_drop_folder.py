"""The drop folder: files at rest are read to their review, moved away and never followed."""

from __future__ import annotations

import fcntl
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.urls import reverse

from reports.figures.import_models import ImportRun
from reports.figures.record_models import Record
from reports.imports import dropping
from reports.imports.dropping import dropped_files_take
from reports.tasks import take_dropped_files
from tests.cast import Cast, make_cast
from tests.reports.report_files import write_letter

pytestmark = pytest.mark.django_db
Status = ImportRun.Status


@pytest.fixture(autouse=True)
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "drop"
    path.mkdir()
    return path


def at_rest(path: Path, seconds: float = 60) -> Path:
    moment = time.time() - seconds
    os.utime(path, (moment, moment))
    return path


def take(folder: Path, cast: Cast) -> list[ImportRun]:
    return dropped_files_take(folder=folder, office=cast.office)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file()} - {".cchc.lock"}


def test_a_file_is_read_to_its_review_and_moved_with_a_note(folder: Path, cast: Cast) -> None:
    at_rest(write_letter(folder / "bc85.xlsx"))
    (run,) = take(folder, cast)
    assert (run.status, run.origin, run.uploaded_by) == (Status.REVIEW, "folder", None)
    assert (run.office, run.filename) == (cast.office, "bc85.xlsx")
    assert names(folder) == set()
    assert names(folder / "done") == {"bc85.xlsx", "bc85.xlsx.txt"}
    note = (folder / "done" / "bc85.xlsx.txt").read_text(encoding="utf-8")
    assert f"lần nhập {run.pk}" in note and "mới 70" in note
    assert not Record.objects.exists()


def test_a_file_with_doubts_waits_for_its_review_and_the_note_names_them(
    folder: Path, cast: Cast
) -> None:
    at_rest(write_letter(folder / "bc85.xlsx", C9="abc"))
    take(folder, cast)
    assert "Vĩnh Linh!C9" in (folder / "done" / "bc85.xlsx.txt").read_text(encoding="utf-8")


def test_what_cannot_be_read_goes_to_failed_with_its_reason(folder: Path, cast: Cast) -> None:
    (folder / "x.xlsx").write_bytes(b"PK\x03\x04broken")
    at_rest(folder / "x.xlsx")
    (run,) = take(folder, cast)
    assert run.status == Status.REFUSED
    assert names(folder / "failed") == {"x.xlsx", "x.xlsx.txt"}
    assert len((folder / "failed" / "x.xlsx.txt").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(("age", "taken"), [(0, False), (9, False), (11, True), (-3600, False)])
def test_a_file_still_being_written_is_left(
    folder: Path, cast: Cast, age: float, taken: bool
) -> None:
    at_rest(write_letter(folder / "bc85.xlsx"), age)
    assert bool(take(folder, cast)) is taken
    assert (folder / "bc85.xlsx").exists() is not taken


def test_a_clock_that_runs_ahead_does_not_keep_a_file_for_ever(folder: Path, cast: Cast) -> None:
    at_rest(write_letter(folder / "bc85.xlsx"), -3600)
    assert dropped_files_take(folder=folder, office=cast.office, now=time.time() + 11)


@pytest.mark.parametrize("name", [".bc85.xlsx", "~$bc85.xlsx", "bc85.xlsx.part", "bc85.TMP"])
def test_unfinished_and_hidden_files_are_left(folder: Path, cast: Cast, name: str) -> None:
    at_rest(write_letter(folder / "x.xlsx")).rename(folder / name)
    assert take(folder, cast) == []
    assert names(folder) == {name}


def test_links_and_folders_are_never_followed(folder: Path, cast: Cast, tmp_path: Path) -> None:
    secret = write_letter(tmp_path / "secret.xlsx")
    (folder / "link.xlsx").symlink_to(secret)
    (folder / "inner").mkdir()
    at_rest(write_letter(folder / "inner" / "x.xlsx"))
    os.mkfifo(folder / "pipe.xlsx")
    assert take(folder, cast) == []
    assert secret.exists() and (folder / "inner" / "x.xlsx").exists()
    assert not ImportRun.objects.exists()


def test_nothing_is_moved_through_a_link(folder: Path, cast: Cast, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder / "done").symlink_to(elsewhere)
    at_rest(write_letter(folder / "bc85.xlsx"))
    with pytest.raises(OSError, match="link"):
        take(folder, cast)
    assert list(elsewhere.iterdir()) == [] and (folder / "bc85.xlsx").exists()


def test_nothing_is_overwritten(folder: Path, cast: Cast) -> None:
    for _ in range(3):
        at_rest(write_letter(folder / "bc85.xlsx"))
        take(folder, cast)
    assert names(folder / "done") == {
        *("bc85.xlsx", "bc85 (2).xlsx", "bc85 (3).xlsx"),
        *("bc85.xlsx.txt", "bc85 (2).xlsx.txt", "bc85 (3).xlsx.txt"),
    }


def test_one_worker_at_a_time(folder: Path, cast: Cast) -> None:
    at_rest(write_letter(folder / "bc85.xlsx"))
    with (folder / ".cchc.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert take(folder, cast) == []
    assert len(take(folder, cast)) == 1


def test_a_file_that_ended_a_worker_is_not_tried_for_ever(
    folder: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(run: ImportRun) -> ImportRun:
        ImportRun.objects.filter(pk=run.pk).update(status=Status.INTERRUPTED)
        raise KeyboardInterrupt

    path = at_rest(write_letter(folder / "bc85.xlsx"))
    monkeypatch.setattr(dropping, "import_run_read", die)
    with pytest.raises(KeyboardInterrupt):
        take(folder, cast)
    assert path.exists()
    assert [run.status for run in take(folder, cast)] == [Status.INTERRUPTED]
    assert ImportRun.objects.count() == 1
    assert "bc85.xlsx" in names(folder / "failed")


@pytest.mark.parametrize(
    ("settings", "runs"),
    [
        ({}, 1),
        ({"IMPORT_DROP_OFFICE": "vinhlinh"}, 1),
        ({"IMPORT_DROP_OFFICE": "nowhere"}, 0),
        ({"IMPORT_DROP_DIR": ""}, 0),
    ],
)
def test_the_settings_say_where_and_for_whom(
    folder: Path, settings: dict[str, Any], runs: int
) -> None:
    at_rest(write_letter(folder / "bc85.xlsx"))
    defaults = {"IMPORT_DROP_DIR": str(folder), "IMPORT_DROP_OFFICE": "vinhlinh"}
    with override_settings(**{**defaults, **settings}):
        take_dropped_files()
    assert ImportRun.objects.count() == runs


def test_a_folder_that_is_not_there_is_one_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with override_settings(IMPORT_DROP_DIR=str(tmp_path / "nowhere"), IMPORT_DROP_OFFICE=""):
        take_dropped_files()
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "nowhere" in caplog.text


def test_the_list_says_that_a_file_came_by_the_folder(folder: Path, cast: Cast) -> None:
    at_rest(write_letter(folder / "bc85.xlsx"))
    take(folder, cast)
    page = cast.client(cast.staff).get(reverse("import_list")).content.decode()
    assert "thư mục nhận tệp" in page
