"""Who owes the office figures: all units of a round at once, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Final

from django.db.models import Count, Max, Q
from django.utils import timezone

from reports.figures.indicator_models import Indicator
from reports.figures.record_models import Record, RecordState
from reports.rounds.desk import (
    OWING,
    Case,
    Completeness,
    DeskStatus,
    completeness,
    late_by,
    status_of,
)
from reports.rounds.domain import due_on
from reports.rounds.models import Round
from reports.rounds.reminder_models import Reminder
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


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One unit of a round. Of a draft: that it exists, when it was saved, how much is filled.

    `due` is the unit's own last day (inclusive), `late` the days after it; `reason` why the office
    gave it back; `ended` that the unit is no more.
    """

    unit: Unit
    status: DeskStatus
    state: str
    due: date
    extended: bool
    late: int
    cells: Completeness
    reminded: Reminded
    submission_id: int | None = None
    first_sent_at: datetime | None = None
    sent_at: datetime | None = None
    saved_at: datetime | None = None
    reason: str = ""
    ended: bool = False

    @property
    def owes(self) -> bool:
        """Whether the office still waits for the unit."""
        return self.status in OWING


@dataclass(frozen=True, slots=True)
class _Returned:
    reason: str
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read of a round, by unit id."""

    today: date
    round_: Round
    indicators: tuple[str, ...]
    extensions: Mapping[int, date]
    submissions: Mapping[int, Submission]
    returned: Mapping[int, _Returned]
    exempt: frozenset[int]
    reminded: Mapping[int, Reminded]


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
    known = _read(round_, today)
    lines = (_line(unit, known) for unit in shown)
    return tuple(line for line in lines if is_expected(line.unit) or line.state in _BEYOND_DRAFT)


def _read(round_: Round, today: date) -> _Known:
    indicators = dict(Indicator.objects.entered().values_list("pk", "code"))
    return _Known(
        today=today,
        round_=round_,
        indicators=tuple(indicators.values()),
        extensions=extensions_of(round_),
        submissions=_submissions(round_, indicators),
        returned=_returned(round_),
        exempt=_exempt(round_, indicators),
        reminded=_reminded(round_),
    )


def _submissions(round_: Round, indicators: Iterable[int]) -> dict[int, Submission]:
    # "Not reported" is no answer: the unit says that it will come.
    answered = Q(figures__indicator__in=list(indicators)) & ~Q(
        figures__state=RecordState.NOT_REPORTED.value
    )
    rows = Submission.objects.filter(round=round_).annotate(
        filled=Count("figures", filter=answered), saved_at=Max("figures__updated_at")
    )
    return {row.unit_id: row for row in rows}


def _returned(round_: Round) -> dict[int, _Returned]:
    steps = SubmissionStep.objects.filter(
        submission__round=round_,
        submission__state=Submission.State.RETURNED,
        action=SubmissionStep.Action.RETURN,
    ).values_list("submission__unit", "reason", "cells")
    # In the order of time: the last one stands.
    return {
        unit: _Returned(reason or next(iter(cells.values()), ""), frozenset(cells))
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
    returned = known.returned.get(unit.pk, _Returned("", frozenset()))
    until = known.extensions.get(unit.pk)
    ended = unit.valid_to is not None and unit.valid_to < known.today
    first = submission.first_submitted_at if submission else None
    case = Case(
        state=submission.state if submission else "",
        due=due_on(known.round_.deadline, until),
        sent_on=timezone.localdate(first) if first else None,
        nothing_arose=bool(submission and submission.nothing_arose),
        excused=ended or unit.pk in known.exempt,
    )
    return DeskLine(
        unit=unit,
        status=status_of(case),
        state=case.state,
        due=case.due,
        extended=case.due > known.round_.deadline,
        late=late_by(case),
        cells=completeness(
            indicators=known.indicators,
            filled=submission.filled if submission else 0,  # type: ignore[attr-defined]
            given_back=returned.codes,
        ),
        reminded=known.reminded.get(unit.pk, Reminded()),
        submission_id=submission.pk if submission else None,
        first_sent_at=first,
        sent_at=submission.submitted_at if submission else None,
        saved_at=submission.saved_at if submission else None,  # type: ignore[attr-defined]
        reason=returned.reason,
        ended=ended,
    )


def desk_round(rounds: Iterable[Round]) -> Round | None:
    """The round that the desk shows first: the newest open one, else the newest that was open."""
    known = list(rounds)
    return next((round_ for round_ in known if round_.is_open), known[0] if known else None)
