"""Which units the ranking shows, by an allow-list: kind, name, and what they have not started."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from directives.compliance.domain import UnitRef
from directives.compliance.source import IndicatorRef
from units.models import Unit, UnitQuerySet

NotStarted = Iterable[tuple[IndicatorRef, tuple[UnitRef, ...]]]


class UnitFilter(django_filters.FilterSet):  # type: ignore[misc]
    """A kind of unit, and a part of its name with or without marks."""

    q = django_filters.CharFilter(
        label=_("Find a unit"),
        method="by_name",
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        choices=Unit.Kind.choices,
        empty_label=_("all kinds"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    idle = django_filters.ChoiceFilter(
        label=_("Not started with"),
        method="by_nothing",
        empty_label=_("any"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    class Meta:
        model = Unit
        fields: list[str] = []

    def by_name(self, units: UnitQuerySet, _name: str, text: str) -> UnitQuerySet:
        """ "vinh o" finds Vĩnh Ô."""
        return units.named_like(text)

    def by_nothing(self, units: UnitQuerySet, _name: str, _code: str) -> UnitQuerySet:
        """Verdicts are computed, not stored, so the database cannot filter by them."""
        return units

    def offer_idle(self, idle: NotStarted) -> None:
        """Offer the indicators that some unit has not started with."""
        self.idle_units = {indicator.code: units for indicator, units in idle}
        self.form.fields["idle"].choices = [
            ("", _("any")),
            *((indicator.code, indicator.short_name) for indicator, _units in idle),
        ]

    def limit_kinds(self, kinds: list[str]) -> None:
        """Offer only the kinds that the office has."""
        self.form.fields["kind"].choices = [
            ("", _("all kinds")),
            *((kind, label) for kind, label in Unit.Kind.choices if kind in kinds),
        ]

    def unit_ids(self) -> frozenset[int] | None:
        """The units that match; None when nothing is asked, all are meant."""
        if not self.is_valid() or not any(self.form.cleaned_data.values()):
            return None
        ids: Any = self.qs.values_list("pk", flat=True)
        code = self.form.cleaned_data["idle"]
        if not code:
            return frozenset(ids)
        return frozenset(ids) & {unit.id for unit in self.idle_units[code]}
