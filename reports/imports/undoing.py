"""Taking back an applied import: each figure becomes what it would be without that import.

Nothing is forgotten: what is taken back leaves a change of its own, and a figure that somebody
changed or another import repeated after this one stays as it is and is named.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.figures.bulk import rows_insert
from reports.figures.figures import Figure, same_figure
from reports.figures.import_models import ImportRun
from reports.figures.indicator_models import Indicator
from reports.figures.period_models import Period
from reports.figures.record_models import (
    FIGURE_FIELDS,
    NEW_FIELDS,
    Record,
    RecordChange,
    Source,
    figure_columns,
    figure_of,
)
from reports.figures.record_services import RECORD_FIELDS, RECORD_KEY, changes_append
from reports.imports.layer_selectors import Key, figures_without
from reports.imports.layers import Layer, Origin
from reports.imports.parsed import decisions_of, parsed_of
from reports.reading.sheet import ParsedRow
from reports.rounds.selectors import is_closed
from units.models import Unit, UnitAlias, User
from units.names.spelling import canonical_key
from units.refusing import Refused

Status = ImportRun.Status
_DELETED_AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True)
class UndoResult:
    """How many figures got back what stood there before, and how many stayed as they are.

    `kept` were changed since, `repeated` are now those of another import that says the same.
    """

    restored: int
    kept: int
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class _Change:
    """What the import said of one figure, and where."""

    key: Key
    source: str
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


@transaction.atomic
def import_run_undo(
    *, run: ImportRun, user: User | None, now: datetime | None = None
) -> UndoResult:
    """Take an applied run back in one transaction, under the lock of its period.

    Figures (with counts and decimals) and their provenance become what they would be had neither
    this run nor any other undone one been applied; where nothing is left, the record is deleted.
    A figure that another applied run repeats stays as that run's. Figures changed since by
    another run or person are kept and listed in `run.kept`. Names of units that the run made
    known are forgotten, unless another applied run uses them; the report stays. Refused for a run
    that is not applied or that filled drafts, and for one whose period is closed by now.
    The number of queries does not grow with the figures, but for deleting a thousand at a time.
    """
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.status != Status.APPLIED or locked.report is None:
        raise Refused(_("This import is not applied, so there is nothing to undo."))
    Unit.objects.select_for_update().get(pk=locked.office_id)
    period = Period.objects.select_for_update().get(pk=locked.report.period_id)
    if is_closed(locked.office_id, period):
        text = _("Period %(period)s is closed, so nothing was undone. Open the period first.")
        raise Refused(text % {"period": period.label})
    at = now or timezone.now()
    changes = _changes(locked)
    standing = _standing(period, changes)
    undone = [change for change in changes if _is_untouched(change, standing, locked)]
    without = figures_without(
        locked, period=period, source=Source.PROVINCE, keys=[change.key for change in undone]
    )
    _restore(locked, period, undone, without, standing, user, at)
    taken = {change.key for change in undone}
    locked.kept = _kept([change for change in changes if change.key not in taken], standing)
    _forget_names(locked)
    locked.status, locked.undone_by, locked.undone_at = Status.UNDONE, user, at
    locked.save(update_fields=["kept", "status", "undone_by", "undone_at"])
    run.refresh_from_db()
    left = [(change.new, without[change.key]) for change in undone]
    repeated = sum(layer is not None and same_figure(layer.figure, new) for new, layer in left)
    return UndoResult(len(undone) - repeated, len(locked.kept), repeated)


def _forget_names(run: ImportRun) -> None:
    """Take back the other names that the run made known: one given by mistake must be asked again.

    A name that another applied run of the office was matched by is right as far as anybody knows.
    """
    decided = decisions_of(run).names
    rows = _rows(run) if decided else ()
    named = {(decided.get(row.name_cell), canonical_key(row.name)[:200]) for row in rows}
    made = UnitAlias.objects.filter(
        unit_id__in={unit for unit, _name in named if unit},
        created_at__gte=run.applied_at,
        created_by=run.applied_by,
    )
    forgotten = [alias for alias in made if (alias.unit_id, alias.key) in named]
    used = _names_used(run) if forgotten else set()
    unused = [alias.pk for alias in forgotten if (alias.unit_id, alias.key) not in used]
    if unused:
        UnitAlias.objects.filter(pk__in=unused).delete()


def _names_used(run: ImportRun) -> set[tuple[int | None, str]]:
    """The units and names of the rows of the office's other applied runs."""
    others = ImportRun.objects.filter(office=run.office_id, status=Status.APPLIED)
    used = set()
    for other in others.exclude(pk=run.pk).filter(applied_at__gte=run.applied_at):
        decided = decisions_of(other).names
        for row in _rows(other):
            unit = decided.get(row.name_cell, row.match.unit_id)
            used.add((unit, canonical_key(row.name)[:200]))
    return used


def _rows(run: ImportRun) -> tuple[ParsedRow, ...]:
    try:
        return parsed_of(run).rows
    except (KeyError, ValueError):
        # A run read by an earlier version keeps its figures and its file.
        return ()


def _changes(run: ImportRun) -> list[_Change]:
    """What the run said, once for each figure that is or was its own.

    Later changes that name the run only put its figures back, or pass on to it what it repeated,
    when another run was undone.
    """
    columns = ("unit_id", "indicator_id", "source", "cell", *NEW_FIELDS)
    rows = RecordChange.objects.filter(import_run=run).order_by("pk").values_list(*columns)
    changes: dict[Key, _Change] = {}
    for unit, indicator, source, cell, *figure in rows.iterator(5000):
        key = (unit, indicator)
        if key not in changes:
            changes[key] = _Change(key, source, figure_of(figure), cell)
    return list(changes.values())


def _standing(period: Period, changes: Iterable[_Change]) -> dict[Key, _Standing]:
    sources = {change.source for change in changes}
    columns = (
        *("pk", "unit_id", "indicator_id", "import_run_id", "updated_by_id", "updated_at"),
        *FIGURE_FIELDS,
    )
    rows = Record.objects.filter(period=period, source__in=sources).values_list(*columns)
    return {
        (unit, indicator): _Standing(pk, figure_of(figure), run, by, at)
        for pk, unit, indicator, run, by, at, *figure in rows.iterator(5000)
    }


def _is_untouched(change: _Change, standing: Mapping[Key, _Standing], run: ImportRun) -> bool:
    now = standing.get(change.key)
    return now is not None and now.run_id == run.pk and same_figure(now.figure, change.new)


def _kept(changes: Sequence[_Change], standing: Mapping[Key, _Standing]) -> list[dict[str, Any]]:
    """The figures that stay, as the page names them; one deleted since has nobody to name."""
    units = Unit.objects.in_bulk({change.key[0] for change in changes})
    indicators = Indicator.objects.in_bulk({change.key[1] for change in changes})
    since = [standing.get(change.key) for change in changes]
    users = User.objects.in_bulk({now.by_id for now in since if now and now.by_id})
    return [
        {
            "unit": units[change.key[0]].code,
            "unit_name": units[change.key[0]].name,
            "indicator": indicators[change.key[1]].code,
            "cell": change.cell,
            "by": str(users.get(now.by_id or 0, "")) if now else "",
            "at": now.at.isoformat() if now else "",
            "run": now.run_id if now else None,
        }
        for change, now in zip(changes, since, strict=True)
    ]


def _restore(
    run: ImportRun,
    period: Period,
    undone: Sequence[_Change],
    without: Mapping[Key, Layer | None],
    standing: Mapping[Key, _Standing],
    user: User | None,
    at: datetime,
) -> None:
    by = user.pk if user else None
    # Vietnamese, as data.
    reason = f"Hoàn tác lần nhập {run.pk}: {run.filename}"[:300]
    records, history = [], []
    for change in undone:
        layer = without[change.key]
        if layer is not None:
            records.append(_record_row(period, change, layer, by, at))
        history.append(_change_row(period, change, layer, reason, by, at))
    rows_insert(Record, RECORD_FIELDS, records, replacing_on=RECORD_KEY)
    changes_append(period_id=period.pk, changes=history)
    bare = [standing[change.key].pk for change in undone if without[change.key] is None]
    for start in range(0, len(bare), _DELETED_AT_ONCE):
        Record.objects.filter(pk__in=bare[start : start + _DELETED_AT_ONCE]).delete()


def _record_row(
    period: Period, change: _Change, layer: Layer, by: int | None, at: datetime
) -> tuple[Any, ...]:
    origin = layer.origin
    return (
        *(period.pk, change.key[1], change.key[0], change.source),
        *figure_columns(layer.figure),
        *(origin.report_id, origin.run_id, origin.sheet[:100], origin.cell, by, at),
    )


def _change_row(
    period: Period, change: _Change, layer: Layer | None, reason: str, by: int | None, at: datetime
) -> tuple[Any, ...]:
    """A row in the order of CHANGE_FIELDS: from what the run said to what stands without it."""
    origin = layer.origin if layer else Origin()
    return (
        *(period.pk, change.key[1], change.key[0], change.source),
        *figure_columns(change.new),
        *figure_columns(layer.figure if layer else None),
        *(origin.run_id, origin.sheet[:100], origin.cell, reason, by, at),
    )
