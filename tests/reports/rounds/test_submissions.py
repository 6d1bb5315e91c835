"""Draft, submission, return, acceptance: who may, what is written, what stays for good."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from reports.entry.draft_services import Typed, draft_write
from reports.figures.figures import Figure, State
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.record_models import Record, RecordChange, Source
from reports.history.selectors import check_chains
from reports.rounds import submission_services as submissions
from reports.rounds.models import Extension, Round
from reports.rounds.services import round_step
from reports.rounds.submission_models import DraftFigure, Submission, SubmissionStep
from reports.rounds.submission_selectors import reasons_of, steps_of, timing_of
from reports.rounds.submission_services import (
    submission_accept,
    submission_return,
    submission_submit,
    submission_withdraw,
)
from tests.cast import Cast, make_cast
from tests.reports.rounds.round_cast import all_figures, open_round, rate, refused, type_all
from units.models import Membership, Unit, User
from units.refusing import Refused
from units.versions import ChangedMeanwhile


@pytest.fixture
def unit(cast: Cast) -> Unit:
    """Xã Vĩnh Giang, whose officer types."""
    return Unit.objects.get(code="vinhgiang")


@pytest.fixture
def sent(cast: Cast, unit: Unit) -> Submission:
    """Its figures, sent."""
    one = open_round(cast)
    type_all(one, unit, cast.officer)
    return submission_submit(round_=one, unit=unit, user=cast.officer)


def test_a_draft_writes_no_record(cast: Cast, unit: Unit) -> None:
    one = open_round(cast)
    type_all(one, unit, cast.officer)
    assert DraftFigure.objects.count() == len(all_figures()) == 5
    assert not Record.objects.exists()


def test_figures_are_sent_accepted_and_written(cast: Cast, unit: Unit, sent: Submission) -> None:
    assert not Record.objects.exists()
    written = submission_accept(submission=sent, user=cast.staff)
    assert (written.new, written.changed) == (5, 0)
    record = Record.objects.get(unit=unit, indicator__code="digitization")
    assert (record.source, record.numerator, record.denominator) == (Source.UNIT, 352, 639)
    assert record.updated_by == cast.officer
    change = RecordChange.objects.filter(unit=unit).earliest("seq")
    assert "Văn phòng UBND" in change.reason
    assert all(not check.faults for check in check_chains())
    actions = SubmissionStep.objects.values_list("action", flat=True)
    assert list(actions) == ["submit", "accept"]


def test_a_gap_is_named_and_nothing_is_sent(cast: Cast, unit: Unit) -> None:
    one = open_round(cast)
    type_all(one, unit, cast.officer, leave=["payment", "overdue"])
    gaps = Indicator.objects.filter(code__in=["payment", "overdue"])
    with pytest.raises(Refused) as error:
        submission_submit(round_=one, unit=unit, user=cast.officer)
    assert "2 chỉ số" in error.value.message
    assert all(gap.short_name in error.value.message for gap in gaps)
    assert not SubmissionStep.objects.exists()


def test_not_reported_is_no_answer(cast: Cast, unit: Unit) -> None:
    one = open_round(cast)
    type_all(one, unit, cast.officer, leave=["payment"])
    later = Figure.blank(State.NOT_REPORTED)
    payment = Indicator.objects.get(code="payment")
    draft_write(round_=one, unit=unit, typed=[Typed(payment.pk, later, 0)], user=cast.officer)
    with pytest.raises(Refused):
        submission_submit(round_=one, unit=unit, user=cast.officer)


def test_nothing_arose_is_sent_without_figures(cast: Cast, unit: Unit) -> None:
    one = open_round(cast)
    sent = submission_submit(round_=one, unit=unit, user=cast.officer, nothing_arose=True)
    submission_accept(submission=sent, user=cast.staff)
    states = set(Record.objects.filter(unit=unit).values_list("state", flat=True))
    assert states == {State.NO_CASES.value}
    assert Record.objects.count() == Indicator.objects.entered().count()


def test_nobody_accepts_their_own(cast: Cast, unit: Unit) -> None:
    one = open_round(cast)
    type_all(one, unit, cast.staff)
    sent = submission_submit(round_=one, unit=unit, user=cast.officer)
    with refused(submissions.OWN):  # typed by the staff, sent by the officer
        submission_accept(submission=sent, user=cast.staff)
    with pytest.raises(Refused):
        submission_accept(submission=sent, user=cast.officer)
    assert not Record.objects.exists()


def test_the_database_knows_four_eyes(cast: Cast, sent: Submission) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=sent.pk).update(state="accepted", decided_by=cast.officer)


def test_a_return_needs_a_reason_and_opens_the_figures(
    cast: Cast, unit: Unit, sent: Submission
) -> None:
    with refused(submissions.NEEDS_REASON):
        submission_return(submission=sent, user=cast.staff, reason="  ", cells={"online": " "})
    submission_return(submission=sent, user=cast.staff, cells={"online": "Tử số chưa đúng"})
    step = SubmissionStep.objects.get(action="return")
    assert step.cells == {"online": "Tử số chưa đúng"}
    online = DraftFigure.objects.get(indicator__code="online")
    typed = Typed(online.indicator_id, rate(500, 639), version=online.version)
    draft_write(round_=sent.round, unit=unit, typed=[typed], user=cast.officer)
    first = submission_submit(round_=sent.round, unit=unit, user=cast.officer)
    assert first.first_submitted_at == sent.first_submitted_at
    assert SubmissionStep.objects.filter(action="submit").count() == 2


def test_what_was_sent_cannot_be_typed_over(cast: Cast, unit: Unit, sent: Submission) -> None:
    online = DraftFigure.objects.get(indicator__code="online")
    typed = Typed(online.indicator_id, rate(1, 2), version=online.version)
    with refused(submissions.SENT["submitted"]):
        draft_write(round_=sent.round, unit=unit, typed=[typed], user=cast.officer)
    submission_withdraw(submission=sent, user=cast.officer)
    draft_write(round_=sent.round, unit=unit, typed=[typed], user=cast.officer)
    assert DraftFigure.objects.get(pk=online.pk).value == Decimal(50)


def test_an_accepted_submission_is_not_withdrawn(cast: Cast, sent: Submission) -> None:
    submission_accept(submission=sent, user=cast.staff)
    for step in (submission_withdraw, submission_accept):
        with refused(submissions.NOT_SUBMITTED):
            step(submission=sent, user=cast.leader)


def test_a_closed_round_takes_nothing(cast: Cast, unit: Unit, sent: Submission) -> None:
    round_step(round_=sent.round, to=Round.State.LOCKED, user=cast.staff)
    with refused(submissions.ROUND_NOT_OPEN):
        submission_accept(submission=sent, user=cast.staff)
    with refused(submissions.ROUND_TAKES_NOTHING):
        draft_write(round_=sent.round, unit=unit, typed=[], user=cast.officer)


def test_a_second_person_is_told_and_nothing_is_overwritten(cast: Cast, unit: Unit) -> None:
    one = open_round(cast)
    online = Indicator.objects.get(code="online").pk
    draft_write(round_=one, unit=unit, typed=[Typed(online, rate(1, 4), 0)], user=cast.officer)
    late = [Typed(online, rate(3, 4), version=0)]
    result = draft_write(round_=one, unit=unit, typed=late, user=cast.staff)
    theirs = result.conflicts[online]
    assert theirs is not None
    assert (theirs.value, theirs.updated_by) == (Decimal(25), cast.officer)
    assert not result.saved
    decided = [Typed(online, rate(3, 4), version=1)]
    draft_write(round_=one, unit=unit, typed=decided, user=cast.staff)
    assert DraftFigure.objects.get().value == Decimal(75)


def test_the_same_figure_again_is_no_change_and_no_conflict(cast: Cast, unit: Unit) -> None:
    one = open_round(cast)
    online = Indicator.objects.get(code="online").pk
    for _ in range(2):
        typed = [Typed(online, rate(1, 4), version=0)]
        result = draft_write(round_=one, unit=unit, typed=typed, user=cast.officer)
        assert not result.conflicts
    assert DraftFigure.objects.get().version == 1


def test_the_steps_tell_what_changed_between_two_sendings(
    cast: Cast, unit: Unit, sent: Submission
) -> None:
    submission_return(submission=sent, user=cast.staff, cells={"online": "Tử số chưa đúng"})
    online = DraftFigure.objects.get(indicator__code="online")
    payment = DraftFigure.objects.get(indicator__code="payment")
    typed = [
        Typed(online.indicator_id, rate(500, 639), version=online.version),
        Typed(payment.indicator_id, payment.figure, version=payment.version, note="Theo cổng"),
    ]
    draft_write(round_=sent.round, unit=unit, typed=typed, user=cast.officer)
    sent.refresh_from_db()
    assert reasons_of(sent) == {"online": "Tử số chưa đúng"}
    again = submission_submit(round_=sent.round, unit=unit, user=cast.officer)
    assert reasons_of(again) == {}
    steps = steps_of(again)
    assert [one.step.action for one in steps] == ["submit", "return", "submit"]
    assert steps[0].changes == () and steps[1].step.cells == {"online": "Tử số chưa đúng"}
    changes = {one.code: one for one in steps[2].changes}
    assert set(changes) == {"online", "payment"}
    before, after = changes["online"].before, changes["online"].after
    assert before and after
    assert (before.figure.numerator, after.figure.numerator) == (567, 500)
    noted = changes["payment"].after
    assert noted and noted.note == "Theo cổng"


def test_nothing_arose_keeps_what_was_typed_until_it_is_accepted(cast: Cast, unit: Unit) -> None:
    one = open_round(cast)
    type_all(one, unit, cast.officer)
    sent = submission_submit(round_=one, unit=unit, user=cast.officer, nothing_arose=True)
    assert steps_of(sent)[0].nothing_arose
    back = submission_withdraw(submission=sent, user=cast.officer)
    assert (back.nothing_arose, back.figures.count()) == (False, 5)
    again = submission_submit(round_=one, unit=unit, user=cast.officer, nothing_arose=True)
    submission_accept(submission=again, user=cast.staff)
    assert not DraftFigure.objects.exists()
    assert set(Record.objects.values_list("state", flat=True)) == {State.NO_CASES.value}


def test_what_was_typed_in_vain_binds_nobody(cast: Cast, unit: Unit) -> None:
    one = open_round(cast)
    type_all(one, unit, cast.staff)
    sent = submission_submit(round_=one, unit=unit, user=cast.officer, nothing_arose=True)
    submission_accept(submission=sent, user=cast.staff)
    assert Submission.objects.get().state == Submission.State.ACCEPTED


def test_another_sending_is_not_judged_unseen(cast: Cast, unit: Unit, sent: Submission) -> None:
    seen = Submission.objects.get().version
    submission_withdraw(submission=sent, user=cast.officer)
    submission_submit(round_=sent.round, unit=unit, user=cast.officer)
    for judge in (
        lambda: submission_accept(submission=sent, user=cast.staff, seen=seen),
        lambda: submission_return(submission=sent, user=cast.staff, reason="Sai", seen=seen),
    ):
        with pytest.raises(ChangedMeanwhile):
            judge()
    last = Submission.objects.get().version
    submission_accept(submission=sent, user=cast.staff, seen=last)


def test_accepted_figures_know_their_file(cast: Cast, unit: Unit) -> None:
    one = open_round(cast)
    run = ImportRun.objects.create(
        office=cast.office, uploaded_by=cast.officer, filename="mau.xlsx", sha256="0" * 64, size=1
    )
    type_all(one, unit, cast.officer, leave=["online"])
    online = Indicator.objects.get(code="online").pk
    typed = Typed(online, rate(1, 4), 0, import_run=run, sheet="Nhập", cell="C5")
    draft_write(round_=one, unit=unit, typed=[typed], user=cast.officer)
    sent = submission_submit(round_=one, unit=unit, user=cast.officer)
    written = submission_accept(submission=sent, user=cast.staff)
    assert written.new == 5
    record = Record.objects.get(indicator=online)
    assert (record.import_run, record.sheet, record.cell) == (run, "Nhập", "C5")
    assert Record.objects.filter(import_run=None, sheet="").count() == 4
    assert all(not check.faults for check in check_chains())


def test_on_time_goes_by_the_local_day_of_the_first_sending(cast: Cast, unit: Unit) -> None:
    one = open_round(cast)
    due = one.deadline
    # 23:30 of the last day in Vietnam is 16:30 in Greenwich; 00:30 of the next day is 17:30.
    for hour, late in ((16, 0), (17, 1)):
        at = datetime(due.year, due.month, due.day, hour, 30, tzinfo=UTC)
        sent = submission_submit(
            round_=one, unit=unit, user=cast.officer, nothing_arose=True, now=at
        )
        assert timing_of(sent).late == late
        submission_withdraw(submission=sent, user=cast.officer)
        Submission.objects.update(first_submitted_at=None)
    Extension.objects.create(round=one, unit=unit, until=due + timedelta(days=1), reason="Mất điện")
    assert timing_of(sent).late == 0


@pytest.mark.parametrize("second", ["accept", "return", "withdraw"])
def test_two_at_once_leave_one_decision(
    transactional_db: None, django_db_serialized_rollback: None, second: str
) -> None:
    cast = make_cast()
    unit = Unit.objects.get(code="vinhgiang")
    one = open_round(cast)
    type_all(one, unit, cast.officer)
    sent = submission_submit(round_=one, unit=unit, user=cast.officer)
    colleague = User.objects.create_user("dongnghiep", password=None)
    Membership.objects.create(user=colleague, unit=cast.office, role=Membership.Role.STAFF)
    rivals: dict[str, Callable[[], object]] = {
        "accept": lambda: submission_accept(submission=sent, user=colleague),
        "return": lambda: submission_return(submission=sent, user=colleague, reason="Sai"),
        "withdraw": lambda: submission_withdraw(submission=sent, user=cast.officer),
    }
    told = at_once(lambda: submission_accept(submission=sent, user=cast.staff), rivals[second])
    assert sorted(told) == sorted(["done", str(submissions.NOT_SUBMITTED)])
    assert SubmissionStep.objects.count() == 2
    state = Submission.objects.get().state
    assert Record.objects.exists() == (state == Submission.State.ACCEPTED)
    assert all(not check.faults for check in check_chains())


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Do things in threads that start together: "done", or why it was refused."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        start.wait()
        try:
            act()
        except Refused as error:
            return error.message
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_an_accepted_figure_counts_until_its_correction_is_accepted(
    cast: Cast, unit: Unit, sent: Submission
) -> None:
    submission_accept(submission=sent, user=cast.staff)
    before = Record.objects.get(unit=unit, indicator__code="online", source=Source.UNIT).value
    late = {"submission": sent, "user": cast.staff, "cells": {"online": "Tử số chưa đúng"}}
    with pytest.raises(Refused):
        submission_return(**late)  # who did not know that it is accepted by now
    submission_return(**late, accepted=True)
    online = DraftFigure.objects.get(indicator__code="online")
    typed = Typed(online.indicator_id, rate(500, 639), version=online.version)
    draft_write(round_=sent.round, unit=unit, typed=[typed], user=cast.officer)
    again = submission_submit(round_=sent.round, unit=unit, user=cast.officer)
    record = Record.objects.get(unit=unit, indicator__code="online", source=Source.UNIT)
    assert record.value == before
    submission_accept(submission=again, user=cast.staff)
    record.refresh_from_db()
    assert (record.numerator, record.denominator) == (500, 639)
    changes = RecordChange.objects.filter(unit=unit, indicator=record.indicator, source=Source.UNIT)
    assert changes.count() == 2


def test_a_note_does_not_take_a_figure_out_of_the_hand_that_typed_it(
    cast: Cast, unit: Unit
) -> None:
    one = open_round(cast)
    type_all(one, unit, cast.staff)
    for row in DraftFigure.objects.filter(submission__unit=unit):
        noted = Typed(row.indicator_id, row.figure, version=row.version, note="đã đối chiếu")
        draft_write(round_=one, unit=unit, typed=[noted], user=cast.officer)
    sent = submission_submit(round_=one, unit=unit, user=cast.officer)
    with refused(submissions.OWN):
        submission_accept(submission=sent, user=cast.staff)
