"""What every write of a draft shares: its lock, its version, and why it may be refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from directives.clauses.editing import Seen, mark_of
from directives.clauses.models import Directive

EditCode = Literal[
    "issued",
    "not-issued",
    "changed",
    "published",
    "reported",
    "number-taken",
    "in-future",
    "before-basis",
    "ends-before",
    "at-the-end",
    "has-feedback",
    "figures-changed",
]


class EditError(Exception):
    """A directive that cannot be written so, with a stable code."""

    def __init__(self, code: EditCode) -> None:
        super().__init__(code)
        self.code = code


class ChangedMeanwhileError(EditError):
    """Somebody else changed the text since it was seen: `stored` is what stands there now, in
    that `version` of the directive."""

    def __init__(self, stored: Mapping[str, Any], version: int) -> None:
        super().__init__("changed")
        self.stored, self.version = stored, version


def locked(directive: Directive) -> Directive:
    """The directive under its lock; call it inside a transaction."""
    row: Directive = Directive.objects.select_for_update().get(pk=directive.pk)
    return row


def locked_draft(directive: Directive, version: int | None = None) -> Directive:
    """The draft under its lock. Raises EditError `issued`, or `changed` where a version is given
    and another one is there."""
    row = locked(directive)
    if row.is_issued:
        raise EditError("issued")
    if version is not None and row.version != version:
        raise EditError("changed")
    return row


def refuse_unseen(row: Directive, seen: Seen, stored: Mapping[str, Any]) -> None:
    """Raise ChangedMeanwhileError where the text that is written over was not seen as it is now.

    A change elsewhere in the directive is no conflict: nothing of it is written over.
    """
    if seen.version != row.version and seen.mark != mark_of(stored):
        raise ChangedMeanwhileError(stored, row.version)


def grow(row: Directive) -> None:
    """Count a change of the directive, or of what belongs to it."""
    row.version += 1
    row.save(update_fields=["version"])
