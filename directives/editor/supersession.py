"""Which directive takes over from which, and from which day on: never before its own date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class DirectiveTerm:
    """A directive with the days it is in force (inclusive; no last day: until another comes)."""

    id: int
    first: date
    last: date | None
    is_issued: bool

    @property
    def order(self) -> tuple[date, int]:
        """By the first day; of two on one day the one that was made later is the newer one."""
        return self.first, self.id


def successors(terms: Iterable[DirectiveTerm]) -> dict[int, DirectiveTerm]:
    """The next issued directive of each issued one that it ends: drafts supersede nothing.

    A directive whose last day lies before the next one's first day simply runs out.
    """
    issued = sorted((term for term in terms if term.is_issued), key=lambda term: term.order)
    after_each = {}
    for term, after in pairwise(issued):
        if term.last is None or term.last >= after.first:
            after_each[term.id] = after
    return after_each
