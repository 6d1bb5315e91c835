"""What the audit kept of people before it left them out is taken away; that it was done stays."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import pytest
from auditlog.models import LogEntry
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection

MIGRATION: Final = import_module("directives.migrations.0070_audit_without_names")
NAME: Final = "Thu xin loi Nguyen Thu 045000000123.pdf"
STATE: Final = {"state": ["new", "answered"]}


def entry(model: str, changes: dict[str, Any] | None, called: str) -> LogEntry:
    found: LogEntry = LogEntry.objects.create(
        content_type=ContentType.objects.get(app_label="directives", model=model),
        object_pk="7",
        object_repr=called,
        action=LogEntry.Action.UPDATE,
        changes=changes,
    )
    return found


def forgotten(row: LogEntry) -> tuple[Any, str]:
    with connection.schema_editor() as editor:
        MIGRATION.forget(apps, editor)
    row.refresh_from_db()
    return row.changes, row.object_repr


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize(
    ("model", "changes", "called", "kept", "known"),
    [
        ("apologyletter", {"scan_name": ["", NAME], "number": ["", "05"]}, "05",
         {"number": ["", "05"]}, "05"),
        ("feedback", {"text": ["", NAME], **STATE}, f"xã: {NAME}", STATE, "7"),
        ("feedbackfile", {"filename": ["", NAME]}, NAME, {}, "7"),
        ("scoreevidence", {"filename": ["", NAME]}, NAME, {}, "7"),
        ("scoreevidence", None, NAME, {}, "7"),
        ("finding", {"text": ["", "Đạt 76,9%"]}, "Đạt", {"text": ["", "Đạt 76,9%"]}, "Đạt"),
    ],
)  # fmt: skip
def test_names_leave_the_audit(
    model: str, changes: dict[str, Any] | None, called: str, kept: dict[str, Any], known: str
) -> None:
    assert forgotten(entry(model, changes, called)) == (kept, known)
