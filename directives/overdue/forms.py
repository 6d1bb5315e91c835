"""What people write into the overdue register: one file, a sheet, and which files to show."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from directives.overdue.domain import DAYS, FileStanding, Span, day_clashes
from directives.overdue.masking import GUARDED, PERSONAL, is_masked
from directives.overdue.models import OverdueFile
from directives.overdue.presentation import FIELD_NAMES
from directives.overdue.querysets import OverdueFileQuerySet
from directives.overdue.selectors import register_units
from units.access import Scope
from units.day_field import DayField
from units.models import Unit

_BEFORE_RECEIPT: Final = _("It comes before the day of receipt. Correct one of them.")
_CLASHES: Final = {
    "due-before-received": ("due_on", _BEFORE_RECEIPT),
    "result-before-received": ("resolved_on", _BEFORE_RECEIPT),
    "result-to-come": (
        "resolved_on",
        _("This day has not come yet. Leave it empty while there is no result."),
    ),
}
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

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

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
        field_classes = dict.fromkeys((*DAYS, "keep_until"), DayField)
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
        self.fields["version"].initial = self.instance.version
        for name in () if sees_applicant else GUARDED:
            del self.fields[name]

    def _ask_for_unit(self, units: Sequence[Unit]) -> None:
        if len(units) == 1:
            del self.fields["unit"]
            self.instance.unit = units[0]
            return
        choice: Any = self.fields["unit"]
        choice.to_field_name = "code"
        allowed = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        choice.queryset = allowed.order_by("display_order", "sort_key")
        choice.empty_label = _("Choose a unit")

    @property
    def values(self) -> dict[str, Any]:
        """The fields of the file that were asked for, as filled in."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}

    def clean(self) -> dict[str, Any]:
        """The days follow each other, the code is new in its register, nothing masked is kept."""
        values: dict[str, Any] = super().clean() or {}
        today, kept = timezone.localdate(), values.get("keep_until")
        for clash in day_clashes(values, today=today):
            self.add_error(*_CLASHES[clash])
        if kept and kept < today and "keep_until" in self.changed_data:
            text = _("This day is over. Choose a later one, or leave it empty.")
            self.add_error("keep_until", text)
        for name in PERSONAL:
            if is_masked(values.get(name) or ""):
                self.add_error(name, _("Write it in full, or leave it empty."))
        self._check_code(values)
        return values

    def _check_code(self, values: dict[str, Any]) -> None:
        unit = values.get("unit") or (self.instance.unit_id and self.instance.unit)
        same = OverdueFile.objects.filter(unit=unit or None, code=values.get("code", ""))
        if unit and values.get("code") and same.exclude(pk=self.instance.pk).exists():
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
        self._units = {unit.code: unit for unit in units}
        limits = {"limit": limit, "rows": rows}
        self.fields["file"].help_text = str(self.fields["file"].help_text) % limits
        if len(units) == 1:
            del self.fields["unit"]
            return
        choice: Any = self.fields["unit"]
        named = [(unit.code, unit.name) for unit in units]
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

    def __init__(self, data: Any, *, scope: Scope) -> None:
        super().__init__({"show": data.get("show") or "late", "unit": data.get("unit", "")})
        self._scope, self.units = scope, tuple(register_units(scope))
        self.fields["show"].widget.attrs["class"] = "form-select"
        self.fields["unit"].widget.attrs["class"] = "form-select"
        choice: Any = self.fields["unit"]
        choice.choices = [("", _("all units")), *((unit.code, unit.name) for unit in self.units)]
        if len(self.units) == 1:
            del self.fields["unit"]
        self.is_valid()

    @property
    def chosen(self) -> Unit | None:
        if len(self.units) == 1:
            return self.units[0]
        code = self.cleaned_data.get("unit")
        return next((unit for unit in self.units if unit.code == code), None)

    def day(self, span: Span, today: date) -> date:
        """The day on which the files are looked at: today for what is to be done now."""
        return today if self.cleaned_data.get("show") in ("soon", "all") else span.end

    def kept(self, span: Span, today: date) -> OverdueFileQuerySet:
        """The files that are asked for as of their `day`, the longest due first."""
        units = self.units if self.chosen is None else [self.chosen]
        files = OverdueFile.objects.visible_to(self._scope).filter(unit__in=units)
        match self.cleaned_data.get("show"):
            case "pending":
                files = files.late_on(span.end).filter(standing=FileStanding.PENDING_LATE)
            case "missing":
                files = files.counting_in(span).filter(has_letter=False)
            case "soon":
                files = files.due_soon_on(today)
            case "all":
                files = files.as_of(today)
            case _:
                files = files.counting_in(span)
        return files.order_by("due_on", "code", "pk")
