"""A directive's head, its number and day, and who signs: as staff fill them in."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from directives.clauses.models import Directive, Signatory
from directives.editor.services import HeadText
from reports.figures.report_models import Report
from units.dates import is_known
from units.day_field import DayField
from units.versions import VersionForm

_MONTH: Final = re.compile(r"(?:(\d{1,2})\s*/\s*(\d{4})|(\d{4})-(\d{1,2}))")
_LAST_MONTH = 12
_TEXTS: Final = (
    *("symbol", "place", "subject", "recipients", "copies_to", "opening"),
    *("transition", "closing", "authority", "signer_title", "signer_name"),
)
HEAD_FIELDS: Final = (*_TEXTS, "issued_month", "effective_from", "effective_to")


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


class StoredForm(VersionForm):
    """A part of the letter that two people may write at once; `stored` is what stands there, by
    the names of the fields."""

    @classmethod
    def stored(cls, part: Any) -> dict[str, Any]:
        """The values that are written over, without the version."""
        raise NotImplementedError

    @classmethod
    def version_of(cls, part: Any) -> int:
        """What counts the changes of just these values."""
        version: int = part.version
        return version

    @classmethod
    def start(cls, part: Any) -> dict[str, Any]:
        """The initial values, with the version that their editor sees."""
        return {**cls.stored(part), "version": cls.version_of(part)}


class HeadForm(StoredForm):
    """Everything of a directive but its clauses."""

    subject = forms.CharField(
        label=gettext_lazy("Subject"),
        max_length=300,
        widget=lines(3),
        help_text=gettext_lazy("As under the number, “V/v …”; a line break is printed as one."),
    )
    symbol = forms.CharField(
        label=gettext_lazy("Symbol"), max_length=40, help_text=gettext_lazy("“UBND-VP”")
    )
    place = forms.CharField(label=pgettext_lazy("letter", "Place"), max_length=100)
    issued_month = MonthField(
        label=gettext_lazy("Month of the letter"),
        max_length=10,
        help_text=gettext_lazy("Printed while the day is open, for example 6/2023."),
    )
    effective_from = DayField(
        label=gettext_lazy("In force from"),
        help_text=gettext_lazy("The targets hold from this day on, not before."),
    )
    effective_to = DayField(
        label=gettext_lazy("In force to"),
        required=False,
        help_text=gettext_lazy("Empty: until another directive takes over."),
    )
    recipients = forms.CharField(
        label=gettext_lazy("Addressed to"), widget=lines(4), help_text=gettext_lazy("One a line.")
    )
    basis = forms.ModelChoiceField(
        Report.objects.none(),
        label=gettext_lazy("Basis report"),
        required=False,
        empty_label=gettext_lazy("none yet"),
    )
    further_bases = forms.ModelMultipleChoiceField(
        Report.objects.none(),
        label=gettext_lazy("Further basis reports"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    opening = forms.CharField(
        label=gettext_lazy("Opening"),
        required=False,
        widget=lines(5),
        help_text=gettext_lazy("Empty: made from the basis report when it is printed."),
    )
    transition = forms.CharField(
        label=gettext_lazy("Sentence before the clauses"), required=False, widget=lines(3)
    )
    closing = forms.CharField(
        label=gettext_lazy("Closing"),
        required=False,
        widget=lines(3),
        help_text=gettext_lazy("Ends with “./.”"),
    )
    copies_to = forms.CharField(
        label=gettext_lazy("Copies to"),
        required=False,
        widget=lines(4),
        help_text=gettext_lazy("One a line."),
    )
    signatory = forms.ModelChoiceField(
        Signatory.objects.none(),
        label=gettext_lazy("Signatory"),
        required=False,
        empty_label=gettext_lazy("as written below"),
        help_text=gettext_lazy("Choosing one fills in authority, title and name."),
    )
    authority = forms.ChoiceField(
        label=gettext_lazy("Signature authority"),
        required=False,
        choices=Directive.Authority.choices,
    )
    signer_title = forms.CharField(
        label=gettext_lazy("Title of the signer"), required=False, max_length=100
    )
    signer_name = forms.CharField(
        label=gettext_lazy("Name of the signer"), required=False, max_length=100
    )

    def __init__(
        self,
        *args: Any,
        reports: QuerySet[Report],
        signatories: Sequence[Signatory],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        for name in ("basis", "further_bases"):
            fields[name].queryset = reports
            fields[name].label_from_instance = report_label
        ids = [signatory.pk for signatory in signatories]
        fields["signatory"].queryset = Signatory.objects.filter(pk__in=ids)
        if not ids:
            del self.fields["signatory"]

    @classmethod
    def stored(cls, part: Directive) -> dict[str, Any]:
        values = {name: getattr(part, name) for name in HEAD_FIELDS}
        bases = sorted(part.further_bases.values_list("pk", flat=True))
        return {**values, "basis": part.basis_id, "further_bases": bases}

    @classmethod
    def version_of(cls, part: Directive) -> int:
        """A change of a clause is none of the head."""
        return part.head_version

    def clean(self) -> dict[str, Any]:
        """A signatory gives the three lines of the signature; the days follow each other."""
        data: dict[str, Any] = super().clean() or {}
        chosen: Signatory | None = data.get("signatory")
        if chosen is not None:
            data["authority"] = chosen.authority
            data["signer_title"], data["signer_name"] = chosen.title, chosen.name
        for name in ("signer_title", "signer_name"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Choose a signatory or fill this in."))
        first, last = data.get("effective_from"), data.get("effective_to")
        if first and last and last < first:
            self.add_error("effective_to", _("It comes before the first day. Correct one of them."))
        return data

    @property
    def text(self) -> HeadText:
        data = self.cleaned_data
        texts = {name: str(data[name]).replace("\r\n", "\n") for name in _TEXTS}
        return HeadText(
            issued_month=data["issued_month"],
            effective_from=data["effective_from"],
            effective_to=data["effective_to"],
            basis=data["basis"],
            further_bases=tuple(
                report for report in data["further_bases"] if report != data["basis"]
            ),
            **texts,
        )


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


class WithdrawForm(VersionForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, widget=lines(3))


class SignatoryForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=100,
        help_text=gettext_lazy("As it is printed: “CHỦ TỊCH”, “PHÓ CHỦ TỊCH”."),
    )
    authority = forms.ChoiceField(
        label=gettext_lazy("Signature authority"),
        required=False,
        choices=Directive.Authority.choices,
    )
    valid_from = DayField(label=gettext_lazy("First day in office"), required=False)
    valid_to = DayField(label=gettext_lazy("Last day in office"), required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("It comes before the first day. Correct one of them."))
        return data


class EndForm(forms.Form):
    valid_to = DayField(label=gettext_lazy("Last day in office"))
