"""Points that people give on a criterion, and the numbers of Vietnamese offices in forms."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.attachments.evidence import ACCEPTED

_PLACES = 3


class NumberField(forms.CharField):
    """A number with a comma or a dot before its decimals, three of them at most; as a Decimal."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "size": 8}))
        super().__init__(max_length=12, **kwargs)

    def to_python(self, value: Any) -> Any:
        """The Decimal; None for nothing."""
        text = str(super().to_python(value) or "").replace("−", "-").replace(",", ".").strip()
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or "e" in text.lower() or "_" in text:
            raise ValidationError(gettext("Write a number, for example 0,5."))
        if number != number.quantize(Decimal(1).scaleb(-_PLACES)):
            raise ValidationError(gettext("Write three decimals at most."))
        return number

    def run_validators(self, value: Any) -> None:
        """The length was that of the text; a number has none."""

    def prepare_value(self, value: Any) -> Any:
        """With a comma and without trailing zeros, as it would be typed."""
        if not isinstance(value, Decimal):
            return value
        text = f"{value:f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


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
        said = gettext("PDF, JPG, PNG, Excel (.xlsx) or Word (.docx), up to %(limit)s MB.")
        limit = settings.EVIDENCE_MAX_BYTES // (1024 * 1024)
        self.fields["file"].help_text = said % {"limit": limit}
