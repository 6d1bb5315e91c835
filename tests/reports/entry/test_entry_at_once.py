"""Workbooks for entry and people at the same time: what nobody has seen is not overwritten, and
nobody waits for each other for ever."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from decimal import Decimal
from typing import Any, Final

import pytest
from django.db import connection

from reports.entry.draft_services import DraftResult, Typed, draft_write
from reports.figures.figures import Figure
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.imports import applying as service
from reports.imports.applying import ApplyOutcome, import_run_apply
from reports.rounds.models import Round
from reports.rounds.services import round_step
from reports.rounds.submission_models import DraftFigure
from reports.rounds.submission_services import submission_submit
from tests.cast import Cast, make_cast
from tests.reports.entry.test_entry_workbooks import download, send, write
from tests.reports.imports.test_two_people import WAIT_SECONDS, applying, at_once, token
from tests.reports.rounds.round_cast import open_round, type_all
from units.models import Unit

# Long enough for who is not held up to be through.
HELD_UP_SECONDS: Final = 1


@pytest.fixture
def cast(transactional_db: None, django_db_serialized_rollback: None) -> Cast:
    return make_cast()


@pytest.fixture
def one(cast: Cast) -> Round:
    return open_round(cast)


@pytest.fixture
def unit(cast: Cast) -> Unit:
    return Unit.objects.get(code="vinhgiang")


def values() -> dict[str, Any]:
    """What stands in the drafts, by unit code: the number of overdue cases."""
    found = DraftFigure.objects.filter(indicator__code="overdue")
    return dict(found.values_list("submission__unit__code", "value"))


def seven(one: Round, unit: Unit, cast: Cast, version: int) -> DraftResult:
    """Staff type 7 on the unit's page, in a connection of their own."""
    overdue = Indicator.objects.get(code="overdue")
    typed = [Typed(overdue.pk, Figure.of(Decimal(7)), version)]
    try:
        return draft_write(round_=one, unit=unit, typed=typed, user=cast.staff)
    finally:
        connection.close()


@pytest.mark.parametrize("begun", [True, False])
def test_nobody_types_between_the_review_and_the_writing(
    cast: Cast, one: Round, unit: Unit, monkeypatch: pytest.MonkeyPatch, begun: bool
) -> None:
    if begun:
        write(one, unit, cast.officer, "overdue", Figure.of(Decimal(3)))
    book = download(one, cast.officer, [unit]).put("vinhgiang", overdue_value=4)
    run = send(book.bytes, one, cast.officer, unit)
    review, typing = service.import_review, list[Future[DraftResult]]()

    def meanwhile(*args: Any, **more: Any) -> Any:
        judged = review(*args, **more)
        typing.append(pool.submit(seven, one, unit, cast, int(begun)))
        with pytest.raises(NotYetError):
            typing[0].result(HELD_UP_SECONDS)
        return judged

    monkeypatch.setattr(service, "import_review", meanwhile)
    with ThreadPoolExecutor(1) as pool:
        result = import_run_apply(run=run, user=cast.officer)
        typed = typing[0].result(WAIT_SECONDS)
    assert result.outcome is ApplyOutcome.APPLIED
    assert list(typed.conflicts) and not typed.saved
    assert values() == {"vinhgiang": 4}


def test_of_two_workbooks_the_second_is_told_that_figures_changed(cast: Cast, one: Round) -> None:
    runs = []
    for number in (2, 5):
        book = download(one, cast.staff)
        for code in book.rows:
            book.put(code, overdue_value=number)
        runs.append(send(book.bytes, one, cast.staff))
    mine, theirs = runs
    both = at_once(
        applying(mine, cast.staff, token(mine)), applying(theirs, cast.admin, token(theirs))
    )
    assert sorted(each.outcome for each in both) == [ApplyOutcome.APPLIED, ApplyOutcome.BLOCKED], (
        both
    )
    lost = next(each for each in both if each.outcome is ApplyOutcome.BLOCKED)
    assert [found.code for found in lost.issues] == ["changed-meanwhile"]
    assert len(set(values().values())) == 1
    assert set(DraftFigure.objects.values_list("version", flat=True)) == {1}


def test_a_workbook_is_applied_before_the_lock_or_not_at_all(cast: Cast, one: Round) -> None:
    run = send(download(one, cast.staff).put("hoxa", overdue_value=4).bytes, one, cast.staff)
    locking = {"round_": one, "to": Round.State.LOCKED, "user": cast.staff, "reason": "Chốt số"}
    applied, locked = at_once(applying(run, cast.staff), lambda: round_step(**locking))
    assert locked.state == Round.State.LOCKED, locked
    assert values() == ({"hoxa": 4} if applied.outcome is ApplyOutcome.APPLIED else {}), applied


def test_a_workbook_is_applied_before_the_unit_sends_or_not_at_all(
    cast: Cast, one: Round, unit: Unit
) -> None:
    type_all(one, unit, cast.officer)
    book = download(one, cast.staff).put("vinhgiang", overdue_value=4).put("hoxa", overdue_value=5)
    run = ImportRun.objects.get(pk=send(book.bytes, one, cast.staff).pk)
    applied, sent = at_once(
        applying(run, cast.staff),
        lambda: submission_submit(round_=one, unit=unit, user=cast.officer),
    )
    assert not isinstance(sent, Exception), sent
    through = {"vinhgiang": 4, "hoxa": 5}
    assert values() == (through if applied.outcome is ApplyOutcome.APPLIED else {"vinhgiang": 11})
