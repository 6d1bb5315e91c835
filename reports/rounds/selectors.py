"""Rounds as the rest of the product asks for them."""

from datetime import date
from typing import Final, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from reports.figures.period_models import Period
from reports.rounds.models import Round, RoundStep
from reports.rounds.submission_models import Submission
from units.kinds import UnitKind
from units.models import Membership, Unit, User

_CLOSED: Final = (Round.State.LOCKED, Round.State.PUBLISHED)


def periods_with_closing(office: Unit | int) -> QuerySet[Period]:
    """All periods, each with `closed`: whether the office has locked or published it."""
    closed = Round.objects.filter(office=office, period=OuterRef("pk"), state__in=_CLOSED)
    return Period.objects.annotate(closed=Exists(closed))


def round_of(office: Unit | int, period: Period | int) -> Round | None:
    """An office's round for a period; None while nobody has planned one: one query."""
    rows = Round.objects.select_related("period", "office")
    return rows.filter(office=office, period=period).first()


def closed_round(office: Unit | int, period: Period | int) -> Round | None:
    """The office's round for a period when it is locked or published: nothing may be written."""
    round_ = round_of(office, period)
    return round_ if round_ is not None and round_.is_closed else None


def is_closed(office: Unit | int, period: Period | int | None) -> bool:
    """Whether the office has locked or published the period: at most one query."""
    return period is not None and closed_round(office, period) is not None


def extensions_of(round_: Round) -> dict[int, date]:
    """The last day (inclusive) of units with an extension, by unit id: one query."""
    return dict(round_.extensions.values_list("unit_id", "until"))


class Lock(NamedTuple):
    """Why nothing can be written: the step that says since when, by whom and why, and who can
    open the round."""

    round: Round
    step: RoundStep | None
    openers: tuple[str, ...]


def lock_of(round_: Round | None) -> Lock | None:
    """The lock on a round; None for one that is open, or where there is none: two queries."""
    if round_ is None or round_.is_open:
        return None
    keepers = User.objects.filter(
        is_active=True,
        memberships__in=Membership.objects.active_on(timezone.localdate()).filter(
            unit=round_.office, role=Membership.Role.STAFF
        ),
    )
    return Lock(
        round=round_,
        step=round_.steps.select_related("by").filter(state=round_.state).last(),
        openers=tuple(str(user) for user in keepers.distinct().order_by("pk")[:3]),
    )


def lock_on(office: Unit | int, period: str) -> Lock | None:
    """The lock that keeps imports out of a period, named by its code: three queries at most.

    None where the office has closed nothing; a round that is only planned stops no import.
    """
    rows = Round.objects.select_related("period", "office")
    closed = rows.filter(office=office, period__code=period, state__in=_CLOSED)
    return lock_of(closed.first()) if period else None


def rounds_of(office: Unit) -> QuerySet[Round]:
    """The rounds of an office, the newest first, with how many units have sent (`sent`)."""
    sent = Count("submissions", filter=Q(submissions__state__in=Submission.SENT))
    return Round.objects.filter(office=office).select_related("period").annotate(sent=sent)


def begun_rounds(office: Unit) -> list[Round]:
    """The rounds of an office that are open or were, the newest first: one query."""
    rows = Round.objects.filter(office=office).exclude(state=Round.State.PLANNED)
    return list(rows.select_related("period", "office"))


def is_expected(unit: Unit) -> bool:
    """Whether a report without a row for the unit lacks something.

    Communes and the office's own staff office always have figures; departments and vertical
    agencies handle procedures of their own and are often left out.
    """
    return unit.pool == "local" or unit.kind == UnitKind.OFFICE
