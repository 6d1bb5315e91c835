from django.db import migrations

# What the audit kept before it left out what people write and how they name their files.
UNTOLD = {
    "apologyletter": {"reason_text", "scan", "scan_name", "scan_sha256"},
    "feedback": {"text", "answer"},
    "feedbackfile": {"file", "filename", "sha256"},
    "scoreevidence": {"file", "filename", "sha256"},
}
# Those that were called by their words, or by the name of their file.
NAMED = {"feedback", "feedbackfile", "scoreevidence"}


def forget(apps, schema_editor):
    """Take names of files and free words out of the audit; that it was done stays."""
    entries = apps.get_model("auditlog", "LogEntry").objects.using(schema_editor.connection.alias)
    of_ours = entries.filter(content_type__app_label="directives")
    for model, untold in UNTOLD.items():
        for row in of_ours.filter(content_type__model=model).iterator():
            told = {name: one for name, one in (row.changes or {}).items() if name not in untold}
            called = row.object_pk if model in NAMED else row.object_repr
            if (told, called) != (row.changes or {}, row.object_repr):
                row.changes, row.object_repr = told, called
                row.save(update_fields=["changes", "object_repr"])


class Migration(migrations.Migration):
    dependencies = [
        ("directives", "0050_templates_of_letters_alone"),
        ("auditlog", "0017_add_actor_email"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop, elidable=True)]
