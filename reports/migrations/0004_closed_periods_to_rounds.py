"""Whether figures may be written moves from the period, which all share, to the office's round."""

from django.db import migrations


def carry_over(apps, schema_editor):
    """A closed period becomes a closed round of each office that reports are about in it."""
    round_model = apps.get_model("reports", "Round")
    for period in apps.get_model("reports", "Period").objects.exclude(state="open"):
        offset = max((period.deadline - period.end).days, 0) if period.deadline else 0
        offices = apps.get_model("reports", "Report").objects.filter(period=period)
        for office in set(offices.values_list("office_id", flat=True)):
            round_model.objects.create(
                period=period, office_id=office, state=period.state, offset=offset
            )


def carry_back(apps, schema_editor):
    """A period is closed again where a round of it was."""
    for one in apps.get_model("reports", "Round").objects.filter(state__in=["locked", "published"]):
        one.period.state = one.state
        one.period.save(update_fields=["state"])


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_rounds_and_submissions")]

    operations = [
        migrations.RunPython(carry_over, carry_back),
        migrations.RemoveField(model_name="period", name="deadline"),
        migrations.RemoveField(model_name="period", name="state"),
    ]
