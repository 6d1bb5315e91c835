"""What was done with a reported difficulty, step by step."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from auditlog.models import LogEntry
from django.utils.translation import gettext_lazy

from directives.feedback.models import Feedback

_FIELDS: Final = ("state", "assigned_to", "answered_at", "reopen_reason")
_DONE: Final = {
    "sent": gettext_lazy("sent"),
    "assigned_to": gettext_lazy("given to somebody"),
    "answered_at": gettext_lazy("answered"),
    "closed": gettext_lazy("closed"),
    "reopen_reason": gettext_lazy("opened again"),
}


@dataclass(frozen=True, slots=True)
class Happened:
    """One step: when, by whom, and the fields that changed."""

    at: datetime
    by: str
    fields: tuple[str, ...]
    state: str
    reason: str

    @property
    def text(self) -> str:
        """ "mở lại: thiếu biểu mẫu"; empty where nothing is to be told."""
        words = [str(_DONE[field]) for field in self.fields if field in _DONE]
        if self.state == Feedback.State.CLOSED:
            words.append(str(_DONE["closed"]))
        if self.reason:
            words.append(self.reason)
        return ": ".join(words)


def feedback_history(feedback: Feedback) -> tuple[Happened, ...]:
    """What was done with it, the first step first: two queries."""
    rows = LogEntry.objects.get_for_object(feedback).select_related("actor")
    history = []
    for row in rows.order_by("timestamp", "pk"):
        made = row.action == LogEntry.Action.CREATE
        changes = {name: str(new) for name, (_old, new) in row.changes_dict.items()}
        fields = ("sent",) if made else tuple(name for name in _FIELDS if name in changes)
        if fields:
            state, reason = changes.get("state", ""), changes.get("reopen_reason", "")
            history.append(Happened(row.timestamp, str(row.actor or ""), fields, state, reason))
    return tuple(history)
