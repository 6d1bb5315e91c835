"""A reminder without a mail stands in the app alone, whatever the reason."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0008_reminder_mail'),
    ]

    operations = [
        migrations.AlterField(
            model_name='reminder',
            name='mail',
            field=models.CharField(choices=[('none', 'in the app alone'), ('waiting', 'waits to be sent'), ('sending', 'being sent'), ('sent', 'sent by mail'), ('failed', 'mail failed')], default='waiting', max_length=8, verbose_name='mail'),
        ),
    ]
