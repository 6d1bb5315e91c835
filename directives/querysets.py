"""Reads of directives, named for their use."""

from __future__ import annotations

from typing import Any

from django.db import models


class DirectiveQuerySet(models.QuerySet[Any]):
    """Directives by issuer and time."""

    def of_office(self, office: Any) -> DirectiveQuerySet:
        """The directives that an office has issued, newest first."""
        return self.filter(issuer=office).order_by("-effective_from", "-id")
