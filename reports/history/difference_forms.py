"""Which differences are shown, by an allow-list, and what is said of one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.figures.indicator_models import Indicator
from reports.history.difference_models import Difference
from reports.history.difference_selectors import DifferenceLine
from reports.history.difference_services import NOTE_LENGTH
from units.models import UnitQuerySet
from units.versions import VersionForm

_SELECT = {"class": "form-select"}


class DifferenceFilter(forms.Form):
    """A part of a unit's name, an indicator, a state, and whether agreeing figures are shown."""

    q = forms.CharField(
        label=_("Find a unit"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    indicator = forms.ChoiceField(
        label=_("Indicator"), required=False, widget=forms.Select(attrs=_SELECT)
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all states")), *Difference.State.choices],
        widget=forms.Select(attrs=_SELECT),
    )
    show = forms.ChoiceField(
        label=_("Figures"),
        required=False,
        choices=[
            ("", _("differences, and those spoken of")),
            ("beyond", _("only beyond the tolerance")),
            ("all", _("all figures that units gave")),
        ],
        widget=forms.Select(attrs=_SELECT),
    )

    def __init__(self, *args: Any, indicators: Iterable[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["indicator"]
        named = [(indicator.code, indicator.short_name) for indicator in indicators]
        field.choices = [("", _("all indicators")), *named]

    def kept(self, lines: Iterable[DifferenceLine], units: UnitQuerySet) -> list[DifferenceLine]:
        """The lines that are asked for; what cannot be asked for asks for nothing.

        One query where a unit is looked for.
        """
        asked = self.cleaned_data if self.is_valid() else {}
        named = units.named_like(asked["q"]) if asked.get("q") else None
        ids = None if named is None else frozenset(named.values_list("pk", flat=True))
        return [
            line
            for line in lines
            if self._shows(line)
            and asked.get("state", "") in ("", line.state)
            and asked.get("indicator", "") in ("", line.indicator.code)
            and (ids is None or line.unit.pk in ids)
        ]

    def _shows(self, line: DifferenceLine) -> bool:
        match self.cleaned_data.get("show"):
            case "all":
                return True
            case "beyond":
                return line.comparison.is_beyond
            case _:
                return line.comparison.is_beyond or line.difference is not None


class SayForm(VersionForm):
    """What becomes of one difference; the version is that of the word seen, 0 for none."""

    state = forms.ChoiceField(label=_("State"), widget=forms.Select(attrs=_SELECT))
    note = forms.CharField(
        label=_("Note on the difference"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 2}),
    )

    def __init__(self, *args: Any, allowed: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["state"]
        field.choices = [choice for choice in Difference.State.choices if choice[0] in set(allowed)]
        if len(field.choices) == 1:
            field.widget = forms.HiddenInput()
            self.initial["state"] = field.choices[0][0]
            self.fields["note"].label = _("Why the figures differ")
