"""The days of clauses stand in obligations alone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("directives", "0003_days_of_clauses_to_obligations")]
    operations = [migrations.RemoveField(model_name="clause", name="feedback_due_on")]
