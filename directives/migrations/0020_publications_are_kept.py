"""On PostgreSQL the database itself refuses to alter or delete what was published."""

from django.db import migrations

_TRIGGER = """
CREATE TRIGGER directives_publication_is_kept BEFORE UPDATE OR DELETE ON directives_publication
FOR EACH ROW EXECUTE FUNCTION reports_history_refuse();
"""


def keep(apps, schema_editor):
    """Put the trigger of the history tables on publications too."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_TRIGGER)


def let_go(apps, schema_editor):
    """Take it away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "DROP TRIGGER directives_publication_is_kept ON directives_publication"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("directives", "0041_ready_made_rubrics"),
        ("reports", "0006_history_is_kept"),
    ]

    operations = [migrations.RunPython(keep, let_go)]
