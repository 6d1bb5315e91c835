"""A change has one place in its chain; on PostgreSQL the database itself refuses to alter it."""

from django.db import migrations, models

_REFUSE = """
CREATE FUNCTION reports_history_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A row of history cannot be changed or deleted';
END
$$;
"""
_TRIGGER = """
CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION reports_history_refuse();
"""
_TABLES = ("reports_recordchange", "reports_roundstep", "reports_submissionstep")


def keep(apps, schema_editor):
    """Put the trigger on the tables of history."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_REFUSE)
        for table in _TABLES:
            schema_editor.execute(_TRIGGER.format(table=table))


def let_go(apps, schema_editor):
    """Take the triggers away again."""
    if schema_editor.connection.vendor == "postgresql":
        for table in _TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_is_kept ON {table}")
        schema_editor.execute("DROP FUNCTION reports_history_refuse()")


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_history_chain")]

    operations = [
        migrations.AlterField(
            model_name="recordchange",
            name="seq",
            field=models.PositiveBigIntegerField(editable=False),
        ),
        migrations.AddConstraint(
            model_name="recordchange",
            constraint=models.UniqueConstraint(
                fields=("period", "seq"), name="change_once_in_its_chain"
            ),
        ),
        migrations.RunPython(keep, let_go),
    ]
