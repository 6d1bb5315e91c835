"""The tables of directives, registers and publications; on PostgreSQL what was published stays as it is."""

import directives.clauses.models
import directives.feedback.models
import directives.letters.models
import directives.overdue.models
import directives.scores.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


_TRIGGER = """
CREATE TRIGGER directives_publication_is_kept BEFORE UPDATE OR DELETE ON directives_publication
FOR EACH ROW EXECUTE FUNCTION reports_history_refuse();
"""


def keep(apps, schema_editor):
    """Put the trigger of the history tables on publications too."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_TRIGGER)


def let_go(apps, schema_editor):
    """Take it away again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "DROP TRIGGER directives_publication_is_kept ON directives_publication"
        )


class Migration(migrations.Migration):

    replaces = [
        ('directives', '0001_initial'),
        ('directives', '0002_letters_registers_and_scores'),
        ('directives', '0003_days_of_clauses_to_obligations'),
        ('directives', '0004_clauses_without_a_day'),
        ('directives', '0020_publications_are_kept'),
        ('directives', '0040_notes_of_criteria'),
        ('directives', '0050_templates_of_letters_alone'),
        ('directives', '0060_answers_read_and_reopened'),
        ('directives', '0070_audit_without_names'),
    ]

    initial = True

    dependencies = [
        ('reports', '0001_tables'),
        ('units', '0001_tables'),
    ]

    operations = [
        migrations.CreateModel(
            name='Directive',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='number')),
                ('symbol', models.CharField(help_text='“UBND-VP”', max_length=40, verbose_name='symbol')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='date')),
                ('issued_month', models.DateField(help_text='First day of the month printed while the day is open.', verbose_name='month of issue')),
                ('place', models.CharField(max_length=100, verbose_name='place')),
                ('subject', models.CharField(max_length=300, verbose_name='subject')),
                ('recipients', models.TextField(help_text='One a line.', verbose_name='addressed to')),
                ('copies_to', models.TextField(blank=True, help_text='One a line.', verbose_name='copies to')),
                ('opening', models.TextField(blank=True, verbose_name='opening')),
                ('transition', models.TextField(blank=True, verbose_name='sentence before the clauses')),
                ('closing', models.TextField(blank=True, verbose_name='closing')),
                ('authority', models.CharField(blank=True, choices=[('TM.', 'TM. – on behalf of the collective'), ('KT.', 'KT. – deputy for the head'), ('TL.', 'TL. – by order'), ('TUQ.', 'TUQ. – by authorisation'), ('', "in the signer's own name")], max_length=5, verbose_name='signature authority')),
                ('signer_title', models.CharField(max_length=100, verbose_name='title of the signer')),
                ('signer_name', models.CharField(max_length=100, verbose_name='name of the signer')),
                ('effective_from', models.DateField(verbose_name='in force from')),
                ('effective_to', models.DateField(blank=True, null=True, verbose_name='in force to')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('basis', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='directives', to='reports.report', verbose_name='basis report')),
                ('further_bases', models.ManyToManyField(blank=True, related_name='+', to='reports.report', verbose_name='further basis reports')),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='directives', to='units.unit', verbose_name='issuer')),
            ],
            options={
                'verbose_name': 'directive',
                'verbose_name_plural': 'directives',
                'ordering': ['-effective_from', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Clause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='clause')),
                ('text', models.TextField(verbose_name='text')),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clauses', to='directives.directive', verbose_name='directive')),
            ],
            options={
                'verbose_name': 'clause',
                'verbose_name_plural': 'clauses',
                'ordering': ['directive', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=3000, verbose_name='difficulty')),
                ('state', models.CharField(choices=[('new', 'new'), ('assigned', 'assigned'), ('answered', 'answered'), ('closed', 'closed')], default='new', max_length=10, verbose_name='state')),
                ('due_on', models.DateField(null=True)),
                ('sent_at', models.DateTimeField()),
                ('answer', models.TextField(blank=True, max_length=3000, verbose_name='answer')),
                ('answered_at', models.DateTimeField(null=True)),
                ('read_at', models.DateTimeField(editable=False, null=True)),
                ('reopen_reason', models.TextField(blank=True, max_length=500, verbose_name='why it is open again')),
                ('closed_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assigned_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clause', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='feedback', to='directives.clause', verbose_name='clause')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='directives.directive', verbose_name='directive')),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.indicator')),
                ('sent_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='feedback', to='units.unit')),
            ],
            options={
                'verbose_name': 'feedback',
                'verbose_name_plural': 'feedback',
                'ordering': ['-sent_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='FeedbackFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filename', models.CharField(max_length=255, verbose_name='file name')),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('file', models.FileField(max_length=200, upload_to=directives.feedback.models.feedback_path, verbose_name='file')),
                ('feedback', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='directives.feedback')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'file of a feedback',
                'verbose_name_plural': 'files of feedback',
                'ordering': ['uploaded_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('good', 'goes well'), ('low', 'is low')], max_length=4, verbose_name='kind')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('text', models.TextField(verbose_name='text')),
                ('figures', models.JSONField(default=list)),
                ('is_edited', models.BooleanField(default=False, verbose_name='words of a person')),
                ('directive', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='directives.directive', verbose_name='directive')),
            ],
            options={
                'verbose_name': 'finding',
                'verbose_name_plural': 'findings',
                'ordering': ['directive', 'kind', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='LetterTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('use', models.CharField(choices=[('letter', 'letter')], default='letter', max_length=10, verbose_name='for')),
                ('file', models.FileField(max_length=200, upload_to=directives.letters.models.template_path, verbose_name='file')),
                ('filename', models.CharField(max_length=255, verbose_name='file name')),
                ('sha256', models.CharField(max_length=64)),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letter_templates', to='units.unit', verbose_name='office')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'template',
                'verbose_name_plural': 'templates',
                'ordering': ['-uploaded_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('feedback', 'report difficulties'), ('report', 'report what was done'), ('other', 'other')], default='other', max_length=10, verbose_name='kind')),
                ('text', models.CharField(blank=True, max_length=300, verbose_name='what is to be done')),
                ('due_on', models.DateField(help_text='The last day; “before 30/6” is 29/6.', verbose_name='due on')),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='obligations', to='directives.clause', verbose_name='clause')),
            ],
            options={
                'verbose_name': 'obligation',
                'verbose_name_plural': 'obligations',
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='OverdueFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, verbose_name='file code')),
                ('procedure', models.CharField(max_length=300, verbose_name='procedure')),
                ('applicant', models.CharField(blank=True, max_length=150, verbose_name='applicant')),
                ('address', models.CharField(blank=True, max_length=300, verbose_name='address')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='telephone')),
                ('id_number', models.CharField(blank=True, max_length=20, verbose_name='identity number')),
                ('handler', models.CharField(blank=True, max_length=150, verbose_name='handler')),
                ('received_on', models.DateField(blank=True, null=True, verbose_name='received on')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('due_time', models.TimeField(blank=True, null=True, verbose_name='hour promised')),
                ('resolved_on', models.DateField(blank=True, help_text='Empty while there is no result.', null=True, verbose_name='result on')),
                ('reason', models.CharField(blank=True, choices=[('coordination', 'another body was late'), ('incomplete', 'papers had to be completed'), ('workload', 'too many files, too few people'), ('system', 'fault of the software'), ('complex', 'a difficult case'), ('staff', "the handler's fault"), ('other', 'other')], max_length=12, verbose_name='reason')),
                ('reason_text', models.CharField(blank=True, max_length=500, verbose_name='reason in words')),
                ('keep_until', models.DateField(blank=True, null=True, verbose_name='personal data kept until')),
                ('erased_at', models.DateTimeField(editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overdue_files', to='units.unit', verbose_name='unit')),
                ('updated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'overdue file',
                'verbose_name_plural': 'overdue files',
                'ordering': ['due_on', 'code'],
            },
        ),
        migrations.CreateModel(
            name='ApologyLetter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(blank=True, max_length=20, verbose_name='number')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed on')),
                ('signer_title', models.CharField(blank=True, max_length=100, verbose_name='title of the signer')),
                ('signer_name', models.CharField(blank=True, max_length=100, verbose_name='name of the signer')),
                ('authority', models.CharField(blank=True, max_length=5, verbose_name='signature authority')),
                ('new_due_on', models.DateField(blank=True, null=True, verbose_name='new day')),
                ('new_due_time', models.TimeField(blank=True, null=True, verbose_name='new hour')),
                ('reason_text', models.CharField(blank=True, max_length=500, verbose_name='reason in words')),
                ('scan', models.FileField(blank=True, max_length=200, upload_to=directives.overdue.models.scan_path, verbose_name='scan')),
                ('scan_name', models.CharField(blank=True, max_length=255, verbose_name='file name')),
                ('scan_sha256', models.CharField(blank=True, max_length=64)),
                ('attached_at', models.DateTimeField(null=True, verbose_name='attached at')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('attached_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='apology', to='directives.overduefile', verbose_name='overdue file')),
            ],
            options={
                'verbose_name': 'apology letter',
                'verbose_name_plural': 'apology letters',
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                ('number', models.CharField(help_text='“VL-2023-H1”', max_length=40, verbose_name='number')),
                ('content', models.TextField()),
                ('checksum', models.CharField(max_length=64)),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason of the correction')),
                ('changed', models.JSONField(default=list)),
                ('token', models.CharField(max_length=40, unique=True)),
                ('published_at', models.DateTimeField()),
                ('directive', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directives.directive')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='units.unit')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publications', to='reports.period')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'publication',
                'verbose_name_plural': 'publications',
                'ordering': ['-period__end', '-version'],
            },
        ),
        migrations.CreateModel(
            name='PublicationRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason of the correction')),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('directive', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directives.directive')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='publication_requests', to='units.unit')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.period')),
                ('publication', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='directives.publication')),
            ],
            options={
                'verbose_name': 'request to publish',
                'verbose_name_plural': 'requests to publish',
                'ordering': ['-asked_at'],
            },
        ),
        migrations.CreateModel(
            name='Rubric',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('legal_basis', models.CharField(blank=True, max_length=300, verbose_name='legal basis')),
                ('is_active', models.BooleanField(default=True, verbose_name='in use')),
                ('office', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rubrics', to='units.unit', verbose_name='office')),
            ],
            options={
                'verbose_name': 'rubric',
                'verbose_name_plural': 'rubrics',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='code')),
                ('name', models.CharField(max_length=300, verbose_name='name')),
                ('maximum', models.DecimalField(decimal_places=3, max_digits=7, verbose_name='most points')),
                ('formula', models.CharField(choices=[('group', 'heading'), ('threshold', 'all or nothing at a threshold'), ('linear', 'linear up to the target'), ('bands', 'by bands'), ('incidents', 'minus for each incident'), ('bonus', 'bonus'), ('manual', 'points given by hand')], max_length=10, verbose_name='formula')),
                ('parameters', models.JSONField(blank=True, default=dict, verbose_name='parameters')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='note')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('indicator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.indicator')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='directives.criterion', verbose_name='heading')),
                ('rubric', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='directives.rubric', verbose_name='rubric')),
            ],
            options={
                'verbose_name': 'criterion',
                'verbose_name_plural': 'criteria',
                'ordering': ['rubric', 'position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('self_points', models.DecimalField(blank=True, decimal_places=3, max_digits=7, null=True, verbose_name='own points')),
                ('self_note', models.CharField(blank=True, max_length=500, verbose_name='explanation')),
                ('self_at', models.DateTimeField(null=True)),
                ('review_points', models.DecimalField(blank=True, decimal_places=3, max_digits=7, null=True, verbose_name='reviewed points')),
                ('review_note', models.CharField(blank=True, max_length=500, verbose_name='remark')),
                ('review_at', models.DateTimeField(null=True)),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='directives.criterion')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.period')),
                ('review_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('self_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='units.unit')),
            ],
            options={
                'verbose_name': 'score',
                'verbose_name_plural': 'scores',
            },
        ),
        migrations.CreateModel(
            name='ScoreEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filename', models.CharField(max_length=255, verbose_name='file name')),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_at', models.DateTimeField(auto_now_add=True)),
                ('file', models.FileField(max_length=200, upload_to=directives.scores.models.score_evidence_path, verbose_name='file')),
                ('score', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='directives.score')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'evidence of a score',
                'verbose_name_plural': 'evidence of scores',
                'ordering': ['uploaded_at', 'id'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Signatory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='name')),
                ('title', models.CharField(help_text='As it is printed: “CHỦ TỊCH”, “PHÓ CHỦ TỊCH”.', max_length=100, verbose_name='title')),
                ('authority', models.CharField(blank=True, choices=[('TM.', 'TM. – on behalf of the collective'), ('KT.', 'KT. – deputy for the head'), ('TL.', 'TL. – by order'), ('TUQ.', 'TUQ. – by authorisation'), ('', "in the signer's own name")], max_length=5, verbose_name='signature authority')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='to')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signatories', to='units.unit', verbose_name='office')),
            ],
            options={
                'verbose_name': 'signatory',
                'verbose_name_plural': 'signatories',
                'ordering': ['office', '-valid_from', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rule', models.CharField(choices=[('floor', 'at least'), ('ceiling', 'at most'), ('band', 'from floor to ambition'), ('lowest', 'as low as possible'), ('once_cases', 'once cases arise')], max_length=12, verbose_name='rule')),
                ('floor', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name='floor')),
                ('ambition', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True, verbose_name='ambition')),
                ('kinds', models.JSONField(blank=True, default=list, help_text='Empty: every unit.', validators=[directives.clauses.models.are_kinds], verbose_name='kinds of unit')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='to')),
                ('clause', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='directives.clause', verbose_name='clause')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='reports.indicator', verbose_name='indicator')),
                ('units', models.ManyToManyField(blank=True, related_name='targets', to='units.unit', verbose_name='named units')),
            ],
            options={
                'verbose_name': 'target',
                'verbose_name_plural': 'targets',
                'ordering': ['clause__number', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='directive',
            constraint=models.CheckConstraint(condition=models.Q(('effective_to__isnull', True), ('effective_to__gte', models.F('effective_from')), _connector='OR'), name='directive_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='clause',
            constraint=models.UniqueConstraint(fields=('directive', 'number'), name='clause_number_once'),
        ),
        migrations.AddConstraint(
            model_name='overduefile',
            constraint=models.UniqueConstraint(fields=('unit', 'code'), name='overdue_file_code_once'),
        ),
        migrations.AddConstraint(
            model_name='overduefile',
            constraint=models.CheckConstraint(condition=models.Q(('received_on__isnull', True), ('due_on__gte', models.F('received_on')), _connector='OR'), name='overdue_file_due_after_received'),
        ),
        migrations.AddConstraint(
            model_name='overduefile',
            constraint=models.CheckConstraint(condition=models.Q(('received_on__isnull', True), ('resolved_on__isnull', True), ('resolved_on__gte', models.F('received_on')), _connector='OR'), name='overdue_file_result_after_received'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.UniqueConstraint(fields=('office', 'period', 'version'), name='publication_version_once'),
        ),
        migrations.AddConstraint(
            model_name='publication',
            constraint=models.CheckConstraint(condition=models.Q(('version', 1), models.Q(('version__gt', 1), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='publication_correction_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='publicationrequest',
            constraint=models.UniqueConstraint(condition=models.Q(('publication__isnull', True), ('withdrawn_at__isnull', True)), fields=('office', 'period'), name='publication_request_open_once'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.UniqueConstraint(fields=('rubric', 'code'), name='criterion_code_once'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(('maximum__gte', 0)), name='criterion_maximum_positive'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.UniqueConstraint(fields=('criterion', 'unit', 'period'), name='score_once'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.CheckConstraint(condition=models.Q(('self_by', None), ('review_by', None), models.Q(('self_by', models.F('review_by')), _negated=True), _connector='OR'), name='score_not_reviewed_by_its_giver'),
        ),
        migrations.AddConstraint(
            model_name='signatory',
            constraint=models.CheckConstraint(condition=models.Q(('valid_to__isnull', True), ('valid_from__isnull', True), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='signatory_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('floor__isnull', True), ('rule__in', ['lowest', 'once_cases'])), models.Q(('floor__isnull', False), ('rule__in', ['floor', 'ceiling', 'band'])), _connector='OR'), name='target_number_where_the_rule_has_one'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ambition__gte', models.F('floor')), ('rule', 'band')), models.Q(models.Q(('rule', 'band'), _negated=True), ('ambition__isnull', True)), _connector='OR'), name='target_ambition_only_in_a_band'),
        ),
        migrations.RunPython(keep, let_go),
    ]
