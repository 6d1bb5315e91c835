"""Writing figures: only what differs, with one line of history for each change."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from reports.figures.bulk import rows_insert
from reports.figures.chain import link_hash, stored
from reports.figures.figures import Figure, same_figure
from reports.figures.history_models import HistoryHead
from reports.figures.import_models import ImportRun
from reports.figures.period_models import Period
from reports.figures.record_models import (
    CHANGE_FIELDS,
    FIGURE_FIELDS,
    Record,
    RecordChange,
    figure_columns,
)
from reports.figures.report_models import Report
from reports.figures.selectors import existing_figures
from units.models import User

RECORD_KEY: Final = ("period", "indicator", "unit", "source")
RECORD_FIELDS: Final = (
    *(*RECORD_KEY, *FIGURE_FIELDS, "report", "import_run", "sheet", "cell"),
    *("updated_by", "updated_at"),
)


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A figure for one unit and indicator, and the cell it comes from ("" when typed)."""

    unit_id: int
    indicator_id: int
    figure: Figure
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who brings figures, when and from where."""

    user: User | None
    at: datetime
    report: Report | None = None
    import_run: ImportRun | None = None
    sheet: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WriteResult:
    """How many figures were new, changed, or stood there already (and were not written)."""

    new: int
    changed: int
    same: int


Difference = tuple[NewFigure, Figure | None]


@transaction.atomic
def figures_write(
    *, period: Period, source: str, figures: Sequence[NewFigure], provenance: Provenance
) -> WriteResult:
    """Write figures of one period and source, and the history of what changed.

    The period is locked, its figures are read once, and a figure equal to the stored one is not
    touched. A figure must come once; its value keeps eight decimals. Raises IntegrityError when
    a figure breaks a rule of the table (numerator above denominator).
    """
    Period.objects.select_for_update().get(pk=period.pk)
    existing = existing_figures(
        period_id=period.pk, source=source, indicator_ids={new.indicator_id for new in figures}
    )
    differing: list[Difference] = [
        (new, old)
        for new in figures
        if (old := existing.get((new.unit_id, new.indicator_id))) is None
        or not same_figure(new.figure, old)
    ]
    written = differences_write(
        period=period, source=source, differences=differing, provenance=provenance
    )
    return WriteResult(written.new, written.changed, len(figures) - len(differing))


# Within a savepoint SQLite keeps a journal of each row that might replace another: twice the time.
@transaction.atomic(savepoint=False)
def differences_write(
    *, period: Period, source: str, differences: Sequence[Difference], provenance: Provenance
) -> WriteResult:
    """Write figures that are known to differ from what is stored (the second of each pair).

    The caller holds the lock of the period since it read the stored figures.
    """
    added = [_record(period, source, new, provenance) for new, old in differences if old is None]
    changed = [
        _record(period, source, new, provenance) for new, old in differences if old is not None
    ]
    rows_insert(Record, RECORD_FIELDS, added)
    rows_insert(Record, RECORD_FIELDS, changed, replacing_on=RECORD_KEY)
    changes = (_change(period, source, new, old, provenance) for new, old in differences)
    changes_append(period_id=period.pk, changes=changes)
    return WriteResult(len(added), len(changed), 0)


def _record(period: Period, source: str, new: NewFigure, by: Provenance) -> tuple[Any, ...]:
    """A row in the order of `RECORD_FIELDS`."""
    return (
        *(period.pk, new.indicator_id, new.unit_id, source),
        *figure_columns(new.figure),
        by.report.pk if by.report else None,
        by.import_run.pk if by.import_run else None,
        *(by.sheet[:100], new.cell),
        *(by.user.pk if by.user else None, by.at),
    )


def _change(
    period: Period, source: str, new: NewFigure, old: Figure | None, by: Provenance
) -> tuple[Any, ...]:
    """A row in the order of `CHANGE_FIELDS`."""
    return (
        *(period.pk, new.indicator_id, new.unit_id, source),
        *figure_columns(old),
        *figure_columns(new.figure),
        by.import_run.pk if by.import_run else None,
        *(by.sheet[:100], new.cell, by.reason[:300]),
        *(by.user.pk if by.user else None, by.at),
    )


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
