"""Reads of apology letters: the number to propose, and who signs."""

from datetime import date

from directives.clauses.models import Signatory
from directives.overdue.apologies.domain import next_number
from directives.overdue.models import ApologyLetter
from units.models import Unit


def proposed_number(unit: Unit, year: int) -> str:
    """The next number of a unit's letters in a year: one query."""
    rows = ApologyLetter.objects.filter(file__unit=unit, signed_on__year=year)
    return next_number(rows.values_list("number", flat=True))


def last_signed(unit: Unit) -> ApologyLetter | None:
    """The unit's letter that was made last and names its signer: one query."""
    rows = ApologyLetter.objects.filter(file__unit=unit).exclude(signer_name="")
    letter: ApologyLetter | None = rows.order_by("-made_at", "-pk").first()
    return letter


def signatory_on(unit: Unit, day: date) -> Signatory | None:
    """Who signs for a unit on a day, the one that took office last: one query."""
    rows = Signatory.objects.filter(office=unit).exclude(valid_to__lt=day)
    ordered = rows.exclude(valid_from__gt=day).order_by("-valid_from", "-pk")
    signatory: Signatory | None = ordered.first()
    return signatory
