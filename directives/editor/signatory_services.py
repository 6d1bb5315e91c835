"""Writes of an office's list of signatories: who signs, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from directives.clauses.models import Signatory
from units.models import Unit


@dataclass(frozen=True, slots=True)
class SignatoryText:
    """Somebody who signs; dates are inclusive, None leaves an end open."""

    name: str
    title: str
    authority: str
    valid_from: date | None = None
    valid_to: date | None = None


@transaction.atomic
def signatory_add(*, office: Unit, text: SignatoryText) -> Signatory:
    """Put somebody on the list; raises ValidationError for days out of order."""
    row = Signatory(
        office=office,
        name=text.name,
        title=text.title,
        authority=text.authority,
        valid_from=text.valid_from,
        valid_to=text.valid_to,
    )
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def signatory_end(*, signatory: Signatory, on: date) -> None:
    """Their last day in office; raises ValidationError where it comes before the first one."""
    row = Signatory.objects.select_for_update().get(pk=signatory.pk)
    row.valid_to = on
    row.full_clean()
    row.save()
