"""A rubric's name, and one line of it with the parameters of its formula as fields."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from directives.scores.models import Criterion
from directives.scores.rubrics.domain import Compare, ParameterError, TargetFrom
from directives.scores.sentences import NO_CASES, parameter_refused_text
from reports.figures.indicator_models import Indicator
from reports.figures.number_field import NumberField

Formula = Criterion.Formula
_MOST_POINTS = 9999
# Which fields belong to which formula; the page shows and keeps only those.
FIELDS: dict[str, tuple[str, ...]] = {
    Formula.GROUP: (),
    Formula.THRESHOLD: ("indicator", "at", "compare", "no_cases"),
    Formula.LINEAR: ("indicator", "target_from", "target", "no_cases"),
    Formula.BANDS: ("indicator", "bands", "no_cases"),
    Formula.INCIDENTS: ("indicator", "each", "floor", "no_cases"),
    Formula.BONUS: ("indicator", "each", "no_cases"),
    Formula.MANUAL: (),
}


class RubricForm(forms.Form):
    name = forms.CharField(label=pgettext_lazy("criterion", "Name"), max_length=200)
    legal_basis = forms.CharField(label=_("Legal basis"), max_length=300, required=False)
    is_active = forms.BooleanField(label=_("Offered for scoring"), required=False)


class CopyForm(forms.Form):
    name = forms.CharField(label=_("Name of the copy"), max_length=200)


class RubricSheetForm(forms.Form):
    name = forms.CharField(label=_("Name of the rubric"), max_length=200)
    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("Columns: TT, Tiêu chí, Điểm tối đa; Ghi chú if there is one."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("The file is empty. Choose another one."),
        },
    )


class CriterionForm(forms.Form):
    """One line. The fields of other formulas than the chosen one are not looked at."""

    code = forms.CharField(label=pgettext_lazy("criterion", "Code"), max_length=20)
    name = forms.CharField(label=pgettext_lazy("criterion", "Name"), max_length=300)
    parent = forms.ChoiceField(label=_("Under the heading"), required=False)
    maximum = NumberField(label=_("Most points"), help_text=_("0 for a penalty alone."))
    formula = forms.ChoiceField(label=_("Formula"), choices=Formula.choices)
    indicator = forms.ChoiceField(
        label=pgettext_lazy("points", "Figure"),
        required=False,
        help_text=_("Without a figure the points of a bonus are given by hand."),
    )
    at = NumberField(label=_("Threshold"), required=False)
    compare = forms.ChoiceField(
        label=_("All points for figures"),
        required=False,
        choices={
            Compare.AT_LEAST: _("at or above the threshold"),
            Compare.AT_MOST: _("at or below the threshold"),
        },
    )
    target_from = forms.ChoiceField(
        label=pgettext_lazy("criterion", "Target"),
        required=False,
        choices={
            TargetFrom.DIRECTIVE: _("the one that the directive sets for the unit"),
            TargetFrom.NUMBER: _("a number"),
            TargetFrom.NONE: _("none: a share of 100"),
        },
    )
    target = NumberField(label=_("Target as a number"), required=False)
    bands = forms.CharField(
        label=_("Bands"),
        required=False,
        max_length=500,
        help_text=_("One a line, the lowest value first: from which value on, how many points."),
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "50: 10\n70: 15\n90: 20"}),
    )
    each = NumberField(
        label=_("Points for each case"),
        required=False,
        help_text=_("Taken off for each incident, or given for each case of a bonus. An incident "
                    "without a number takes nothing off and says so."),
    )  # fmt: skip
    floor = NumberField(
        label=_("Never below"), required=False, help_text=_("A penalty has a number below 0.")
    )
    no_cases = forms.ChoiceField(
        label=_("Where nothing arose, or the unit is not assessed"),
        required=False,
        choices=NO_CASES,
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        *args: Any,
        headings: Iterable[Criterion],
        indicators: Iterable[Indicator],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._headings = {str(heading.pk): heading for heading in headings}
        self._indicators = {indicator.code: indicator for indicator in indicators}
        fields: dict[str, Any] = self.fields
        named = [(pk, f"{row.code} {row.name}") for pk, row in self._headings.items()]
        fields["parent"].choices = [("", _("none: it stands on top")), *named]
        figures = [(code, row.name) for code, row in self._indicators.items()]
        fields["indicator"].choices = [("", pgettext_lazy("points", "none")), *figures]
        for name in {name for names in FIELDS.values() for name in names}:
            fields[name].used_by = " ".join(key for key, names in FIELDS.items() if name in names)

    def clean_maximum(self) -> Decimal:
        """From 0 to what the table holds."""
        most: Decimal = self.cleaned_data["maximum"]
        if most > _MOST_POINTS:
            raise forms.ValidationError(_("Write 9999 points at most."))
        if most < 0:
            raise forms.ValidationError(parameter_refused_text("negative", ""))
        return most

    def clean(self) -> dict[str, Any]:
        """A computed line needs its figure."""
        values: dict[str, Any] = super().clean() or {}
        formula = values.get("formula", "")
        needs = "indicator" in FIELDS.get(formula, ()) and formula != Formula.BONUS
        if needs and not values.get("indicator") and "indicator" not in self.errors:
            self.add_error("indicator", _("Choose the figure that the points come from."))
        return values

    def write_to(self, row: Criterion) -> None:
        """Put what was typed into a line; raises ParameterError for bands that cannot be read."""
        values = self.cleaned_data
        fields = FIELDS[values["formula"]]
        row.parameters = self._parameters(fields)
        for name in ("code", "name", "maximum", "formula", "note"):
            setattr(row, name, values[name])
        row.indicator = self._indicators.get(values["indicator"] if "indicator" in fields else "")
        row.parent = self._headings.get(values["parent"])

    def _parameters(self, fields: Iterable[str]) -> dict[str, Any]:
        """What the formula's fields hold, those of other formulas and empty ones left out."""
        parameters: dict[str, Any] = {}
        for name in fields:
            value = self.cleaned_data[name]
            if name == "bands":
                parameters[name] = bands_typed(value)
            elif name != "indicator" and value not in (None, ""):
                parameters[name] = str(value)
        if parameters.get("target_from") != TargetFrom.NUMBER:
            parameters.pop("target", None)
        return parameters

    def add_parameter_error(self, error: ParameterError) -> None:
        """Say at its field what a formula cannot work with."""
        field = error.key if error.key in self.fields else None
        self.add_error(field, parameter_refused_text(error.code, error.key))


def bands_typed(text: str) -> list[list[str]]:
    """Bands as stored, from lines like "90: 20"; raises ParameterError for any other line."""
    rows = []
    for line in text.splitlines():
        if not line.strip():
            continue
        start, colon, points = line.partition(":")
        if not colon:
            raise ParameterError("not-a-number", "bands")
        rows.append([number.strip().replace(",", ".") for number in (start, points)])
    return rows


def typed_criterion(row: Criterion) -> dict[str, Any]:
    """The initial values of the form for a line that is there."""
    parameters = dict(row.parameters)
    bands = parameters.pop("bands", [])
    numbers = {"at", "target", "each", "floor"}
    return {
        "code": row.code,
        "name": row.name,
        "parent": str(row.parent_id or ""),
        "maximum": row.maximum,
        "formula": row.formula,
        "indicator": row.indicator.code if row.indicator else "",
        "note": row.note,
        "bands": "\n".join(f"{a}: {b}".replace(".", ",") for a, b in bands),
        **{key: Decimal(value) if key in numbers else value for key, value in parameters.items()},
    }
