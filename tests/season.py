"""A season of the demonstration district, as its people would have worked: through services.

The first half of 2023 is published; of the third quarter figures were sent in time, late, returned
and accepted; a unit has more time and was reminded. One letter is issued, the next is a draft.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from cchc.demo import letter as demo
from directives.clauses.models import Directive
from directives.editor.services import directive_clone, directive_issue
from directives.feedback.services import feedback_answer, feedback_send
from directives.publications.services import publish
from reports.figures.periods import span_for_code
from reports.rounds.models import Round
from reports.rounds.reminder_services import remind_by_hand
from reports.rounds.services import extension_give, round_plan, round_step
from reports.rounds.submission_models import Submission
from reports.rounds.submission_services import (
    submission_accept,
    submission_return,
    submission_submit,
)
from tests.reports.rounds.round_cast import type_all
from units.models import Unit, User

OLD, NEW = "2023-H1", "2023-Q3"
IN_TIME = datetime(2023, 9, 20, 2, tzinfo=UTC)


def install_season() -> None:
    """Needs the demonstration case with its figures; on top of it, what a season leaves."""
    office = Unit.objects.get(code="vinhlinh")
    first = _letters()
    _difficulties(first)
    _old_period(office, first)
    _new_period(office)


def _person(username: str) -> User:
    person: User = User.objects.get(username=username)
    return person


def _letters() -> Directive:
    """The letter of June 2023 with its number, and a draft of the next."""
    first = Directive.objects.get(code=demo.DIRECTIVE)
    directive_issue(
        directive=first, number="845", issued_on=date(2023, 6, 26), version=first.version
    )
    first.refresh_from_db()
    directive_clone(directive=first)
    return first


def _difficulties(directive: Directive) -> None:
    """One that is answered, and one that waits."""
    answered = feedback_send(
        directive=directive,
        unit=Unit.objects.get(code="vinhgiang"),
        user=_person("vinhgiang"),
        text="Thiếu máy quét",
    )
    feedback_answer(
        feedback=answered,
        user=_person("vanphong"),
        answer="Cấp trong quý III",
        version=answered.version,
    )
    feedback_send(
        directive=directive,
        unit=Unit.objects.get(code="hoxa"),
        user=_person("hoxa"),
        text="Đường truyền chậm",
    )


def _old_period(office: Unit, directive: Directive) -> None:
    """Figures that were accepted, then the period published."""
    round_ = Round.objects.get(office=office, period__code=OLD)
    sent = _sent(round_, "vinhgiang", datetime(2023, 6, 20, 2, tzinfo=UTC))
    submission_accept(submission=sent, user=_person("vanphong"))
    publish(office=office, period=round_.period, directive=directive, user=_person("lanhdao"))


def _new_period(office: Unit) -> None:
    """Accepted, waiting, late, returned, nothing sent, more time, reminded."""
    staff = _person("vanphong")
    planned = round_plan(office=office, span=span_for_code(NEW))
    round_ = round_step(round_=planned, to=Round.State.OPEN, user=staff)
    submission_accept(submission=_sent(round_, "vinhgiang", IN_TIME), user=staff)
    _sent(round_, "benquan", IN_TIME)
    _sent(round_, "cuatung", datetime(2023, 12, 1, 2, tzinfo=UTC))
    returned = _sent(round_, "hoxa", IN_TIME)
    submission_return(submission=returned, user=staff, reason="Xem lại tử số")
    unit = Unit.objects.get(code="vinhtu")
    until = round_.deadline + timedelta(days=5)
    extension_give(round_=round_, unit=unit, until=until, reason="Mất điện", user=staff)
    remind_by_hand(round_=round_, units=[unit], user=staff)


def _sent(round_: Round, code: str, at: datetime) -> Submission:
    unit, officer = Unit.objects.get(code=code), _person("hoxa" if code == "hoxa" else "vinhgiang")
    type_all(round_, unit, officer)
    return submission_submit(round_=round_, unit=unit, user=officer, now=at)
