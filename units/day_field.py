"""A day as people type it into a form."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from units.dates import FIRST_YEAR, LAST_YEAR, is_known


def _check_year(day: date) -> None:
    if not is_known(day):
        raise ValidationError(
            _("This year is too far away. Write a day between %(first)s and %(last)s."),
            code="year",
            params={"first": FIRST_YEAR, "last": LAST_YEAR},
        )


class DayField(forms.DateField):
    """A day in the browser's own control, sent as 2023-06-14, or typed as 14/6/2023 where there is
    none; never month first. A mistyped year is refused."""

    default_validators = [_check_year]
    input_formats = ("%Y-%m-%d", "%d/%m/%Y")

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(**{"widget": widget, **options})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The same years for the browser's control."""
        first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)
        return {**super().widget_attrs(widget), "min": str(first), "max": str(last)}
