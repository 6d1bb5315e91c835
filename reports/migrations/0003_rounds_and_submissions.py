"""Rounds, what units send in them, reminders, and differences between the sources."""

import django.core.validators
import django.db.models.deletion
import reports.rounds.submission_models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0002_indicators'),
        ('units', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DeadlineOffset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('month', 'month'), ('quarter', 'quarter'), ('half_year', '6 months'), ('nine_months', '9 months'), ('year', 'year'), ('custom', 'custom')], max_length=12, verbose_name='kind')),
                ('days', models.PositiveSmallIntegerField(verbose_name='days after the last day')),
            ],
            options={
                'verbose_name': 'deadline offset',
                'verbose_name_plural': 'deadline offsets',
            },
        ),
        migrations.CreateModel(
            name='Difference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'open'), ('explained', 'explained'), ('corrected', 'corrected'), ('disputed', 'disputed')], default='open', max_length=10, verbose_name='state')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'difference',
                'verbose_name_plural': 'differences',
            },
        ),
        migrations.CreateModel(
            name='DraftFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('value', 'value'), ('no_cases', 'no cases arose'), ('not_started', 'not started'), ('not_reported', 'not reported'), ('exempt', 'not assessed')], max_length=12, verbose_name='state')),
                ('value', models.DecimalField(blank=True, decimal_places=8, max_digits=20, null=True, verbose_name='value')),
                ('places', models.PositiveSmallIntegerField(default=0)),
                ('numerator', models.BigIntegerField(blank=True, null=True, verbose_name='numerator')),
                ('denominator', models.BigIntegerField(blank=True, null=True, verbose_name='denominator')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='reason of the difference')),
                ('version', models.PositiveIntegerField(default=1)),
                ('sheet', models.CharField(blank=True, max_length=100)),
                ('cell', models.CharField(blank=True, max_length=20)),
                ('updated_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'figure of a draft',
                'verbose_name_plural': 'figures of drafts',
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(max_length=200, upload_to=reports.rounds.submission_models.evidence_path, verbose_name='file')),
                ('filename', models.CharField(max_length=255, verbose_name='file name')),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'evidence',
                'verbose_name_plural': 'evidence',
                'ordering': ['uploaded_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField(verbose_name='until (inclusive)')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name': 'extension',
                'verbose_name_plural': 'extensions',
            },
        ),
        migrations.CreateModel(
            name='HistoryHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('length', models.PositiveBigIntegerField(default=0)),
                ('hash', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'verbose_name': 'head of a history',
                'verbose_name_plural': 'heads of histories',
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occasion', models.CharField(max_length=30)),
                ('text', models.TextField(verbose_name='text')),
                ('addresses', models.JSONField(default=list, verbose_name='sent to')),
                ('sent_at', models.DateTimeField(verbose_name='sent at')),
            ],
            options={
                'verbose_name': 'reminder',
                'verbose_name_plural': 'reminders',
                'ordering': ['-sent_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('planned', 'not open yet'), ('open', 'open'), ('locked', 'locked'), ('published', 'published')], default='planned', max_length=10, verbose_name='state')),
                ('offset', models.PositiveSmallIntegerField(verbose_name='due, days after the last day')),
            ],
            options={
                'verbose_name': 'round',
                'verbose_name_plural': 'rounds',
                'ordering': ['-period__end', '-period__start'],
            },
        ),
        migrations.CreateModel(
            name='RoundStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('planned', 'not open yet'), ('open', 'open'), ('locked', 'locked'), ('published', 'published')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'step of a round',
                'verbose_name_plural': 'steps of rounds',
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('submitted', 'submitted'), ('accepted', 'accepted'), ('returned', 'returned')], default='draft', max_length=10, verbose_name='state')),
                ('nothing_arose', models.BooleanField(default=False, verbose_name='nothing arose in the period')),
                ('first_submitted_at', models.DateTimeField(null=True)),
                ('submitted_at', models.DateTimeField(null=True, verbose_name='submitted at')),
                ('decided_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name': 'submission',
                'verbose_name_plural': 'submissions',
            },
        ),
        migrations.CreateModel(
            name='SubmissionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('action', models.CharField(choices=[('submit', 'submitted'), ('withdraw', 'withdrawn'), ('return', 'returned'), ('accept', 'accepted')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('cells', models.JSONField(default=dict)),
                ('figures', models.JSONField(default=dict)),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'step of a submission',
                'verbose_name_plural': 'steps of submissions',
                'ordering': ['at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='importrun',
            name='purpose',
            field=models.CharField(choices=[('report', "a report's figures"), ('entry', 'figures of units')], default='report', editable=False, max_length=10, verbose_name='for'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='tolerance',
            field=models.DecimalField(decimal_places=4, default=0, help_text="In percent points, or in things counted. 0: the unit's figure must give the province's at the decimals that the province printed.", max_digits=8, validators=[django.core.validators.MinValueValidator(0)], verbose_name='tolerance between sources'),
        ),
        migrations.AddField(
            model_name='deadlineoffset',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadline_offsets', to='units.unit'),
        ),
        migrations.AddField(
            model_name='difference',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='difference',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.indicator'),
        ),
        migrations.AddField(
            model_name='difference',
            name='period',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='differences', to='reports.period'),
        ),
        migrations.AddField(
            model_name='difference',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='differences', to='units.unit'),
        ),
        migrations.AddField(
            model_name='draftfigure',
            name='import_run',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.importrun'),
        ),
        migrations.AddField(
            model_name='draftfigure',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.indicator'),
        ),
        migrations.AddField(
            model_name='draftfigure',
            name='updated_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evidence',
            name='indicator',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.indicator'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='uploaded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='extension',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='extension',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='historyhead',
            name='period',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='history_head', to='reports.period'),
        ),
        migrations.AddField(
            model_name='reminder',
            name='sent_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reminder',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='units.unit'),
        ),
        migrations.AddField(
            model_name='round',
            name='office',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='units.unit', verbose_name='office'),
        ),
        migrations.AddField(
            model_name='round',
            name='period',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='reports.period', verbose_name='period'),
        ),
        migrations.AddField(
            model_name='reminder',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='reports.round'),
        ),
        migrations.AddField(
            model_name='extension',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='reports.round'),
        ),
        migrations.AddField(
            model_name='roundstep',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='roundstep',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='reports.round'),
        ),
        migrations.AddField(
            model_name='submission',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='submission',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='reports.round'),
        ),
        migrations.AddField(
            model_name='submission',
            name='submitted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='submission',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='units.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='submission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='reports.submission'),
        ),
        migrations.AddField(
            model_name='draftfigure',
            name='submission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='reports.submission'),
        ),
        migrations.AddField(
            model_name='submissionstep',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='submissionstep',
            name='submission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='reports.submission'),
        ),
        migrations.AddConstraint(
            model_name='deadlineoffset',
            constraint=models.UniqueConstraint(fields=('office', 'kind'), name='offset_once'),
        ),
        migrations.AddConstraint(
            model_name='difference',
            constraint=models.UniqueConstraint(fields=('period', 'unit', 'indicator'), name='difference_once'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(fields=('office', 'period'), name='round_once'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('round', 'unit', 'occasion'), name='reminder_once'),
        ),
        migrations.AddConstraint(
            model_name='extension',
            constraint=models.UniqueConstraint(fields=('round', 'unit'), name='extension_once'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.UniqueConstraint(fields=('round', 'unit'), name='submission_once'),
        ),
        migrations.AddConstraint(
            model_name='submission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(('decided_by', models.F('submitted_by')), _negated=True), _connector='OR'), name='submission_four_eyes'),
        ),
        migrations.AddConstraint(
            model_name='draftfigure',
            constraint=models.UniqueConstraint(fields=('submission', 'indicator'), name='draft_figure_once'),
        ),
        migrations.AddConstraint(
            model_name='draftfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'value'), ('value__isnull', False)), models.Q(models.Q(('state', 'value'), _negated=True), ('value__isnull', True)), _connector='OR'), name='draft_value_only_with_state_value'),
        ),
        migrations.AddConstraint(
            model_name='draftfigure',
            constraint=models.CheckConstraint(condition=models.Q(('numerator__isnull', True), ('denominator__isnull', True), ('numerator__lte', models.F('denominator')), _connector='OR'), name='draft_numerator_within'),
        ),
    ]
