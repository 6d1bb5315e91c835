"""Reading the history of figures as the chain that it is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from reports.figures.chain import ChainFault, Link, faults
from reports.figures.history_models import HistoryHead
from reports.figures.period_models import Period
from reports.figures.record_models import CHANGE_FIELDS, FIGURE_FIELDS, Record, RecordChange

_Cell = tuple[Any, Any, Any]  # indicator, unit, source
_End = tuple[int, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """One period's chain: how many changes were read, and where it breaks."""

    period: Period
    length: int
    faults: tuple[ChainFault, ...]


def check_chains() -> Iterator[ChainCheck]:
    """Every period's chain, read row by row, and its figures beside what it says of them: memory
    grows with the figures of one period, not with their history.

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
    ends: dict[_Cell, _End] = {}
    broken = tuple(faults(_noting(links_of(period.pk), ends), length=length, head=last))
    return ChainCheck(period, length, (*broken, *_figures_apart(period, ends)))


def _noting(links: Iterable[Link], ends: dict[_Cell, _End]) -> Iterator[Link]:
    """The same links; on the way the last word on each figure is kept."""
    for link in links:
        change = dict(zip(CHANGE_FIELDS, link.values, strict=True))
        written = tuple(change[f"new_{name}"] for name in FIGURE_FIELDS)
        ends[change["indicator"], change["unit"], change["source"]] = (link.seq, written)
        yield link


def _figures_apart(period: Period, ends: dict[_Cell, _End]) -> list[ChainFault]:
    """The figures that are not what the last change of theirs wrote, or that nothing wrote."""
    apart = []
    rows = Record.objects.filter(period=period)
    for indicator, unit, source, *figure in rows.values_list(
        "indicator", "unit", "source", *FIGURE_FIELDS
    ):
        seq, written = ends.pop((indicator, unit, source), (0, ()))
        if written != tuple(figure):
            apart.append(ChainFault(seq, "figure"))
    # What an undone import took away has no state in its last change.
    apart += [ChainFault(seq, "figure") for seq, written in ends.values() if written[0]]
    return sorted(apart, key=lambda fault: fault.seq)


def links_of(period_id: int) -> Iterator[Link]:
    """The changes of a period in the order of their places."""
    columns = (f"{name}_id" if name in _KEYS else name for name in CHANGE_FIELDS)
    rows = RecordChange.objects.filter(period=period_id).order_by("seq", "pk")
    for pk, seq, previous, *values in rows.values_list(
        "pk", "seq", "previous_hash", *columns
    ).iterator(chunk_size=5000):
        yield Link(pk, seq, previous, tuple(values))


_KEYS = frozenset({"period", "indicator", "unit", "import_run", "changed_by"})
