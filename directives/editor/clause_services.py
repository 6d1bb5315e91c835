"""Writes of a draft's clauses: words, order, and what goes with a clause that is deleted."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from directives.clauses.editing import Seen
from directives.clauses.models import Clause, Directive
from directives.clauses.services import EditError, grow, locked_draft, refuse_unseen

_ASIDE = 0  # no clause has this number but while two change places


@transaction.atomic
def clause_add(*, directive: Directive, text: str) -> Clause:
    """A clause behind the last one; raises EditError `issued`."""
    row = locked_draft(directive)
    last = row.clauses.aggregate(last=Max("number"))["last"] or 0
    clause = Clause(directive=row, number=last + 1, text=text)
    clause.full_clean()
    clause.save()
    grow(row)
    return clause


@transaction.atomic
def clause_change(*, clause: Clause, text: str, seen: Seen) -> None:
    """Other words; raises EditError `issued`, and ChangedMeanwhileError where somebody else
    changed them since they were seen."""
    row = locked_draft(clause.directive)
    stored = Clause.objects.get(pk=clause.pk)
    refuse_unseen(row, seen, {"text": stored.text})
    stored.text = text
    stored.full_clean()
    stored.save()
    grow(row)


@transaction.atomic
def clause_move(*, clause: Clause, up: bool, version: int) -> None:
    """Change places with the clause before or after; raises EditError `issued`, `changed`,
    `at-the-end` where there is none."""
    row = locked_draft(clause.directive, version)
    here = Clause.objects.get(pk=clause.pk)
    beside = here.number - 1 if up else here.number + 1
    there = Clause.objects.filter(directive=row, number=beside).first()
    if there is None:
        raise EditError("at-the-end")
    mine = here.number
    Clause.objects.filter(pk=there.pk).update(number=_ASIDE)
    here.number, there.number = beside, mine
    for one in (here, there):
        one.save(update_fields=["number"])
    grow(row)


@transaction.atomic
def clause_delete(*, clause: Clause, version: int) -> None:
    """Take a clause out with its targets and duties; those behind it move up.

    Raises EditError `issued`, `changed`, and `has-feedback` where units reported on it.
    """
    row = locked_draft(clause.directive, version)
    stored = Clause.objects.get(pk=clause.pk)
    if stored.feedback.exists():
        raise EditError("has-feedback")
    stored.delete()
    for number, one in enumerate(row.clauses.order_by("number"), start=1):
        if one.number != number:
            one.number = number
            one.save(update_fields=["number"])
    grow(row)
