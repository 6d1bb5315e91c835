"""Rounds: the year's calendar, deadlines, steps with reasons, more time for one unit."""

from __future__ import annotations

from datetime import date

import pytest

from reports.figures.periods import PeriodKind, span_for_code, spans_of_year
from reports.rounds import services
from reports.rounds.domain import days_late, due_on
from reports.rounds.models import Round, RoundStep
from reports.rounds.selectors import is_closed
from reports.rounds.services import (
    deadline_set,
    extension_give,
    offset_set,
    round_plan,
    round_step,
    year_plan,
)
from tests.cast import Cast
from tests.reports.rounds.round_cast import open_round, refused
from units.models import Unit

OPEN, LOCKED = Round.State.OPEN, Round.State.LOCKED


def test_a_year_has_its_periods_from_the_15th_to_the_14th() -> None:
    spans = {span.code: span for span in spans_of_year(2024)}
    assert len(spans) == 20
    assert (spans["2024-01"].start, spans["2024-01"].end) == (date(2023, 12, 15), date(2024, 1, 14))
    assert (spans["2024-H2"].start, spans["2024-H2"].end) == (date(2024, 6, 15), date(2024, 12, 14))


def test_a_year_is_planned_once(cast: Cast) -> None:
    kinds = frozenset({PeriodKind.HALF_YEAR, PeriodKind.QUARTER})
    assert len(year_plan(office=cast.office, year=2024, kinds=kinds)) == 6
    assert not year_plan(office=cast.office, year=2024, kinds=kinds)
    assert set(Round.objects.values_list("state", flat=True)) == {Round.State.PLANNED}


def test_the_deadline_follows_the_offset_of_its_kind(cast: Cast) -> None:
    assert round_plan(office=cast.office, span=span_for_code("2023-H1")).deadline == date(
        2023, 6, 26
    )
    offset_set(office=cast.office, kind=PeriodKind.MONTH, days=3)
    one = round_plan(office=cast.office, span=span_for_code("2023-06"))
    assert one.deadline == date(2023, 6, 17)
    deadline_set(round_=one, deadline=date(2023, 6, 20))
    assert Round.objects.get(pk=one.pk).deadline == date(2023, 6, 20)
    with refused(services.TOO_EARLY):
        deadline_set(round_=one, deadline=date(2023, 6, 13))


def test_opening_again_needs_a_reason_and_each_step_stays(cast: Cast) -> None:
    one = open_round(cast)
    round_step(round_=one, to=LOCKED, user=cast.staff)
    assert is_closed(cast.office, one.period)
    with refused(services.NEEDS_REASON):
        round_step(round_=one, to=OPEN, user=cast.staff, reason=" ")
    round_step(round_=one, to=OPEN, user=cast.staff, reason="Bổ sung số của Vĩnh Ô")
    steps = RoundStep.objects.values_list("state", "reason")
    assert list(steps) == [(OPEN, ""), (LOCKED, ""), (OPEN, "Bổ sung số của Vĩnh Ô")]
    with pytest.raises(TypeError):
        RoundStep.objects.all().delete()


def test_what_was_published_is_opened_again_with_a_reason_alone(cast: Cast) -> None:
    one = open_round(cast)
    Round.objects.update(state=Round.State.PUBLISHED)
    for reason, to, sentence in (
        ("", OPEN, services.NEEDS_REASON),
        ("x", LOCKED, services.NO_SUCH_STEP),
    ):
        with refused(sentence):
            round_step(round_=one, to=to, user=cast.staff, reason=reason)
    assert round_step(round_=one, to=OPEN, user=cast.staff, reason="Đính chính").is_open
    assert RoundStep.objects.order_by("pk").values_list("reason", flat=True).last() == "Đính chính"


@pytest.mark.parametrize("to", [Round.State.PLANNED, Round.State.OPEN, Round.State.PUBLISHED])
def test_a_round_takes_only_its_steps(cast: Cast, to: str) -> None:
    one = open_round(cast)
    with refused(services.NO_SUCH_STEP):
        round_step(round_=one, to=to, user=cast.staff)


def test_one_office_does_not_close_for_another(cast: Cast) -> None:
    one = open_round(cast)
    elsewhere = Unit.objects.get(code="giolinh")
    theirs = round_plan(office=elsewhere, span=one.period.span)
    round_step(round_=theirs, to=OPEN, user=cast.outsider)
    round_step(round_=theirs, to=LOCKED, user=cast.outsider)
    assert is_closed(elsewhere, one.period)
    assert not is_closed(cast.office, one.period)


def test_an_extension_has_a_reason_and_an_end(cast: Cast) -> None:
    one, unit = open_round(cast), Unit.objects.get(code="vinho")
    give = {"round_": one, "unit": unit, "user": cast.staff}
    with refused(services.NEEDS_REASON):
        extension_give(**give, until=date(2023, 6, 30), reason="")
    with refused(services.TOO_EARLY):
        extension_give(**give, until=one.deadline, reason="Mất điện")
    with refused(services.NOT_OF_THE_OFFICE):
        extension_give(
            **{**give, "unit": Unit.objects.get(code="giolinh")},
            until=date(2023, 6, 30),
            reason="Mất điện",
        )
    extension_give(**give, until=date(2023, 6, 28), reason="Mất điện")
    extension_give(**give, until=date(2023, 6, 30), reason="Mất điện lần nữa")
    assert one.extensions.get().until == date(2023, 6, 30)


def test_lateness_counts_from_the_extended_day() -> None:
    due = due_on(date(2023, 6, 26), date(2023, 6, 30))
    assert due_on(date(2023, 6, 26), None) == date(2023, 6, 26)
    assert (days_late(date(2023, 6, 30), due), days_late(date(2023, 7, 1), due)) == (0, 1)
