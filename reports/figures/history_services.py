"""Adding to the history of figures, and nothing else: the chain only grows."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reports.figures.bulk import rows_insert
from reports.figures.chain import link_hash, stored
from reports.figures.history_models import HistoryHead
from reports.figures.record_models import CHANGE_FIELDS, RecordChange


def changes_append(*, period_id: int, changes: Iterable[Sequence[Any]]) -> int:
    """Add changes, rows in the order of `CHANGE_FIELDS`, to the chain of their period.

    Gives how many. Call it within the transaction that holds the lock of the period: two writers
    would otherwise fork the chain, which the database refuses.
    """
    rows = [tuple(map(stored, row)) for row in changes]
    if not rows:
        return 0
    head, _made = HistoryHead.objects.select_for_update().get_or_create(period_id=period_id)
    rows_insert(RecordChange, (*CHANGE_FIELDS, "seq", "previous_hash"), _chained(head, rows))
    head.save(update_fields=["length", "hash"])
    return len(rows)


def _chained(head: HistoryHead, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The rows with place and hash; moves the head along."""
    for row in rows:
        head.length += 1
        yield (*row, head.length, head.hash)
        head.hash = link_hash(head.hash, head.length, row)
