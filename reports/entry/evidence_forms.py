"""A file that an officer lays beside figures."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.attachments.evidence import ACCEPTED
from reports.figures.indicator_models import Indicator


class EvidenceForm(forms.Form):
    """The file, and the indicator that it proves where it is about one alone."""

    file = forms.FileField(
        label=_("Evidence file"),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose another one."),
        },
    )
    indicator = forms.ChoiceField(label=_("It proves"), required=False)

    def __init__(self, *args: Any, indicators: Iterable[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._indicators = {indicator.code: indicator for indicator in indicators}
        limit = {"limit": settings.EVIDENCE_MAX_BYTES // (1024 * 1024)}
        text = gettext("PDF, JPG, PNG, Excel (.xlsx) or Word (.docx), up to %(limit)s MB.")
        self.fields["file"].help_text = text % limit
        named = [(indicator.code, indicator.short_name) for indicator in self._indicators.values()]
        field: Any = self.fields["indicator"]
        field.choices = [("", _("all figures")), *named]

    def clean_indicator(self) -> Indicator | None:
        """The indicator itself; None for all of them."""
        return self._indicators.get(self.cleaned_data["indicator"])
