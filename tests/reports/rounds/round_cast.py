"""An open round of the demonstration district, and figures as officers type them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest

from reports.entry.draft_services import Typed, draft_write
from reports.figures.figures import Figure
from reports.figures.indicator_models import Indicator
from reports.figures.periods import span_for_code
from reports.rounds.models import Round
from reports.rounds.services import round_plan, round_step
from tests.cast import Cast
from units.models import Unit, User
from units.refusing import Refused

# Of xã Vĩnh Giang: online, digitization, overdue, payment, receipt.
COUNTS = {"online": (567, 639), "digitization": (352, 639), "payment": (0, 12), "receipt": (5, 9)}


@contextmanager
def refused(sentence: object) -> Iterator[None]:
    """What stands in the block is refused with this sentence."""
    with pytest.raises(Refused) as error:
        yield
    assert error.value.message == str(sentence)


def open_round(cast: Cast, code: str = "2023-H1") -> Round:
    """The district's round for a period, open."""
    one = round_plan(office=cast.office, span=span_for_code(code))
    return round_step(round_=one, to=Round.State.OPEN, user=cast.staff)


def rate(numerator: int, denominator: int) -> Figure:
    """A rate from its counts, in percent points."""
    value = Decimal(numerator) * 100 / Decimal(denominator)
    return Figure.of(value, places=2, numerator=numerator, denominator=denominator)


def all_figures() -> dict[str, Figure]:
    """A figure for each indicator that units enter."""
    figures = {code: rate(*counts) for code, counts in COUNTS.items()}
    return {**figures, "overdue": Figure.of(Decimal(11))}


def type_all(one: Round, unit: Unit, user: User, leave: Iterable[str] = ()) -> None:
    """Type every figure of a unit but those to leave out."""
    ids = dict(Indicator.objects.values_list("code", "pk"))
    wanted = {code: figure for code, figure in all_figures().items() if code not in set(leave)}
    typed = [Typed(ids[code], figure, version=0) for code, figure in wanted.items()]
    draft_write(round_=one, unit=unit, typed=typed, user=user)
