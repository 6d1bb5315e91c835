"""A clause's words, its targets and its duties, as staff fill them in."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from directives.clauses.models import Clause, Obligation, Target
from directives.clauses.targets import NUMERIC, Rule
from directives.editor.days import last_day
from directives.editor.forms import StoredForm, lines
from directives.editor.part_services import TargetText
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

    text = forms.CharField(
        label=gettext_lazy("Text of the clause"),
        widget=lines(9),
        help_text=gettext_lazy("*Two stars* print it in italics, **four stars** in bold."),
    )

    @classmethod
    def stored(cls, part: Clause) -> dict[str, Any]:
        return {"text": part.text}

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

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        nameable = list(units)
        kinds = {unit.kind for unit in nameable}
        fields["kinds"].choices = [choice for choice in Unit.Kind.choices if choice[0] in kinds]
        rows = Unit.objects.filter(pk__in=[unit.pk for unit in nameable])
        fields["units"].queryset = rows.order_by("display_order", "id")
        fields["units"].label_from_instance = lambda unit: unit.name

    @classmethod
    def stored(cls, part: Target) -> dict[str, Any]:
        """The audience by its units or kinds, which are what is kept."""
        return {
            "indicator": part.indicator_id,
            "rule": part.rule,
            "floor": part.floor,
            "ambition": part.ambition,
            "kinds": sorted(part.kinds),
            "units": sorted(part.units.values_list("pk", flat=True)),
            "valid_from": part.valid_from,
            "valid_to": part.valid_to,
        }

    @classmethod
    def start(cls, part: Target) -> dict[str, Any]:
        """With what the form asks first: how the audience is named."""
        values = super().start(part)
        audience = NAMED if values["units"] else KINDS if part.kinds else EVERYBODY
        return {**values, "audience": audience}

    def clean(self) -> dict[str, Any]:
        """The rule has its numbers, the audience somebody in it, the days follow each other."""
        data: dict[str, Any] = super().clean() or {}
        self._check_numbers(data)
        audience = data.get("audience")
        if audience == KINDS and not data.get("kinds") and "kinds" not in self.errors:
            self.add_error("kinds", _("Tick at least one kind of unit."))
        if audience == NAMED and not data.get("units") and "units" not in self.errors:
            self.add_error("units", _("Tick at least one unit."))
        first, last = data.get("valid_from"), data.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("It comes before the first day. Correct one of them."))
        return data

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

    @property
    def text(self) -> TargetText:
        """As filled in, without what the rule and the audience do not use."""
        data = self.cleaned_data
        rule, audience = data["rule"], data["audience"]
        return TargetText(
            indicator=data["indicator"],
            rule=rule,
            floor=data["floor"] if rule in NUMERIC else None,
            ambition=data["ambition"] if rule == Rule.BAND else None,
            kinds=tuple(data["kinds"]) if audience == KINDS else (),
            units=tuple(data["units"]) if audience == NAMED else (),
            valid_from=data["valid_from"],
            valid_to=data["valid_to"],
        )


class ObligationForm(StoredForm):
    """What a clause asks for by a day, written as in the letter."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Obligation.Kind.choices)
    text = forms.CharField(
        label=gettext_lazy("What is to be done"), required=False, max_length=300, widget=lines(2)
    )
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

    @classmethod
    def stored(cls, part: Obligation) -> dict[str, Any]:
        """The last day said as such, however it was written."""
        return {"kind": part.kind, "text": part.text, "day": part.due_on, "how": UNTIL}

    def clean(self) -> dict[str, Any]:
        """What is neither feedback nor a report needs words."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") == Obligation.Kind.OTHER and not data.get("text"):
            self.add_error("text", _("Write what is to be done."))
        return data

    @property
    def kept(self) -> dict[str, Any]:
        """Kind, words and last day, as the services take them."""
        data = self.cleaned_data
        due = last_day(data["day"], before=data["how"] == BEFORE)
        return {"kind": data["kind"], "text": data["text"], "due_on": due}
