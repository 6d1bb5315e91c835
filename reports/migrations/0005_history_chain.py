"""Each change takes its place in the chain of its period."""

from django.db import migrations, models

from reports.figures.chain import (link_hash)

# As they were when the chain began: what is hashed here is hashed for ever.
_FIELDS = (
    *("period_id", "indicator_id", "unit_id", "source"),
    *("old_state", "old_value", "old_places", "old_numerator", "old_denominator"),
    *("new_state", "new_value", "new_places", "new_numerator", "new_denominator"),
    *("import_run_id", "sheet", "cell", "reason", "changed_by_id", "changed_at"),
)


def chain(apps, schema_editor):
    """Link the changes that are there, in the order in which they were written."""
    change = apps.get_model("reports", "RecordChange")
    head = apps.get_model("reports", "HistoryHead")
    for period in change.objects.order_by().values_list("period", flat=True).distinct():
        seq, before = 0, ""
        rows = change.objects.filter(period=period).order_by("pk").values_list("pk", *_FIELDS)
        for pk, *values in list(rows):
            seq += 1
            change.objects.filter(pk=pk).update(seq=seq, previous_hash=before)
            before = link_hash(before, seq, values)
        head.objects.create(period_id=period, length=seq, hash=before)


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_closed_periods_to_rounds")]

    operations = [
        migrations.AddField(
            model_name="recordchange",
            name="previous_hash",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="recordchange",
            name="seq",
            field=models.PositiveBigIntegerField(editable=False, null=True),
        ),
        migrations.RunPython(chain, migrations.RunPython.noop),
    ]
