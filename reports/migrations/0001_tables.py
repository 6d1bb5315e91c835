"""The tables of figures, imports and rounds; on PostgreSQL the database itself keeps history as it is."""

import django.core.validators
import django.db.models.deletion
import reports.figures.import_models
import reports.figures.indicator_models
import reports.rounds.submission_models
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


_REFUSE = """
CREATE FUNCTION reports_history_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A row of history cannot be changed or deleted';
END
$$;
"""
_TRIGGER = """
CREATE TRIGGER {table}_is_kept BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION reports_history_refuse();
"""
_TABLES = ("reports_recordchange", "reports_roundstep", "reports_submissionstep")


def keep(apps, schema_editor):
    """Put the trigger on the tables of history."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_REFUSE)
        for table in _TABLES:
            schema_editor.execute(_TRIGGER.format(table=table))


def let_go(apps, schema_editor):
    """Take the triggers away again."""
    if schema_editor.connection.vendor == "postgresql":
        for table in _TABLES:
            schema_editor.execute(f"DROP TRIGGER {table}_is_kept ON {table}")
        schema_editor.execute("DROP FUNCTION reports_history_refuse()")


class Migration(migrations.Migration):

    replaces = [
        ('reports', '0001_initial'),
        ('reports', '0003_rounds_and_submissions'),
        ('reports', '0004_closed_periods_to_rounds'),
        ('reports', '0005_history_chain'),
        ('reports', '0006_history_is_kept'),
        ('reports', '0007_indicators_entered'),
        ('reports', '0008_reminder_mail'),
        ('reports', '0009_reminders_in_the_app_alone'),
    ]

    initial = True

    dependencies = [
        ('units', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=30, unique=True, verbose_name='code')),
                ('name_vi', models.CharField(max_length=200, verbose_name='Vietnamese name')),
                ('name_en', models.CharField(max_length=200, verbose_name='English name')),
                ('short_vi', models.CharField(max_length=40, verbose_name='Vietnamese short name')),
                ('short_en', models.CharField(max_length=40, verbose_name='English short name')),
                ('brief_vi', models.CharField(help_text='One or two words for a narrow column: “Trực tuyến”.', max_length=20, verbose_name='Vietnamese brief name')),
                ('brief_en', models.CharField(max_length=20, verbose_name='English brief name')),
                ('kind', models.CharField(choices=[('rate', 'rate (%)'), ('count', 'count')], default='rate', max_length=10, verbose_name='kind')),
                ('direction', models.CharField(choices=[('higher', 'the higher the better'), ('lower', 'the lower the better')], default='higher', max_length=10, verbose_name='direction')),
                ('decimals', models.PositiveSmallIntegerField(default=2, verbose_name='decimals shown')),
                ('blank_means', models.CharField(choices=[('not_started', 'not started'), ('not_reported', 'not reported'), ('no_cases', 'no cases arose')], default='not_reported', max_length=20, verbose_name='a blank cell means')),
                ('count_unit_vi', models.CharField(default='hồ sơ', max_length=30, verbose_name='Vietnamese word counted')),
                ('count_unit_en', models.CharField(default='files', max_length=30, verbose_name='English word counted')),
                ('numerator_vi', models.CharField(blank=True, max_length=200, verbose_name='Vietnamese numerator')),
                ('numerator_en', models.CharField(blank=True, max_length=200, verbose_name='English numerator')),
                ('denominator_vi', models.CharField(blank=True, max_length=200, verbose_name='Vietnamese denominator')),
                ('denominator_en', models.CharField(blank=True, max_length=200, verbose_name='English denominator')),
                ('tolerance', models.DecimalField(decimal_places=4, default=0, help_text="In percent points, or in things counted. 0: the unit's figure must give the province's at the decimals that the province printed.", max_digits=8, validators=[django.core.validators.MinValueValidator(0)], verbose_name='tolerance between sources')),
                ('legal_basis', models.CharField(blank=True, max_length=300, verbose_name='legal basis')),
                ('icon', models.CharField(default='chart-column', max_length=40, validators=[reports.figures.indicator_models.icon_exists], verbose_name='icon')),
                ('entered_by_units', models.BooleanField(default=True, help_text='It stands in the entry grid of each unit.', verbose_name='units enter it')),
                ('display_order', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
            ],
            options={
                'verbose_name': 'indicator',
                'verbose_name_plural': 'indicators',
                'ordering': ['display_order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ImportProfile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('fingerprint', models.CharField(editable=False, max_length=64)),
                ('headings', models.JSONField(default=list, verbose_name='headings of the file')),
                ('columns', models.JSONField(default=dict, verbose_name='what each heading is')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('used_at', models.DateTimeField(null=True, verbose_name='last used')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='import_profiles', to='units.unit')),
            ],
            options={
                'verbose_name': 'import profile',
                'verbose_name_plural': 'import profiles',
                'ordering': ['name', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('report', "a report's figures"), ('entry', 'figures of units')], default='report', editable=False, max_length=10, verbose_name='for')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded at')),
                ('file', models.FileField(max_length=200, upload_to=reports.figures.import_models.upload_path, verbose_name='file')),
                ('filename', models.CharField(max_length=255, verbose_name='file name')),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('origin', models.CharField(choices=[('web', 'web page'), ('command', 'command line'), ('folder', 'drop folder')], default='web', max_length=10, verbose_name='came by')),
                ('status', models.CharField(choices=[('queued', 'waiting'), ('reading', 'being read'), ('review', 'to be reviewed'), ('applied', 'applied'), ('unchanged', 'nothing to do'), ('refused', 'refused'), ('interrupted', 'interrupted'), ('undone', 'undone')], db_index=True, default='queued', max_length=12, verbose_name='status')),
                ('period_code', models.CharField(blank=True, default='', editable=False, max_length=40)),
                ('step', models.PositiveSmallIntegerField(default=0)),
                ('step_done', models.PositiveIntegerField(default=0)),
                ('step_total', models.PositiveIntegerField(default=0)),
                ('heartbeat', models.DateTimeField(null=True)),
                ('reader', models.CharField(blank=True, editable=False, max_length=32)),
                ('parsed', models.JSONField(null=True)),
                ('issues', models.JSONField(default=list)),
                ('decisions', models.JSONField(default=dict)),
                ('counts', models.JSONField(default=dict)),
                ('applied_at', models.DateTimeField(null=True, verbose_name='applied at')),
                ('partial', models.BooleanField(default=False, verbose_name='only the good cells')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='undone at')),
                ('kept', models.JSONField(default=list, verbose_name='cells kept when undone')),
                ('applied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='import_runs', to='units.unit', verbose_name='office that imports')),
                ('profile', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='runs', to='reports.importprofile')),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='import_runs', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-uploaded_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='IndicatorHeading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='heading')),
                ('key', models.CharField(editable=False, max_length=300, unique=True)),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='headings', to='reports.indicator')),
            ],
            options={
                'verbose_name': 'heading',
                'verbose_name_plural': 'headings',
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='code')),
                ('kind', models.CharField(choices=[('month', 'month'), ('quarter', 'quarter'), ('half_year', '6 months'), ('nine_months', '9 months'), ('year', 'year'), ('custom', 'custom')], max_length=12, verbose_name='kind')),
                ('start', models.DateField(verbose_name='first day')),
                ('end', models.DateField(verbose_name='last day')),
            ],
            options={
                'verbose_name': 'period',
                'verbose_name_plural': 'periods',
                'ordering': ['-end', '-start'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end__gte', models.F('start'))), name='period_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='HistoryHead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('length', models.PositiveBigIntegerField(default=0)),
                ('hash', models.CharField(blank=True, max_length=64)),
                ('period', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='history_head', to='reports.period')),
            ],
            options={
                'verbose_name': 'head of a history',
                'verbose_name_plural': 'heads of histories',
            },
        ),
        migrations.CreateModel(
            name='Difference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'open'), ('explained', 'explained'), ('corrected', 'corrected'), ('disputed', 'disputed')], default='open', max_length=10, verbose_name='state')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='differences', to='units.unit')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.indicator')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='differences', to='reports.period')),
            ],
            options={
                'verbose_name': 'difference',
                'verbose_name_plural': 'differences',
            },
        ),
        migrations.CreateModel(
            name='RecordChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('province', 'provincial report'), ('unit', 'the unit itself')], max_length=10)),
                ('old_state', models.CharField(blank=True, choices=[('value', 'value'), ('no_cases', 'no cases arose'), ('not_started', 'not started'), ('not_reported', 'not reported'), ('exempt', 'not assessed')], max_length=12)),
                ('old_value', models.DecimalField(decimal_places=8, max_digits=20, null=True)),
                ('old_places', models.PositiveSmallIntegerField(default=0)),
                ('old_numerator', models.BigIntegerField(null=True)),
                ('old_denominator', models.BigIntegerField(null=True)),
                ('new_state', models.CharField(blank=True, choices=[('value', 'value'), ('no_cases', 'no cases arose'), ('not_started', 'not started'), ('not_reported', 'not reported'), ('exempt', 'not assessed')], max_length=12)),
                ('new_value', models.DecimalField(decimal_places=8, max_digits=20, null=True)),
                ('new_places', models.PositiveSmallIntegerField(default=0)),
                ('new_numerator', models.BigIntegerField(null=True)),
                ('new_denominator', models.BigIntegerField(null=True)),
                ('sheet', models.CharField(blank=True, max_length=100)),
                ('cell', models.CharField(blank=True, max_length=20)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('changed_at', models.DateTimeField()),
                ('seq', models.PositiveBigIntegerField(editable=False)),
                ('previous_hash', models.CharField(blank=True, editable=False, max_length=64)),
                ('changed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('import_run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='reports.importrun')),
                ('indicator', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.indicator', verbose_name='indicator')),
                ('period', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.period', verbose_name='period')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'change of a record',
                'verbose_name_plural': 'changes of records',
                'ordering': ['-changed_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='number')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='date')),
                ('issuer', models.CharField(blank=True, max_length=200, verbose_name='issuer')),
                ('source_system', models.CharField(blank=True, max_length=200, verbose_name='source system')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='units.unit', verbose_name='about the units of')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='reports.period')),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
                'ordering': ['-period__end', '-issued_on'],
            },
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('province', 'provincial report'), ('unit', 'the unit itself')], max_length=10, verbose_name='source')),
                ('state', models.CharField(choices=[('value', 'value'), ('no_cases', 'no cases arose'), ('not_started', 'not started'), ('not_reported', 'not reported'), ('exempt', 'not assessed')], max_length=12, verbose_name='state')),
                ('value', models.DecimalField(blank=True, decimal_places=8, max_digits=20, null=True, verbose_name='value')),
                ('places', models.PositiveSmallIntegerField(default=0, verbose_name='decimals in the source')),
                ('numerator', models.BigIntegerField(blank=True, null=True, verbose_name='numerator')),
                ('denominator', models.BigIntegerField(blank=True, null=True, verbose_name='denominator')),
                ('sheet', models.CharField(blank=True, max_length=100, verbose_name='sheet')),
                ('cell', models.CharField(blank=True, max_length=20, verbose_name='cell')),
                ('updated_at', models.DateTimeField(verbose_name='changed at')),
                ('import_run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='reports.importrun')),
                ('indicator', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.indicator', verbose_name='indicator')),
                ('period', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='reports.period', verbose_name='period')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='units.unit', verbose_name='unit')),
                ('updated_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='reports.report')),
            ],
            options={
                'verbose_name': 'record',
                'verbose_name_plural': 'records',
            },
        ),
        migrations.CreateModel(
            name='PublishedFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.DecimalField(blank=True, decimal_places=8, max_digits=20, null=True, verbose_name='published value')),
                ('places', models.PositiveSmallIntegerField(default=0, verbose_name='decimals in the report')),
                ('share', models.DecimalField(blank=True, decimal_places=8, help_text='For a count: its share of all files, in percent.', max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0')), django.core.validators.MaxValueValidator(Decimal('100'))], verbose_name='share (%)')),
                ('share_places', models.PositiveSmallIntegerField(default=2)),
                ('rank', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='rank')),
                ('out_of', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='out of')),
                ('not_assessed', models.CharField(blank=True, help_text='Units that the report leaves out of the ranking.', max_length=200, verbose_name='not assessed')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.indicator')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='facts', to='reports.report')),
            ],
            options={
                'verbose_name': 'published fact',
                'verbose_name_plural': 'published facts',
                'ordering': ['indicator__display_order'],
            },
        ),
        migrations.AddField(
            model_name='importrun',
            name='report',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='import_runs', to='reports.report'),
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('planned', 'not open yet'), ('open', 'open'), ('locked', 'locked'), ('published', 'published')], default='planned', max_length=10, verbose_name='state')),
                ('offset', models.PositiveSmallIntegerField(verbose_name='due, days after the last day')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='units.unit', verbose_name='office')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='reports.period', verbose_name='period')),
            ],
            options={
                'verbose_name': 'round',
                'verbose_name_plural': 'rounds',
                'ordering': ['-period__end', '-period__start'],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occasion', models.CharField(max_length=30)),
                ('text', models.TextField(verbose_name='text')),
                ('addresses', models.JSONField(default=list, verbose_name='sent to')),
                ('mail', models.CharField(choices=[('none', 'in the app alone'), ('waiting', 'waits to be sent'), ('sending', 'being sent'), ('sent', 'sent by mail'), ('failed', 'mail failed')], default='waiting', max_length=8, verbose_name='mail')),
                ('tries', models.PositiveSmallIntegerField(default=0, verbose_name='tries to mail')),
                ('sent_at', models.DateTimeField(verbose_name='sent at')),
                ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='units.unit')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='reports.round')),
            ],
            options={
                'verbose_name': 'reminder',
                'verbose_name_plural': 'reminders',
                'ordering': ['-sent_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Extension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField(verbose_name='until (inclusive)')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField(auto_now=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='units.unit', verbose_name='unit')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='reports.round')),
            ],
            options={
                'verbose_name': 'extension',
                'verbose_name_plural': 'extensions',
            },
        ),
        migrations.CreateModel(
            name='RoundStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('planned', 'not open yet'), ('open', 'open'), ('locked', 'locked'), ('published', 'published')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='reason')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='reports.round')),
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
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='reports.round')),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='units.unit', verbose_name='unit')),
            ],
            options={
                'verbose_name': 'submission',
                'verbose_name_plural': 'submissions',
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filename', models.CharField(max_length=255, verbose_name='file name')),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('file', models.FileField(max_length=200, upload_to=reports.rounds.submission_models.evidence_path, verbose_name='file')),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('indicator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.indicator')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='reports.submission')),
            ],
            options={
                'verbose_name': 'evidence',
                'verbose_name_plural': 'evidence',
                'ordering': ['uploaded_at', 'id'],
                'abstract': False,
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
                ('updated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('import_run', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.importrun')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.indicator')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='reports.submission')),
            ],
            options={
                'verbose_name': 'figure of a draft',
                'verbose_name_plural': 'figures of drafts',
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
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='reports.submission')),
            ],
            options={
                'verbose_name': 'step of a submission',
                'verbose_name_plural': 'steps of submissions',
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DeadlineOffset',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('month', 'month'), ('quarter', 'quarter'), ('half_year', '6 months'), ('nine_months', '9 months'), ('year', 'year'), ('custom', 'custom')], max_length=12, verbose_name='kind')),
                ('days', models.PositiveSmallIntegerField(verbose_name='days after the last day')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deadline_offsets', to='units.unit')),
            ],
            options={
                'verbose_name': 'deadline offset',
                'verbose_name_plural': 'deadline offsets',
                'constraints': [models.UniqueConstraint(fields=('office', 'kind'), name='offset_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='importprofile',
            constraint=models.UniqueConstraint(fields=('office', 'fingerprint'), name='profile_once_per_shape'),
        ),
        migrations.AddConstraint(
            model_name='difference',
            constraint=models.UniqueConstraint(fields=('period', 'unit', 'indicator'), name='difference_once'),
        ),
        migrations.AddIndex(
            model_name='recordchange',
            index=models.Index(fields=['unit', 'indicator', 'period'], name='change_of_figure'),
        ),
        migrations.AddConstraint(
            model_name='recordchange',
            constraint=models.UniqueConstraint(fields=('period', 'seq'), name='change_once_in_its_chain'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('office', 'period', 'number'), name='report_number_once_per_period'),
        ),
        migrations.AddIndex(
            model_name='record',
            index=models.Index(fields=['unit', 'indicator', 'period'], name='record_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='record',
            constraint=models.UniqueConstraint(fields=('period', 'indicator', 'unit', 'source'), name='record_once'),
        ),
        migrations.AddConstraint(
            model_name='record',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'value'), ('value__isnull', False)), models.Q(models.Q(('state', 'value'), _negated=True), ('value__isnull', True)), _connector='OR'), name='record_value_only_with_state_value'),
        ),
        migrations.AddConstraint(
            model_name='record',
            constraint=models.CheckConstraint(condition=models.Q(('numerator__isnull', True), ('denominator__isnull', True), ('numerator__lte', models.F('denominator')), _connector='OR'), name='record_numerator_within'),
        ),
        migrations.AddConstraint(
            model_name='publishedfact',
            constraint=models.UniqueConstraint(fields=('report', 'indicator'), name='fact_once_per_indicator'),
        ),
        migrations.AddConstraint(
            model_name='publishedfact',
            constraint=models.CheckConstraint(condition=models.Q(('rank__isnull', True), ('out_of__isnull', True), ('rank__lte', models.F('out_of')), _connector='OR'), name='fact_rank_within'),
        ),
        migrations.AddConstraint(
            model_name='publishedfact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('out_of__isnull', True), ('rank__isnull', True)), models.Q(('out_of__isnull', False), ('rank__gte', 1), ('rank__isnull', False)), _connector='OR'), name='fact_rank_with_its_field'),
        ),
        migrations.AddConstraint(
            model_name='publishedfact',
            constraint=models.CheckConstraint(condition=models.Q(('share__isnull', True), models.Q(('share__gte', 0), ('share__lte', 100)), _connector='OR'), name='fact_share_is_a_percentage'),
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
        migrations.RunPython(keep, let_go),
    ]
