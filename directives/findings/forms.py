"""Sentences of a letter on what goes well and what is low, as people write them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directives.compliance.domain import UnitRef
from directives.findings.models import Finding
from reports.figures.indicator_models import Indicator
from units.versions import VersionForm


class WordsForm(VersionForm):
    text = forms.CharField(
        label=_("Sentence"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write the sentence.")},
    )


class FindingForm(WordsForm):
    kind = forms.ChoiceField(
        label=pgettext_lazy("finding", "List"),
        choices=Finding.Kind.choices,
        widget=forms.Select(attrs={"class": "form-select"}),
    )


class NewFindingForm(FindingForm):
    """A sentence of a person's own, tied to a figure if an indicator is chosen."""

    indicator = forms.ChoiceField(
        label=_("Figure it speaks of"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    unit = forms.ChoiceField(
        label=_("Whose figure"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    field_order = ["kind", "text", "indicator", "unit", "version"]

    def __init__(
        self,
        *args: Any,
        indicators: Iterable[Indicator],
        units: Iterable[UnitRef],
        office: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        named = ((indicator.code, indicator.short_name) for indicator in indicators)
        fields["indicator"].choices = [("", _("none in particular")), *named]
        fields["unit"].choices = [("", office), *((unit.code, unit.name) for unit in units)]
