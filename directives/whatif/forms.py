"""What is typed when a level is tried or written."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from directives.whatif.domain import Trial
from reports.figures.figures import Figure, Measure, format_points, written_places
from reports.figures.parsing import parse_figure
from units.versions import VersionForm

_PLACES = 4  # as many as a target keeps


class LevelForm(VersionForm):
    """The level to try, with a comma or a dot before its decimals; empty is the one in force."""

    floor = forms.CharField(
        label=gettext_lazy("Level to try"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "size": 6}),
    )
    words = forms.ChoiceField(choices=[("apart", ""), ("together", "")], required=False)

    def __init__(self, *args: Any, trial: Trial, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._trial = trial

    def clean_floor(self) -> Decimal:
        """The Decimal; between 0 and the highest level that can be ordered."""
        text = self.cleaned_data["floor"].strip()
        if not text:
            return self._trial.now
        figure = parse_figure(text, measure=self._trial.measure)
        if not isinstance(figure, Figure) or figure.value is None:
            raise ValidationError(self._kind_text())
        if written_places(figure.value) > _PLACES:
            raise ValidationError(_("Write four decimals at most."))
        if figure.value > self._trial.highest:
            raise ValidationError(self._range_text())
        return figure.value

    def _kind_text(self) -> str:
        if self._trial.measure is Measure.COUNT:
            return _("Write a whole number, such as 5.")
        return _("Write a number from 0 to 100, such as 70 or 70,5.")

    def _range_text(self) -> str:
        highest = format_points(self._trial.highest)
        return _("Write a number that is not above %(highest)s.") % {"highest": highest}

    @property
    def level(self) -> Decimal:
        """The level of a valid form; what stands in force while there is a mistake."""
        level: Decimal = self.cleaned_data.get("floor", self._trial.now)
        return level

    @property
    def together(self) -> bool:
        """Whether the targets that share the number go with it."""
        return self.cleaned_data.get("words") == "together"
