"""What became of a reminder's mail, so that a failure is tried again and never sent twice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_indicators_entered")]

    operations = [
        migrations.AddField(
            model_name="reminder",
            name="mail",
            field=models.CharField(
                choices=[
                    ("none", "no address"),
                    ("waiting", "waits to be sent"),
                    ("sending", "being sent"),
                    ("sent", "sent by mail"),
                    ("failed", "mail failed"),
                ],
                default="waiting",
                max_length=8,
                verbose_name="mail",
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="tries",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="tries to mail"),
        ),
    ]
