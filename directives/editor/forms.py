"""A directive's head, its number and day, and who signs: as staff fill them in."""

import re
from copy import copy
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import model_to_dict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from directives.clauses.models import Directive, Signatory
from directives.editor.selectors import reports_of
from directives.editor.services import HEAD_FIELDS
from reports.figures.report_models import Report
from units.dates import is_known
from units.day_field import DayField
from units.versions import VersionForm

_MONTH: Final = re.compile(r"(?:(\d{1,2})\s*/\s*(\d{4})|(\d{4})-(\d{1,2}))")
_LAST_MONTH = 12
_SIGNER: Final = ("signer_title", "signer_name")


def lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class MonthField(forms.CharField):
    """A month written 6/2023; as its first day."""

    def to_python(self, value: Any) -> Any:
        """The first day; None for nothing."""
        text = str(super().to_python(value) or "")
        if not text:
            return None
        written = _MONTH.fullmatch(text)
        if written:
            month, year, year_first, month_last = written.groups()
            first, which = int(year or year_first), int(month or month_last)
            if 1 <= which <= _LAST_MONTH and first > 0 and is_known(date(first, which, 1)):
                return date(first, which, 1)
        raise ValidationError(_("Write the month and the year, for example 6/2023."))

    def run_validators(self, value: Any) -> None:
        """The length was that of the text; a day has none."""

    def prepare_value(self, value: Any) -> Any:
        """As it would be typed: 6/2023."""
        return f"{value.month}/{value.year}" if isinstance(value, date) else value


class StoredForm(VersionForm, forms.ModelForm):
    """A part of the letter that two people may write at once. It fills in a copy: the page goes on
    showing what is stored, and the services write."""

    counter = "version"  # the column that counts the changes of just these values

    def __init__(self, data: Any = None, *, instance: Model, **kwargs: Any) -> None:
        super().__init__(data, instance=copy(instance), **kwargs)
        if instance.pk is not None:
            self.initial["version"] = getattr(instance, self.counter)

    def stored(self, part: Any) -> dict[str, Any]:
        """What stands there, by the names of the fields."""
        return model_to_dict(part, fields=self._meta.fields)


class HeadForm(StoredForm):
    """Everything of a directive but its clauses. A change of a clause is none of the head."""

    counter = "head_version"

    issued_month = MonthField(
        label=gettext_lazy("Month of the letter"),
        max_length=10,
        help_text=gettext_lazy("Printed while the day is open, for example 6/2023."),
    )
    signatory = forms.ModelChoiceField(
        Signatory.objects.none(),
        label=gettext_lazy("Signatory"),
        required=False,
        empty_label=gettext_lazy("as written below"),
        help_text=gettext_lazy("Choosing one fills in authority, title and name."),
    )

    class Meta:
        model = Directive
        fields = (*HEAD_FIELDS, "further_bases")
        field_classes = {"effective_from": DayField, "effective_to": DayField}
        labels = {
            "subject": gettext_lazy("Subject"),
            "symbol": gettext_lazy("Symbol"),
            "place": pgettext_lazy("letter", "Place"),
            "effective_from": gettext_lazy("In force from"),
            "effective_to": gettext_lazy("In force to"),
            "recipients": gettext_lazy("Addressed to"),
            "basis": gettext_lazy("Basis report"),
            "further_bases": gettext_lazy("Further basis reports"),
            "opening": gettext_lazy("Opening"),
            "transition": gettext_lazy("Sentence before the clauses"),
            "closing": gettext_lazy("Closing"),
            "copies_to": gettext_lazy("Copies to"),
            "authority": gettext_lazy("Signature authority"),
            "signer_title": gettext_lazy("Title of the signer"),
            "signer_name": gettext_lazy("Name of the signer"),
        }
        help_texts = {
            "subject": gettext_lazy(
                "As under the number, “V/v …”; a line break is printed as one."
            ),
            "effective_from": gettext_lazy("The targets hold from this day on, not before."),
            "effective_to": gettext_lazy("Empty: until another directive takes over."),
            "opening": gettext_lazy("Empty: made from the basis report when it is printed."),
            "closing": gettext_lazy("Ends with “./.”"),
        }
        widgets = {
            "subject": lines(3),
            "recipients": lines(4),
            "further_bases": forms.CheckboxSelectMultiple,
            "opening": lines(5),
            "transition": lines(3),
            "closing": lines(3),
            "copies_to": lines(4),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        office = self.instance.issuer
        for name in ("basis", "further_bases"):
            fields[name].queryset = reports_of(office)
            fields[name].label_from_instance = report_label
        fields["basis"].empty_label = gettext_lazy("none yet")
        fields["signatory"].queryset = Signatory.objects.filter(office=office)
        if not fields["signatory"].queryset.exists():
            del self.fields["signatory"]
        for name in _SIGNER:
            fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """A signatory gives the three lines of the signature; the days follow each other."""
        data: dict[str, Any] = super().clean() or {}
        chosen: Signatory | None = data.get("signatory")
        if chosen is not None:
            data["authority"] = chosen.authority
            data["signer_title"], data["signer_name"] = chosen.title, chosen.name
        for name in _SIGNER:
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Choose a signatory or fill this in."))
        refuse_wrong_order(self, "effective_from", "effective_to")
        if "further_bases" in data and data.get("basis"):
            data["further_bases"] = data["further_bases"].exclude(pk=data["basis"].pk)
        texts = {name: value for name, value in data.items() if isinstance(value, str)}
        return data | {name: text.replace("\r\n", "\n") for name, text in texts.items()}


def refuse_wrong_order(form: forms.Form | forms.ModelForm, first: str, last: str) -> None:
    """Says at the field `last` that its day comes before that of `first`."""
    day, end = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if day and end and end < day:
        form.add_error(last, _("It comes before the first day. Correct one of them."))


def report_label(report: Report) -> str:
    """ "85/BC-HCC · 6 tháng đầu năm 2023"."""
    return f"{report.number or '–'} · {report.period.label}"


class IssueForm(VersionForm):
    """Number and day, given together."""

    number = forms.CharField(
        label=gettext_lazy("Number"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    issued_on = DayField(label=gettext_lazy("Date of the letter"))

    def clean_number(self) -> str:
        """Digits, and a letter behind them for a number put in between."""
        number: str = self.cleaned_data["number"].strip()
        if not re.fullmatch(r"\d{1,6}[a-zA-Z]?", number):
            raise ValidationError(_("Write the number alone, for example 125."))
        return number


class WordForm(VersionForm):
    """Why a letter without number or day counts as issued."""

    reason = forms.CharField(
        label=gettext_lazy("Why it counts as issued"), max_length=500, widget=lines(3)
    )


class WithdrawForm(VersionForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=lines(3))


class SignatoryForm(forms.ModelForm):
    class Meta:
        model = Signatory
        fields = ("name", "title", "authority", "valid_from", "valid_to")
        field_classes = {"valid_from": DayField, "valid_to": DayField}
        labels = {
            "name": gettext_lazy("Name"),
            "title": gettext_lazy("Title"),
            "authority": gettext_lazy("Signature authority"),
            "valid_from": gettext_lazy("First day in office"),
            "valid_to": gettext_lazy("Last day in office"),
        }

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        refuse_wrong_order(self, "valid_from", "valid_to")
        return data


class EndForm(forms.Form):
    valid_to = DayField(label=gettext_lazy("Last day in office"))
