"""An apology letter as an officer fills it in, and its scan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from directives.clauses.models import Directive
from directives.overdue.apologies.domain import LetterText
from reports.attachments.evidence import ACCEPTED
from units.day_field import DayField


class ApologyForm(forms.Form):
    """The new day, the reason, and number and day once it is signed."""

    new_due_on = DayField(
        label=_("New day"), required=False, help_text=_("A file is re-appointed once.")
    )
    new_due_time = forms.TimeField(
        label=_("New hour"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    reason_text = forms.CharField(
        label=_("Reason in the letter"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Empty: the reason of the file."),
    )
    authority = forms.ChoiceField(
        label=_("Signature authority"), required=False, choices=Directive.Authority.choices
    )
    signer_title = forms.CharField(label=_("Title"), required=False, max_length=100)
    signer_name = forms.CharField(label=_("Name"), required=False, max_length=100)
    number = forms.CharField(
        label=_("Number"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("Empty while the letter is not signed."),
    )
    signed_on = DayField(label=_("Signed on"), required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def text(self) -> LetterText:
        """As filled in."""
        return LetterText(**{name: self.cleaned_data[name] for name in LetterText.__slots__})


class ScanForm(forms.Form):
    """The scan of the signed letter."""

    scan = forms.FileField(
        label=_("Scan of the signed letter"), widget=forms.FileInput(attrs={"accept": ACCEPTED})
    )
