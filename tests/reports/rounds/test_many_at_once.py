"""The last minutes before a deadline: many people, each with a connection, and nothing is lost.

On PostgreSQL forty threads over eight units; SQLite writes one after the other, so there are fewer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from threading import Event
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from reports.figures.freezing import thaw
from reports.figures.record_models import Record, Source
from reports.history.selectors import check_chains
from reports.rounds.models import Round
from reports.rounds.sent import SentFigure
from reports.rounds.services import round_step
from reports.rounds.submission_models import DraftFigure, Submission, SubmissionStep
from reports.rounds.submission_services import submission_accept
from tests.cast import Cast, make_cast
from tests.reports.imports.test_two_people import at_once
from tests.reports.rounds.round_cast import open_round, type_all
from units.models import Membership, Unit, User

CODES = ("online", "digitization", "payment", "receipt", "overdue")
TIMES = 4
Figures = dict[str, tuple[int | None, int | None]]


@dataclass
class Typist:
    """Somebody who types one figure of a unit again and again, with what the product answered."""

    client: Client
    unit: str
    code: str
    version: int = 0
    kept: int = 0
    answers: list[int] = field(default_factory=list)

    def type_one(self, number: int) -> int:
        """Type a figure; gives the status of the answer, and remembers what was kept."""
        typed = {"value": number} if self.code == "overdue" else {"numerator": number}
        more = {"state": "value", "denominator": "" if self.code == "overdue" else 1000}
        address = reverse("entry_cell", args=[self.unit, "2023-H1", self.code])
        answer = self.client.post(address, {**typed, **more, "version": self.version})
        self.answers.append(answer.status_code)
        if answer.status_code == 200:
            self.version, self.kept = answer.json()["version"], number
        return answer.status_code

    def type_all(self, times: int = TIMES) -> None:
        for number in range(1, times + 1):
            self.type_one(number * 10 + CODES.index(self.code))

    def type_until_locked(self, ready: Event) -> None:
        """Type until the product says that nothing can be changed now."""
        number = 0
        while self.type_one(number := number + 1) == 200:
            ready.set()


@pytest.fixture
def cast(transactional_db: None, django_db_serialized_rollback: None) -> Cast:
    return make_cast()


@pytest.fixture
def one(cast: Cast) -> Round:
    return open_round(cast)


@pytest.fixture
def units(cast: Cast) -> list[Unit]:
    """Eight communes, or two on SQLite."""
    communes = Unit.objects.filter(parent=cast.office, kind=Unit.Kind.COMMUNE).order_by("pk")
    return list(communes[: 8 if connection.vendor == "postgresql" else 2])


@pytest.fixture
def typists(cast: Cast, units: list[Unit]) -> list[Typist]:
    """Five of each unit, one for each figure, with a session of their own."""
    return [Typist(cast_client(unit), unit.code, code) for unit in units for code in CODES]


def cast_client(unit: Unit) -> Client:
    """The browser of the unit's officer."""
    user, _made = User.objects.get_or_create(username=unit.code)
    Membership.objects.get_or_create(user=user, unit=unit, role=Membership.Role.OFFICER)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def figures_of(unit: str) -> Figures:
    rows = DraftFigure.objects.filter(submission__unit__code=unit).select_related("indicator")
    return {row.indicator.code: _typed(row.figure) for row in rows}


def sent_of(unit: str) -> Figures:
    step = SubmissionStep.objects.get(submission__unit__code=unit)
    said = {code: thaw(SentFigure, each).figure for code, each in step.figures.items()}
    return {code: _typed(figure) for code, figure in said.items()}


def _typed(figure: Any) -> tuple[int | None, int | None]:
    if figure.numerator is not None:
        return figure.numerator, figure.denominator
    return None if figure.value is None else int(figure.value), None


def kept_by(typists: list[Typist], unit: str) -> Figures:
    """What the product said that it has of a unit."""
    return {
        one.code: (one.kept, None if one.code == "overdue" else 1000)
        for one in typists
        if one.unit == unit
    }


def sending(unit: Unit, client: Client) -> Callable[[], Any]:
    return lambda: client.post(reverse("submission_submit", args=[unit.code, "2023-H1"]))


def quiet(answers: list[Any]) -> None:
    assert not [one for one in answers if isinstance(one, Exception)], answers


def test_nothing_is_lost_from_the_first_figure_to_the_record(
    cast: Cast, one: Round, units: list[Unit], typists: list[Typist]
) -> None:
    quiet(at_once(*(typist.type_all for typist in typists)))
    assert {answer for typist in typists for answer in typist.answers} == {200}
    clients = {unit: cast_client(unit) for unit in units}
    answers = at_once(*(sending(unit, client) for unit, client in clients.items()))
    assert {answer.status_code for answer in answers} == {302}
    for unit in units:
        kept = kept_by(typists, unit.code)
        assert figures_of(unit.code) == sent_of(unit.code) == kept
    sent = list(Submission.objects.filter(state="submitted").select_related("round"))
    quiet(at_once(*(partial(submission_accept, submission=each, user=cast.staff) for each in sent)))
    records = Record.objects.filter(source=Source.UNIT).select_related("indicator", "unit")
    written = {(row.unit.code, row.indicator.code): _typed(row.figure) for row in records}
    assert written == {
        (unit.code, code): figure
        for unit in units
        for code, figure in kept_by(typists, unit.code).items()
    }
    (chain,) = check_chains()
    assert (chain.length, chain.faults) == (len(typists), ())


def test_what_is_sent_is_what_was_kept_though_others_still_type(
    cast: Cast, one: Round, units: list[Unit], typists: list[Typist]
) -> None:
    for unit in units:
        type_all(one, unit, cast.staff)
    for typist in typists:
        typist.version = 1
    ready = {unit.code: Event() for unit in units}
    clients = {unit: cast_client(unit) for unit in units}
    quiet(at_once(*_typing_and_sending(typists, clients, ready)))
    assert {typist.answers[-1] for typist in typists} == {423}
    assert {answer for typist in typists for answer in typist.answers} <= {200, 423}
    for unit in units:
        sent = sent_of(unit.code)
        assert figures_of(unit.code) == sent
        kept = {each.code: each.kept for each in typists if each.unit == unit.code and each.kept}
        assert kept
        assert {code: sent[code][0] for code in kept} == kept


def _typing_and_sending(
    typists: list[Typist], clients: dict[Unit, Client], ready: dict[str, Event]
) -> Iterator[Callable[[], Any]]:
    """Everybody types until the figures are locked, which they are when the unit sends them."""
    for typist in typists:
        yield partial(typist.type_until_locked, ready[typist.unit])
    for unit, client in clients.items():
        yield partial(_send_after, ready[unit.code], sending(unit, client))


def _send_after(ready: Event, send: Callable[[], Any]) -> Any:
    assert ready.wait(30)
    return send()


def test_nothing_is_typed_into_a_round_that_is_being_closed(
    cast: Cast, one: Round, units: list[Unit], typists: list[Typist]
) -> None:
    ready, closed = Event(), {}

    def close() -> None:
        assert ready.wait(30)
        round_step(round_=one, to=Round.State.LOCKED, user=cast.staff)
        closed.update({unit.code: figures_of(unit.code) for unit in units})

    quiet(at_once(*(partial(each.type_until_locked, ready) for each in typists), close))
    assert {typist.answers[-1] for typist in typists} == {423}
    for unit in units:
        kept = {code: said for code, said in kept_by(typists, unit.code).items() if said[0]}
        assert figures_of(unit.code) == closed[unit.code] == kept
