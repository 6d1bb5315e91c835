from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("directives", "0020_publications_are_kept")]

    operations = [
        migrations.AddField(
            model_name="feedback",
            name="read_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="feedback",
            name="reopen_reason",
            field=models.TextField(blank=True, max_length=500, verbose_name="why it is open again"),
        ),
    ]
