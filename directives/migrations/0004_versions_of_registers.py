
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directives', '0003_versions_of_parts'),
    ]

    operations = [
        migrations.AddField(
            model_name='apologyletter',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name='version'),
        ),
        migrations.AddField(
            model_name='overduefile',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name='version'),
        ),
        migrations.AddField(
            model_name='score',
            name='version',
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name='version'),
        ),
    ]
