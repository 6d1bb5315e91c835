"""M11: the last minutes before a deadline. 200 officers save and send, staff read, nothing is lost.

The product runs as `manage.py start` runs it, with its worker, on the database of this bench.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client

from bench.crowd import months, office_of, report
from bench.officers import Browser, Counts, Officer, duration, read_again_and_again
from bench.surroundings import forget_figures
from reports.figures.figures import Figure
from reports.figures.freezing import thaw
from reports.figures.indicator_models import Indicator
from reports.figures.periods import span_for_code
from reports.rounds.models import Round
from reports.rounds.sent import SentFigure
from reports.rounds.services import round_plan, round_step
from reports.rounds.submission_models import DraftFigure, Submission, SubmissionStep
from tests.services.stack import local_environment, manage, running
from units.models import Membership, Unit, User

OFFICERS, STAFF, SECONDS, ALONE = 200, 5, 60.0, 60
_PERIOD, _BEFORE = "2023-H1", "2022-H2"
_PAGES = ("/ranking/", f"/desk/?period={_PERIOD}")
Measure = tuple[str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What a run left: the seconds of each save without company, who worked, the pages read."""

    alone: Sequence[float]
    officers: Sequence[Officer]
    staff: Sequence[Browser]
    pages: int

    @property
    def errors(self) -> list[str]:
        browsers = [*(one.browser for one in self.officers), *self.staff]
        return [error for browser in browsers for error in browser.errors]


def measures(folder: Path) -> Iterator[Measure]:
    """The lines of the results; one run, for a thousand saves are rounds enough."""
    forget_figures()
    office = office_of(OFFICERS)
    report(office, months(2))
    for code in (_BEFORE, _PERIOD):
        one = round_plan(office=office, span=span_for_code(code))
        if not one.is_open:
            round_step(round_=one, to=Round.State.OPEN, user=None)
    with _product(folder) as address:
        outcome = _at_the_door(address, office)
    yield from _lines(outcome)
    forget_figures()


@contextmanager
def _product(folder: Path) -> Iterator[str]:
    """The running product on the database of the bench; gives host and port."""
    own = folder / "load"
    own.mkdir()
    names = ("DATABASE_URL", "CELERY_BROKER_URL", "CACHE_URL")
    same = {name: os.environ.get(name, "") for name in names}
    environment = local_environment(own, SECRET_KEY=settings.SECRET_KEY, **same)
    manage(environment, "collectstatic", "--noinput", "--verbosity", "0")
    with running(environment) as stack:
        yield urlsplit(stack.url).netloc


def _at_the_door(address: str, office: Unit) -> _Outcome:
    """One officer alone, then all of them within a minute while staff read."""
    officers = [
        Officer(Browser(address, _session(user)), user.username, _PERIOD, counts)
        for user, counts in zip(_officers(office), _counts(), strict=True)
    ]
    staff = [Browser(address, _session(user)) for user in _staff(office)]
    for path in _PAGES:
        staff[0].page(path)
    alone, over, begins = _alone(officers[0]), Event(), _begins()
    with ThreadPoolExecutor(OFFICERS + STAFF) as pool:
        reading = [pool.submit(read_again_and_again, one, _PAGES, over) for one in staff]
        working = [pool.submit(one.work, at) for one, at in zip(officers, begins, strict=True)]
        wait(working)
        over.set()
    for work in working:
        work.result()
    return _Outcome(alone, officers, staff, sum(one.result() for one in reading))


def _officers(office: Unit) -> list[User]:
    """A user for each unit of the office, with the unit's code as name."""
    return [
        _user(unit.code, unit, Membership.Role.OFFICER)
        for unit in Unit.objects.filter(parent=office).order_by("display_order")
    ]


def _staff(office: Unit) -> list[User]:
    names = [f"{office.code}-staff-{number}" for number in range(STAFF)]
    return [_user(name, office, Membership.Role.STAFF) for name in names]


def _user(name: str, unit: Unit, role: str) -> User:
    user, made = User.objects.get_or_create(username=name)
    if made:
        Membership.objects.create(user=user, unit=unit, role=role)
    return user


def _session(user: User) -> str:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _counts() -> Iterator[dict[str, Counts]]:
    """What each officer types: no two of them the same."""
    indicators = list(Indicator.objects.entered())
    for officer in range(OFFICERS):
        yield {
            one.code: (100 + officer + at, 1000 + officer if one.by_counts else 0)
            for at, one in enumerate(indicators)
        }


def _begins() -> list[float]:
    """When each officer begins, the same in every run, so that the last ends with the minute."""
    chance, now = random.Random(11), time.perf_counter() + 1
    latest = SECONDS - duration(Indicator.objects.entered().count())
    return [now + chance.uniform(0, latest) for _ in range(OFFICERS)]


def _alone(officer: Officer) -> list[float]:
    """The seconds of saves one after the other, in a period that nobody else looks at."""
    own = replace(officer, period=_BEFORE)
    own.browser.page(own.grid)
    code, version, taken = next(iter(own.counts)), 0, []
    for number in range(ALONE):
        began = time.perf_counter()
        version = own.save(code, (number, 1000), version) or 0
        taken.append(time.perf_counter() - began)
    return taken


def _lines(outcome: _Outcome) -> Iterator[Measure]:
    saves = sum(len(one.kept) for one in outcome.officers)
    sent = sum(one.sent for one in outcome.officers)
    crowd = f"{OFFICERS} officers at once, {STAFF} readers"
    heard = f"{saves:,} figures kept, {sent} sendings taken, {outcome.pages:,} pages read"
    errors = outcome.errors
    said = "; ".join([heard, *errors[:1]])
    yield "M11", f"{crowd}: errors", f"{len(errors)}", "0", said
    lost = sum(map(_lost, outcome.officers))
    yield "M11", f"{crowd}: figures and sendings lost", f"{lost}", "0", f"of {saves + sent:,}"
    waited = sorted(second for one in outcome.officers for second in one.waited)
    alone = statistics.median(outcome.alone)
    for part, goal in ((50, "–"), (95, "≤ 5×")):
        taken = waited[len(waited) * part // 100]
        raw = f"{taken * 1000:.0f} ms ÷ {alone * 1000:.0f} ms"
        what = f"{crowd}: a save, p{part} ÷ median of one alone"
        yield "M11", what, f"{taken / alone:.2f}×", goal, raw


def _lost(officer: Officer) -> int:
    """How much of what the product said it has is not there: figures, and the sending."""
    of_unit = {"submission__unit__code": officer.unit, "submission__round__period__code": _PERIOD}
    drafts = DraftFigure.objects.filter(**of_unit).select_related("indicator")
    there = {row.indicator.code: _typed(row.figure) for row in drafts}
    lost = sum(there.get(code) != counts for code, counts in officer.kept.items())
    if not officer.sent:
        return lost
    step = SubmissionStep.objects.filter(
        **of_unit, action=SubmissionStep.Action.SUBMIT, submission__state=Submission.State.SUBMITTED
    ).first()
    figures = step.figures if step else {}
    kept = {code: _typed(thaw(SentFigure, said).figure) for code, said in figures.items()}
    return lost + (kept != officer.kept)


def _typed(figure: Figure) -> Counts:
    """What was typed for a stored figure."""
    if figure.numerator is not None and figure.denominator is not None:
        return figure.numerator, figure.denominator
    return int(figure.value or 0), 0
