"""Taking back an applied import: each figure gets back what stood there before.

Nothing is forgotten: what is taken back leaves a change of its own, and a figure that somebody
changed after the import stays as it is and is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from reports.domain.figures import Figure, State
from reports.domain.review import same_figure
from reports.models import ImportRun, Indicator, Period, Record, RecordChange
from reports.services.bulk import rows_insert
from reports.services.records import CHANGE_FIELDS, RECORD_FIELDS, RECORD_KEY
from units.models import Unit, User

Status = ImportRun.Status
# Period and source are those of the run; a figure is then known by unit and indicator.
Key = tuple[int, int]
_STATES: Final = {state.value: state for state in State}
_DELETED_AT_ONCE: Final = 1000


class PeriodClosedError(Exception):
    """The figures of a closed period stay as they are; names the period by its code."""


@dataclass(frozen=True, slots=True)
class UndoResult:
    """How many figures got back what stood there before, and how many were kept."""

    restored: int
    kept: int


@dataclass(frozen=True, slots=True)
class _Change:
    """What the import did to one figure."""

    pk: int
    key: Key
    source: str
    old: Figure | None
    new: Figure
    cell: str


@dataclass(frozen=True, slots=True)
class _Standing:
    """A record as it stands now, and who left it so."""

    pk: int
    figure: Figure
    run_id: int | None
    by_id: int | None
    at: datetime


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where the figure from before came from."""

    report_id: int | None = None
    run_id: int | None = None
    sheet: str = ""
    cell: str = ""


@transaction.atomic
def import_run_undo(
    *, run: ImportRun, user: User | None, now: datetime | None = None
) -> UndoResult:
    """Take an applied run back in one transaction, under the lock of its period.

    Figures (with counts and decimals) and their provenance become what they were; records that
    the run made are deleted; figures changed since by another run or person are kept and listed
    in `run.kept`. Aliases and the report stay. Raises ValueError for a run that is not applied,
    and PeriodClosedError for one whose period is closed by now.
    The number of queries does not grow with the figures, but for deleting a thousand at a time.
    """
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.status != Status.APPLIED or locked.report is None:
        raise ValueError(f"Import {run.pk} is {locked.status}: there is nothing to undo")
    Unit.objects.select_for_update().get(pk=locked.office_id)
    period = Period.objects.select_for_update().get(pk=locked.report.period_id)
    if period.state != Period.State.OPEN:
        raise PeriodClosedError(period.code)
    at = now or timezone.now()
    changes = _changes(locked)
    standing = _standing(period, changes)
    undone = [one for one in changes if _is_untouched(one, standing.get(one.key), locked)]
    _restore(locked, period, undone, standing, user, at)
    taken = {one.key for one in undone}
    locked.kept = _kept([one for one in changes if one.key not in taken], standing)
    locked.status, locked.undone_by, locked.undone_at = Status.UNDONE, user, at
    locked.save(update_fields=["kept", "status", "undone_by", "undone_at"])
    run.refresh_from_db()
    return UndoResult(len(undone), len(locked.kept))


def undo_reason(run: ImportRun) -> str:
    """What the history says of a figure that was taken back; Vietnamese, as data."""
    return f"Hoàn tác lần nhập {run.pk}: {run.filename}"[:300]


def _changes(run: ImportRun) -> list[_Change]:
    """What applying did, once for each figure.

    Later changes that name the run only put its figures back, when another run was undone.
    """
    columns = (
        *("pk", "unit_id", "indicator_id", "source", "cell"),
        *(f"old_{name}" for name in _FIGURE),
        *(f"new_{name}" for name in _FIGURE),
    )
    rows = RecordChange.objects.filter(import_run=run).order_by("pk").values_list(*columns)
    found: dict[Key, _Change] = {}
    for pk, unit, indicator, source, cell, *rest in rows.iterator(5000):
        key = (unit, indicator)
        if key not in found:
            found[key] = _Change(pk, key, source, _figure(rest[:5]), _known(rest[5:]), cell)
    return list(found.values())


_FIGURE: Final = ("state", "value", "places", "numerator", "denominator")


def _figure(values: Sequence[Any]) -> Figure | None:
    """A figure from its columns; None where the history says that there was none."""
    state, *rest = values
    return Figure(_STATES[state], *rest) if state else None


def _known(values: Sequence[Any]) -> Figure:
    figure = _figure(values)
    if figure is None:
        raise ValueError("An import never deletes a figure")
    return figure


def _standing(period: Period, changes: Iterable[_Change]) -> dict[Key, _Standing]:
    sources = {one.source for one in changes}
    columns = (
        *("pk", "unit_id", "indicator_id", "import_run_id", "updated_by_id", "updated_at"),
        *_FIGURE,
    )
    rows = Record.objects.filter(period=period, source__in=sources).values_list(*columns)
    return {
        (unit, indicator): _Standing(pk, _known(figure), run, by, at)
        for pk, unit, indicator, run, by, at, *figure in rows.iterator(5000)
    }


def _is_untouched(change: _Change, now: _Standing | None, run: ImportRun) -> bool:
    return now is not None and now.run_id == run.pk and same_figure(now.figure, change.new)


def _kept(changes: Sequence[_Change], standing: Mapping[Key, _Standing]) -> list[dict[str, Any]]:
    """The figures that stay, as the page names them; one deleted since has nobody to name."""
    units = Unit.objects.in_bulk({one.key[0] for one in changes})
    indicators = Indicator.objects.in_bulk({one.key[1] for one in changes})
    since = [standing.get(one.key) for one in changes]
    users = User.objects.in_bulk({now.by_id for now in since if now and now.by_id})
    found = []
    for one, now in zip(changes, since, strict=True):
        found.append(
            {
                "unit": units[one.key[0]].code,
                "unit_name": units[one.key[0]].name,
                "indicator": indicators[one.key[1]].code,
                "cell": one.cell,
                "by": str(users.get(now.by_id or 0, "")) if now else "",
                "at": now.at.isoformat() if now else "",
                "run": now.run_id if now else None,
            }
        )
    return found


def _restore(
    run: ImportRun,
    period: Period,
    undone: Sequence[_Change],
    standing: Mapping[Key, _Standing],
    user: User | None,
    at: datetime,
) -> None:
    origins = _origins(period, undone)
    by = user.pk if user else None
    records, history = [], []
    for one in undone:
        origin = origins.get(one.key, _Origin()) if one.old is not None else _Origin()
        if one.old is not None:
            records.append(_record_row(period, one, one.old, origin, by, at))
        history.append(_change_row(period, one, origin, undo_reason(run), by, at))
    rows_insert(Record, RECORD_FIELDS, records, replacing_on=RECORD_KEY)
    rows_insert(RecordChange, CHANGE_FIELDS, history)
    made = [standing[one.key].pk for one in undone if one.old is None]
    for start in range(0, len(made), _DELETED_AT_ONCE):
        Record.objects.filter(pk__in=made[start : start + _DELETED_AT_ONCE]).delete()


def _origins(period: Period, undone: Sequence[_Change]) -> dict[Key, _Origin]:
    """Where the figures came from that stood there before the run: their change before its own."""
    wanted = {one.key for one in undone if one.old is not None}
    if not wanted:
        return {}
    first = min(one.pk for one in undone)
    rows = RecordChange.objects.filter(
        period=period, source__in={one.source for one in undone}, pk__lt=first
    ).order_by("pk")
    columns = ("unit_id", "indicator_id", "import_run__report_id", "import_run_id", "sheet", "cell")
    return {
        (unit, indicator): _Origin(*rest)
        for unit, indicator, *rest in rows.values_list(*columns).iterator(5000)
        if (unit, indicator) in wanted
    }


def _record_row(
    period: Period, one: _Change, figure: Figure, origin: _Origin, by: int | None, at: datetime
) -> tuple[Any, ...]:
    """A row in the order of RECORD_FIELDS."""
    return (
        *(period.pk, one.key[1], one.key[0], one.source),
        *(figure.state.value, figure.value, figure.places, figure.numerator, figure.denominator),
        *(origin.report_id, origin.run_id, origin.sheet[:100], origin.cell, by, at),
    )


def _change_row(
    period: Period, one: _Change, origin: _Origin, reason: str, by: int | None, at: datetime
) -> tuple[Any, ...]:
    """A row in the order of CHANGE_FIELDS: from what the run wrote back to what was before."""
    old = one.old
    before: tuple[Any, ...] = ("", None, 0, None, None)
    if old is not None:
        before = (old.state.value, old.value, old.places, old.numerator, old.denominator)
    new = one.new
    return (
        *(period.pk, one.key[1], one.key[0], one.source),
        *(new.state.value, new.value, new.places, new.numerator, new.denominator),
        *before,
        *(origin.run_id, origin.sheet, origin.cell, reason, by, at),
    )
