"""What a person says when a period is published."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directives.publications.refusals import CHANGED_MEANWHILE


class PublishForm(forms.Form):
    """The reason, which a correction needs, the word that a draft may judge, and the checksum of
    what the person looked at."""

    reason = forms.CharField(
        label=_("Reason of the correction"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    trial = forms.BooleanField(
        label=_("Publish as a trial: the directive is a draft that was never issued"),
        required=False,
        help_text=_("Every print of this publication will say so."),
    )
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Nobody publishes what they did not look at."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("seen"):
            raise forms.ValidationError(CHANGED_MEANWHILE)
        return data

    def __init__(self, *args: Any, correction: bool, trial: bool, seen: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What was looked at stays as it was sent, until the page is opened anew.
        self.fields["seen"].initial = seen
        if not correction:
            del self.fields["reason"]
        if not trial:
            del self.fields["trial"]
