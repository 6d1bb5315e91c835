"""What people write into the overdue register: one file, a sheet, and which files to show."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from directives.clauses.querysets import OverdueFileQuerySet
from directives.overdue.domain import Span
from directives.overdue.masking import GUARDED, PERSONAL, is_masked
from directives.overdue.models import OverdueFile
from directives.overdue.wording import FIELD_NAMES
from units.day_field import DayField
from units.models import Unit

_DAYS: Final = ("received_on", "due_on", "resolved_on", "keep_until")
_SHOWN: Final = (
    ("late", _("late in the period")),
    ("pending", _("overdue and not resolved yet")),
    ("missing", _("late without apology letter")),
    ("soon", _("due today or tomorrow")),
    ("all", _("all files of the register")),
)
ALL_UNITS: Final = ""


class OverdueFileForm(forms.ModelForm):
    """One file. Who may not see its applicant is not asked for one either, once it is there."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = OverdueFile
        fields = [
            *("unit", "code", "procedure", *PERSONAL, "handler", "received_on", "due_on"),
            *("due_time", "resolved_on", "reason", "reason_text", "keep_until"),
        ]
        widgets = {
            "due_time": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
            **{name: forms.TextInput(attrs={"autocomplete": "off"}) for name in PERSONAL[:2]},
            "id_number": forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        }
        field_classes = dict.fromkeys(_DAYS, DayField)
        labels = FIELD_NAMES
        help_texts = {
            "code": _("As on the receipt, for example 000.00.16.H50-230522-0004."),
            "keep_until": _("Leave it empty: the product reckons it from the result."),
        }

    def __init__(
        self, *args: Any, units: Sequence[Unit], sees_applicant: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        reason: Any = self.fields["reason"]
        reason.choices = [("", _("not said")), *OverdueFile.Reason.choices]
        if self.instance.pk is None:
            self._ask_for_unit(units)
            return
        del self.fields["unit"]
        self.fields["seen"].initial = self.instance.updated_at.isoformat()
        for name in () if sees_applicant else GUARDED:
            del self.fields[name]

    def _ask_for_unit(self, units: Sequence[Unit]) -> None:
        if len(units) == 1:
            del self.fields["unit"]
            self.instance.unit = units[0]
            return
        choice: Any = self.fields["unit"]
        choice.to_field_name = "code"
        allowed = Unit.objects.filter(pk__in=[one.pk for one in units])
        choice.queryset = allowed.order_by("display_order", "sort_key")
        choice.empty_label = _("Choose a unit")

    @property
    def seen_at(self) -> datetime | None:
        """When the file had been changed last as the editor saw it; None for a new one."""
        return parse_datetime(self.cleaned_data.get("seen") or "")

    def clean(self) -> dict[str, Any]:
        """The days follow each other, the code is new in its register, nothing masked is kept."""
        given: dict[str, Any] = super().clean() or {}
        received, due, resolved = (given.get(name) for name in _DAYS[:3])
        if received and due and due < received:
            self.add_error("due_on", _("It comes before the day of receipt. Correct one of them."))
        if received and resolved and resolved < received:
            self.add_error(
                "resolved_on", _("It comes before the day of receipt. Correct one of them.")
            )
        self._check_today(given)
        for name in PERSONAL:
            if is_masked(given.get(name) or ""):
                self.add_error(name, _("Write it in full, or leave it empty."))
        self._check_code(given)
        return given

    def _check_today(self, given: dict[str, Any]) -> None:
        """A result has come, and a last day that somebody chooses has not."""
        today, resolved, kept = timezone.localdate(), given.get("resolved_on"), given.get(_DAYS[3])
        if resolved and resolved > today:
            self.add_error(
                "resolved_on",
                _("This day has not come yet. Leave it empty while there is no result."),
            )
        if kept and kept < today and "keep_until" in self.changed_data:
            self.add_error(
                "keep_until",
                _("This day is over. Choose a later one, or leave it empty."),
            )

    def _check_code(self, given: dict[str, Any]) -> None:
        unit = given.get("unit") or (self.instance.unit_id and self.instance.unit)
        same = OverdueFile.objects.filter(unit=unit or None, code=given.get("code", ""))
        if unit and given.get("code") and same.exclude(pk=self.instance.pk).exists():
            self.add_error(
                "code", _("This code is in the register already. Open that file and change it.")
            )

    def validate_unique(self) -> None:
        """Said above in words that tell what to do."""

    def validate_constraints(self) -> None:
        """The same."""


class RegisterSheetForm(forms.Form):
    """A sheet of overdue files, and whose they are where the sheet does not say it."""

    file = forms.FileField(
        label=_("Sheet of overdue files"),
        help_text=_("Excel or csv, up to %(limit)s MB and %(rows)s rows."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.txt"}),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose another one."),
        },
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], limit: int, rows: int, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self._units = {one.code: one for one in units}
        told = {"limit": limit, "rows": rows}
        self.fields["file"].help_text = str(self.fields["file"].help_text) % told
        if len(units) == 1:
            del self.fields["unit"]
            return
        choice: Any = self.fields["unit"]
        named = [(one.code, one.name) for one in units]
        choice.choices = [(ALL_UNITS, _("as the column “Unit” says")), *named]

    @property
    def only(self) -> Unit | None:
        """The unit whose files these are; None where each row says it."""
        if "unit" not in self.fields:
            return next(iter(self._units.values()))
        return self._units.get(self.cleaned_data["unit"])


class RegisterFilter(forms.Form):
    """Which files of the register are shown. What the address cannot ask changes nothing."""

    show = forms.ChoiceField(label=_("Files to show"), choices=_SHOWN, required=False)
    unit = forms.ChoiceField(label=_("Unit"), required=False)

    def __init__(self, data: Any, *, units: Sequence[Unit]) -> None:
        super().__init__({"show": data.get("show") or "late", "unit": data.get("unit", "")})
        self._units = {one.code: one for one in units}
        self.fields["show"].widget.attrs["class"] = "form-select"
        self.fields["unit"].widget.attrs["class"] = "form-select"
        choice: Any = self.fields["unit"]
        choice.choices = [("", _("all units")), *((one.code, one.name) for one in units)]
        if len(units) == 1:
            del self.fields["unit"]
        self.is_valid()

    @property
    def shown(self) -> str:
        """One of the kinds of files."""
        return str(self.cleaned_data.get("show") or "late")

    @property
    def chosen(self) -> Unit | None:
        """The chosen unit, or the only one there is."""
        if len(self._units) == 1:
            return next(iter(self._units.values()))
        return self._units.get(self.cleaned_data.get("unit", ""))

    def kept(self, files: OverdueFileQuerySet, span: Span, today: Any) -> OverdueFileQuerySet:
        """The files that are asked for, the longest due first."""
        if self.chosen is not None:
            files = files.filter(unit=self.chosen)
        match self.shown:
            case "pending":
                files = files.pending_late_on(span.end)
            case "missing":
                files = files.counting_in(span.start, span.end).without_letter()
            case "soon":
                files = files.due_soon_on(today)
            case "all":
                pass
            case _:
                files = files.counting_in(span.start, span.end)
        return files.order_by("due_on", "code", "pk")
