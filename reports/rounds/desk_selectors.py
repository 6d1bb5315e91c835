"""Who owes the office figures, and who was reminded, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Final

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from reports.figures.indicator_models import Indicator
from reports.figures.record_models import Record, RecordState
from reports.rounds.domain import DIGESTS, Case, Completeness, completeness, due_on
from reports.rounds.models import Reminder, Round
from reports.rounds.selectors import extensions_of, is_expected
from reports.rounds.submission_models import DraftFigure, Submission, SubmissionStep
from units.models import Unit

_BEYOND_DRAFT: Final = frozenset(set(Submission.State) - {Submission.State.DRAFT})


@dataclass(frozen=True, slots=True)
class Reminded:
    """How often a unit was reminded in a round, and when last."""

    times: int = 0
    last: datetime | None = None

    def on(self, day: date) -> bool:
        """Whether the last one went out on that local day."""
        return self.last is not None and timezone.localdate(self.last) == day


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskLine(Case):
    """One unit of a round as of a day. Of a draft: that it exists, when it was saved, how much is
    filled.

    `extended`: the office has given the unit more time; `reason` why the office gave its figures
    back; `ended` that the unit is no more.
    """

    unit: Unit
    today: date
    extended: bool
    cells: Completeness
    reminded: Reminded
    submission: Submission | None
    saved_at: datetime | None
    reason: str
    ended: bool

    @property
    def remindable(self) -> bool:
        """Whether it may be reminded by hand today: it owes, and once a day."""
        return self.owes and not self.reminded.on(self.today)


class _Known:
    """What was read of a round, by unit id."""

    def __init__(self, round_: Round, today: date) -> None:
        self.round, self.today = round_, today
        indicators = dict(Indicator.objects.entered().values_list("pk", "code"))
        self.indicators = tuple(indicators.values())
        self.extensions = extensions_of(round_)
        self.submissions = _submissions(round_, indicators)
        self.returned = _returned(round_)
        self.exempt = _exempt(round_, indicators)
        self.reminded = _reminded(round_)


def desk_lines(
    round_: Round, today: date, units: Collection[int] | None = None
) -> tuple[DeskLine, ...]:
    """The units of a round in the official order, or only `units` of them (ids): eight queries.

    Expected are those that report to the office and are in being on the period's last day; who
    sent without being expected is there too, so that nothing waits unseen.
    """
    active = Unit.objects.active_on(round_.period.end).values("pk")
    sent = Submission.objects.filter(round=round_, state__in=_BEYOND_DRAFT).values("unit")
    shown = Unit.objects.reporting_to(round_.office).filter(Q(pk__in=active) | Q(pk__in=sent))
    if units is not None:
        shown = shown.filter(pk__in=units)
    known = _Known(round_, today)
    lines = (_line(unit, known) for unit in shown)
    return tuple(line for line in lines if is_expected(line.unit) or line.state in _BEYOND_DRAFT)


def _submissions(round_: Round, indicators: Iterable[int]) -> dict[int, Submission]:
    # "Not reported" is no answer: the unit says that it will come.
    answered = Q(figures__indicator__in=list(indicators)) & ~Q(
        figures__state=RecordState.NOT_REPORTED.value
    )
    rows = Submission.objects.filter(round=round_).annotate(
        filled=Count("figures", filter=answered), saved_at=Max("figures__updated_at")
    )
    return {row.unit_id: row for row in rows}


def _returned(round_: Round) -> dict[int, tuple[str, frozenset[str]]]:
    """Why figures were given back, and the codes of those that were."""
    steps = SubmissionStep.objects.filter(
        submission__round=round_,
        submission__state=Submission.State.RETURNED,
        action=SubmissionStep.Action.RETURN,
    ).values_list("submission__unit", "reason", "cells")
    # In the order of time: the last one stands.
    return {
        unit: (reason or next(iter(cells.values()), ""), frozenset(cells))
        for unit, reason, cells in steps
    }


def _exempt(round_: Round, indicators: Collection[int]) -> frozenset[int]:
    """The units of which the office or the province assesses nothing: two queries."""
    wanted = {"indicator__in": list(indicators), "state": RecordState.EXEMPT.value}
    drafts = DraftFigure.objects.filter(submission__round=round_, **wanted)
    records = Record.objects.filter(
        period=round_.period_id, unit__parent=round_.office_id, **wanted
    )
    exempted: dict[int, set[int]] = defaultdict(set)
    for unit, indicator in chain(
        drafts.values_list("submission__unit", "indicator"),
        records.values_list("unit", "indicator"),
    ):
        exempted[unit].add(indicator)
    return frozenset(
        unit
        for unit, indicators_of_unit in exempted.items()
        if len(indicators_of_unit) == len(indicators)
    )


def _reminded(round_: Round) -> dict[int, Reminded]:
    rows = Reminder.objects.filter(round=round_).order_by().values("unit")
    return {
        row["unit"]: Reminded(row["times"], row["last"])
        for row in rows.annotate(times=Count("pk"), last=Max("sent_at"))
    }


def _line(unit: Unit, known: _Known) -> DeskLine:
    submission = known.submissions.get(unit.pk)
    reason, given_back = known.returned.get(unit.pk, ("", frozenset[str]()))
    ended = unit.valid_to is not None and unit.valid_to < known.today
    first = submission.first_submitted_at if submission else None
    due = due_on(known.round.deadline, known.extensions.get(unit.pk))
    return DeskLine(
        unit=unit,
        today=known.today,
        state=submission.state if submission else "",
        due=due,
        extended=due > known.round.deadline,
        sent_on=timezone.localdate(first) if first else None,
        nothing_arose=bool(submission and submission.nothing_arose),
        excused=ended or unit.pk in known.exempt,
        cells=completeness(
            indicators=known.indicators,
            filled=submission.filled if submission else 0,  # type: ignore[attr-defined]
            given_back=given_back,
        ),
        reminded=known.reminded.get(unit.pk, Reminded()),
        submission=submission,
        saved_at=submission.saved_at if submission else None,  # type: ignore[attr-defined]
        reason=reason,
        ended=ended,
    )


def desk_round(rounds: Iterable[Round]) -> Round | None:
    """The round that the desk shows first: the newest open one, else the newest that was open."""
    known = list(rounds)
    return next((round_ for round_ in known if round_.is_open), known[0] if known else None)


def reminders_of(round_: Round) -> QuerySet[Reminder]:
    """The reminders of a round, the newest first, with unit and sender."""
    rows = Reminder.objects.filter(round=round_).select_related("unit", "sent_by", "round")
    return rows.order_by("-sent_at", "unit__display_order", "-pk")


def reminded_by_clock(round_: Round) -> dict[str, int]:
    """How many units the clock reminded, by occasion: one query."""
    rows = Reminder.objects.filter(round=round_, sent_by=None).exclude(
        occasion__in=DIGESTS.values()
    )
    counted = rows.order_by().values("occasion").annotate(units=Count("pk"))
    return {row["occasion"]: row["units"] for row in counted}


def failed_mails(round_: Round) -> int:
    """How many units the last mail of a round did not reach, or may not have, and who has not
    sent since: one query."""
    last = Reminder.objects.filter(round=round_, unit=OuterRef("unit")).order_by("-sent_at", "-pk")
    sent = Submission.objects.sent().filter(round=round_, unit=OuterRef("unit"))
    trouble = Reminder.objects.filter(
        round=round_, mail__in=(Reminder.Mail.FAILED, Reminder.Mail.SENDING)
    )
    return trouble.filter(~Exists(sent), pk=Subquery(last.values("pk")[:1])).count()


def owed_by(unit_ids: Collection[int], today: date) -> tuple[tuple[Round, DeskLine, datetime], ...]:
    """What some units owe in open rounds and when they were reminded of it, the newest first: one
    query where nothing is, eight more for each round."""
    rows = Reminder.objects.filter(unit__in=unit_ids, round__state=Round.State.OPEN)
    rows = rows.exclude(occasion__in=DIGESTS.values()).order_by("-sent_at", "-pk")
    last: dict[tuple[int, int], Reminder] = {}
    for row in rows.select_related("round__period", "round__office"):
        last.setdefault((row.round_id, row.unit_id), row)
    rounds = {row.round_id: row.round for row in last.values()}
    return tuple(
        (round_, line, last[round_.pk, line.unit.pk].sent_at)
        for round_ in rounds.values()
        for line in desk_lines(round_, today, unit_ids)
        if line.owes and (round_.pk, line.unit.pk) in last
    )
