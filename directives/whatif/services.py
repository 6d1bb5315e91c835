"""Writes a level that was tried into its target and into the words of its clause, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.db import transaction

from directives.clauses.models import Clause, Directive, Target
from directives.clauses.services import EditError, grow, locked_draft
from directives.whatif.selectors import TrialSheet, clause_wording

TrialCode = Literal["issued", "changed", "out-of-range"]


class TrialError(Exception):
    """A level that is not written, with a stable code."""

    def __init__(self, code: TrialCode) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Before:
    """What stood there before a level was written: enough to bring it back.

    `version` is that of the directive afterwards: whatever changes it makes the way back void.
    """

    version: int
    clause: int
    text: str
    floors: Mapping[int, str]

    def as_json(self) -> dict[str, Any]:
        """As it is kept between two requests."""
        floors = {str(pk): floor for pk, floor in self.floors.items()}
        return {
            "version": self.version,
            "clause": self.clause,
            "text": self.text,
            "floors": floors,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Before:
        """The same, read again."""
        floors = {int(pk): str(floor) for pk, floor in kept["floors"].items()}
        return cls(int(kept["version"]), int(kept["clause"]), str(kept["text"]), floors)


@transaction.atomic
def level_write(*, sheet: TrialSheet, level: Decimal, together: bool, version: int) -> Before:
    """Write a level into the target and its clause; `together` also into those it is shared with.

    Raises TrialError `issued` for a directive with number and day, `changed` where it was changed
    since `version`, `out-of-range` for a floor above the upper end of its band.
    """
    directive = _locked(sheet.directive, version)
    wording = clause_wording(sheet, level, together=together)
    pks = [sheet.row.pk, *(one.row.pk for one in sheet.shared if together)]
    targets = list(Target.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    before = {one.pk: str(one.floor) for one in targets}
    for target in targets:
        _refuse_out_of_range(target, level)
        target.floor = level
        _save(target)
    clause = Clause.objects.get(pk=sheet.row.clause_id)
    text = clause.text
    if wording.text != text:
        clause.text = wording.text
        _save(clause)
    grow(directive)
    return Before(directive.version, clause.pk, text, before)


@transaction.atomic
def level_undo(*, directive: Directive, before: Before) -> None:
    """Bring the level and the words from before back; raises as `level_write`."""
    locked = _locked(directive, before.version)
    rows = Target.objects.select_for_update().filter(
        pk__in=before.floors, clause__directive=directive
    )
    for target in rows:
        target.floor = Decimal(before.floors[target.pk])
        _save(target)
    clause = Clause.objects.get(pk=before.clause, directive=directive)
    clause.text = before.text
    _save(clause)
    grow(locked)


def _locked(directive: Directive, version: int) -> Directive:
    try:
        return locked_draft(directive, version)
    except EditError as error:
        raise TrialError("issued" if error.code == "issued" else "changed") from error


def _refuse_out_of_range(target: Target, level: Decimal) -> None:
    if level < 0 or (target.ambition is not None and level > target.ambition):
        raise TrialError("out-of-range")


def _save(row: Target | Clause) -> None:
    row.full_clean()
    row.save()
