"""What people send: a file, and decisions about it."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from reports.figures.period_models import Period, span_label
from reports.figures.periods import span_for_code
from reports.reading.decisions import SKIP

_YEARS_BACK: Final = 4
_ACCEPTED: Final = ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt,.htm,.html,.docx"
_CODES: Final = (
    *("H1", "H2", "9M", "Q1", "Q2", "Q3", "Q4"),
    *(f"{month:02}" for month in range(1, 13)),
)


def period_choices(*, chosen: str = "", in_file: str = "") -> list[tuple[str, Any]]:
    """Periods to choose from: those that are there, then the calendar of the last years.

    The one `chosen` and the one that stands `in_file` are among them, whatever their days.
    """
    there = [(period.code, period.label) for period in Period.objects.all()]
    known = {code for code, _label in there}
    choices: list[tuple[str, Any]] = [(str(_("Periods with figures")), there)] if there else []
    year = timezone.localdate().year
    for past in map(str, range(year, year - _YEARS_BACK - 1, -1)):
        codes = [past, *(f"{past}-{part}" for part in _CODES)]
        choices.append((past, [(code, _name(code)) for code in codes if code not in known]))
    more = {
        in_file: str(pgettext("period", "In the file")),
        chosen: str(pgettext("period", "Chosen")),
    }
    for code, title in more.items():
        if code and all(code != known for _group, codes in choices for known, _label in codes):
            choices.insert(0, (title, [(code, _name(code))]))
    return choices


def _name(code: str) -> str:
    try:
        return span_label(span_for_code(code))
    except ValueError:
        return code


class UploadForm(forms.Form):
    """A file of the province and, where the file does not say it, its period."""

    file = forms.FileField(
        label=_("The province's file"),
        help_text=_("Excel, .ods, .csv or Word (.docx), as it came."),
        widget=forms.ClearableFileInput(attrs={"accept": _ACCEPTED}),
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["period"]
        field.choices = [("", _("as the file says")), *period_choices()]


class WorkbookForm(forms.Form):
    """The file; whose figures and which period is said by the page it is sent on."""

    file = forms.FileField(
        label=_("Filled-in workbook"),
        help_text=_(
            "The workbook from this page, or a table of your own as .xlsx, .xls, .ods, .csv or "
            ".docx."
        ),
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
        error_messages={
            "required": _("Choose the filled-in workbook first."),
            "empty": _("The file is empty. Save it again and send it once more."),
        },
    )


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
    decisions: dict[str, dict[str, Any]] = {}
    for name, value in data.items():
        kind, dash, key = name.partition("-")
        if dash and key and kind in _DECIDED and data.get(f"was-{name}") != value:
            decisions.setdefault(kind, {})[key] = _decision(kind, value)
    return decisions


def _decision(kind: str, value: str) -> Any:
    if not value.strip():
        return None
    if kind == "names" and value != SKIP:
        return int(value)
    return value.strip()
