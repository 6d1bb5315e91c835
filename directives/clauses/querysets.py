"""Reads of directives, named for their use."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone

from units.access import Scope

# No letter is written for so long: one without a number then is an old one, not a draft.
_YEAR: Final = timedelta(days=366)


class DirectiveQuerySet(models.QuerySet[Any]):
    """Directives by issuer and time."""

    def of_office(self, office: Any) -> DirectiveQuerySet:
        """The directives that an office has issued, newest first."""
        return self.filter(issuer=office).order_by("-effective_from", "-id")

    def visible_to(self, scope: Scope) -> DirectiveQuerySet:
        """The directives of the user's own office, drafts for who sees all of it."""
        rows = self.filter(issuer=scope.office).select_related("issuer", "basis")
        return rows if scope.sees_office else rows.open_to_units(timezone.localdate())

    def open_to_units(self, on: date) -> DirectiveQuerySet:
        """The directives that units may read: issued ones, those that figures were published with,
        and those kept from an earlier year without their number. What is still being written is
        the office's own."""
        issued = ~Q(number="") & Q(issued_on__isnull=False)
        published = Q(pk__in=self.model.objects.filter(publications__isnull=False))
        kept = Q(basis__isnull=False, issued_month__lt=on - _YEAR)
        return self.filter(issued | published | kept)
