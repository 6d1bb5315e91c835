"""Which units the desk shows, by an allow-list: name, kind, where they stand, what was decided."""

from collections.abc import Sequence
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from reports.rounds.desk_presentation import LOOKS
from reports.rounds.desk_selectors import DeskLine
from reports.rounds.domain import DeskStatus
from units.models import Unit, UnitQuerySet

_SELECT = {"class": "form-select"}


class DeskFilter(django_filters.FilterSet):  # type: ignore[misc]
    """A part of a unit's name with or without marks, a kind, a state, a decision."""

    q = django_filters.CharFilter(
        label=_("Find a unit"),
        method="by_name",
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        choices=Unit.Kind.choices,
        empty_label=_("all kinds"),
        widget=forms.Select(attrs=_SELECT),
    )
    state = django_filters.ChoiceFilter(
        label=_("Figures sent"),
        method="by_nothing",
        choices=[(status.value, LOOKS[status].word) for status in DeskStatus],
        empty_label=_("all states"),
        widget=forms.Select(attrs=_SELECT),
    )
    review = django_filters.ChoiceFilter(
        label=_("Judged"),
        method="by_nothing",
        choices=[("submitted", _("To be judged")), ("accepted", _("Accepted"))],
        empty_label=_("any"),
        widget=forms.Select(attrs=_SELECT),
    )

    class Meta:
        model = Unit
        fields: list[str] = []

    def by_name(self, units: UnitQuerySet, _name: str, text: str) -> UnitQuerySet:
        """ "vinh o" finds Vĩnh Ô."""
        return units.named_like(text)

    def by_nothing(self, units: UnitQuerySet, _name: str, _code: str) -> UnitQuerySet:
        """Where a unit stands is computed, so the database cannot filter by it."""
        return units

    def limit_kinds(self, lines: Sequence[DeskLine]) -> None:
        """Offer only the kinds that are on the desk."""
        kinds = {line.unit.kind for line in lines}
        self.form.fields["kind"].choices = [
            ("", _("all kinds")),
            *((kind, label) for kind, label in Unit.Kind.choices if kind in kinds),
        ]

    def kept(self, lines: Sequence[DeskLine]) -> tuple[DeskLine, ...]:
        """The lines that match; all where the address asks for what there is not: one query."""
        if not self.is_valid():
            return tuple(lines)
        params: dict[str, Any] = self.form.cleaned_data
        ids = set(self.qs.values_list("pk", flat=True))
        return tuple(
            line
            for line in lines
            if line.unit.pk in ids
            and params["state"] in ("", line.status.value)
            and params["review"] in ("", line.state)
        )
