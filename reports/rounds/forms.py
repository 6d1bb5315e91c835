"""What staff say of rounds: the year to plan, days of their own, deadlines, more time."""

from typing import Any, Final

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from reports.figures.period_models import Period
from reports.figures.periods import PeriodKind
from units.day_field import DayField
from units.models import Unit
from units.versions import VersionForm

_KINDS: Final = [kind for kind in Period.Kind.choices if kind[0] != PeriodKind.CUSTOM.value]


class YearForm(forms.Form):
    """A year, and which of its periods the office collects."""

    year = forms.IntegerField(
        label=_("Year"), validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    kinds = forms.MultipleChoiceField(
        label=_("Periods"),
        choices=_KINDS,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one kind of period.")},
    )


class OwnPeriodForm(forms.Form):
    """First and last day (both inclusive) of a period that the calendar does not have."""

    start = DayField(label=_("First day"))
    end = DayField(label=_("Last day"))

    def clean(self) -> dict[str, Any]:
        """The last day cannot come before the first."""
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start and end and end < start:
            self.add_error("end", _("The last day comes before the first. Change one of them."))
        return data


class OffsetsForm(forms.Form):
    """Days after its last day by which each kind of period is due."""

    def __init__(self, *args: Any, offsets: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in Period.Kind.choices:
            self.fields[kind] = forms.IntegerField(
                label=label, min_value=0, max_value=365, initial=offsets[kind]
            )


class StepForm(forms.Form):
    """Why a round is opened again or locked."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)


class DeadlineForm(VersionForm):
    """The last day of a round (inclusive)."""

    deadline = DayField(label=_("Last day to send figures"))


class ExtensionForm(forms.Form):
    """More time for one unit."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        to_field_name="code",
        label=_("Unit"),
        empty_label=_("Choose a unit"),
    )
    until = DayField(label=_("Until (inclusive)"))
    reason = forms.CharField(label=_("Reason"), max_length=300)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = units
