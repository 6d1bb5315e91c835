"""Reads of directives, named for their use."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q


class DirectiveQuerySet(models.QuerySet[Any]):
    """Directives by issuer and time."""

    def of_office(self, office: Any) -> DirectiveQuerySet:
        """The directives that an office has issued, newest first."""
        return self.filter(issuer=office).order_by("-effective_from", "-id")

    def in_force(self, on: date) -> DirectiveQuerySet:
        """Directives in force on that day (both ends inclusive)."""
        return self.filter(effective_from__lte=on).filter(
            Q(effective_to__isnull=True) | Q(effective_to__gte=on)
        )
