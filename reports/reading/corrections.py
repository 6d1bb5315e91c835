"""A file against the stored figures of its own period: a few corrections, or another file.

Whoever corrects changes a figure here and there. Where most figures differ, all of a column differ
by one factor, or a column has what another one has stored, the file is rather wrong itself.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, permutations
from typing import Final

from reports.figures.figures import Figure, format_figure_value
from reports.reading.issues import Issue, issue
from reports.reading.review import Review, ReviewedCell

# Fewer figures may be so by chance.
_FEWEST: Final = 5
_FEWEST_OF_MOST: Final = 10
# Nine figures of ten: somebody may have mended one besides.
_ALIKE, _ALIKE_OF = 9, 10


def overturning(review: Review) -> Issue | None:
    """What the stored figures of the period say against the file as a whole; None for nothing."""
    return next(chain(_swapped(review), _by_factor(review), _most(review)), None)


def overturned(review: Review) -> str:
    """The same as a short text, which another change has not; empty where all is well."""
    correction = overturning(review)
    return f"{correction.code} {correction.cell} {_changed(review)}" if correction else ""


def _pairs(review: Review, at: int, of: int) -> list[tuple[ReviewedCell, Figure, Figure]]:
    """The numbers of a column, each with the one stored of another (or the same) column."""
    pairs = []
    for row in review.rows:
        now, old = row.cells[at].figure, row.cells[of].old
        if now is not None and old is not None and None not in (now.value, old.value):
            pairs.append((row.cells[at], now, old))
    return pairs


def _differ(now: Figure, old: Figure) -> bool:
    return now.value != old.value


def _swapped(review: Review) -> Iterator[Issue]:
    columns = review.parsed.columns
    for at, of in permutations(range(len(columns)), 2):
        pairs = _pairs(review, at, of)
        alike = [now.value for _, now, old in pairs if not _differ(now, old)]
        own = {cell.address for cell, now, old in _pairs(review, at, at) if _differ(now, old)}
        most = len(alike) * _ALIKE_OF >= len(pairs) * _ALIKE and len(own) * 2 > len(pairs)
        if most and len(alike) >= _FEWEST and len(set(alike)) > 1:
            yield issue(
                "columns-swapped",
                cell=columns[at].letter,
                value=columns[at].heading,
                indicator=columns[of].indicator or "",
                count=len(alike),
            )


def _by_factor(review: Review) -> Iterator[Issue]:
    for at, column in enumerate(review.parsed.columns):
        pairs = [(cell, now, old) for cell, now, old in _pairs(review, at, at) if old.value]
        if len(pairs) < _FEWEST or not _have_one_factor([(now, old) for _, now, old in pairs]):
            continue
        cell, now, old = pairs[0]
        yield issue(
            "changed-by-factor",
            cell=cell.address,
            value=column.heading,
            indicator=column.indicator or "",
            before=printed(old),
            now=printed(now),
            count=len(pairs),
        )


def _have_one_factor(pairs: list[tuple[Figure, Figure]]) -> bool:
    """Whether every number (now, stored) is another one, by the same factor but for rounding."""
    values = [(now.value or Decimal(0), old.value or Decimal(0), now.places) for now, old in pairs]
    top, below, _places = max(values, key=lambda numbers: numbers[1])
    return all(
        now != old and abs(now * below - old * top) <= below * Decimal(5).scaleb(-places - 1)
        for now, old, places in values
    )


def _most(review: Review) -> Iterator[Issue]:
    compared = sum(len(_pairs(review, at, at)) for at in range(len(review.parsed.columns)))
    changed = _changed(review)
    if compared >= _FEWEST_OF_MOST and 2 * changed > compared:
        yield issue("most-changed", count=changed, compared=compared)


def _changed(review: Review) -> int:
    columns = range(len(review.parsed.columns))
    return sum(_differ(now, old) for at in columns for _, now, old in _pairs(review, at, at))


def printed(figure: Figure) -> str:
    """A number as the file and the database have it."""
    return format_figure_value(figure.value or Decimal(0), figure.places)
