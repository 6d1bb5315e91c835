"""The day of a clause becomes an obligation: a clause may have several, of several kinds."""

from typing import Any

from django.db import migrations


def to_obligations(apps: Any, schema_editor: Any) -> None:
    clauses = apps.get_model("directives", "Clause").objects.exclude(feedback_due_on=None)
    obligation = apps.get_model("directives", "Obligation")
    obligation.objects.bulk_create(
        obligation(clause=one, kind="feedback", due_on=one.feedback_due_on) for one in clauses
    )


def to_clauses(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("directives", "Obligation").objects.filter(kind="feedback")
    for one in rows.select_related("clause"):
        one.clause.feedback_due_on = one.due_on
        one.clause.save(update_fields=["feedback_due_on"])
    rows.delete()


class Migration(migrations.Migration):
    dependencies = [("directives", "0002_letters_registers_and_scores")]
    operations = [migrations.RunPython(to_obligations, to_clauses)]
