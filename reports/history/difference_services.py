"""What becomes of a difference between the two sources: explained, corrected or disputed."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reports.figures.record_models import Record
from reports.history.difference_models import Difference
from units.access import Scope
from units.models import User
from units.refusing import Refused
from units.versions import taken

State = Difference.State
# The unit explains while nobody has settled the difference; what the office settled stays.
UNSETTLED: Final = frozenset({State.OPEN, State.EXPLAINED})
_NEEDS_NOTE: Final = frozenset({State.EXPLAINED, State.DISPUTED})
NOTE_LENGTH: Final = 500

NEEDS_NOTE: Final = _("Write a note: the other side reads why.")
NOT_ALLOWED: Final = _("Choose one of the states that are offered.")
SETTLED: Final = _("The office has settled this difference. Ask the office.")


def sayable_states(scope: Scope, unit_id: int) -> frozenset[str]:
    """What a user may call a difference of a unit: staff anything, the unit that it is explained,
    others nothing."""
    if unit_id in scope.judged_ids:
        return frozenset(State.values)
    return frozenset({State.EXPLAINED.value}) if scope.enters(unit_id) else frozenset()


@transaction.atomic
def difference_say(
    *,
    record: Record,
    state: str,
    note: str,
    user: User,
    allowed: frozenset[str],
    version: int = 0,
    now: datetime | None = None,
) -> Difference:
    """Keep what somebody says of the difference between a unit's record and the province's.

    `allowed` are the states that the user may give; who may not give all of them does not touch
    what the office has settled, while the figures stay as they were. `version` is that of the
    word that they saw, 0 for none. The change is logged.
    """
    text = note.strip()[:NOTE_LENGTH]
    if state not in allowed:
        raise Refused(NOT_ALLOWED)
    if state in _NEEDS_NOTE and not text:
        raise Refused(NEEDS_NOTE, field="note")
    row = _taken(record, version)
    if _is_settled(row) and not allowed >= frozenset(State.values):
        raise Refused(SETTLED)
    row.state, row.note, row.by, row.at = state, text, user, now or timezone.now()
    row.save()
    return row


def _taken(record: Record, version: int) -> Difference:
    """The row under its lock, or a new one; the record's lock keeps two from making it at once."""
    Record.objects.select_for_update().get(pk=record.pk)
    key = {
        "period_id": record.period_id,
        "unit_id": record.unit_id,
        "indicator_id": record.indicator_id,
    }
    row = Difference.objects.filter(**key).first()
    return taken(row, version) if row else Difference(**key)


def _is_settled(row: Difference) -> bool:
    """Whether the office settled the difference between the figures as they are now."""
    if row.state in UNSETTLED:
        return False
    both = Record.objects.filter(period=row.period_id, unit=row.unit_id, indicator=row.indicator_id)
    return not both.filter(updated_at__gt=row.at).exists()
