import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('directives', '0004_versions_of_registers'),
    ]

    operations = [
        migrations.AddField(
            model_name='directive',
            name='issued_by_word',
            field=models.CharField(blank=True, editable=False, max_length=500, verbose_name='why it counts as issued'),
        ),
        migrations.AddField(
            model_name='directive',
            name='word_given_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='directive',
            name='word_given_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='directive',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issued_by_word', ''), ('word_given_at__isnull', True)), models.Q(('word_given_at__isnull', False), models.Q(('issued_by_word', ''), _negated=True)), _connector='OR'), name='directive_word_has_its_time'),
        ),
    ]
