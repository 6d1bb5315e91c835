from datetime import timedelta

from django.db import migrations
from django.db.models import Q
from django.utils import timezone

_REASON = (
    "Có từ trước khi phần mềm phân biệt dự thảo với văn bản đã ban hành: văn bản năm trước không "
    "ghi số, hoặc số liệu đã được công bố theo văn bản này."
)


def keep_what_was_judged(apps, schema_editor):
    """A letter of an earlier year without its number, and one that figures were published with,
    judged as issued ones did: they go on."""
    Directive = apps.get_model('directives', 'Directive')
    numbered = Q(number__gt='', issued_on__isnull=False)
    published = Q(pk__in=Directive.objects.filter(publications__isnull=False))
    kept = Q(
        basis__isnull=False, issued_month__lt=timezone.localdate() - timedelta(days=366)
    )
    Directive.objects.exclude(numbered).filter(published | kept).update(
        issued_by_word=_REASON, word_given_at=timezone.now()
    )


class Migration(migrations.Migration):

    dependencies = [
        ('directives', '0005_issued_by_word'),
    ]

    operations = [
        migrations.RunPython(keep_what_was_judged, migrations.RunPython.noop),
    ]
