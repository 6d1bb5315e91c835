"""Reads of directives, named for their use."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from directives.overdue.domain import APOLOGY_DAYS_BEFORE
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


def _unresolved(on: date) -> Q:
    return Q(resolved_on__isnull=True) | Q(resolved_on__gt=on)


def resolved_late(first: date, last: date) -> Q:
    """A result in these days (both inclusive), after the due day."""
    return Q(resolved_on__gte=first, resolved_on__lte=last, resolved_on__gt=F("due_on"))


def pending_late(on: date) -> Q:
    """No result on that day, though the due day is over."""
    return Q(due_on__lt=on) & _unresolved(on)


def due_soon(on: date) -> Q:
    """No result yet, and due on that day or so soon after it that an apology must go out now."""
    last = on + timedelta(days=APOLOGY_DAYS_BEFORE)
    return Q(due_on__gte=on, due_on__lte=last, resolved_on__isnull=True)


def late_again(on: date) -> Q:
    """The day of the re-appointment is over without a result, or the result came after it."""
    late = Q(resolved_on__lte=on, resolved_on__gt=F("apology__new_due_on"))
    return late | (Q(apology__new_due_on__lt=on) & _unresolved(on))


WITH_LETTER: Final = Q(apology__attached_at__isnull=False)


class OverdueFileQuerySet(models.QuerySet[Any]):
    """Files with a due day: the same rules as `domain/overdue.py`, for lists and counts."""

    def counting_in(self, first: date, last: date) -> OverdueFileQuerySet:
        """The late files of a period: with a result in it, or waiting at its end."""
        return self.filter(resolved_late(first, last) | pending_late(last))

    def pending_late_on(self, on: date) -> OverdueFileQuerySet:
        """The files that wait for a result on a day, though they are overdue."""
        return self.filter(pending_late(on))

    def due_soon_on(self, on: date) -> OverdueFileQuerySet:
        """The files without a result whose last day for an apology is here."""
        return self.filter(due_soon(on))

    def without_letter(self) -> OverdueFileQuerySet:
        """The files in which no apology letter lies."""
        return self.filter(apology__attached_at__isnull=True)

    def kept_too_long(self, on: date) -> OverdueFileQuerySet:
        """The files with a result whose personal data were kept until a day before this one."""
        return self.filter(resolved_on__lte=on, keep_until__lt=on, erased_at__isnull=True)
