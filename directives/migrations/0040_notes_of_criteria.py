from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("directives", "0004_clauses_without_a_day")]

    operations = [
        migrations.AddField(
            model_name="criterion",
            name="note",
            field=models.CharField(blank=True, max_length=500, verbose_name="note"),
        ),
        migrations.AddConstraint(
            model_name="score",
            constraint=models.CheckConstraint(
                condition=Q(("self_by", None))
                | Q(("review_by", None))
                | ~Q(("self_by", F("review_by"))),
                name="score_not_reviewed_by_its_giver",
            ),
        ),
    ]
