"""Reads of apology letters: the number to propose, who signs, and a unit's letters to print."""

from datetime import date

from django.db.models import QuerySet

from directives.clauses.models import Signatory
from directives.overdue.apologies.domain import next_number
from directives.overdue.models import ApologyLetter, OverdueFile
from units.models import Unit


def proposed_number(unit: Unit, year: int) -> str:
    """The next number of a unit's letters in a year: one query."""
    rows = ApologyLetter.objects.filter(file__unit=unit, signed_on__year=year)
    return next_number(rows.values_list("number", flat=True))


def signatory_on(unit: Unit, day: date) -> Signatory | None:
    """Who signs for a unit on a day, the one that took office last: one query."""
    rows = Signatory.objects.filter(office=unit).exclude(valid_to__lt=day)
    ordered = rows.exclude(valid_from__gt=day).order_by("-valid_from", "-pk")
    signatory: Signatory | None = ordered.first()
    return signatory


def letters_to_sign(unit: Unit) -> tuple[OverdueFile, ...]:
    """The files of a unit whose letters are written and not attached yet: one query."""
    rows = _to_sign(unit).select_related("unit__parent", "apology")
    return tuple(rows.order_by("due_on", "code"))


def count_to_sign(unit: Unit) -> int:
    """How many letters of a unit are written and not attached yet: one query."""
    return _to_sign(unit).count()


def _to_sign(unit: Unit) -> QuerySet[OverdueFile]:
    rows = OverdueFile.objects.filter(unit=unit, apology__isnull=False)
    return rows.filter(apology__attached_at__isnull=True, erased_at__isnull=True)
