"""Which indicators units enter themselves: the five of the usual report, and what offices add."""

from django.db import migrations, models

_NOT_ENTERED = ("results", "resolved", "ontime", "satisfaction", "apology")


def leave_out(apps, schema_editor):
    """The others come from the province, or from the register of overdue files."""
    apps.get_model("reports", "Indicator").objects.filter(code__in=_NOT_ENTERED).update(
        entered_by_units=False
    )


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_history_is_kept")]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="entered_by_units",
            field=models.BooleanField(
                default=True,
                help_text="It stands in the entry grid of each unit.",
                verbose_name="units enter it",
            ),
        ),
        migrations.RunPython(leave_out, migrations.RunPython.noop),
    ]
