"""What people send: a file, decisions about it, and what a report says of the office."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.domain.decisions import SKIP
from reports.domain.periods import label, span_for_code
from reports.models import Period, PublishedFact, Report

_YEARS_BACK: Final = 4
_CODES: Final = (
    *("H1", "H2", "9M", "Q1", "Q2", "Q3", "Q4"),
    *(f"{month:02}" for month in range(1, 13)),
)


def period_choices(periods: Iterable[Period], *, year: int, language: str) -> list[tuple[str, Any]]:
    """Periods to choose from: those that are there, then the calendar of the last years."""
    there = [(period.code, period.label) for period in periods]
    known = {code for code, _label in there}
    choices: list[tuple[str, Any]] = [(str(_("Periods with figures")), there)] if there else []
    for one in range(year, year - _YEARS_BACK - 1, -1):
        codes = [str(one), *(f"{one}-{part}" for part in _CODES)]
        group = [
            (code, label(span_for_code(code), language)) for code in codes if code not in known
        ]
        choices.append((str(one), group))
    return choices


class UploadForm(forms.Form):
    """A file of the province and, where the file does not say it, its period."""

    file = forms.FileField(
        label=_("The province's file"),
        help_text=_("Excel (.xlsx, .xls) or .ods, as it came."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods"}),
        error_messages={
            "required": _("Choose the file of the province's report first."),
            "empty": _("The file is empty. Download it again and send it once more."),
        },
    )
    period = forms.ChoiceField(
        label=_("Reporting period"),
        required=False,
        help_text=_("Leave it to the file when the file says its own dates."),
    )

    def __init__(self, *args: Any, periods: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["period"]
        field.choices = [("", _("as the file says")), *periods]


def decisions_from(data: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The decisions of the review page, by kind and key; an empty choice takes one back.

    Field names are kind, dash, key: "names-B20", "blanks-payment", "columns-D", "scales-D",
    "period-code", "total-reason". Raises ValueError for a unit that is no number.
    """
    found: dict[str, dict[str, Any]] = {}
    for name, value in data.items():
        kind, dash, key = name.partition("-")
        if dash and key and kind in {"names", "blanks", "columns", "scales", "period", "total"}:
            found.setdefault(kind, {})[key] = _decision(kind, value)
    return found


def _decision(kind: str, value: str) -> Any:
    if not value.strip():
        return None
    if kind == "names" and value != SKIP:
        return int(value)
    return value.strip()


class FactForm(forms.ModelForm):
    """The rank and share that a report gives for one indicator."""

    class Meta:
        model = PublishedFact
        fields = ["rank", "out_of", "share", "not_assessed"]
        localized_fields = ["share"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"
            field.widget.attrs["aria-label"] = field.label

    def clean(self) -> dict[str, Any]:
        """A rank lies within the number of those ranked."""
        cleaned = super().clean() or {}
        rank, out_of = cleaned.get("rank"), cleaned.get("out_of")
        if rank and out_of and rank > out_of:
            self.add_error("rank", _("The place is greater than the number of those ranked."))
        return cleaned


FactFormSet = forms.inlineformset_factory(
    Report, PublishedFact, form=FactForm, extra=0, can_delete=False
)
