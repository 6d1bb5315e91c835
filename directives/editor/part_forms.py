"""A clause's words, its targets and its duties, as staff fill them in."""

from decimal import Decimal
from typing import Any, Final

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from directives.clauses.models import Clause, Obligation, Target
from directives.clauses.targets import NUMERIC, Rule
from directives.editor.days import last_day
from directives.editor.forms import StoredForm, lines, refuse_wrong_order
from reports.figures.figures import Measure
from reports.figures.indicator_models import Indicator
from reports.figures.number_field import NumberField
from units.day_field import DayField
from units.models import Unit

EVERYBODY, KINDS, NAMED = "all", "kinds", "named"
_TOP: Final = Decimal(100)
UNTIL, BEFORE = "until", "before"


class ClauseForm(StoredForm):
    """The words of a clause, without its number."""

    class Meta:
        model = Clause
        fields = ("text",)
        labels = {"text": gettext_lazy("Text of the clause")}
        help_texts = {
            "text": gettext_lazy("*Two stars* print it in italics, **four stars** in bold.")
        }
        widgets = {"text": lines(9)}

    def clean_text(self) -> str:
        """With one kind of line break."""
        text: str = self.cleaned_data["text"]
        return text.replace("\r\n", "\n")


class TargetEditForm(StoredForm):
    """One target. The numbers of other rules than the chosen one are not looked at."""

    indicator = forms.ModelChoiceField(
        Indicator.objects.all(), label=gettext_lazy("Indicator"), empty_label=None
    )
    rule = forms.ChoiceField(label=pgettext_lazy("target", "Rule"), choices=Target.Rule.choices)
    floor = NumberField(
        label=pgettext_lazy("target", "Level"),
        required=False,
        help_text=gettext_lazy("What is to be reached or not passed, for example 70 or 70,5."),
    )
    ambition = NumberField(
        label=gettext_lazy("Upper end"),
        required=False,
        help_text=gettext_lazy("Only for “from floor to ambition”."),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("For whom"),
        choices=[
            (EVERYBODY, gettext_lazy("every unit")),
            (KINDS, gettext_lazy("the kinds of unit ticked below")),
            (NAMED, gettext_lazy("the units ticked below")),
        ],
        widget=forms.RadioSelect,
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of unit"), required=False, widget=forms.CheckboxSelectMultiple
    )
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Named units"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    valid_from = DayField(
        label=gettext_lazy("Target holds from"),
        required=False,
        help_text=gettext_lazy("Empty: as long as the directive."),
    )
    valid_to = DayField(label=gettext_lazy("Target holds to"), required=False)

    class Meta:
        model = Target
        fields = (
            *("indicator", "rule", "floor", "ambition"),
            *("kinds", "units", "valid_from", "valid_to"),
        )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        kinds = set(units.values_list("kind", flat=True))
        fields["kinds"].choices = [choice for choice in Unit.Kind.choices if choice[0] in kinds]
        fields["units"].queryset = units
        fields["units"].label_from_instance = lambda unit: unit.name
        # Asked first: how the audience is named.
        kind, named = self.initial["kinds"], self.initial["units"]
        self.initial["audience"] = NAMED if named else KINDS if kind else EVERYBODY

    def clean(self) -> dict[str, Any]:
        """The rule has its numbers, the audience somebody in it, the days follow each other; what
        rule and audience do not use is not kept."""
        data: dict[str, Any] = super().clean() or {}
        self._check_numbers(data)
        rule, audience = data.get("rule"), data.get("audience")
        if audience == KINDS and not data.get("kinds") and "kinds" not in self.errors:
            self.add_error("kinds", _("Tick at least one kind of unit."))
        if audience == NAMED and not data.get("units") and "units" not in self.errors:
            self.add_error("units", _("Tick at least one unit."))
        refuse_wrong_order(self, "valid_from", "valid_to")
        return data | {
            "floor": data.get("floor") if rule in NUMERIC else None,
            "ambition": data.get("ambition") if rule == Rule.BAND else None,
            "kinds": data.get("kinds", []) if audience == KINDS else [],
            "units": data.get("units", ()) if audience == NAMED else (),
        }

    def _check_numbers(self, data: dict[str, Any]) -> None:
        rule = data.get("rule")
        if rule not in NUMERIC:
            return
        names = ["floor", "ambition"] if rule == Rule.BAND else ["floor"]
        for name in names:
            if name not in self.errors:
                self._check_number(name, data.get(name), data.get("indicator"))
        floor, ambition = data.get("floor"), data.get("ambition")
        ordered = floor is None or ambition is None or ambition >= floor
        if rule == Rule.BAND and not ordered and "ambition" not in self.errors:
            self.add_error("ambition", _("The upper end is not below the level."))

    def _check_number(self, name: str, value: Decimal | None, indicator: Indicator | None) -> None:
        if value is None:
            self.add_error(name, _("Write the number that this rule needs."))
        elif value < 0:
            self.add_error(name, _("Write 0 or a number above it."))
        elif indicator is not None and indicator.kind == Measure.RATE and value > _TOP:
            self.add_error(name, _("A rate is 100 at most."))


class ObligationForm(StoredForm):
    """What a clause asks for by a day, written as in the letter."""

    day = DayField(label=gettext_lazy("Day in the letter"))
    how = forms.ChoiceField(
        label=gettext_lazy("The letter says"),
        choices=[
            (UNTIL, gettext_lazy("until this day: it is the last one")),
            (BEFORE, gettext_lazy("before this day: the last one is the day before")),
        ],
        widget=forms.RadioSelect,
        help_text=gettext_lazy("“Before 30/6” makes 29/6 the last day."),
    )

    class Meta:
        model = Obligation
        fields = ("kind", "text")
        labels = {"kind": gettext_lazy("Kind"), "text": gettext_lazy("What is to be done")}
        widgets = {"text": lines(2)}

    def stored(self, part: Obligation) -> dict[str, Any]:
        """The last day said as such, however it was written."""
        return {**super().stored(part), "day": part.due_on, "how": UNTIL}

    def clean(self) -> dict[str, Any]:
        """What is neither feedback nor a report needs words."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") == Obligation.Kind.OTHER and not data.get("text"):
            self.add_error("text", _("Write what is to be done."))
        if data.get("day"):
            self.instance.due_on = last_day(data["day"], before=data.get("how") == BEFORE)
        return data
