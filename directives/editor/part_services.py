"""Writes of a draft's parts: its clauses, and their targets and duties.

All raise Refused for an issued directive and ValidationError for what a row cannot hold; where
`seen` is asked for, ChangedMeanwhile: for words the version of the part, for order and end that
of the directive.
"""

from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from directives.clauses.models import Clause, Obligation, Target
from directives.clauses.services import draft_taken
from units.models import Unit
from units.refusing import Refused
from units.versions import taken

Part = Clause | Target | Obligation
_ASIDE: Final = 0  # no clause has this number but while two change places


@transaction.atomic
def part_keep(*, part: Part, seen: int | None = None, units: Iterable[Unit] = ()) -> None:
    """Keep a part as it was edited, or a new one: a clause behind the last one. `units` are those
    that a target names."""
    draft = draft_taken(part.directive if isinstance(part, Clause) else part.clause.directive)
    stored = taken(part, seen) if part.pk is not None else None
    if stored is not None:
        part.version = stored.version
    if isinstance(part, Clause):
        last = draft.clauses.aggregate(last=Max("number"))["last"] or 0
        part.number = stored.number if isinstance(stored, Clause) else last + 1
    part.full_clean()
    part.save()
    if isinstance(part, Target):
        part.units.set(units)
    draft.save(update_fields=["version"])


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


@transaction.atomic
def part_delete(*, part: Target | Obligation, seen: int) -> None:
    """Take a target or a duty out."""
    draft = draft_taken(part.clause.directive, seen)
    part.delete()
    draft.save(update_fields=["version"])
