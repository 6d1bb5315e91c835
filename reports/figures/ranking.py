"""Who stands where: places that ties share, the pool they are counted in, and what has changed.

A printed rank must be arguable: it says how many were compared, who was left out and why two units
share a place. Keys are whatever identifies a unit (never its name).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from operator import itemgetter
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from reports.figures.figures import Figure, State, exact_value

if TYPE_CHECKING:
    from _typeshed import SupportsRichComparison

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class Direction(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"


Trend = Literal["better", "worse", "same"]


@dataclass(frozen=True, slots=True)
class Ranking(Generic[K]):
    """The places of one indicator: `places` best first, `pool` all but the `exempt`.

    Units of the pool without a value have no place. Ties share a place and the next are skipped
    (1, 2, 2, 4), so a place is 1 + the number of units that are strictly better.
    """

    places: Mapping[K, int]
    pool: int
    exempt: tuple[K, ...] = ()
    sharing: Mapping[int, int] = field(default_factory=dict)

    @property
    def placed(self) -> int:
        """How many units have a place."""
        return len(self.places)

    def place_range(self, key: K) -> tuple[int, int] | None:
        """First and last place that `key` shares: (6, 13) for eight equals, (6, 6) alone."""
        place = self.places.get(key)
        return None if place is None else (place, place + self.sharing[place] - 1)


@dataclass(frozen=True, slots=True)
class Change:
    """Current minus previous, exact, in percent points or things, and whether that is better."""

    difference: Decimal
    trend: Trend


def rank(values: Mapping[K, Figure], direction: Direction) -> Ranking[K]:
    """Place every figure that has a value by its exact value; equals keep their given order."""
    exempt = tuple(key for key, figure in values.items() if figure.state is State.EXEMPT)
    scores = [
        (key, exact_value(figure)) for key, figure in values.items() if figure.value is not None
    ]
    scores.sort(key=itemgetter(1), reverse=direction is Direction.HIGHER)
    return share_places(scores, pool=len(values) - len(exempt), exempt=exempt)


def share_places(
    lines: Iterable[tuple[K, object]], *, pool: int, exempt: tuple[K, ...] = ()
) -> Ranking[K]:
    """Places for keys with their scores, best first; equal scores get the place of the first."""
    places: dict[K, int] = {}
    place, last = 0, object()
    for position, (key, score) in enumerate(lines, start=1):
        if score != last:
            place, last = position, score
        places[key] = place
    return Ranking(places, pool, exempt, Counter(places.values()))


def change(current: Figure, previous: Figure | None, direction: Direction) -> Change | None:
    """How a figure moved since `previous`; None unless both have a value."""
    if previous is None or current.value is None or previous.value is None:
        return None
    difference = exact_value(current) - exact_value(previous)
    if not difference:
        return Change(difference, "same")
    rose = difference > 0
    return Change(difference, "better" if rose is (direction is Direction.HIGHER) else "worse")


def sort_blanks_last(
    items: Iterable[T], key: Callable[[T], SupportsRichComparison | None], reverse: bool = False
) -> list[T]:
    """Sort stably with items whose key is None last, whichever way the sort goes."""
    keyed: list[tuple[T, SupportsRichComparison]] = []
    blanks: list[T] = []
    for item in items:
        value = key(item)
        if value is None:
            blanks.append(item)
        else:
            keyed.append((item, value))
    keyed.sort(key=lambda pair: pair[1], reverse=reverse)
    return [item for item, _ in keyed] + blanks
