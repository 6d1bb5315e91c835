"""The rule of the register, once: how a file stands on a day, told by the database.

Days alone are compared, never hours: a file is late when its result comes after the due day, or
when the due day is over without a result. A result after the day of asking is not known yet.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Coalesce

from directives.overdue.domain import APOLOGY_DAYS_BEFORE, LATE, FileStanding, Span
from units.access import Scope


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False, output_field=models.BooleanField())


def counts_in(span: Span) -> Q:
    """Whether a file that was read as of the last day counts as late in a period."""
    waits = Q(result_on__isnull=True)
    return Q(standing__in=LATE) & (waits | Q(result_on__gte=span.start))


class OverdueFileQuerySet(models.QuerySet[Any]):
    """Files with a due day, by who may read them and by how they stand."""

    def visible_to(self, scope: Scope) -> OverdueFileQuerySet:
        """The files of units in scope; who reads them may still not read whose they are."""
        rows = self.filter(unit__in=scope.unit_ids)
        return rows.select_related("unit__parent", "apology")

    def writable_by(self, scope: Scope) -> OverdueFileQuerySet:
        """The files that the user may change: the unit's officers, and staff on its behalf."""
        return self.visible_to(scope).filter(unit__in=scope.enterable_ids)

    def as_of(self, on: date) -> OverdueFileQuerySet:
        """The files as they stand on a day: the row's `standing`, its result if it was known by
        then (`result_on`), the day until which it has waited (`waited_until`), whether the signed
        letter lies in it (`has_letter`), and whether its new day has passed too."""
        soon = on + timedelta(days=APOLOGY_DAYS_BEFORE)
        late = Q(waited_until__gt=F("due_on"))
        rows = self.annotate(
            result_on=Case(When(resolved_on__lte=on, then=F("resolved_on")), default=None),
            waited_until=Coalesce("result_on", Value(on), output_field=models.DateField()),
        )
        standings: OverdueFileQuerySet = rows.annotate(
            standing=Case(
                When(
                    late & Q(result_on__isnull=False), then=Value(FileStanding.RESOLVED_LATE.value)
                ),
                When(late, then=Value(FileStanding.PENDING_LATE.value)),
                When(result_on__isnull=False, then=Value(FileStanding.IN_TIME.value)),
                When(due_on__lte=soon, then=Value(FileStanding.DUE_SOON.value)),
                default=Value(FileStanding.RUNNING.value),
            ),
            has_letter=_whether(Q(apology__attached_at__isnull=False)),
            is_late_again=_whether(Q(waited_until__gt=F("apology__new_due_on"))),
        )
        return standings

    def late_on(self, on: date) -> OverdueFileQuerySet:
        """The files that are late on a day: with their result after the due day, or without."""
        return self.as_of(on).filter(standing__in=LATE)

    def counting_in(self, span: Span) -> OverdueFileQuerySet:
        """The late files of a period: with a result in it, or waiting at its end."""
        return self.as_of(span.end).filter(counts_in(span))

    def letters_in(self, period: Span, span: Span) -> models.QuerySet[Any, dict[str, Any]]:
        """By unit id how many late files the unit has in `span`, and how many have a letter; units
        with a file that is due in the period, or late, alone."""
        files = self.as_of(span.end)
        due = Q(due_on__range=(period.start, period.end))
        late, letter = counts_in(span), Q(has_letter=True)
        counts = {
            "late": Count("pk", filter=late),
            "letters": Count("pk", filter=late & letter),
        }
        rows: models.QuerySet[Any, dict[str, Any]] = (
            files.filter(due | late).order_by().values("unit_id").annotate(**counts)
        )
        return rows

    def due_soon_on(self, on: date) -> OverdueFileQuerySet:
        """The files without a result whose last day for an apology is here."""
        return self.as_of(on).filter(standing=FileStanding.DUE_SOON, resolved_on__isnull=True)

    def to_sign(self) -> OverdueFileQuerySet:
        """The files whose letters are written and not attached yet."""
        written = self.filter(apology__isnull=False, apology__attached_at__isnull=True)
        return written.filter(erased_at__isnull=True)

    def kept_too_long(self, on: date) -> OverdueFileQuerySet:
        """The files with a result whose personal data were kept until a day before this one."""
        return self.filter(resolved_on__lte=on, keep_until__lt=on, erased_at__isnull=True)
