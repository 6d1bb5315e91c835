"""Care for workbooks for entry: their last day, a lost table, notes and the use of a file kept."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from reports.entry.book_selectors import entry_book
from reports.entry.draft_services import Typed, draft_write
from reports.figures.figures import Figure
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.imports.entry_selectors import round_drafts
from reports.imports.uploads import import_run_again
from reports.rounds.models import Round
from reports.rounds.services import deadline_set, extension_give
from tests.cast import Cast
from tests.reports.entry.test_entry_workbooks import codes, download, send
from tests.reports.rounds.round_cast import open_round
from units.access import scope_of
from units.models import Unit

Status = ImportRun.Status


@pytest.fixture
def one(cast: Cast) -> Round:
    return open_round(cast)


@pytest.fixture
def unit(cast: Cast) -> Unit:
    return Unit.objects.get(code="vinhgiang")


@pytest.mark.parametrize(
    ("deadline", "until", "due"),
    [
        (date(2023, 6, 26), date(2023, 6, 30), date(2023, 6, 30)),
        # The round was given more time than the unit had.
        (date(2023, 7, 10), date(2023, 6, 30), date(2023, 7, 10)),
    ],
)
def test_more_time_never_ends_before_the_round(
    cast: Cast, one: Round, unit: Unit, deadline: date, until: date, due: date
) -> None:
    extension_give(round_=one, unit=unit, until=until, reason="Mất điện", user=cast.staff)
    deadline_set(round_=one, deadline=deadline)
    one.refresh_from_db()
    assert entry_book(one, [unit], scope_of(cast.officer)).due == due
    page = cast.client(cast.officer).get(reverse("entry", args=["vinhgiang", "2023-H1"]))
    assert page.context["due"] == due


@pytest.mark.parametrize("lost", ["row", "columns"])
def test_a_workbook_without_its_table_is_refused(
    cast: Cast, one: Round, unit: Unit, lost: str
) -> None:
    book = download(one, cast.officer, [unit]).put("vinhgiang", overdue_value=4)
    if lost == "row":
        book.sheet.delete_rows(book.keys)
    else:
        for key, column in book.columns.items():
            if ":" in key:
                book.sheet.cell(book.keys, column).value = None
    run = send(book.bytes, one, cast.officer, unit)
    assert (run.status, codes(run)) == (Status.REFUSED, {"entry-table-missing"})
    page = cast.client(cast.officer).get(reverse("import_run", args=[run.pk])).content.decode()
    assert "Bảng của mẫu này không còn" in page


def test_the_reasons_of_a_round_come_with_its_figures(cast: Cast, one: Round, unit: Unit) -> None:
    overdue = Indicator.objects.get(code="overdue")
    typed = [Typed(overdue.pk, Figure.of(Decimal(3)), 0, note="đếm lại")]
    draft_write(round_=one, unit=unit, typed=typed, user=cast.officer)
    run = send(download(one, cast.officer, [unit]).bytes, one, cast.officer, unit)
    assert round_drafts(run).notes == {(unit.pk, "overdue"): "đếm lại"}


def test_read_again_a_file_keeps_its_use(cast: Cast, one: Round, unit: Unit) -> None:
    book = download(one, cast.officer, [unit]).put("vinhgiang", overdue_value=4)
    run = send(book.bytes, one, cast.officer, unit)
    again = import_run_again(run=run, user=cast.officer)
    assert again.purpose == ImportRun.Purpose.ENTRY
    assert again.decisions == run.decisions
