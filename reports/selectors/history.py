"""Reading the history of figures as the chain that it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from reports.domain.history import Fault, Link, faults
from reports.models import HistoryHead, Period, RecordChange
from reports.models.records import CHANGE_FIELDS


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """One period's chain: how many changes were read, and where it breaks."""

    period: Period
    length: int
    faults: tuple[Fault, ...]


def check_chains() -> Iterator[ChainCheck]:
    """Every period's chain, read row by row: memory does not grow with it.

    Each is read under the lock of its period, which writers hold: a change in the making is no
    fault.
    """
    for period in Period.objects.order_by("start", "end", "pk"):
        yield _check(period)


@transaction.atomic
def _check(period: Period) -> ChainCheck:
    Period.objects.select_for_update().get(pk=period.pk)
    head = HistoryHead.objects.filter(period=period).first()
    length, last = (head.length, head.hash) if head else (0, "")
    return ChainCheck(period, length, tuple(faults(links_of(period.pk), length=length, head=last)))


def links_of(period_id: int) -> Iterator[Link]:
    """The changes of a period in the order of their places."""
    columns = (f"{one}_id" if one in _KEYS else one for one in CHANGE_FIELDS)
    rows = RecordChange.objects.filter(period=period_id).order_by("seq", "pk")
    for pk, seq, previous, *values in rows.values_list(
        "pk", "seq", "previous_hash", *columns
    ).iterator(chunk_size=5000):
        yield Link(pk, seq, previous, tuple(values))


_KEYS = frozenset({"period", "indicator", "unit", "import_run", "changed_by"})
