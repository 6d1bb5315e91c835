"""People settle what the reader could not: names, blanks, columns, the period, reasons."""

import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.db import transaction

from reports.figures.import_models import ImportRun
from reports.imports.garbage import collection_paused
from reports.imports.office_units import OfficeUnits, office_units
from reports.imports.parsed import decisions_of, parsed_of
from reports.imports.purposes import purpose_of
from reports.imports.reading import JUDGED_FIELDS, judge
from reports.imports.selectors import import_review
from reports.imports.uploads import import_run_queue
from reports.reading.corrections import overturned
from reports.reading.decisions import Decisions, known_only, what_reading_needs
from reports.reading.reasons import for_another_period, period_days, total_gap
from reports.reading.review import Review
from reports.reading.sheet import ParsedSheet
from units.models import User

logger = logging.getLogger(__name__)
JUDGED: Final = (ImportRun.Status.REVIEW, ImportRun.Status.UNCHANGED)
_OF_ANY_SHEET: Final = frozenset({"sheet", "period", "entry"})
# What a reason of each sort is given for.
_REASONED: Final[Mapping[str, Callable[[Review], str]]] = {
    "total": lambda review: total_gap(review.totals),
    "change": overturned,
}
# Decisions are kept by key; a value of None takes one back.
Changes = Mapping[str, Mapping[str, Any]]


@collection_paused()
@transaction.atomic
def import_run_decide(*, run: ImportRun, decisions: Changes, user: User) -> ImportRun:
    """Add decisions to a run in review and judge it anew, or send it to be read anew.

    `decisions` has the keys of `reports.reading.decisions`, each a mapping; a value of None takes
    a decision back. What changes how the cells are read lets the run wait for the worker; its
    decisions are kept, and the caller sends it there. Raises ValueError for a malformed decision,
    a unit of another office, or a run that is not in review.
    """
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.status not in JUDGED:
        raise ValueError(f"Import {run.pk} is {locked.status}: nothing can be decided")
    if settled := purpose_of(locked).settled & set(decisions):
        raise ValueError(f"Import {run.pk}: its page has settled {', '.join(sorted(settled))}")
    _check_places(decisions, parsed_of(locked))
    before = locked.decisions
    locked.decisions = _merged(before, decisions)
    _follow_sheet(locked, Decisions.from_json(before).sheet)
    known = office_units(locked.office)
    _check_units(decisions_of(locked), known)
    if decisions.get("period", {}).get("reason"):
        _bind_period_reason(locked, user)
    for sort, subject_of in _REASONED.items():
        if decisions.get(sort, {}).get("reason"):
            subject = subject_of(import_review(locked, known=known).review)
            _bind_reason(locked, sort, subject, user)
    locked.save(update_fields=["decisions", "profile"])
    logger.info("Import %s: %s decided on %s", run.pk, user, ", ".join(sorted(decisions)))
    # Pages send all their choices; the file is read anew only for those that changed.
    if what_reading_needs(before) != what_reading_needs(locked.decisions):
        import_run_queue(run=locked)
        return locked
    judge(locked, import_review(locked, known=known).review)
    locked.save(update_fields=JUDGED_FIELDS)
    return locked


def _merged(kept: Mapping[str, Any], changes: Changes) -> dict[str, Any]:
    """Old and new decisions together; raises ValueError for what no page sends."""
    merged = {key: dict(value) for key, value in kept.items()}
    for key, change in changes.items():
        if not isinstance(change, Mapping):
            raise ValueError(f"The decisions on {key} must be a mapping, not {change!r}")
        both = {**merged.get(key, {}), **known_only(key, change)}
        if key == "period" and for_another_period(merged.get(key, {}), change):
            both["reason"] = None
        if not both.get("reason"):
            both["for"] = both["by"] = None
        merged[key] = {name: value for name, value in both.items() if value is not None}
    Decisions.from_json(merged)
    return {key: value for key, value in merged.items() if value}


def _bind_period_reason(run: ImportRun, user: User) -> None:
    """A reason is good for the period that the sheet names which was looked at."""
    days = period_days(parsed_of(run).period)
    period = {**run.decisions["period"], "for": days, "by": str(user)}
    kept = {key: value for key, value in period.items() if value}
    run.decisions = {**run.decisions, "period": kept}


def _bind_reason(run: ImportRun, sort: str, subject: str, user: User) -> None:
    """A reason is good for what stands now, its `subject`; without one there is none to keep.

    That is the totals which do not add up, or what is stored and would be overturned.
    """
    others = {key: kept for key, kept in run.decisions.items() if key != sort}
    bound = {sort: {**run.decisions[sort], "for": subject, "by": str(user)}} if subject else {}
    run.decisions = {**others, **bound}


def _follow_sheet(run: ImportRun, before: str) -> None:
    """With another sheet all that was decided on cells and columns of the first one is void."""
    chosen = decisions_of(run).sheet
    if chosen == before:
        return
    parsed = parsed_of(run)
    if chosen and chosen not in (parsed.sheet, *parsed.other_sheets):
        raise ValueError(f"Import {run.pk} has no sheet with a table called {chosen!r}")
    if chosen != parsed.sheet:
        run.decisions = {key: kept for key, kept in run.decisions.items() if key in _OF_ANY_SHEET}
        run.profile = None


def _check_places(changes: Changes, parsed: ParsedSheet) -> None:
    """Refuse what is decided on a column, row or cell that the file has not."""
    columns = (*parsed.columns, *parsed.other_columns, *parsed.count_columns)
    letters = {column.letter for column in columns}
    cells = {cell.address for row in parsed.rows for cell in (*row.cells, *row.counts)}
    places = {"columns": letters, "scales": letters, "cells": cells}
    places["names"] = {row.name_cell for row in parsed.rows}
    for sort, known in places.items():
        made = changes.get(sort)
        decided = known_only(sort, made) if isinstance(made, Mapping) else {}
        missing = {place for place, value in decided.items() if value is not None} - known
        if missing:
            raise ValueError(f"The file has no {', '.join(sorted(missing))} to decide on")


def _check_units(decisions: Decisions, known: OfficeUnits) -> None:
    allowed = {unit.pk for unit in known.units} | {None}
    foreign = set(decisions.names.values()) - allowed
    if foreign:
        raise ValueError(f"Units {sorted(map(str, foreign))} do not report to {known.office}")
