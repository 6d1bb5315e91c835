"""What a person decides about a run: periods, figures given up, texts that cannot be kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from reports.figures.import_models import ImportRun
from reports.figures.period_models import Period
from reports.figures.record_models import Record
from reports.figures.report_models import Report
from reports.imports.applying import ApplyOutcome, import_run_apply
from reports.imports.deciding import import_run_decide
from reports.imports.parsed import settled_period
from reports.imports.reading import import_run_read
from tests.cast import Cast, make_cast
from tests.reports.imports.test_import_command import data
from tests.reports.imports.test_import_services import apply, codes, read, upload
from tests.reports.report_files import TITLES, letter, write, write_letter

pytestmark = pytest.mark.django_db
Status = ImportRun.Status


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def decide(run: ImportRun, cast: Cast, **decisions: Any) -> ImportRun:
    run = import_run_decide(run=run, decisions=decisions, user=cast.staff)
    return import_run_read(run=run) if run.status == Status.QUEUED else run


def test_figures_are_given_up_only_when_that_is_confirmed(cast: Cast, tmp_path: Path) -> None:
    apply(read(cast, tmp_path), cast)
    run = read(cast, tmp_path, C9="", C10="")
    assert (run.status, apply(run, cast)) == (Status.REVIEW, ApplyOutcome.BLOCKED)
    run = decide(run, cast, lost={"online": "2"})
    assert apply(run, cast) is ApplyOutcome.APPLIED
    assert Record.objects.get(unit__code="vinhchap", indicator__code="online").value is None


def test_blanks_that_replace_figures_are_shown_and_counted_as_changes(
    cast: Cast, tmp_path: Path
) -> None:
    apply(read(cast, tmp_path), cast)
    run, client = read(cast, tmp_path, E7="30", C9="20,1"), cast.client(cast.staff)
    decide(run, cast, blanks={"payment": "not_reported"}, lost={"overdue": "11"})
    decide(run, cast, total={"reason": "Tỉnh cộng nhầm"})
    page = client.get(reverse("import_run", args=[run.pk]), {"show": "changed"}).content.decode()
    assert page.count('class="num cell-changed"') == 28
    result = import_run_apply(run=run, user=cast.staff)
    assert (result.written.changed, run.counts["changed"]) == (28, 28)
    after = client.get(reverse("import_run", args=[run.pk]), {"show": "changed"}).content.decode()
    assert after.count('class="num cell-changed"') == 28
    e11 = after.split('title="E11">')[1].split("</td>")[0]
    assert "<del>0</del>" in e11


def test_the_command_gives_up_no_figure(cast: Cast, tmp_path: Path) -> None:
    assert data(write_letter(tmp_path / "a.xlsx"), "--apply")[0] == 0
    code, found = data(write_letter(tmp_path / "b.xlsx", C9=""), "--apply")
    assert (code, found["status"], found["counts"]["changed"]) == (3, "review", 1)
    assert "value-disappears" in {one["code"] for one in found["issues"]}
    code, found = data(tmp_path / "b.xlsx", "--apply", "--partial")
    assert Record.objects.filter(indicator__code="online", value=None).count() == 0


def test_the_page_asks_before_figures_are_given_up(cast: Cast, tmp_path: Path) -> None:
    apply(read(cast, tmp_path), cast)
    run, client = read(cast, tmp_path, C9="", C10=""), cast.client(cast.staff)
    page, decide_at = reverse("import_run", args=[run.pk]), reverse("import_decide", args=[run.pk])
    assert 'name="lost-online" value="2"' in client.get(page).content.decode()
    client.post(decide_at, {"lost-online": "2"})
    run.refresh_from_db()
    assert run.decisions == {"lost": {"online": "2"}}
    assert 'name="lost-online" value=""' in client.get(page).content.decode()
    client.post(decide_at, {"lost-online": ""})
    run.refresh_from_db()
    assert run.decisions == {}


@pytest.mark.parametrize("data", [{"total-reason": "a\0b"}, {"period-reason": "x" * 300}])
def test_the_page_refuses_texts_that_cannot_be_kept(
    cast: Cast, tmp_path: Path, data: dict[str, str]
) -> None:
    run, client = read(cast, tmp_path), cast.client(cast.staff)
    assert client.post(reverse("import_decide", args=[run.pk]), data).status_code == 302
    run.refresh_from_db()
    assert run.decisions == {}


def test_an_upload_with_a_period_makes_none(cast: Cast, tmp_path: Path) -> None:
    client, page = cast.client(cast.staff), reverse("import_list")
    with write_letter(tmp_path / "letter.xlsx").open("rb") as file:
        client.post(page, {"file": file, "period": "2023-Q2"})
    assert ImportRun.objects.get().decisions == {"period": {"code": "2023-Q2"}}
    assert not Period.objects.exists()


def rates_as_numbers(*, percent: bool) -> tuple[list[list[Any]], dict[str, str]]:
    """The letter's rates as numbers, 76.9 in a General cell or 0.769 shown as a percentage."""
    rows, formats = letter(), {}
    for at, row in enumerate(rows[6:], start=7):
        for column in (2, 3, 5, 6):
            if row[column]:
                rate = float(row[column].replace(",", "."))
                row[column] = rate / 100 if percent else rate
                formats["ABCDEFG"[column] + str(at)] = "0.0%" if percent else "General"
        row[4] = int(row[4]) if row[4] else ""
    return rows, formats


@pytest.mark.parametrize("percent", [False, True])
def test_the_same_figures_as_numbers_are_nothing_to_do(
    cast: Cast, tmp_path: Path, percent: bool
) -> None:
    apply(read(cast, tmp_path), cast)
    rows, formats = rates_as_numbers(percent=percent)
    path = write(tmp_path / "numbers.xlsx", rows, formats=formats)
    run = import_run_read(run=upload(cast, path))
    assert (run.status, run.counts["same"]) == (Status.UNCHANGED, 70)
    path = write(tmp_path / "one.xlsx", put_rate(rows, percent), formats=formats)
    assert import_run_read(run=upload(cast, path)).counts["changed"] == 1


def put_rate(rows: list[list[Any]], percent: bool) -> list[list[Any]]:
    rows[8][2] = 0.82 if percent else 82
    return rows


@pytest.mark.parametrize("text", ["59,999999", "59,99999999999999"])
def test_many_decimals_are_not_rounded_over_a_target(cast: Cast, tmp_path: Path, text: str) -> None:
    apply(read(cast, tmp_path, D9=text), cast)
    record = Record.objects.get(unit__code="vinhchap", indicator__code="digitization")
    assert record.value is not None and Decimal("59.99") < record.value < 60
    assert read(cast, tmp_path, D9=text).status == Status.UNCHANGED


def test_a_chosen_period_comes_into_being_only_with_its_figures(cast: Cast, tmp_path: Path) -> None:
    (tmp_path / "text.xlsx").write_text("không phải bảng tính")
    assert data(tmp_path / "text.xlsx", "--period", "2023-Q2")[0] == 2
    path = write_letter(tmp_path / "letter.xlsx", A2="")
    assert data(path, "--period", "2023-Q2")[0] == 3
    assert not Period.objects.exists()
    assert data(path, "--period", "2023-Q2", "--apply")[0] == 0
    assert Period.objects.get().code == "2023-Q2"


@pytest.fixture
def drive() -> Period:
    return Period.objects.create(
        code="dot-cao-diem", kind="custom", start=date(2023, 3, 1), end=date(2023, 4, 30)
    )


def test_a_stored_period_with_a_code_of_its_own_can_be_chosen(
    cast: Cast, tmp_path: Path, drive: Period
) -> None:
    run = decide(read(cast, tmp_path, A2=""), cast, period={"code": drive.code})
    assert "period-unknown" not in codes(run)
    assert settled_period(run, None) == drive.span
    assert apply(run, cast) is ApplyOutcome.APPLIED
    assert set(Record.objects.values_list("period", flat=True)) == {drive.pk}
    path = write_letter(tmp_path / "other.xlsx", A2="", C9="82")
    assert data(path, "--period", drive.code, "--apply")[1]["status"] == "applied"


def test_choosing_nothing_after_the_upload_means_the_files_period(
    cast: Cast, tmp_path: Path, drive: Period
) -> None:
    run = upload(cast, write_letter(tmp_path / "letter.xlsx"), drive)
    run = decide(import_run_read(run=run), cast, period={"code": None})
    assert "period-differs" not in codes(run)
    apply(run, cast)
    assert set(Record.objects.values_list("period__code", flat=True)) == {"2023-H1"}


@pytest.mark.parametrize(
    "decisions",
    [
        {"period": {"reason": "a\0b"}},
        {"total": {"reason": "x" * 201}},
        {"period": {"code": "2023\0"}},
        {"sheet": {"name": "\0"}},
        {"columns": {"C": "on\0line"}},
        {"lost": {"online": "many"}},
    ],
)
def test_texts_that_cannot_be_kept_are_refused(
    cast: Cast, tmp_path: Path, decisions: dict[str, Any]
) -> None:
    run = read(cast, tmp_path)
    with pytest.raises(ValueError, match=r"."):
        import_run_decide(run=run, decisions=decisions, user=cast.staff)
    run.refresh_from_db()
    assert run.decisions == {}


@pytest.mark.parametrize(
    "decisions",
    [
        {"period": {"surprise": "x"}},
        {"total": {"for": "x"}},
        {"names": {"B10\0": "skip"}},
        {"cells": {"nowhere": "skip"}},
        {"blanks": {"a\0": "zero"}},
        {"hidden": {"sheets": "skip"}},
    ],
)
def test_keys_that_no_page_sends_are_dropped(
    cast: Cast, tmp_path: Path, decisions: dict[str, Any]
) -> None:
    run = read(cast, tmp_path)
    assert decide(run, cast, **decisions).decisions == {}


def test_a_later_report_with_the_same_figures_is_in_the_book(cast: Cast, tmp_path: Path) -> None:
    apply(read(cast, tmp_path), cast)
    again = TITLES[2].replace("85/BC-HCC ngày 21/6/2023", "97/BC-HCC ngày 5/7/2023")
    run = read(cast, tmp_path, A3=again)
    later = Report.objects.get(number="97/BC-HCC")
    assert (run.status, run.report) == (Status.UNCHANGED, later)
    assert later.issued_on == date(2023, 7, 5)
    assert later.facts.count() == 5
    assert apply(run, cast) is ApplyOutcome.UNCHANGED
    assert not Record.objects.filter(report=later).exists()


@pytest.mark.parametrize(
    ("day", "cells", "told"),
    [
        ("20/6/2023", {"C9": "82"}, True),
        ("22/6/2023", {"C9": "82"}, False),
        ("20/6/2023", {}, False),
    ],
)
def test_an_older_report_over_a_newer_one_is_told(
    cast: Cast, tmp_path: Path, day: str, cells: dict[str, str], told: bool
) -> None:
    apply(read(cast, tmp_path), cast)
    title = TITLES[2].replace("85/BC-HCC ngày 21/6/2023", f"80/BC-HCC ngày {day}")
    run = read(cast, tmp_path, A3=title, **cells)
    assert ("report-older" in codes(run)) is told
    newer = [dict(one["args"])["newer"] for one in run.issues if one["code"] == "report-older"]
    assert newer == ["85/BC-HCC (21/6/2023)"] * told


def test_a_report_is_not_in_the_book_before_its_figures(cast: Cast, tmp_path: Path) -> None:
    apply(read(cast, tmp_path), cast)
    run = read(cast, tmp_path, A3=TITLES[2].replace("85/", "97/"), C9="82")
    assert (run.status, run.report) == (Status.REVIEW, None)
    assert Report.objects.count() == 1
