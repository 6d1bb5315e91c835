"""Points that people give on a criterion, and the numbers of Vietnamese offices in forms."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.attachments.evidence import ACCEPTED
from reports.figures.number_field import NumberField


class PointsForm(forms.Form):
    """Points with a remark; both empty takes back what stood there."""

    points = NumberField(label=_("Points"), required=False)
    note = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class OwnPointsForm(PointsForm):
    """A unit's own points, with its reasons and one more file."""

    file = forms.FileField(
        label=_("Evidence file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={"empty": _("The file is empty. Choose another one.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["points"].label = _("Own points")
        self.fields["note"].label = _("Explanation")
        text = gettext("PDF, JPG, PNG, Excel (.xlsx) or Word (.docx), up to %(limit)s MB.")
        limit = settings.EVIDENCE_MAX_BYTES // (1024 * 1024)
        self.fields["file"].help_text = text % {"limit": limit}
