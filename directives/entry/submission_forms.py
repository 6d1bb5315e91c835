"""What the office says when it gives a submission back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.figures.indicator_models import Indicator


class ReturnForm(forms.Form):
    """A reason for the whole and one for each figure; at least one of them is needed."""

    reason = forms.CharField(
        label=_("Reason for the whole"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, indicators: Iterable[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {indicator.code: indicator.short_name for indicator in indicators}
        self._codes = tuple(names)
        for code, name in names.items():
            self.fields[_field(code)] = forms.CharField(
                label=gettext("What is wrong with “%(name)s”?") % {"name": name},
                required=False,
                max_length=300,
                widget=forms.TextInput(attrs={"form": "return"}),
            )

    @property
    def cells(self) -> dict[str, str]:
        """The reasons given, by indicator code."""
        given = ((code, self.cleaned_data[_field(code)]) for code in self._codes)
        return {code: text for code, text in given if text}

    def of_indicator(self, code: str) -> forms.BoundField:
        return self[_field(code)]

    def clean(self) -> dict[str, Any]:
        """Nobody is sent back without knowing why."""
        given: dict[str, Any] = super().clean() or {}
        if not any(given.values()) and not self.errors:
            self.add_error("reason", _("Write why, for the whole or for single figures."))
        return given


def _field(code: str) -> str:
    return f"cell-{code}"
