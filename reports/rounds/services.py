"""Planning, opening and locking rounds: each step leaves a line that says who, when and why."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.figures.period_models import Period
from reports.figures.period_services import period_ensure
from reports.figures.periods import PeriodKind, PeriodSpan, spans_of_year
from reports.rounds.domain import USUAL_OFFSETS
from reports.rounds.models import DeadlineOffset, Extension, Round, RoundStep
from units.models import Unit, User
from units.refusing import Refused
from units.versions import taken

State = Round.State
# From each state, where a person may take a round; reopening needs a reason.
_STEPS: Mapping[str, frozenset[str]] = {
    State.PLANNED: frozenset({State.OPEN}),
    State.OPEN: frozenset({State.LOCKED}),
    State.LOCKED: frozenset({State.OPEN}),
    State.PUBLISHED: frozenset({State.OPEN}),
}


NO_SUCH_STEP: Final = _("The round is in another state by now. Look at it again.")
NEEDS_REASON: Final = _("Write the reason; it is kept with your name and the time.")
TOO_EARLY: Final = _("Choose a later day: this one comes too early.")
NOT_OF_THE_OFFICE: Final = _("Choose a unit that reports to the office.")


def offsets_of(office: Unit) -> dict[str, int]:
    """Days after the last day by kind of period: the office's own, else the usual ones."""
    usual = {kind.value: days for kind, days in USUAL_OFFSETS.items()}
    own = DeadlineOffset.objects.filter(office=office).values_list("kind", "days")
    return {**usual, **dict(own)}


@transaction.atomic
def offset_set(*, office: Unit, kind: PeriodKind, days: int) -> None:
    """Keep how long after its last day a kind of period is due; rounds that exist stay."""
    DeadlineOffset.objects.update_or_create(office=office, kind=kind.value, defaults={"days": days})


@transaction.atomic
def round_plan(*, office: Unit, span: PeriodSpan) -> Round:
    """The office's round for a span, made (with its period) where there is none yet."""
    period = period_ensure(span=span)
    known = Round.objects.filter(office=office, period=period).first()
    if known is not None:
        return known
    offset = offsets_of(office)[period.kind]
    return Round.objects.create(office=office, period=period, offset=offset)


@transaction.atomic
def year_plan(*, office: Unit, year: int, kinds: frozenset[PeriodKind]) -> list[Round]:
    """The rounds of a year's periods of some kinds, from the 15th-to-14th calendar.

    Gives those that are new; what is there already stays as it is.
    """
    known = set(Round.objects.filter(office=office).values_list("pk", flat=True))
    wanted = [span for span in spans_of_year(year) if span.kind in kinds]
    planned = [round_plan(office=office, span=span) for span in wanted]
    return [round_ for round_ in planned if round_.pk not in known]


@transaction.atomic
def round_step(
    *, round_: Round, to: str, user: User | None, reason: str = "", now: datetime | None = None
) -> Round:
    """Open or lock a round under the lock of its period, so that no import writes meanwhile, and
    of its submissions, so that no unit does.

    Where a closed round is opened again a reason is needed.
    """
    Period.objects.select_for_update().get(pk=round_.period_id)
    current = taken(round_, None)
    if to not in _STEPS[current.state]:
        raise Refused(NO_SUCH_STEP, field="reason")
    if current.is_closed and not reason.strip():
        raise Refused(NEEDS_REASON, field="reason")
    _brought(current, to, user, reason.strip(), now or timezone.now())
    round_.refresh_from_db()
    return current


@transaction.atomic
def round_publish(
    *, office: Unit, period: Period, user: User | None, reason: str, now: datetime
) -> Round:
    """Close the office's round of a period because its figures are public; planned where there is
    none yet. Whoever calls holds the lock of the period."""
    current = taken(round_plan(office=office, span=period.span), None)
    _brought(current, State.PUBLISHED, user, reason, now)
    return current


def _brought(round_: Round, state: str, user: User | None, reason: str, at: datetime) -> None:
    """The next state and its step, under the locks of the round's submissions too."""
    list(round_.submissions.order_by("pk").select_for_update().values_list("pk"))
    round_.state = state
    round_.save(update_fields=["state", "version"])
    RoundStep.objects.create(round=round_, state=state, reason=reason[:300], by=user, at=at)


@transaction.atomic
def deadline_set(*, round_: Round, deadline: date, seen: int | None = None) -> None:
    """Move the last day (inclusive) of a round, which lies after the period; kept as days after
    the period's last day. `seen` is the version of the round that its editor saw; raises
    ChangedMeanwhile where it is another one by now."""
    days = (deadline - round_.period.end).days
    if days < 0:
        raise Refused(TOO_EARLY, field="deadline")
    current = taken(round_, seen)
    current.offset = days
    current.save(update_fields=["offset", "version"])
    round_.refresh_from_db()


@transaction.atomic
def extension_give(
    *, round_: Round, unit: Unit, until: date, reason: str, user: User | None
) -> Extension:
    """More time for one unit of the office, until a day (inclusive) after the deadline.

    A second one replaces the first.
    """
    if not reason.strip():
        raise Refused(NEEDS_REASON, field="reason")
    if until <= round_.deadline:
        raise Refused(TOO_EARLY, field="until")
    if unit.parent_id != round_.office_id:
        raise Refused(NOT_OF_THE_OFFICE, field="until")
    extension, _made = Extension.objects.update_or_create(
        round=round_,
        unit=unit,
        defaults={"until": until, "reason": reason.strip()[:300], "by": user},
    )
    return extension


@transaction.atomic
def extension_end(*, extension: Extension) -> None:
    """Take more time back; the audit log keeps that it was given."""
    extension.delete()
