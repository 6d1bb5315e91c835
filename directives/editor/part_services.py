"""Writes of a draft's parts: its clauses, and their targets and duties.

All raise Refused for an issued directive and ValidationError for what a row cannot hold; where
`seen` is asked for, ChangedMeanwhile: for words the version of the part, for order and end that
of the directive.
"""

from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from directives.clauses.models import Clause, Directive, Obligation, Target
from directives.clauses.services import draft_taken
from reports.figures.indicator_models import Indicator
from units.models import Unit
from units.refusing import Refused
from units.versions import taken

Part = TypeVar("Part", Clause, Target, Obligation)
_ASIDE: Final = 0  # no clause has this number but while two change places


def _kept(draft: Directive, part: Part) -> Part:
    part.full_clean()
    part.save()
    draft.save(update_fields=["version"])
    return part


@transaction.atomic
def clause_add(*, directive: Directive, text: str) -> Clause:
    """A clause behind the last one."""
    draft = draft_taken(directive)
    last = draft.clauses.aggregate(last=Max("number"))["last"] or 0
    return _kept(draft, Clause(directive=draft, number=last + 1, text=text))


@transaction.atomic
def clause_change(*, clause: Clause, text: str, seen: int) -> None:
    draft = draft_taken(clause.directive)
    stored = taken(clause, seen)
    stored.text = text
    _kept(draft, stored)


@transaction.atomic
def clause_move(*, clause: Clause, up: bool, seen: int) -> None:
    """Change places with the clause before or after; refused where there is none."""
    draft = draft_taken(clause.directive, seen)
    here = Clause.objects.get(pk=clause.pk)
    mine, beside = here.number, here.number - 1 if up else here.number + 1
    there = Clause.objects.filter(directive=draft, number=beside).first()
    if there is None:
        raise Refused(_("The clause cannot be moved further."))
    Clause.objects.filter(pk=there.pk).update(number=_ASIDE)
    here.number, there.number = beside, mine
    for moved in (here, there):
        moved.save(update_fields=["number"])
    draft.save(update_fields=["version"])


@transaction.atomic
def clause_delete(*, clause: Clause, seen: int) -> None:
    """Take a clause out with its targets and duties; those behind it move up. Refused where units
    have reported on it."""
    draft = draft_taken(clause.directive, seen)
    stored = Clause.objects.get(pk=clause.pk)
    if stored.feedback.exists():
        raise Refused(_("Units have reported on this clause, so it stays."))
    stored.delete()
    for number, left in enumerate(draft.clauses.order_by("number"), start=1):
        if left.number != number:
            left.number = number
            left.save(update_fields=["number"])
    draft.save(update_fields=["version"])


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
    draft = draft_taken(clause.directive)
    return _write_target(draft, Target(clause=clause), text)


@transaction.atomic
def target_change(*, target: Target, text: TargetText, seen: int) -> None:
    """Another rule, level, audience or span of days."""
    draft = draft_taken(target.clause.directive)
    _write_target(draft, taken(target, seen), text)


def _write_target(draft: Directive, target: Target, text: TargetText) -> Target:
    for field in fields(text):
        if field.name not in ("kinds", "units"):
            setattr(target, field.name, getattr(text, field.name))
    target.kinds = list(text.kinds)
    _kept(draft, target).units.set(text.units)
    return target


@transaction.atomic
def obligation_add(*, clause: Clause, kind: str, text: str, due_on: date) -> Obligation:
    draft = draft_taken(clause.directive)
    return _kept(draft, Obligation(clause=clause, kind=kind, text=text, due_on=due_on))


@transaction.atomic
def obligation_change(
    *, obligation: Obligation, kind: str, text: str, due_on: date, seen: int
) -> None:
    """Another kind, other words or another last day."""
    draft = draft_taken(obligation.clause.directive)
    stored = taken(obligation, seen)
    stored.kind, stored.text, stored.due_on = kind, text, due_on
    _kept(draft, stored)


@transaction.atomic
def part_delete(*, part: Target | Obligation, seen: int) -> None:
    """Take a target or a duty out."""
    draft = draft_taken(part.clause.directive, seen)
    part.delete()
    draft.save(update_fields=["version"])
