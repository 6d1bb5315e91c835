"""What people send: a file, decisions about it, and what a report says of the office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from reports.figures.period_models import Period
from reports.figures.periods import label, span_for_code
from reports.figures.report_models import PublishedFact, Report
from reports.reading.decisions import SKIP

_YEARS_BACK: Final = 4
_CODES: Final = (
    *("H1", "H2", "9M", "Q1", "Q2", "Q3", "Q4"),
    *(f"{month:02}" for month in range(1, 13)),
)


def period_choices(
    periods: Iterable[Period], *, year: int, language: str, chosen: str = "", said: str = ""
) -> list[tuple[str, Any]]:
    """Periods to choose from: those that are there, then the calendar of the last years.

    The one `chosen` and the one `said` by the file are among them, whatever their days.
    """
    there = [(period.code, period.label) for period in periods]
    known = {code for code, _label in there}
    choices: list[tuple[str, Any]] = [(str(_("Periods with figures")), there)] if there else []
    for one in range(year, year - _YEARS_BACK - 1, -1):
        codes = [str(one), *(f"{one}-{part}" for part in _CODES)]
        group = [
            (code, label(span_for_code(code), language)) for code in codes if code not in known
        ]
        choices.append((str(one), group))
    more = {said: str(pgettext("period", "In the file")), chosen: str(pgettext("period", "Chosen"))}
    for code, title in more.items():
        if code and all(code != known for _group, codes in choices for known, _label in codes):
            choices.insert(0, (title, [(code, _label_of(code, language))]))
    return choices


def _label_of(code: str, language: str) -> str:
    try:
        return label(span_for_code(code), language)
    except ValueError:
        return code


class UploadForm(forms.Form):
    """A file of the province and, where the file does not say it, its period."""

    file = forms.FileField(
        label=_("The province's file"),
        help_text=_("Excel, .ods, .csv or Word (.docx), as it came."),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt,.htm,.html,.docx"}
        ),
        error_messages={
            "required": _("Choose the file of the province's report first."),
            "empty": _("The file is empty. Download it again and send it once more."),
        },
    )
    period = forms.ChoiceField(
        label=_("Reporting period"),
        required=False,
        help_text=_("Leave it to the file when the file says its own dates."),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, *args: Any, periods: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["period"]
        field.choices = [("", _("as the file says")), *periods]


_DECIDED: Final = frozenset(
    (
        *("names", "blanks", "columns", "scales", "period", "total", "change", "sheet", "hidden"),
        *("cells", "lost"),
    )
)


def decisions_from(data: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The decisions of the review page, by kind and key; an empty choice takes one back.

    Field names are kind, dash, key: "names-B20", "blanks-payment", "columns-D", "scales-D",
    "period-code", "total-reason", "change-reason", "sheet-name", "hidden-rows", "cells-C9". A field
    that still says what the page showed ("was-blanks-payment") decides nothing: another window may
    have decided otherwise meanwhile. Raises ValueError for a unit that is no number.
    """
    found: dict[str, dict[str, Any]] = {}
    for name, value in data.items():
        kind, dash, key = name.partition("-")
        if dash and key and kind in _DECIDED and data.get(f"was-{name}") != value:
            found.setdefault(kind, {})[key] = _decision(kind, value)
    return found


def _decision(kind: str, value: str) -> Any:
    if not value.strip():
        return None
    if kind == "names" and value != SKIP:
        return int(value)
    return value.strip()


class FactForm(forms.ModelForm):
    """The rank and share that a report gives for one indicator; only shown once `closed`."""

    class Meta:
        model = PublishedFact
        fields = ["rank", "out_of", "share", "not_assessed"]
        localized_fields = ["share"]

    def __init__(self, *args: Any, closed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.share is not None:
            self.initial["share"] = _shortest(self.instance.share)
        about = f": {self.instance.indicator}" if self.instance.indicator_id else ""
        for field in self.fields.values():
            field.disabled = closed
            field.widget.attrs["class"] = "form-control"
            field.widget.attrs["aria-label"] = f"{field.label}{about}"

    def clean(self) -> dict[str, Any]:
        """A rank comes with the number of those ranked, and lies within it."""
        cleaned = super().clean() or {}
        rank, out_of = cleaned.get("rank"), cleaned.get("out_of")
        if rank and out_of and rank > out_of:
            self.add_error("rank", _("The place is greater than the number of those ranked."))
        for name, other in (("rank", out_of), ("out_of", rank)):
            if cleaned.get(name) is None and name in cleaned and other is not None:
                self.add_error(name, _("Give the place and the number of those ranked together."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Keep a share with as many decimals as were typed."""
        share = self.cleaned_data.get("share")
        if "share" in self.changed_data and share is not None:
            self.instance.share_places = max(-share.as_tuple().exponent, 0)
        return super().save(commit)


def _shortest(value: Decimal) -> Decimal:
    """The same number without zeros at its end: 0.18000000 is 0.18."""
    return Decimal(f"{value.normalize():f}")


FactFormSet = forms.inlineformset_factory(
    Report, PublishedFact, form=FactForm, extra=0, can_delete=False, edit_only=True
)
