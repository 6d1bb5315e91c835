"""Whoever made any part of what a period publishes asks another person, however it came in."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from directives.clauses.models import Directive
from directives.findings.models import Finding
from directives.publications import refusals
from directives.publications.hands import has_hand_in
from directives.publications.services import publish
from reports.entry.draft_services import Typed, draft_write
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.record_models import RecordChange
from reports.rounds.models import Round
from reports.rounds.submission_services import (
    submission_accept,
    submission_return,
    submission_submit,
    submission_withdraw,
)
from tests.cast import Cast
from tests.directives.publications.test_publishing import the_period
from tests.reports.history.test_report_facts import send
from tests.reports.rounds.round_cast import all_figures, open_round, rate, type_all
from units.models import Membership, Unit, User
from units.refusing import Refused


def colleague(cast: Cast, name: str) -> User:
    """Somebody else who enters, accepts and may publish."""
    user: User = User.objects.create_user(name)
    Membership.objects.create(user=user, unit=cast.office, role=Membership.Role.STAFF)
    return user


@pytest.fixture
def one(cast: Cast) -> Round:
    return open_round(cast)


@pytest.fixture
def unit(cast: Cast) -> Unit:
    found: Unit = Unit.objects.get(code="vinhgiang")
    return found


def hands(cast: Cast, *people: User) -> list[bool]:
    return [has_hand_in(person, cast.office, the_period()) for person in people]


# Figures of units -----------------------------------------------------------------------------
def entered_from_a_file(one: Round, unit: Unit, uploaded: User, applied: User) -> None:
    run = ImportRun.objects.create(
        office=one.office,
        purpose=ImportRun.Purpose.ENTRY,
        uploaded_by=uploaded,
        applied_by=applied,
        status=ImportRun.Status.APPLIED,
        filename="so-lieu.xlsx",
        sha256="0" * 64,
        size=1,
    )
    ids = dict(Indicator.objects.values_list("code", "pk"))
    cells = [
        Typed(ids[code], figure, version=0, import_run=run, sheet="S", cell="B2")
        for code, figure in all_figures().items()
    ]
    draft_write(round_=one, unit=unit, typed=cells, user=applied)


def test_who_uploaded_an_entry_workbook_had_a_hand(cast: Cast, one: Round, unit: Unit) -> None:
    uploader, applier, other = (colleague(cast, name) for name in ("anh", "binh", "chi"))
    entered_from_a_file(one, unit, uploader, applier)
    submission = submission_submit(round_=one, unit=unit, user=cast.officer)
    assert hands(cast, uploader, applier) == [False, False]
    submission_accept(submission=submission, user=cast.staff)
    assert hands(cast, uploader, applier, other) == [True, True, False]
    with pytest.raises(Refused, match=str(refusals.HAD_A_HAND)):
        publish(office=cast.office, period=one.period, directive=None, user=uploader)


def test_the_workbooks_uploader_stays_a_hand_when_the_draft_is_typed_over(
    cast: Cast, one: Round, unit: Unit
) -> None:
    uploader, applier = colleague(cast, "anh"), colleague(cast, "binh")
    entered_from_a_file(one, unit, uploader, applier)
    submission = submission_submit(round_=one, unit=unit, user=cast.officer)
    submission_accept(submission=submission, user=cast.staff)
    submission.refresh_from_db()
    submission_return(submission=submission, user=cast.staff, reason="Sai", accepted=True)
    submission.figures.all().delete()
    assert hands(cast, uploader, applier) == [True, True]


def test_a_return_after_acceptance_washes_no_hands(cast: Cast, one: Round, unit: Unit) -> None:
    typer, acceptor, other = (colleague(cast, name) for name in ("anh", "binh", "chi"))
    type_all(one, unit, typer)
    submission = submission_submit(round_=one, unit=unit, user=cast.officer)
    submission_accept(submission=submission, user=acceptor)
    people = typer, cast.officer, acceptor
    assert hands(cast, *people) == [True, True, True]
    submission.refresh_from_db()
    submission_return(submission=submission, user=other, reason="Sai", accepted=True)
    assert hands(cast, *people) == [True, True, True]
    assert hands(cast, other) == [False], "who asked the unit to look again made no figure"
    typed_over(one, unit, cast.officer)
    assert hands(cast, *people) == [True, True, True]


def typed_over(one: Round, unit: Unit, user: User) -> None:
    """Every figure of the draft typed anew by another person."""
    submission = one.submissions.get(unit=unit)
    anew = [
        Typed(row.indicator_id, rate(1, 2), version=row.version) for row in submission.figures.all()
    ]
    draft_write(round_=one, unit=unit, typed=anew, user=user)


def test_an_earlier_sending_that_was_accepted_counts_too(
    cast: Cast, one: Round, unit: Unit
) -> None:
    sender, acceptor = colleague(cast, "anh"), colleague(cast, "binh")
    type_all(one, unit, cast.officer)
    submission = submission_submit(round_=one, unit=unit, user=sender)
    submission_accept(submission=submission, user=acceptor)
    submission.refresh_from_db()
    submission_return(submission=submission, user=acceptor, reason="Sai", accepted=True)
    submission = submission_submit(round_=one, unit=unit, user=cast.officer)
    submission_accept(submission=submission, user=cast.staff)
    assert hands(cast, sender, acceptor, cast.staff) == [True, True, True]


def test_what_was_never_accepted_is_no_hand(cast: Cast, one: Round, unit: Unit) -> None:
    typer = colleague(cast, "anh")
    type_all(one, unit, typer)
    submission = submission_submit(round_=one, unit=unit, user=typer)
    submission_withdraw(submission=submission, user=typer)
    assert hands(cast, typer) == [False]


def test_the_history_names_who_typed_each_accepted_figure(
    cast: Cast, one: Round, unit: Unit
) -> None:
    typer = colleague(cast, "anh")
    type_all(one, unit, cast.officer, leave=["overdue"])
    overdue = Indicator.objects.get(code="overdue")
    wish = Typed(overdue.pk, all_figures()["overdue"], version=0)
    draft_write(round_=one, unit=unit, typed=[wish], user=typer)
    submission = submission_submit(round_=one, unit=unit, user=cast.officer)
    submission_accept(submission=submission, user=cast.staff)
    by = dict(RecordChange.objects.values_list("indicator__code", "changed_by__username"))
    assert by.pop("overdue") == "anh" and set(by.values()) == {"vinhgiang"}


# What the report says of the office, and the sentences of the letter --------------------------
def test_who_typed_the_reports_places_had_a_hand(district: Cast) -> None:
    typist, other = colleague(district, "anh"), colleague(district, "binh")
    report = the_period().reports.get()
    assert send(district.client(typist), report, "online", rank="1", out_of="10").status_code == 302
    assert hands(district, typist, other) == [True, False]
    with pytest.raises(Refused, match=str(refusals.HAD_A_HAND)):
        publish(office=district.office, period=the_period(), directive=None, user=typist)


def test_places_that_were_sent_as_they_stood_are_no_hand(district: Cast) -> None:
    reader = colleague(district, "anh")
    assert send(district.client(reader), the_period().reports.get(), "online").status_code == 302
    assert hands(district, reader) == [False]


def has_hand(cast: Cast, user: User) -> bool:
    return has_hand_in(user, cast.office, the_period(), Directive.objects.get())


@pytest.fixture
def draft(unissued: Cast) -> Directive:
    found: Directive = Directive.objects.get()
    return found


def act(client: Client, name: str, *args: object, **said: Any) -> None:
    version = Directive.objects.get().version
    answer = client.post(reverse(name, args=args), {"version": version, **said})
    assert answer.status_code == 302, answer.content.decode()


def test_who_wrote_a_finding_by_hand_had_a_hand(district: Cast, draft: Directive) -> None:
    writer, editor, maker = (colleague(district, name) for name in ("anh", "binh", "chi"))
    act(district.client(maker), "findings_make", draft.code)
    assert not has_hand(district, maker), "the figures wrote them"
    said = {"kind": "low", "text": "Hồ Xá xếp thứ nhất với 99,9 %."}
    act(district.client(writer), "finding_add", draft.code, **said)
    assert has_hand(district, writer)
    made = Finding.objects.filter(is_edited=False)[0]
    words = {"kind": made.kind, "text": "Đạt 77,7 %, cao nhất tỉnh."}
    act(district.client(editor), "finding_edit", draft.code, made.pk, **words)
    assert has_hand(district, editor) and not has_hand(district, maker)
    assert not has_hand_in(editor, district.office, the_period()), "another letter, other hands"
