"""Apology letters have the form that the rule lays down, so no template of an office makes them."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directives", "0060_answers_read_and_reopened")]

    operations = [
        migrations.AlterField(
            model_name="lettertemplate",
            name="use",
            field=models.CharField(
                choices=[("letter", "letter")], default="letter", max_length=10, verbose_name="for"
            ),
        ),
    ]
