"""Writes of a draft's targets and of what its clauses ask for by a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction

from directives.clauses.editing import Seen
from directives.clauses.models import Clause, Obligation, Target
from directives.clauses.services import grow, locked_draft, refuse_unseen
from directives.editor.selectors import obligation_values, target_values
from reports.figures.indicator_models import Indicator
from units.models import Unit


@dataclass(frozen=True, slots=True)
class TargetText:
    """A target as it is edited: numbers in percent points for rates, in files for counts.

    The audience is `units` where some are named, else `kinds`, else every unit. Dates inclusive.
    """

    indicator: Indicator
    rule: str
    floor: Decimal | None = None
    ambition: Decimal | None = None
    kinds: tuple[str, ...] = ()
    units: tuple[Unit, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None


@transaction.atomic
def target_add(*, clause: Clause, text: TargetText) -> Target:
    """A further target of a clause; raises EditError `issued` and ValidationError."""
    row = locked_draft(clause.directive)
    target = _write_target(Target(clause=clause), text)
    grow(row)
    return target


@transaction.atomic
def target_change(*, target: Target, text: TargetText, seen: Seen) -> None:
    """Change a target; raises EditError `issued`, ValidationError, and ChangedMeanwhileError where
    somebody else changed it since it was seen."""
    row = locked_draft(target.clause.directive)
    stored = Target.objects.get(pk=target.pk)
    refuse_unseen(row, seen, target_values(stored))
    _write_target(stored, text)
    grow(row)


def _write_target(target: Target, text: TargetText) -> Target:
    target.indicator, target.rule = text.indicator, text.rule
    target.floor, target.ambition = text.floor, text.ambition
    target.kinds = list(text.kinds)
    target.valid_from, target.valid_to = text.valid_from, text.valid_to
    target.full_clean()
    target.save()
    target.units.set(text.units)
    return target


@transaction.atomic
def target_delete(*, target: Target, version: int) -> None:
    """Take a target out; raises EditError `issued`, `changed`."""
    row = locked_draft(target.clause.directive, version)
    target.delete()
    grow(row)


@transaction.atomic
def obligation_add(*, clause: Clause, kind: str, text: str, due_on: date) -> Obligation:
    """A further duty of a clause; raises EditError `issued` and ValidationError."""
    row = locked_draft(clause.directive)
    duty = Obligation(clause=clause, kind=kind, text=text, due_on=due_on)
    duty.full_clean()
    duty.save()
    grow(row)
    return duty


@transaction.atomic
def obligation_change(
    *, obligation: Obligation, kind: str, text: str, due_on: date, seen: Seen
) -> None:
    """Change a duty; raises as `target_change`."""
    row = locked_draft(obligation.clause.directive)
    stored = Obligation.objects.get(pk=obligation.pk)
    refuse_unseen(row, seen, obligation_values(stored))
    stored.kind, stored.text, stored.due_on = kind, text, due_on
    stored.full_clean()
    stored.save()
    grow(row)


@transaction.atomic
def obligation_delete(*, obligation: Obligation, version: int) -> None:
    """Take a duty out; raises EditError `issued`, `changed`."""
    row = locked_draft(obligation.clause.directive, version)
    obligation.delete()
    grow(row)
