"""People settle what the reader could not: names, blanks, columns, the period, reasons."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction

from reports.domain.decisions import READING_KEYS, Decisions
from reports.models import ImportRun
from reports.selectors.imports import OfficeUnits, import_review, office_units
from reports.services.reading import import_run_read, judge
from units.models import User

logger = logging.getLogger(__name__)
JUDGED: Final = (ImportRun.Status.REVIEW, ImportRun.Status.UNCHANGED)
# Decisions are kept by key; a value of None takes one back.
Changes = Mapping[str, Mapping[str, Any]]


@transaction.atomic
def import_run_decide(*, run: ImportRun, decisions: Changes, user: User) -> ImportRun:
    """Add decisions to a run in review and judge it anew.

    `decisions` has the keys of `reports.domain.decisions`, each a mapping; a value of None takes
    a decision back. Raises ValueError for a malformed decision, a unit of another office, or a
    run that is not in review.
    """
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.status not in JUDGED:
        raise ValueError(f"Import {run.pk} is {locked.status}: nothing can be decided")
    locked.decisions = _merged(locked.decisions, decisions)
    known = office_units(locked.office)
    _check_units(Decisions.from_json(locked.decisions), known)
    locked.save(update_fields=["decisions"])
    logger.info("Import %s: %s decided on %s", run.pk, user, ", ".join(sorted(decisions)))
    if READING_KEYS & set(decisions):
        return import_run_read(run=locked)
    judge(locked, import_review(locked, known=known).review)
    locked.save(update_fields=["issues", "counts", "status", "heartbeat"])
    return locked


def _merged(kept: Mapping[str, Any], changes: Changes) -> dict[str, Any]:
    """Old and new decisions together; raises ValueError for what no page sends."""
    merged = {key: dict(value) for key, value in kept.items()}
    for key, change in changes.items():
        if not isinstance(change, Mapping):
            raise ValueError(f"The decisions on {key} must be a mapping, not {change!r}")
        both = {**merged.get(key, {}), **change}
        merged[key] = {name: value for name, value in both.items() if value is not None}
    Decisions.from_json(merged)
    return {key: value for key, value in merged.items() if value}


def _check_units(decisions: Decisions, known: OfficeUnits) -> None:
    allowed = {unit.pk for unit in known.units} | {None}
    foreign = set(decisions.names.values()) - allowed
    if foreign:
        raise ValueError(f"Units {sorted(map(str, foreign))} do not report to {known.office}")
