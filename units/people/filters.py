"""Which people the list shows, by an allow-list: name, unit, role, state."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from units.models import Membership, Unit

_SELECT = {"class": "form-select"}


class PersonFilter(django_filters.FilterSet):  # type: ignore[misc]
    """A part of a name or of a unit's name, a role, and whether it holds today."""

    q = django_filters.CharFilter(
        label=_("Find a person or unit"),
        method="by_name",
        widget=forms.TextInput(attrs={"type": "search", "class": "form-control"}),
    )
    role = django_filters.ChoiceFilter(
        label=_("Role"),
        choices=Membership.Role.choices,
        empty_label=_("all roles"),
        widget=forms.Select(attrs=_SELECT),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="by_state",
        choices=[
            ("now", _("in force")),
            ("other", _("ended or not begun")),
            ("closed", _("account closed")),
        ],
        empty_label=_("all states"),
        widget=forms.Select(attrs=_SELECT),
    )

    class Meta:
        model = Membership
        fields: list[str] = []

    def by_name(self, rows: QuerySet[Any], name: str, text: str) -> QuerySet[Any]:
        """By person's name or log-in name as typed, or by unit with or without marks."""
        units = Unit.objects.named_like(text)
        person = Q(user__display_name__icontains=text) | Q(user__username__icontains=text)
        return rows.filter(person | Q(unit__in=units.values("pk")))

    def by_state(self, rows: QuerySet[Any], name: str, state: str) -> QuerySet[Any]:
        """Roles in force today of open accounts, the others, or those of closed accounts."""
        if state == "closed":
            return rows.filter(user__is_active=False)
        active = Membership.objects.active_on(timezone.localdate()).values("pk")
        rows = rows.filter(user__is_active=True)
        return rows.filter(pk__in=active) if state == "now" else rows.exclude(pk__in=active)
